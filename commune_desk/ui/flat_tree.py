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
        self.first: dict[int, int] = {}
        mixed = outline.table.above is not None  # rows stand under rows
        groups = [ROOT]
        for number in groups:  # grows while it is read
            children = self.nodes[number].children
            first = self.first[number] = len(self.nodes)
            self.nodes.extend(children)
            self.parent.extend([number] * len(children))
            if mixed or any(child.row is None for child in children):
                groups.extend(range(first, len(self.nodes)))

    def number(self, node: Node[Any]) -> int:
        """Find the number of a node."""
        if node.parent is None:
            return ROOT
        return self.first[self.number(node.parent)] + node.place
