"""The tree of a table: groups, rows, and sums that follow each edit.

An edit of one cell among 20 000 touches one row and the sums above it, not the
rest: that is what keeps typing quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import groupby
from operator import add, itemgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic

from commune_desk.domain.money import Money, Share
from commune_desk.services.memory import undisturbed
from commune_desk.tables.table import Row

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Iterable,
        Iterator,
        Mapping,
    )

    from commune_desk.domain.text import Text
    from commune_desk.storage.recorder import Change
    from commune_desk.tables.table import Column, Table


Groups = Sequence[tuple[tuple[Any, ...], list[Row]]]
"""Rows by the keys of all levels, in the order of the keys."""

NO_SUMS: Mapping[str, Any] = MappingProxyType({})
"""What a row has: 20 000 rows need no dictionary each."""


@dataclass(eq=False, slots=True)
class Node(Generic[Row]):
    """A row, or a group of rows with the sums of what adds up."""

    title: Text | str = ""
    level: int = 0
    """0 for the root, then one more for each level of groups."""

    row: Row | None = None
    parent: Node[Row] | None = None
    place: int = 0
    """Its index among the children of its parent."""

    children: Sequence[Node[Row]] = ()
    sums: Mapping[str, Any] = field(default_factory=lambda: NO_SUMS)

    def rows(self) -> Iterator[Row]:
        """Walk the rows below, in order."""
        if self.row is not None:
            yield self.row
        for child in self.children:
            yield from child.rows()


class OpenLine(Node[Row]):
    """A line that is still typed: in the tree, and no row of it."""

    __slots__ = ()

    def rows(self) -> Iterator[Row]:
        """Give none."""
        return iter(())


class Outline(Generic[Row]):
    """The rows of a table, grouped by its levels."""

    def __init__(
        self,
        table: Table[Row],
        columns: Sequence[Column[Row]],
        rows: Iterable[Row],
    ) -> None:
        self.table = table
        self.columns = tuple(columns)
        self.root: Node[Row] = Node()
        self._adding = tuple(c for c in self.columns if c.adds)
        self._ratios = {c.key: c.ratio for c in self.columns if c.ratio}
        self._leaves: dict[int, Node[Row]] = {}
        self.draft: Node[Row] | None = None
        """The line under all groups in which a new row is typed."""

        with undisturbed():
            self._build(rows)

    def __len__(self) -> int:
        return len(self._leaves)

    def node_of(self, row_id: int) -> Node[Row] | None:
        """Find a row by its key."""
        draft = self.draft
        if draft is not None and draft.row is not None and draft.row.id == row_id:
            return draft
        return self._leaves.get(row_id)

    def open_line(self, row: Row) -> None:
        """Stand a row that is still typed under all others; no sum counts it."""
        below = self.root.children
        self.draft = OpenLine("", 1, row, self.root, len(below))
        self.root.children = [*below, self.draft]

    def value(self, node: Node[Row], column: Column[Row]) -> Any:
        """Give what a cell holds: the row's own value, or the sum of a group."""
        if node is self.draft:
            return None
        if node.row is not None:
            return column.value(node.row)
        if ratio := self._ratios.get(column.key):
            part, whole = (node.sums.get(key) for key in ratio)
            if isinstance(part, Money) and isinstance(whole, Money):
                return Share.of(part, whole)
            return None
        return node.sums.get(column.key)

    def replace(self, rows: Sequence[Row], wanted: Collection[int]) -> bool:
        """Put new rows in the place of old ones and mend the sums above them.

        `wanted` are the ids that were asked for. Returns False where a row came,
        went or moved to another group: the tree must then be built again.
        """
        if {row.id for row in rows} != set(wanted) or any(map(self._moved, rows)):
            return False
        for row in rows:
            leaf = self._leaves[row.id]
            old, leaf.row = leaf.row, row
            if old is not None:
                self._mend(leaf, old, row)
        return True

    def _moved(self, row: Row) -> bool:
        leaf = self._leaves.get(row.id)
        if leaf is None or leaf.row is None:
            return True
        return any(
            level.key(row) != level.key(leaf.row)
            or level.title(row) != level.title(leaf.row)
            for level in self.table.levels
        )

    def _mend(self, leaf: Node[Row], old: Row, new: Row) -> None:
        for column in self._adding:
            before, after = column.value(old), column.value(new)
            if before == after:
                continue
            group = leaf.parent
            while group is not None:
                total = group.sums.get(column.key)
                if before is not None and total is not None:
                    total = total - before
                if after is not None:
                    total = after if total is None else total + after
                group.sums = {**group.sums, column.key: total}
                group = group.parent

    def _build(self, rows: Iterable[Row]) -> None:
        of_group: dict[tuple[Any, ...], list[Row]] = {}
        keys = [level.key for level in self.table.levels]
        for row in rows:
            of_group.setdefault(tuple([key(row) for key in keys]), []).append(row)
        self._fill(self.root, sorted(of_group.items(), key=itemgetter(0)), 0)
        if self.table.above is not None:
            self._nest(self.table.above)

    def _nest(self, above: Callable[[Row], int | None]) -> None:
        """Put rows under the rows they belong to; the list brings these first."""
        flat, below = self.root.children, dict[Node[Row], list[Node[Row]]]()
        for node in flat:
            key = None if node.row is None else above(node.row)
            parent = self.root if key is None else self._leaves.get(key, self.root)
            beside = below.setdefault(parent, [])
            node.parent, node.level = parent, parent.level + 1
            node.place = len(beside)
            beside.append(node)
        for parent, children in below.items():
            parent.children = children

    def _fill(self, node: Node[Row], groups: Groups[Row], level: int) -> None:
        """Put groups under a node; all of them share the keys of the levels above."""
        children: list[Node[Row]] = []
        self._gather(node, groups, level, children)
        node.children = children
        node.sums = {column.key: _sum_of(column, children) for column in self._adding}

    def _gather(
        self, node: Node[Row], groups: Groups[Row], level: int, into: list[Node[Row]]
    ) -> None:
        """List what stands under a node, rows and groups in the order of their keys.

        Where a level has no title, what it holds stands under the group above.
        """
        if level == len(self.table.levels):
            rows = groups[0][1] if groups else []
            first = len(into)
            into += [
                Node("", level + 1, row, node, place)
                for place, row in enumerate(rows, first)
            ]
            ids = [row.id for row in rows]
            self._leaves.update(zip(ids, into[first:], strict=True))
            return
        title = self.table.levels[level].title
        for _, same in groupby(groups, key=lambda group: group[0][level]):
            below = list(same)
            name = title(below[0][1][0])
            if name == "":
                self._gather(node, below, level + 1, into)
                continue
            child: Node[Row] = Node(name, level + 1, None, node, len(into))
            into.append(child)
            self._fill(child, below, level + 1)


def _sum_of(column: Column[Row], children: Sequence[Node[Row]]) -> Any:
    """Add up the rows under a node, and the sums of the groups under it."""
    rows = [child.row for child in children if child.row is not None]
    sums = [child.sums.get(column.key) for child in children if child.row is None]
    if len(rows) > 1 and column.sum_of:
        return _sum([column.sum_of(rows), *sums])
    return _sum([*map(column.value, rows), *sums])


def _sum(values: Iterable[Any]) -> Any:
    """Add up what is known; None where nothing is."""
    known = [value for value in values if value is not None]
    if known and isinstance(known[0], Money):
        return Money.total(known)
    return reduce(add, known) if known else None


def affected(table: Table[Any], changes: Iterable[Change]) -> frozenset[int] | None:
    """Tell which rows must be read again; None for all of them.

    An empty set says that nothing of this table has changed.
    """
    ids: set[int] = set()
    for change in changes:
        if change.table not in table.reads:
            continue
        key = table.reads[change.table]
        if key is None:
            return None
        for image in (change.before, change.after):
            if image is not None and image[key] is not None:
                ids.add(int(image[key]))
    return frozenset(ids)
