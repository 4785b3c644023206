"""The total of a table, pinned under it, in the same columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from commune_desk.domain.text import N_
from commune_desk.ui.cell_paint import paint_face
from commune_desk.ui.faces import total_face
from commune_desk.ui.theme import look

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from commune_desk.ui.table_view import TableView

HEIGHT = 32


class TotalRow(QWidget):
    """Paints the sums of the whole table, always in sight."""

    def __init__(self, view: TableView, title: str) -> None:
        super().__init__()
        self._view, self._title = view, title
        self.setFixedHeight(HEIGHT)
        rows = view.rows
        rows.dataChanged.connect(self.update)
        rows.modelReset.connect(self.update)
        view.header().sectionResized.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the sums under their columns."""
        worn, view = look(), self._view
        painter = QPainter(self)
        painter.fillRect(self.rect(), worn.colour("sunken"))
        painter.fillRect(QRect(0, 0, self.width(), 2), worn.colour("ink_soft"))
        rows = view.rows
        title = self.title()
        header, left = view.header(), -view.horizontalScrollBar().value()
        for number, column in enumerate(rows.columns):
            face = total_face(rows, column, title)
            box = QRect(
                left + header.sectionPosition(number),
                2,
                header.sectionSize(number),
                HEIGHT - 3,
            )
            if number == 0:
                box.setLeft(box.left() + 8)
                box.setRight(self._free())
            paint_face(painter, box, face)
        painter.end()

    def title(self) -> str:
        """Say of which rows it is the total."""
        rows = self._view.rows
        if rows.selects and rows.count < rows.whole:
            return rows.context.say(N_("Total of the lines shown"))
        return self._title

    def _free(self) -> int:
        """Tell how far the title may run: up to the first sum."""
        header, rows = self._view.header(), self._view.rows
        for number in range(1, len(rows.columns)):
            if rows.total_text(rows.columns[number]):
                return header.sectionPosition(number)
        return header.length()
