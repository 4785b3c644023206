"""Five executed years, 20 000 entries, 420 lines (issue of execution; DESIGN 9)."""

from __future__ import annotations

import datetime as dt
import time
from itertools import count
from typing import TYPE_CHECKING

import pytest
from bare_paper import bare
from large_execution import MANY, Executed, build, year_ids
from sample import FRENCH

from commune_desk.domain.budget import Side
from commune_desk.domain.money import Money
from commune_desk.reports.booklet import booklet
from commune_desk.reports.catalogue import document, printed
from commune_desk.reports.document import Telling
from commune_desk.reports.grids import TableBlock
from commune_desk.services.executed import executed_by_account, ledger
from commune_desk.services.jobs import Silence
from commune_desk.services.scope import Scope
from commune_desk.services.selections import Selection
from commune_desk.storage.models import BudgetLine, Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_benchmark.fixture import BenchmarkFixture

    from commune_desk.services.desk import Desk

YEAR = 2026
REGISTERS = (
    "ledger", "commitment-register", "order-register", "payment-register",
    "titles-register", "collections-register", "account-sheets", "cash-book",
)  # fmt: skip
MOST = 2.0
"""Times of bare ReportLab that our pages may take."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = build(tmp_path_factory.mktemp("large") / "executed.commune")
    yield made
    made.store.close()


def first_line(desk: Desk) -> int:
    with desk.store.reading() as session:
        return (
            session.query(Operation.line_id)
            .join(BudgetLine, BudgetLine.id == Operation.line_id)
            .filter(
                Operation.side == Side.EXPENDITURE,
                Operation.fiscal_year_id == year_ids(desk)[YEAR],
            )
            .limit(1)
            .scalar()
        )


def test_an_expense_is_recorded_with_all_totals(
    benchmark: BenchmarkFixture, desk: Desk
) -> None:
    year, line = year_ids(desk)[YEAR], first_line(desk)
    francs = count(1)

    def record() -> None:
        amount = Money(next(francs))
        day = dt.date(YEAR, 6, 1)
        desk.do(Executed(year, line, Side.EXPENDITURE, day, amount))
        with desk.store.reading() as session:
            executed_by_account(session, year)

    benchmark.pedantic(record, rounds=30, warmup_rounds=2)


def test_the_books_of_a_year_are_read(benchmark: BenchmarkFixture, desk: Desk) -> None:
    def fresh() -> None:
        desk.store.close()
        desk.store.open()

    def read() -> int:
        with desk.store.reading() as session:
            return len(ledger(session, Scope(YEAR)))

    found = benchmark.pedantic(read, setup=fresh, rounds=5)
    assert found >= MANY // 5


@pytest.mark.parametrize("name", [*REGISTERS, "administrative-account"])
def test_a_paper_of_the_year_is_printed(
    benchmark: BenchmarkFixture, desk: Desk, name: str
) -> None:
    """Read and printed, against bare ReportLab drawing its rows alone."""
    wanted = document(name)

    def telling() -> Telling:
        return Telling(session, Scope(YEAR), FRENCH, Silence())

    with desk.store.reading() as session:
        tables = [b for b in wanted.story(telling()) if isinstance(b, TableBlock)]
        start = time.perf_counter()
        for table in tables:
            bare(table)
        reference = time.perf_counter() - start
    rows = sum(len(table.rows) for table in tables)
    assert rows >= 500

    def write() -> bytes:
        desk.store.close()
        desk.store.open()
        with desk.store.reading() as session:
            told = Telling(session, Scope(YEAR), FRENCH, Silence())
            return printed(wanted, told, ".pdf")

    content = benchmark.pedantic(write, rounds=3)
    ratio = benchmark.stats.stats.min / reference
    benchmark.extra_info["pages"] = content.count(b"/Type /Page\n")
    benchmark.extra_info["times of bare ReportLab"] = round(ratio, 2)
    assert ratio <= MOST


def test_a_booklet_of_all_registers_is_bound(
    benchmark: BenchmarkFixture, desk: Desk
) -> None:
    """Hundreds of pages in one file, against bare ReportLab drawing their rows."""
    every = Selection("Registres", "Cahier des registres", REGISTERS)
    with desk.store.reading() as session:
        telling = Telling(session, Scope(YEAR), FRENCH, Silence())
        tables = [
            block
            for name in REGISTERS
            for block in document(name).story(telling)
            if isinstance(block, TableBlock)
        ]
    start = time.perf_counter()
    for table in tables:
        bare(table)
    reference = time.perf_counter() - start

    def write() -> bytes:
        desk.store.close()
        desk.store.open()
        with desk.store.reading() as session:
            told = Telling(session, Scope(YEAR), FRENCH, Silence())
            return booklet(every, told)

    content = benchmark.pedantic(write, rounds=2)
    ratio = benchmark.stats.stats.min / reference
    benchmark.extra_info["pages"] = content.count(b"/Type /Page\n")
    benchmark.extra_info["times of bare ReportLab"] = round(ratio, 2)
    assert ratio <= MOST
