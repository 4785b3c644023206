"""The tree of a table: groups, rows, and sums that follow each edit.

An edit of one cell among 20 000 touches one row and the sums above it, not the
rest: that is what keeps typing quick.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import groupby
from operator import add, itemgetter
from typing import TYPE_CHECKING, Any, Generic

from commune_desk.domain.money import Money, Share
from commune_desk.services.memory import undisturbed
from commune_desk.tables.node import Leaves, Node, OpenLine
from commune_desk.tables.table import Row

if TYPE_CHECKING:
    from collections.abc import (
        Callable,
        Collection,
        Iterable,
        Iterator,
        Mapping,
    )

    from commune_desk.storage.recorder import Change
    from commune_desk.tables.table import Column, Table


Groups = Sequence[tuple[tuple[Any, ...], list[Row]]]
"""Rows by the keys of all levels, in the order of the keys."""

FEW = 4
"""Rows in each group, on the whole, from which groups are few."""


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
        self._count = 0
        self._known: dict[int, tuple[Sequence[Node[Row]], int]] | None = None
        self.draft: Node[Row] | None = None
        """The line under all groups in which a new row is typed."""

        with undisturbed():
            self._build(rows)

    def __len__(self) -> int:
        return self._count

    def node_of(self, row_id: int) -> Node[Row] | None:
        """Find a row by its key."""
        draft = self.draft
        if draft is not None and draft.row is not None and draft.row.id == row_id:
            return draft
        found = self._places.get(row_id)
        return found[0][found[1]] if found is not None else None

    @property
    def _places(self) -> dict[int, tuple[Sequence[Node[Row]], int]]:
        """Where each row stands: listed when it is first asked for."""
        if self._known is None:
            self._known = dict(_places(self.root))
        return self._known

    def open_line(self, row: Row) -> None:
        """Stand a row that is still typed under all others; no sum counts it."""
        below = self.root.children
        self.draft = OpenLine("", 1, row, self.root, len(below))
        if isinstance(below, Leaves):
            below.append(self.draft)
        else:
            self.root.children = [*below, self.draft]

    def value(self, node: Node[Row], column: Column[Row]) -> Any:
        """Give what a cell holds: the row's own value, or the sum of a group."""
        if node is self.draft:
            return None
        if node.row is not None:
            return column.value(node.row)
        if ratio := self._ratios.get(column.key):
            part, whole = (_counted(node.sums.get(key)) for key in ratio)
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
            beside, place = self._places[row.id]
            leaf = beside[place]
            old, leaf.row = leaf.row, row
            if isinstance(beside, Leaves):
                beside.put(place, row)
            if old is not None:
                self._mend(leaf, old, row)
        return True

    def _moved(self, row: Row) -> bool:
        leaf = self.node_of(row.id)
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
                group.mend(column.key, before, after)
                group = group.parent

    def _build(self, rows: Iterable[Row]) -> None:
        keys = [level.key for level in self.table.levels]
        self.root.add_up = self._add_up
        if not keys:
            found = list(rows)
            self._count = len(found)
            self.root.children = Leaves(self.root, found)
            if self.table.above is not None:
                self._nest(self.table.above)
            return
        of_group: dict[tuple[Any, ...], list[Row]] = {}
        for row in rows:
            of_group.setdefault(tuple([key(row) for key in keys]), []).append(row)
        self._count = sum(map(len, of_group.values()))
        self._fill(self.root, sorted(of_group.items(), key=itemgetter(0)), 0)
        if self.table.above is not None:
            self._nest(self.table.above)

    def _nest(self, above: Callable[[Row], int | None]) -> None:
        """Put rows under the rows they belong to; the list brings these first."""
        flat, below = self.root.children, dict[Node[Row], list[Node[Row]]]()
        leaves = {node.row.id: node for node in flat if node.row is not None}
        for node in flat:
            key = None if node.row is None else above(node.row)
            parent = self.root if key is None else leaves.get(key, self.root)
            beside = below.setdefault(parent, [])
            node.parent, node.level = parent, parent.level + 1
            node.place = len(beside)
            beside.append(node)
        for parent, children in below.items():
            parent.children = children

    def _fill(self, node: Node[Row], groups: Groups[Row], level: int) -> None:
        """Put groups under a node; all of them share the keys of the levels above."""
        if level == len(self.table.levels):
            node.children = Leaves(node, groups[0][1] if groups else [])
            return
        children: list[Node[Row]] = []
        self._gather(node, groups, level, children)
        node.children = children

    def _gather(
        self, node: Node[Row], groups: Groups[Row], level: int, into: list[Node[Row]]
    ) -> None:
        """List what stands under a node, rows and groups in the order of their keys.

        Where a level has no title, what it holds stands under the group above.
        """
        if level == len(self.table.levels):
            rows = groups[0][1] if groups else []
            into += [
                Node("", level + 1, row, node, place)
                for place, row in enumerate(rows, len(into))
            ]
            return
        title = self.table.levels[level].title
        for below in _alike(groups, level, len(self.table.levels)):
            name = title(below[0][1][0])
            if name == "":
                self._gather(node, below, level + 1, into)
                continue
            child: Node[Row] = Node(name, level + 1, None, node, len(into))
            child.add_up = self._add_up
            into.append(child)
            self._fill(child, below, level + 1)

    def _add_up(self, node: Node[Row]) -> Mapping[str, Any]:
        """Add up the groups below where they are few, else their rows."""
        rows: list[Row] = []
        node.gather(rows)
        groups = node.children
        if len(groups) * FEW < len(rows) and not any(g.row is not None for g in groups):
            return {
                column.key: _sum([group.sums.get(column.key) for group in groups])
                for column in self._adding
            }
        return {column.key: _sum_of(column, rows) for column in self._adding}


def _alike(groups: Groups[Row], level: int, levels: int) -> Iterator[Groups[Row]]:
    """Gather the groups that share the key of a level; at the last each is alone."""
    if level == levels - 1:
        for group in groups:
            yield (group,)
        return
    for _, same in groupby(groups, key=lambda group: group[0][level]):
        yield list(same)


def _places(
    node: Node[Row],
) -> Iterator[tuple[int, tuple[Sequence[Node[Row]], int]]]:
    """Tell where each row below a node stands: among whom, and at which place."""
    children = node.children
    if isinstance(children, Leaves):
        for place, row in enumerate(children.rows):
            yield row.id, (children, place)
        return
    for place, child in enumerate(children):
        if child.row is not None and not isinstance(child, OpenLine):
            yield child.row.id, (children, place)
        if child.children:
            yield from _places(child)


def _sum_of(column: Column[Row], rows: Sequence[Row]) -> Any:
    if len(rows) > 1 and column.sum_of:
        return column.sum_of(rows)
    return _sum(map(column.value, rows))


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


def _counted(total: Any) -> Any:
    """Have m³ or people divided as amounts are."""
    return Money(total) if isinstance(total, int) else total
