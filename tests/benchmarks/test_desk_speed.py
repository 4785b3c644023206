"""The desk at 20 000 actions (DESIGN 9); run by `installer/dev.py bench`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from large_dossier import MANY, Large

from commune_desk.domain.money import Money
from commune_desk.exchange.grid import Grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.prepared import Request
from commune_desk.l10n.words import Words
from commune_desk.paths import TRANSLATIONS
from commune_desk.services.actions import CostAction
from commune_desk.tables.actions import ACTIONS
from commune_desk.tables.outline import affected

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Large]:
    made = Large(tmp_path_factory.mktemp("large") / "large.commune", MANY)
    yield made
    made.store.close()


def test_20_000_actions_are_read_and_grouped(
    benchmark: BenchmarkFixture, large: Large
) -> None:
    outline = benchmark.pedantic(large.outline, setup=large.reopen, rounds=9)
    assert len(outline) == MANY


def test_an_edit_among_20_000_actions_with_its_totals(
    benchmark: BenchmarkFixture, large: Large
) -> None:
    outline = large.outline()
    row = next(outline.root.rows())
    heard: list[Any] = []
    large.desk.listeners.append(heard.append)
    amounts = iter(range(10_000, 10_000_000))

    def edit() -> None:
        large.desk.do(CostAction(row.id, 2024, Money(next(amounts))))
        ids = affected(ACTIONS, heard[-1])
        assert ids is not None
        with large.store.reading() as session:
            rows = ACTIONS.rows(session, large.scope, ids)
        assert outline.replace(rows, ids)

    benchmark(edit)
    large.desk.listeners.clear()


def test_20_000_lines_are_imported_with_their_journal(
    benchmark: BenchmarkFixture, tmp_path: Path
) -> None:
    words = Words("fr", TRANSLATIONS)
    headings = ("N°", "Action", "Lieu", "2024", "2025", "Secteur")
    lines = tuple(
        (n + 2, (f"9.{n}", f"Action {n}", "Oueto", f"{n + 1}000", "", "10"))
        for n in range(MANY)
    )
    made = Large(tmp_path / "import.commune", 0)
    grid = Grid(headings, lines)
    matching = propose(ACTIONS, made.scope, headings, words)
    request = Request(ACTIONS, made.scope, grid, matching, words, "bench.csv", {})

    def bring_in() -> None:
        prepared = prepare(made.store, request)
        assert prepared.command is not None
        made.desk.do(prepared.command)

    benchmark.pedantic(bring_in, rounds=1)
    assert len(made.outline()) == MANY
    made.store.close()
