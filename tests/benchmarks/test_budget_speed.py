"""An edit in a budget of 2 000 lines (DESIGN 9): totals, balance and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sample import DATA, FRENCH

from commune_desk.domain.balance import HALVES, balance_of, check
from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money
from commune_desk.domain.nomenclature import Entry
from commune_desk.domain.roles import Role
from commune_desk.exchange.nomenclature_file import nomenclature_from
from commune_desk.services.budget_review import rules_of
from commune_desk.services.budgets import ProposeAmount
from commune_desk.services.desk import Desk, User
from commune_desk.services.fiscal_years import OpenYear
from commune_desk.services.nomenclature_files import LoadNomenclature
from commune_desk.services.scope import Scope
from commune_desk.services.shipped import TakeShipped
from commune_desk.storage.store import Store
from commune_desk.tables.budget import PART
from commune_desk.tables.outline import Outline, affected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

MANY = 500
"""Accounts in each of the four parts."""

SCOPE = Scope(2026)


def entries() -> Iterator[Entry]:
    for section in Section:
        for side in Side:
            for chapter in range(10):
                code = f"{chapter + 10}"
                yield Entry(section, side, code, f"Chapitre {code}")
                for number in range(MANY // 10):
                    leaf = f"{code}{number:02}"
                    yield Entry(section, side, leaf, f"Compte {leaf}", code)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = Store(tmp_path / "large.commune")
    store.open()
    made = Desk(store, User("banc", Role.SECRETARY))
    made.do(TakeShipped("budget_rules"))
    number = made.do(LoadNomenclature("grande", "grande", tuple(entries())))
    made.do(OpenYear(2026, number))
    yield made
    store.close()


def test_an_edit_among_2_000_lines_with_totals_balance_and_findings(
    benchmark: BenchmarkFixture, desk: Desk
) -> None:
    measure_edits(benchmark, desk, 4 * MANY)


def measure_edits(
    benchmark: BenchmarkFixture, desk: Desk, lines: int | None = None
) -> None:
    """Type amounts into one line, with all that the screen makes of each."""
    with desk.store.reading() as session:
        read = PART.rows(session, SCOPE, None)
        settings = rules_of(session)
    assert lines in {None, len(read)}
    assert {"B1", "B8", "J1", "N5"} <= settings.keys()
    rows = {row.id: row for row in read}
    outline = Outline(PART, PART.columns(SCOPE), read)
    line = next(iter(rows.values()))
    heard: list[Any] = []
    desk.listeners.append(heard.append)
    amounts = iter(range(1_000, 10_000_000))

    def edit() -> None:
        amount = Money(next(amounts))
        desk.do(ProposeAmount(line.document_id, line.id, amount))
        ids = affected(PART, heard[-1])
        assert ids is not None
        with desk.store.reading() as session:
            changed = PART.rows(session, SCOPE, ids)
        rows.update((row.id, row) for row in changed)
        assert outline.replace(changed, ids)
        listed = list(rows.values())
        for section, _, _ in HALVES:
            balance_of(listed, section)
        check(listed, settings)

    benchmark(edit)


def test_an_edit_in_a_budget_of_the_whole_list_of_guinea(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    store = Store(tmp_path / "guinea.commune")
    store.open()
    desk = Desk(store, User("banc", Role.SECRETARY))
    desk.do(TakeShipped("budget_rules"))
    number = desk.do(nomenclature_from(DATA / "nomenclature_gn.csv", FRENCH, "GN"))
    desk.do(OpenYear(2026, number))
    measure_edits(benchmark, desk)
    store.close()
