"""The keys of a spreadsheet: move on, copy, paste, fill down, clear."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence

from commune_desk.domain.text import P_
from commune_desk.ui.block_edit import fill, repeat_above
from commune_desk.ui.clipboard import parse, write
from commune_desk.ui.states import State

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex
    from PySide6.QtGui import QKeyEvent

    from commune_desk.ui.grid import Grid

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_CLEAR = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class TableKeys(QObject):
    """What a table does with a key when no cell is being typed in."""

    def __init__(self, view: Grid) -> None:
        super().__init__(view)
        self._view = view

    def answer(self, event: QKeyEvent) -> bool:
        """Do what the key asks; tell whether it was one of ours."""
        key, control = event.key(), Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif key == Qt.Key.Key_D and event.modifiers() == control:
            self.fill_down()
        elif event.modifiers() & control:
            return False
        elif key in _CLEAR:
            self.clear()
        elif key in _ENTER:
            self._enter()
        elif key == Qt.Key.Key_Escape and self._view.rows.refusal is not None:
            self._view.rows.drop_refusal()
        elif key == Qt.Key.Key_Escape and self._view.rows.new.begun:
            self._view.rows.new.clear()
        else:
            return False
        return True

    def copy(self) -> None:
        """Put the chosen cells on the clipboard, as a spreadsheet reads them."""
        rows = self._view.rows
        block = [
            [rows.typed(cell) or _plain(cell) for cell in line]
            for line in self._lines()
        ]
        QGuiApplication.clipboard().setText(write(block))

    def paste(self) -> None:
        """Type the block of the clipboard from the cursor on, as one step."""
        view = self._view
        block: list[list[str]] = []
        typed = QGuiApplication.clipboard().text()
        if not view.rows.context.attempt(lambda: block.extend(parse(typed))):
            return
        chosen = [cell for line in self._lines() for cell in line]
        if len(block) == 1 and len(block[0]) == 1 and len(chosen) > 1:
            fill(view.rows, [(cell, block[0][0]) for cell in chosen], "paste")
            return
        start, cells, row = view.currentIndex(), [], view.currentIndex()
        added: list[dict[str, str]] = []
        for number, line in enumerate(block):
            if view.rows.is_new(row) or (added and view.rows.new.offered):
                keys = view.rows.columns[start.column() :]
                added.append({c.key: t for c, t in zip(keys, line, strict=False)})
                continue
            if not row.isValid():
                self._say_left(len(block) - number)
                break
            for step, text in enumerate(line):
                cell = row.siblingAtColumn(start.column() + step)
                if cell.isValid():
                    cells.append((cell, text))
            row = self._below(row)
        fill(view.rows, cells, "paste", added)

    def fill_down(self) -> None:
        """Repeat the first of the chosen cells; a single cell takes the one above."""
        columns: dict[int, list[QModelIndex]] = {}
        for line in self._lines():
            for cell in line:
                columns.setdefault(cell.column(), []).append(cell)
        if columns and all(len(cells) == 1 for cells in columns.values()):
            for cells in columns.values():
                above = self._above(cells[0])
                if not above.isValid():
                    return
                cells.insert(0, above)
        repeat_above(self._view.rows, columns)

    def clear(self) -> None:
        """Empty the chosen cells."""
        cells = [(cell, "") for line in self._lines() for cell in line]
        fill(self._view.rows, cells, "clear")

    def _enter(self) -> None:
        view = self._view
        index = view.currentIndex().siblingAtColumn(0)
        if index.isValid() and view.rows.row_at(index) is None:
            view.setExpanded(index, not view.isExpanded(index))
        else:
            self.move_on(1, 0)

    def move_on(self, down: int, across: int) -> None:
        """Go to the next cell to type in."""
        view = self._view
        index = view.currentIndex()
        found = self._down(index) if down else self.beside(index, across)
        if found.isValid():
            view.stand(found)
        view.setFocus()

    def _down(self, index: QModelIndex) -> QModelIndex:
        """Find the next cell down; a row just typed is followed by a new one."""
        rows = self._view.rows
        row = rows.row_at(index)
        if row is not None and row.id == rows.new.made and rows.outline.draft:
            return rows.find(rows.new.row.id, rows.new.entry)
        return self._below(index)

    def beside(self, index: QModelIndex, step: int) -> QModelIndex:
        """Find the next cell across; past the last one, the first of the next row."""
        column = index.column() + step
        if 0 <= column < len(self._view.rows.columns):
            return index.siblingAtColumn(column)
        row = self._down(index) if step > 0 else self._above(index)
        if step > 0 and self._view.rows.is_new(row):
            return row
        if not row.isValid():
            return index
        last = len(self._view.rows.columns) - 1
        return row.siblingAtColumn(0 if step > 0 else last)

    def _below(self, index: QModelIndex) -> QModelIndex:
        """Find the same cell in the next row that is no group."""
        found = self._view.indexBelow(index.siblingAtColumn(0))
        while found.isValid() and self._view.rows.row_at(found) is None:
            found = self._view.indexBelow(found)
        return found.siblingAtColumn(index.column())

    def _above(self, index: QModelIndex) -> QModelIndex:
        found = self._view.indexAbove(index.siblingAtColumn(0))
        while found.isValid() and self._view.rows.row_at(found) is None:
            found = self._view.indexAbove(found)
        return found.siblingAtColumn(index.column())

    def _lines(self) -> list[list[QModelIndex]]:
        """Give the chosen cells of rows, from top to bottom."""
        view = self._view
        lines: dict[int, list[QModelIndex]] = {}
        chosen = view.selectionModel().selectedIndexes() or [view.currentIndex()]
        for cell in chosen:
            if cell.isValid() and view.rows.row_at(cell) is not None:
                lines.setdefault(view.visualRect(cell).top(), []).append(cell)
        return [sorted(lines[top], key=_column) for top in sorted(lines)]

    def _say_left(self, count: int) -> None:
        text = P_(
            "{count} line had no row to go to.",
            "{count} lines had no row to go to.",
            count=count,
        )
        self._view.rows.context.tell(text, state=State.WATCH)


def _column(cell: QModelIndex) -> int:
    return cell.column()


def _plain(cell: QModelIndex) -> str:
    return str(cell.data() or "")
