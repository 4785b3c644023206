"""A tree of any depth, with levels that some rows skip."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hypothesis import given
from hypothesis import strategies as st
from sample import FRENCH

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.reports.grids import Role
from commune_desk.reports.sums import summed_lines
from commune_desk.reports.tables import _Printer
from commune_desk.services.scope import Scope
from commune_desk.tables.outline import Outline
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.tables.node import Node

DEPTH = 4
SCOPE = Scope(2026)


class Leaf(NamedTuple):
    """A row, its way down the tree (0 skips a level) and its amount."""

    id: int
    way: tuple[int, ...]
    amount: Money | None


def title_at(depth: int) -> Level[Leaf]:
    """Name a level by the number of the way; 0 has no name."""
    return Level(
        lambda row: row.way[depth],
        lambda row: f"{depth}.{row.way[depth]}" if row.way[depth] else "",
    )


COLUMN: Column[Leaf] = Column(
    "amount", N_("Amount"), lambda row: row.amount, Kind.MONEY, adds=True
)


def table(depth: int) -> Table[Leaf]:
    return Table(
        "leaves",
        N_("Amount"),
        N_("Amount"),
        lambda *_: [],
        {},
        always(Column("id", N_("Code"), lambda row: str(row.id)), COLUMN),
        tuple(title_at(n) for n in range(depth)),
    )


@st.composite
def trees(draw: st.DrawFn) -> tuple[Table[Leaf], list[Leaf]]:
    depth = draw(st.integers(0, DEPTH))
    way = st.tuples(*[st.integers(0, 2)] * depth)
    amount = st.none() | st.integers(-9, 10**9).map(Money)
    rows = draw(st.lists(st.tuples(way, amount), max_size=20))
    return table(depth), [Leaf(n, *row) for n, row in enumerate(rows, 1)]


def groups(node: Node[Leaf]) -> Iterator[Node[Leaf]]:
    if node.row is None:
        yield node
        for child in node.children:
            yield from groups(child)


def francs(rows: list[Leaf]) -> int:
    return sum(row.amount.francs for row in rows if row.amount is not None)


@given(trees())
def test_each_group_is_the_sum_of_its_rows(
    case: tuple[Table[Leaf], list[Leaf]],
) -> None:
    described, rows = case
    tree = Outline(described, described.columns(SCOPE), rows)
    assert sorted(row.id for row in tree.root.rows()) == [row.id for row in rows]
    for group in groups(tree.root):
        total = group.sums["amount"]
        assert (total.francs if total else 0) == francs(list(group.rows()))
        assert [child.place for child in group.children] == list(
            range(len(group.children))
        )
        assert all(child.parent is group for child in group.children)
        assert all(child.title or child.row for child in group.children)


@given(trees(), st.data())
def test_a_row_put_in_place_mends_all_sums_above_it(
    case: tuple[Table[Leaf], list[Leaf]], data: st.DataObject
) -> None:
    described, rows = case
    tree = Outline(described, described.columns(SCOPE), rows)
    for row in rows:
        new = row._replace(amount=Money(data.draw(st.integers(0, 10**6))))
        assert tree.replace([new], [row.id])
    for group in groups(tree.root):
        total = group.sums["amount"]
        assert (total.francs if total else 0) == francs(list(group.rows()))


@given(trees())
def test_printed_totals_add_up_the_lines_of_their_group(
    case: tuple[Table[Leaf], list[Leaf]],
) -> None:
    described, rows = case
    printed = list(_printer(described).rows(rows, described.levels))
    for at, row in enumerate(printed):
        if row.role.sums:
            lines = [printed[n].cells[1] for n in summed_lines(printed, at)]
            told = row.cells[1]
            assert Money.total(lines) == (told or Money(0))
    assert sum(row.role is Role.LINE for row in printed) == len(rows)


def _printer(described: Table[Leaf]) -> _Printer:
    columns = described.columns(SCOPE)
    return _Printer(columns, columns, Telling(SCOPE), one_sum=True)


class Telling(NamedTuple):
    """As much of a telling as a table without choices asks for."""

    scope: Scope
    session: None = None


def test_rows_without_an_article_stand_among_the_articles() -> None:
    rows = [Leaf(1, (1, 1), None), Leaf(2, (1, 0), None), Leaf(3, (1, 2), None)]
    described = table(2)
    tree = Outline(described, described.columns(SCOPE), rows)
    (chapter,) = tree.root.children
    told = [child.row.id if child.row else child.title for child in chapter.children]
    assert told == [2, "1.1", "1.2"]
    assert FRENCH.say(chapter.title) == "0.1"
