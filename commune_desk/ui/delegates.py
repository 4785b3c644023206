"""Paint the cells of a table and lend them editors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from commune_desk.ui.cell_paint import paint_face
from commune_desk.ui.column_fit import free
from commune_desk.ui.faces import face_of
from commune_desk.ui.fields import Field, make_field
from commune_desk.ui.two_lines import HEIGHTS, SMALL_TABLE, lines_for

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent, QPainter

    from commune_desk.ui.cell_paint import Face
    from commune_desk.ui.table_model import TableModel

    Index = QModelIndex | QPersistentModelIndex

FORWARD = {
    Qt.Key.Key_Return: (1, 0),
    Qt.Key.Key_Enter: (1, 0),
    Qt.Key.Key_Tab: (0, 1),
    Qt.Key.Key_Backtab: (0, -1),
}
"""Where a key that ends the typing moves to: rows down, columns right."""


class CellDelegate(QStyledItemDelegate):
    """Draws cells by their face; asks the view when typing ends."""

    ended = Signal(object, int, int)
    """An editor, and the way to move on: rows down, columns right."""

    given_up = Signal(object)
    """An editor left with Esc."""

    def __init__(self, row_height: int, parent: QObject) -> None:
        super().__init__(parent)
        self.row_height = row_height
        self._one_line = QSize(10, row_height)
        self.index: Index | None = None
        self.heights: dict[tuple[int, str, int], int] = {}
        """How tall cells are at a width, until one of them changes: Qt asks often."""

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Make a row taller where words need a second line, in tables not too large."""
        model = cast("TableModel", index.model())
        if model.flush[index.column()] or len(model.outline) > SMALL_TABLE:
            return self._one_line
        node, view = model.node(index), cast("Any", self.parent())
        if node.row is None and index.column():
            return self._one_line
        column = model.column_at(index)
        spared = view.indentation() * node.level if index.column() == 0 else 0
        room = view.columnWidth(index.column()) - spared
        if node.row is None:
            room += free(model, node, view.columnWidth)
            return QSize(10, self._height(face_of(model, node, column), room))
        if node is model.outline.draft:
            return QSize(10, self._height(face_of(model, node, column), room))
        cell = (node.row.id, column.key, room)
        if cell not in self.heights:
            self.heights[cell] = self._height(face_of(model, node, column), room)
        return QSize(10, self.heights[cell])

    def _height(self, face: Face, room: int) -> int:
        lines = lines_for(face, room)
        return HEIGHTS[lines - 1] if lines > 1 else self.row_height

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw one cell; the title of a group runs on over the empty cells."""
        model = cast("TableModel", index.model())
        node, column = model.node(index), model.column_at(index)
        box = cast("Any", option).rect
        face = face_of(model, node, column)
        if node.row is None and index.column() == 0:
            view = cast("Any", self.parent())
            box.setRight(box.right() + free(model, node, view.columnWidth))
        paint_face(painter, box, face)

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        """Lend the cell an editor of its kind."""
        model = cast("TableModel", index.model())
        column = model.column_at(index)
        field = make_field(column, model.options(column), model.context, parent)
        field.setProperty("cell", "true")
        self.index = index
        return field

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Start from the value, or from what was refused."""
        model, field = cast("TableModel", index.model()), cast("Field", editor)
        if field.isModified():
            return
        refused = model.refused_at(model.node(index), model.column_at(index))
        field.setText(refused.typed if refused else model.typed(index))
        field.refuse(refused=refused is not None)
        field.selectAll()

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        """Hand over what was typed when the cell is left with the mouse."""
        field = cast("Field", editor)
        if field.isModified() or field.property("state") == "error":
            cast("TableModel", model).enter(index, field.text())

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: Index
    ) -> None:
        """Fill the cell, with room for the frame."""
        box = cast("Any", option).rect
        editor.setGeometry(box.adjusted(0, 0, 0, -1))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """End the typing with Enter, Tab or Esc, as a spreadsheet does.

        A question that comes over the window ends nothing: behind the lock a cell
        stays as far as it was typed.
        """
        asked = QApplication.activeModalWidget() is not None
        if asked and event.type() == QEvent.Type.FocusOut:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, Field):
            key = cast("QKeyEvent", event).key()
            if key in FORWARD:
                self.ended.emit(editor, *FORWARD[Qt.Key(key)])
                return True
            if key == Qt.Key.Key_Escape:
                self.given_up.emit(editor)
                return True
        return super().eventFilter(editor, event)
