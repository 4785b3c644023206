"""The part of a table that stands on one page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.grids import Align, Role
from commune_desk.reports.pdf.columns import CARRIED, TYPE
from commune_desk.reports.pdf.fonts import SANS, ems, runs
from commune_desk.reports.pdf.ink import HAIR, MM, TINT
from commune_desk.reports.pdf.rows import LEADING

if TYPE_CHECKING:
    from commune_desk.reports.grids import TableBlock
    from commune_desk.reports.pdf.page import Pages
    from commune_desk.reports.pdf.rows import Cell, Laid, Layout
    from commune_desk.reports.pdf.table_head import TableHead

_TINTED = {Role.OBJECTIVE, Role.CHAPTER, Role.GRAND}
_ABOVE = {
    Role.OBJECTIVE: 0.6,
    Role.CHAPTER: 0.6,
    Role.SUBTOTAL: 0.6,
    Role.TOTAL: 1.0,
    Role.GRAND: 1.4,
    None: 0.6,
}
_BELOW = {Role.TOTAL: 1.0, Role.GRAND: 1.4, None: 0.6}
_HAIRLINE = {Role.LINE, Role.SUBTOTAL}
_EDGE = 1.0
_BEFORE = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}
"""Which part of the room that is left stands before a text."""


class TablePart:
    """Draws rows from the top of the table down; rules first, texts in one go."""

    def __init__(self, block: TableBlock, layout: Layout, pages: Pages) -> None:
        self.layout, self.pages, self.ink = layout, pages, pages.ink
        self.left = pages.grid.left
        self.right = self.left + layout.edges[-1]
        self.y = pages.y
        self.empty = True
        self.texts = pages.canvas.beginText()
        self.face: tuple[str, float] | None = None
        columns = block.columns
        self.ruled = {
            index: self.y
            for index, column in enumerate(columns)
            if index and (column.ruled or column.align is Align.RIGHT)
        }
        """Where the hairline at the left of a column began."""

        figures = [index for index, column in enumerate(columns) if column.adds]
        self.amounts = layout.edges[figures[0]] if figures else 0.0

    def draw_head(self, head: TableHead) -> None:
        """Draw the head; hairlines do not cut the names of groups."""
        head.draw(self.ink, self.left, self.y)
        for first, last, _ in head.groups:
            for index in range(first + 1, last + 1):
                if index in self.ruled:
                    self.ruled[index] = self.y + head.group_height
        self.y += head.height

    def draw(self, row: Laid) -> None:
        """Draw one row below the last."""
        top, foot = self.y, self.y + row.height
        role, ink = row.role, self.ink
        if role in _TINTED and self.pages.tinted:
            ink.box(self.left, top, self.right - self.left, row.height, 0, fill=TINT)
        if role in _ABOVE:
            start = self.left + (self.amounts if role is Role.SUBTOTAL else 0)
            ink.rule(start, top, self.right, top, _ABOVE[role])
        if role in _BELOW:
            ink.rule(self.left, foot, self.right, foot, _BELOW[role])
        elif role in _HAIRLINE:
            ink.rule(self.left, foot, self.right, foot, 0.25, gray=0.65)
        self._write(row)
        for span in row.spans:
            for index in range(span.first + 1, span.last + 1):
                self._interrupt(index, top, foot)
        self.y, self.empty = foot, False

    def close(self) -> float:
        """Finish the part; return where it ends."""
        for index in self.ruled:
            self._interrupt(index, self.y, self.y)
        self.ink.rule(self.left, self.y, self.right, self.y, _EDGE)
        self.pages.canvas.drawText(self.texts)
        return self.y

    def _interrupt(self, index: int, top: float, foot: float) -> None:
        start = self.ruled.get(index)
        if start is None:
            return
        if top > start:
            x = self.left + self.layout.edges[index]
            self.ink.rule(x, start, x, top, 0.25, gray=HAIR)
        self.ruled[index] = foot

    def _write(self, row: Laid) -> None:
        face, size = TYPE[row.role] if row.role else CARRIED
        base = self.ink.y(self.y + row.first)
        for cell in row.cells:
            upright = row.role is None and cell.align is Align.RIGHT
            y = base
            for line in cell.lines:
                if line:
                    self._line(line, SANS if upright else face, size, cell, y)
                y -= LEADING * MM

    def _line(self, text: str, face: str, size: float, cell: Cell, y: float) -> None:
        x, room = (self.left + cell.left) * MM, (cell.right - cell.left) * MM
        if cell.align is not Align.LEFT or len(text) * size > room:
            width = ems(text, face) * size
            if width > room + MM:
                # A figure that no column can hold is set smaller rather than cut.
                size *= room / width
                width = room
            x += (room - width) * _BEFORE[cell.align]
        texts = self.texts
        texts.setTextOrigin(x, y)
        for part, name in runs(text, face):
            if self.face != (name, size):
                self.face = (name, size)
                texts.setFont(name, size)
            texts.textOut(part)
