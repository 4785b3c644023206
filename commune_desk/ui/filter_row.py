"""A row of fields in the head of a table, one for each column: type to filter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from commune_desk.domain.text import N_
from commune_desk.ui.theme import look

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from commune_desk.ui.table_view import TableView

HEIGHT = 30
PAUSE = 150
"""Milliseconds after the last letter before the rows are chosen."""

_DOWN = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}


class FilterRow(QWidget):
    """Lies over the lower part of the head, which is made higher for it."""

    turned = Signal()
    """It was opened or closed."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self.fields: dict[str, QLineEdit] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.ask)
        view.rows.rebuilt.connect(self._follow)
        view.header().sectionResized.connect(self.place)
        view.header().geometriesChanged.connect(self.place)
        view.horizontalScrollBar().valueChanged.connect(self.place)
        self.hide()

    def open(self) -> None:
        """Make the head higher and stand in it."""
        if self.isHidden():
            self._stand_up()
            self._follow()

    def close_row(self) -> None:
        """Give the height back; nothing is filtered any more."""
        if not self.isHidden():
            self._pause.stop()
            self.hide()
            self._raise_head(0)
            self._view.rows.ask({})
            self.turned.emit()

    def give_up(self) -> None:
        """Close and go back to the table."""
        self.close_row()
        self._view.setFocus()

    def begin(self) -> None:
        """Open, with the cursor under the head of the column that one stands in."""
        self.open()
        index = self._view.currentIndex()
        columns = self._view.rows.columns
        key = columns[index.column() if index.isValid() else 0].key
        self._view.scrollTo(index)
        self.fields[key].setFocus()
        self.fields[key].selectAll()

    def ask(self) -> None:
        """Choose the rows that answer."""
        self._pause.stop()
        typed = {key: field.text() for key, field in self.fields.items()}
        self._view.rows.ask(typed)

    def leave(self) -> None:
        """Go back to the table; the row stays while it filters."""
        self.ask()
        if not self._view.rows.asked:
            self.close_row()
        self._view.setFocus()

    def place(self) -> None:
        """Stand each field under its head."""
        if self.isHidden():
            return
        head = self._view.header()
        box = head.geometry()
        self.setGeometry(box.left(), box.bottom() + 1 - HEIGHT, box.width(), HEIGHT)
        for number, column in enumerate(self._view.rows.columns):
            field = self.fields.get(column.key)
            if field is not None:
                left = head.sectionViewportPosition(number)
                field.setGeometry(left + 3, 2, head.sectionSize(number) - 6, 25)
        self.raise_()

    def _stand_up(self) -> None:
        self._raise_head(HEIGHT)
        self.show()
        self.turned.emit()

    def _raise_head(self, more: int) -> None:
        head = self._view.header()
        head.setProperty("filtered", "true" if more else "")
        head.style().unpolish(head)
        head.style().polish(head)
        self._view.under_heads = more
        self._view.stand_heads()

    def _follow(self) -> None:
        """Have a field for each column in sight, in their order."""
        if self.isHidden():
            if not self._view.rows.asked:
                return
            self._stand_up()
        rows = self._view.rows
        keys = [column.key for column in rows.columns]
        if keys != list(self.fields):
            self._make_fields()
        for key, field in self.fields.items():
            typed = rows.asked.get(key, "")
            if not self._pause.isActive() and field.text().strip() != typed:
                field.setText(typed)
            error = rows.unread.get(key)
            state = "error" if error is not None else ""
            field.setToolTip(rows.context.say(error.text if error else HINT))
            if field.property("state") != state:
                field.setProperty("state", state)
                field.style().unpolish(field)
                field.style().polish(field)
        self.place()

    def _make_fields(self) -> None:
        for field in self.fields.values():
            field.hide()
            field.deleteLater()
        self.fields.clear()
        say = self._view.rows.context.say
        for column in self._view.rows.columns:
            field = _Field(self, column.key)
            title = say(column.title)
            field.setAccessibleName(say(N_("Filter by “{column}”", column=title)))
            field.setFont(look().font("small"))
            field.textEdited.connect(lambda _=None: self._pause.start())
            if column.to_the_right:
                field.setAlignment(Qt.AlignmentFlag.AlignRight)
            field.show()
            self.fields[column.key] = field


HINT = N_(
    "Type under a title: words, >1 000 000, <500 000, 100 000-200 000, = for empty, *"
    " for filled."
)


class _Field(QLineEdit):
    """Enter and the arrow down lead to the rows, Esc empties, then leaves."""

    def __init__(self, row: FilterRow, key: str) -> None:
        super().__init__(row)
        self._row = row
        self.setObjectName(f"filter-{key}")
        self.setProperty("cell", "filter")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve the keys of a filter."""
        if event.key() in _DOWN:
            self._row.leave()
        elif event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.text():
            self.clear()
            self._row.ask()
        else:
            self._row.leave()
