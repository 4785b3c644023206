"""Five executed years, 20 000 entries, 420 lines (issue of execution; DESIGN 9)."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import TYPE_CHECKING

import pytest
from large_execution import MANY, Executed, build, year_ids

from commune_desk.domain.budget import Side
from commune_desk.domain.money import Money
from commune_desk.services.executed import executed_by_account, ledger
from commune_desk.services.scope import Scope
from commune_desk.storage.models import BudgetLine, Operation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytest_benchmark.fixture import BenchmarkFixture

    from commune_desk.services.desk import Desk

YEAR = 2026


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
