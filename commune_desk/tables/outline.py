"""The tree of a table: groups, rows, and sums that follow each edit.

An edit of one cell among 20 000 touches one row and the sums above it, not the
rest: that is what keeps typing quick.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any, Generic

from commune_desk.domain.money import Money, Share
from commune_desk.services.memory import undisturbed
from commune_desk.tables.table import Row

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.storage.recorder import Change
    from commune_desk.tables.table import Column, Table


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

    children: list[Node[Row]] = field(default_factory=list)
    sums: dict[str, Any] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """Walk the rows below, in order."""
        if self.row is not None:
            yield self.row
        for child in self.children:
            yield from child.rows()


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
        with undisturbed():
            self._build(rows)

    def __len__(self) -> int:
        return len(self._leaves)

    def node_of(self, row_id: int) -> Node[Row] | None:
        """Find a row by its key."""
        return self._leaves.get(row_id)

    def value(self, node: Node[Row], column: Column[Row]) -> Any:
        """Give what a cell holds: the row's own value, or the sum of a group."""
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
                group.sums[column.key] = total
                group = group.parent

    def _build(self, rows: Iterable[Row]) -> None:
        levels = self.table.levels
        ordered = list(rows)
        for level in reversed(levels):
            ordered.sort(key=level.key)
        path: list[Node[Row]] = [self.root]
        keys: list[Any] = []
        for row in ordered:
            here = [level.key(row) for level in levels]
            same = _common(keys, here)
            del path[same + 1 :]
            for depth in range(same, len(levels)):
                path.append(self._child(path[-1], levels[depth].title(row), depth + 1))
            keys = here
            above = self._above(row) or path[-1]
            leaf = self._child(above, "", above.level + 1)
            leaf.row = row
            self._leaves[row.id] = leaf
        self._add_up(self.root)

    def _above(self, row: Row) -> Node[Row] | None:
        """Find the row under which another stands; the list brings it first."""
        key = self.table.above(row) if self.table.above is not None else None
        return None if key is None else self._leaves.get(key)

    @staticmethod
    def _child(parent: Node[Row], title: Text | str, level: int) -> Node[Row]:
        node: Node[Row] = Node(title, level, None, parent, len(parent.children))
        parent.children.append(node)
        return node

    def _add_up(self, node: Node[Row]) -> None:
        for child in node.children:
            if child.row is None:
                self._add_up(child)
        for column in self._adding:
            key, value = column.key, column.value
            node.sums[key] = _sum(
                [
                    child.sums.get(key) if child.row is None else value(child.row)
                    for child in node.children
                ]
            )


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


def _common(left: Sequence[Any], right: Sequence[Any]) -> int:
    for place, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return place
    return min(len(left), len(right))
