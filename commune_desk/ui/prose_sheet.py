"""The texts of a record, under the fields of its sheet: each is kept when left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commune_desk.tables.table import Kind
from commune_desk.ui.prose_editor import ProseEditor
from commune_desk.ui.widgets.layouts import down
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.tables.table import Column
    from commune_desk.ui.table_model import TableModel

HEIGHT = 132
"""Pixels of an editor: six lines; more roll."""


class ProseSheet(QWidget):
    """An editor for each text of the table; hidden where it has none."""

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self._model, self._context = model, model.context
        self._row: Any = None
        self.editors: dict[str, ProseEditor] = {}
        lines = down(gap=8, margins=(2, 4, 6, 4))
        for column in model.table.columns(model.context.scope):
            if column.kind is Kind.PROSE:
                lines.addLayout(self._part(column))
        self.setLayout(lines)
        self.hide()

    def _part(self, column: Column[Any]) -> Any:
        editor = ProseEditor()
        editor.setFixedHeight(HEIGHT)
        title = Label(self._context.say(column.title), "small_strong")
        title.setBuddy(editor)
        editor.setAccessibleName(title.text())
        editor.left.connect(lambda: self._keep(column))
        self.editors[column.key] = editor
        return down(title, editor, gap=3)

    def show_row(self, row: Any) -> None:
        """Show the texts of a row; what is being typed in the same row stays."""
        same = self._row is not None and row.id == self._row.id
        self._row = row
        for column in self._columns():
            editor = self.editors[column.key]
            if not (same and editor.document().isModified()):
                editor.write(column.value(row) or "")
            editor.setReadOnly(not self._context.editable(column, row))
        self.setVisible(bool(self.editors))

    def begin(self) -> None:
        """Show none: a new record gets its texts once it is there."""
        self._row = None
        self.hide()

    def _columns(self) -> list[Column[Any]]:
        columns = self._model.table.columns(self._context.scope)
        return [column for column in columns if column.key in self.editors]

    def _keep(self, column: Column[Any]) -> None:
        """Ask the desk to keep a text that was left, if it was changed."""
        editor, row = self.editors[column.key], self._row
        if row is None or not editor.document().isModified():
            return
        editor.document().setModified(False)
        text = editor.prose()
        if text == (column.value(row) or ""):
            return
        command = column.edit(row, text)
        if command is not None and self._context.do(command) is not None:
            editor.document().setModified(True)  # refused: it stays to be mended
