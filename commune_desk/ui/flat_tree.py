"""Number the nodes of an outline, so that Qt can name each by an integer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from commune_desk.tables.outline import Node, Outline

ROOT = 0


class FlatTree:
    """The nodes level by level: the children of one node stand together."""

    def __init__(self, outline: Outline[Any]) -> None:
        self.nodes: list[Node[Any]] = [outline.root]
        self.parent: list[int] = [-1]
        self.first: list[int] = []
        for number, node in enumerate(self.nodes):  # grows while it is read
            self.first.append(len(self.nodes))
            self.nodes.extend(node.children)
            self.parent.extend([number] * len(node.children))

    def number(self, node: Node[Any]) -> int:
        """Find the number of a node."""
        if node.parent is None:
            return ROOT
        return self.first[self.number(node.parent)] + node.place
