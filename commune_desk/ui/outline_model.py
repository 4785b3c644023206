"""An outline of groups and rows, as Qt wants to walk through it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex

from commune_desk.ui.flat_tree import LEAF, ROOT, FlatTree

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPersistentModelIndex

    from commune_desk.tables.node import Node
    from commune_desk.tables.outline import Outline
    from commune_desk.tables.table import Column

    Index = QModelIndex | QPersistentModelIndex

NOWHERE = QModelIndex()


class OutlineModel(QAbstractItemModel):
    """The shape of a tree; what its cells hold is another's business.

    Qt asks for the shape of every row when it lays a tree out. An index that is not
    valid has the number 0, which is that of the root: no need to ask it first.
    """

    columns: tuple[Column[Any], ...] = ()
    flush: tuple[bool, ...] = ()
    """Of each column, whether its values line up on the right, in one line."""

    outline: Outline[Any]
    _tree: FlatTree

    def plant(self, outline: Outline[Any]) -> None:
        """Show another outline; called between the two halves of a reset."""
        self.outline = outline
        self._tree = FlatTree(outline)

    def node(self, index: Index) -> Node[Any]:
        """Give the node of an index; the root where it is not valid."""
        return self._tree.node(index.internalId())

    def column_at(self, index: Index) -> Column[Any]:
        """Give the column of an index."""
        return self.columns[index.column()]

    def row_at(self, index: Index) -> Any:
        """Give the row of an index; None for a group."""
        return self.node(index).row if index.isValid() else None

    def find(self, row_id: int, key: str = "") -> QModelIndex:
        """Find a row by its id, in the column of that key."""
        node = self.outline.node_of(row_id)
        if node is None:
            return NOWHERE
        at = next((n for n, c in enumerate(self.columns) if c.key == key), 0)
        return self.createIndex(node.place, at, self._tree.number(node))

    def tell(self, rows: Sequence[Any]) -> None:
        """Tell Qt that some rows, and the sums above them, have new values."""
        told: set[int] = set()
        last = len(self.columns) - 1
        for row in rows:
            node = self.outline.node_of(row.id)
            while node is not None and node.parent is not None:
                number = self._tree.number(node)
                if number in told:
                    break
                told.add(number)
                self.dataChanged.emit(
                    self.createIndex(node.place, 0, number),
                    self.createIndex(node.place, last, number),
                )
                node = node.parent

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """Name a cell."""
        above = parent.internalId()
        if above != ROOT and parent.column() > 0:
            return NOWHERE
        first, count = self._tree.below(above)
        if 0 <= row < count and 0 <= column < len(self.columns):
            return self.createIndex(row, column, first + row)
        return NOWHERE

    def parent(self, child: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]  # QObject.parent shares the name
        """Name the group above a cell."""
        if not child.isValid():
            return NOWHERE
        above = self._tree.parent[child.internalId()]
        if above <= ROOT:
            return NOWHERE
        return self.createIndex(self._tree.place(above), 0, above)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count what stands under a node."""
        number = parent.internalId()
        if number != ROOT and parent.column() > 0:
            return 0
        return self._tree.below(number)[1]

    def hasChildren(self, parent: Index = NOWHERE) -> bool:
        """Tell whether something stands under a node; a group has always rows."""
        number = parent.internalId()
        if number == ROOT:
            return self.rowCount() > 0
        return self._tree.kinds[number] != LEAF and parent.column() == 0

    def columnCount(self, _parent: Index = NOWHERE) -> int:
        """Count the columns."""
        return len(self.columns)
