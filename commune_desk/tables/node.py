"""The nodes of an outline: groups with their sums, and rows that are made late."""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Generic, overload

from commune_desk.tables.table import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from commune_desk.domain.text import Text

NO_SUMS: Mapping[str, Any] = MappingProxyType({})
"""What a row has: 20 000 rows need no dictionary each."""


class Node(Generic[Row]):
    """A row, or a group of rows with the sums of what adds up."""

    __slots__ = (
        "_sums",
        "add_up",
        "children",
        "level",
        "parent",
        "place",
        "row",
        "title",
    )

    def __init__(
        self,
        title: Text | str = "",
        level: int = 0,
        row: Row | None = None,
        parent: Node[Row] | None = None,
        place: int = 0,
    ) -> None:
        self.title = title
        self.level = level
        """0 for the root, then one more for each level of groups."""

        self.row = row
        self.parent = parent
        self.place = place
        """Its index among the children of its parent."""

        self.children: Sequence[Node[Row]] = ()
        self.add_up: Callable[[Node[Row]], Mapping[str, Any]] | None = None
        """Adds the rows up once the sums are asked for; most groups are never seen."""

        self._sums: Mapping[str, Any] | None = None

    @property
    def sums(self) -> Mapping[str, Any]:
        """What the rows below add up to, by the key of the column."""
        if self._sums is None:
            self._sums = self.add_up(self) if self.add_up is not None else NO_SUMS
        return self._sums

    def mend(self, key: str, before: Any, after: Any) -> None:
        """Change one sum by what one row has changed, if it was ever asked for."""
        if self._sums is None:
            return
        total = self._sums.get(key)
        if before is not None and total is not None:
            total = total - before
        if after is not None:
            total = after if total is None else total + after
        self._sums = {**self._sums, key: total}

    def rows(self) -> Iterator[Row]:
        """Walk the rows below, in order."""
        found: list[Row] = []
        self.gather(found)
        return iter(found)

    def gather(self, into: list[Row]) -> None:
        """Put the rows below on a list, in order."""
        if self.row is not None:
            into.append(self.row)
        if isinstance(self.children, Leaves):
            into += self.children.rows
            return
        for child in self.children:
            child.gather(into)


class Leaves(Sequence[Node[Row]]):
    """The rows of one group; the node of each is made when it is first looked at."""

    __slots__ = ("_made", "_more", "_parent", "rows")

    def __init__(self, parent: Node[Row], rows: list[Row]) -> None:
        self._parent, self.rows = parent, rows
        self._made: dict[int, Node[Row]] = {}
        self._more: list[Node[Row]] = []

    def __len__(self) -> int:
        return len(self.rows) + len(self._more)

    @overload
    def __getitem__(self, place: int) -> Node[Row]: ...

    @overload
    def __getitem__(self, place: slice) -> list[Node[Row]]: ...

    def __getitem__(self, place: int | slice) -> Node[Row] | list[Node[Row]]:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(len(self)))]
        found = self._made.get(place)
        if found is None:
            if place >= len(self.rows):
                return self._more[place - len(self.rows)]
            above = self._parent
            found = Node("", above.level + 1, self.rows[place], above, place)
            self._made[place] = found
        return found

    def append(self, node: Node[Row]) -> None:
        """Stand a line under the rows that is none of them."""
        self._more.append(node)

    def put(self, place: int, row: Row) -> None:
        """Put a new row in the place of an old one."""
        self.rows[place] = row
        if place in self._made:
            self._made[place].row = row


class OpenLine(Node[Row]):
    """A line that is still typed: in the tree, and no row of it."""

    __slots__ = ()

    def gather(self, into: list[Row]) -> None:
        """Add none."""
