"""What holds for every table of the desk, today's and tomorrow's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sample import FRENCH

from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.prepared import Request, Verdict
from commune_desk.exchange.workbook import write_table
from commune_desk.services.plans import scope_for
from commune_desk.storage.store import Store
from commune_desk.tables import TABLES
from commune_desk.tables.outline import Outline

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.services.scope import Scope
    from commune_desk.tables.node import Node
    from commune_desk.tables.table import Table

Case = tuple[Store, "Scope"]


@pytest.fixture(scope="module")
def opened(demonstration: Path) -> Iterator[Case]:
    store = Store(demonstration)
    store.open()
    with store.reading() as session:
        scope = scope_for(session, 2026)
    yield store, scope
    store.close()


def outline(table: Table[Any], case: Case) -> Outline[Any]:
    store, scope = case
    with store.reading() as session:
        rows = table.rows(session, scope, None)
    return Outline(table, table.columns(scope), rows)


def groups(node: Node[Any]) -> Iterator[Node[Any]]:
    if node.row is None:
        yield node
        for child in node.children:
            yield from groups(child)


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_its_keys_are_columns_and_its_columns_have_titles(
    table: Table[Any], opened: Case
) -> None:
    columns = table.columns(opened[1])
    keys = [column.key for column in columns]
    assert len(keys) == len(set(keys))
    assert {*table.identity, *table.likeness, *table.required} <= set(keys)
    assert all(FRENCH.say(column.title) for column in columns)


@pytest.mark.parametrize("table", TABLES, ids=lambda t: t.name)
def test_the_sums_of_each_group_are_those_of_its_rows(
    table: Table[Any], opened: Case
) -> None:
    tree = outline(table, opened)
    for group in groups(tree.root):
        for column in tree.columns:
            values = [column.value(row) for row in group.rows()] if column.adds else []
            known = [value for value in values if value is not None]
            if known:
                total = known[0]
                for value in known[1:]:
                    total += value
                assert group.sums[column.key] == total
            else:
                assert group.sums.get(column.key) is None


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize(
    "table", [t for t in TABLES if t.add is not None], ids=lambda t: t.name
)
def test_what_leaves_comes_back_and_changes_nothing(
    table: Table[Any], suffix: str, opened: Case, tmp_path: Path
) -> None:
    store, scope = opened
    path = tmp_path / f"{table.name}{suffix}"
    with store.reading() as session:
        count = write_table(session, table, scope, FRENCH, path)
    grid = read_grid(path)
    matching = propose(table, scope, grid.headings, FRENCH)
    assert len(matching) == len(grid.headings)
    request = Request(table, scope, grid, matching, FRENCH, path.name, {})
    prepared = prepare(store, request)
    assert [line.issues for line in prepared.lines if line.issues] == []
    assert prepared.count(Verdict.SAME) == count > 0
    assert prepared.command is None


@pytest.mark.parametrize("year", [2024, 2026])
def test_a_row_put_in_place_gives_the_sums_of_a_new_tree(
    opened: Case, year: int
) -> None:
    table = next(table for table in TABLES if table.name == "actions")
    tree = outline(table, opened)
    rows = list(tree.root.rows())
    for row in rows[::5]:
        cost = next(iter(row.costs.values()))
        changed = row._replace(costs={**row.costs, year: cost})
        assert tree.replace([changed], [row.id])
    fresh = Outline(table, tree.columns, list(tree.root.rows()))
    assert fresh.root.sums == tree.root.sums
