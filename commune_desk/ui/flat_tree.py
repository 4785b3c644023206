"""Number the nodes of an outline, so that Qt can name each by an integer.

The children of a node are numbered, one after the other, when Qt first looks into it;
their nodes are made when one of them is shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.tables.node import Leaves

if TYPE_CHECKING:
    from commune_desk.tables.node import Node
    from commune_desk.tables.outline import Outline

ROOT = 0

GROUP, LEAF, TOP = 0, 1, 2
"""What a number stands for: a group, a row, a row with rows under it."""


class FlatTree:
    """The nodes by their numbers, as far as they were looked at."""

    def __init__(self, outline: Outline[Any]) -> None:
        self._nodes: list[Node[Any] | None] = [outline.root]
        self.parent: list[int] = [-1]
        self.kinds = bytearray([GROUP])
        self._below: dict[int, tuple[int, int]] = {}

    def below(self, number: int) -> tuple[int, int]:
        """Give the number of the first child of a node, and how many it has."""
        found = self._below.get(number)
        if found is None:
            found = self._below[number] = self._open(number)
        return found

    def _open(self, number: int) -> tuple[int, int]:
        children = self.node(number).children
        first, count = len(self._nodes), len(children)
        self.parent += [number] * count
        if isinstance(children, Leaves):
            self._nodes += [None] * count
            self.kinds += bytes([LEAF]) * count
        else:
            self._nodes += children
            self.kinds += bytes(map(_kind, children))
        return first, count

    def node(self, number: int) -> Node[Any]:
        """Give a node by its number."""
        found = self._nodes[number]
        if found is None:
            above = self.node(self.parent[number])
            found = self._nodes[number] = above.children[self.place(number)]
        return found

    def place(self, number: int) -> int:
        """Tell at which place a node stands among the children of its parent."""
        return number - self._below[self.parent[number]][0]

    def number(self, node: Node[Any]) -> int:
        """Find the number of a node."""
        if node.parent is None:
            return ROOT
        return self.below(self.number(node.parent))[0] + node.place


def _kind(node: Node[Any]) -> int:
    if node.row is None:
        return GROUP
    return TOP if node.children else LEAF
