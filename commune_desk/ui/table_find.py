"""Look for words in one column of a table, from the cursor on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from commune_desk.domain.search import fold

if TYPE_CHECKING:
    from commune_desk.ui.table_view import TableView


class TableFind(QObject):
    """The places of a column that hold some words."""

    def __init__(self, view: TableView) -> None:
        super().__init__(view)
        self._view = view
        self._found: list[int] = []
        self._column = ""
        self.place = 0
        """Which of them the cursor is on, from 1 on; 0 for none."""

    @property
    def places(self) -> int:
        """How many rows were found."""
        return len(self._found)

    def find_words(self, wanted: str) -> int:
        """Find them in the column of the cursor; go to the first from there on."""
        view, rows = self._view, self._view.rows
        self._found, self.place = [], 0
        index, words = view.currentIndex(), fold(wanted).split()
        if not words or not rows.columns:
            return 0
        number = index.column() if index.isValid() else 0
        column = rows.columns[number]
        self._column = column.key
        here = rows.record_at(index)
        passed = here is None
        first = 0
        for row in rows.outline.root.rows():
            passed = passed or row.id == here.id
            text = fold(rows.text_of(row, column))
            if all(word in text for word in words):
                self._found.append(row.id)
                if passed and not first:
                    first = len(self._found)
        if self._found:
            self._go(first or 1)
        return len(self._found)

    def next_place(self, step: int) -> None:
        """Go to the next one, or the one before; round at the ends."""
        if self._found:
            self._go((self.place - 1 + step) % len(self._found) + 1)

    def take_keys(self) -> None:
        """Give the keys back to the table."""
        self._view.setFocus()

    def _go(self, place: int) -> None:
        self.place = place
        self._view.choose(self._found[place - 1], self._column)
