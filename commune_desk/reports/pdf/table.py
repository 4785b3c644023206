"""A table on pages: heads repeated, totals carried, rules instead of zebra."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.cells import cell, said
from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.carried import Carried
from commune_desk.reports.pdf.columns import fit
from commune_desk.reports.pdf.fonts import SANS_BOLD, SANS_ITALIC
from commune_desk.reports.pdf.ink import MM, SECOND, width_of
from commune_desk.reports.pdf.parted import parted
from commune_desk.reports.pdf.rows import Layout, chunks
from commune_desk.reports.pdf.table_head import TableHead
from commune_desk.reports.pdf.table_part import TablePart
from commune_desk.reports.pdf.typeset import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.grids import TableBlock
    from commune_desk.reports.pdf.page import Pages
    from commune_desk.reports.pdf.rows import Laid

_TITLE = 5.6
"""Millimetres that the line above a table takes."""

_APART = 4.0
"""Millimetres between a heading and the unit at the other end of its line."""

_BELOW = 3.0


class TablePiece:
    """A table block, measured for these pages."""

    def __init__(self, block: TableBlock, pages: Pages) -> None:
        words = pages.paper.words
        self.block, self.pages = block, pages
        self.texts = [
            tuple(
                cell(value, column, words)
                for value, column in zip(row.cells, block.columns, strict=True)
            )
            for row in block.rows
        ]
        self.carried = Carried(block, words) if block.carried else None
        rows = list(zip(block.rows, self.texts, strict=True))
        sums = self.carried.everything(rows) if self.carried else []
        grid = pages.grid
        widths = fit(block.columns, rows + sums, grid.room, words, turns=grid.turns)
        self.layout = Layout(block.columns, widths, block.room)
        self.head = TableHead(block.columns, self.layout.edges, words)
        self.title, self.unit = said(block.title, words), said(block.unit, words)
        caption = said(block.caption, words)
        self.caption = wrap(caption, SANS_ITALIC, 8, pages.grid.room * MM)
        self.chunks = _joined(list(self._chunks()))
        self.need = self._line_above + self.head.height + self._first
        self.whole = len(self.chunks) <= 1
        if self.whole:
            self.need += self._below

    @property
    def _line_above(self) -> float:
        return _TITLE if self.title or self.unit else 0.0

    @property
    def _below(self) -> float:
        return _BELOW + (len(self.caption) * 3.8 if self.caption[0] else 0)

    @property
    def _first(self) -> float:
        height = sum(row.height for row in self.chunks[0]) if self.chunks else 0.0
        return min(height, self.pages.grid.bottom - self.pages.grid.top - 40)

    def draw(self, tail: float) -> None:
        """Put the table on the page; its last row stays with `tail` millimetres."""
        self._title(again=False)
        part = self._part()
        waiting = self.chunks
        for number, chunk in enumerate(waiting, 1):
            after = self._reserve if number < len(waiting) else tail + self._below
            height = sum(row.height for row in chunk)
            if height + after > self.pages.grid.bottom - part.y and not part.empty:
                part = self._turn(part)
            for row in chunk:
                part = self._row(part, row)
        self._close(part)
        if self.caption[0]:
            y = self.pages.y + 4
            left = self.pages.grid.left
            self.pages.ink.lines(left, y, self.caption, 8, SANS_ITALIC, leading=10.8)
        self.pages.y += self._below

    @property
    def _reserve(self) -> float:
        return self.layout.base if self.carried else 0.0

    def _chunks(self) -> Iterator[list[Laid]]:
        rows = self.block.rows
        for chunk in chunks(rows):
            yield [self.layout.lay(rows[at], self.texts[at]) for at in chunk]

    def _row(self, part: TablePart, row: Laid) -> TablePart:
        while row.height + self._reserve > self.pages.grid.bottom - part.y:
            room = self.pages.grid.bottom - part.y - self._reserve
            if not part.empty:
                part = self._turn(part)
                continue
            upper, row = row.cut(room)
            part.draw(upper)
            part = self._turn(part)
        part.draw(row)
        if self.carried and row.row:
            self.carried.count(row.row)
        return part

    def _turn(self, part: TablePart) -> TablePart:
        if self.carried:
            part.draw(self.carried.lay(self.layout, N_("Carried forward")))
        self._close(part)
        self.pages.turn()
        self._title(again=True)
        part = self._part()
        if self.carried:
            part.draw(self.carried.lay(self.layout, N_("Brought forward")))
            part.empty = True
        return part

    def _part(self) -> TablePart:
        part = TablePart(self.block, self.layout, self.pages)
        part.draw_head(self.head)
        return part

    def _close(self, part: TablePart) -> None:
        self.pages.y = part.close()

    def _title(self, *, again: bool) -> None:
        pages, ink = self.pages, self.pages.ink
        if pages.heading is not None and not self.title and not again:
            y, self.title, end = pages.heading
            if end + _APART + width_of(self.unit, 8, SANS_ITALIC) > pages.grid.right:
                y = pages.y + 1.8
                pages.y += 2.8
            ink.text(pages.grid.right, y, self.unit, 8, SANS_ITALIC, Align.RIGHT)
            return
        if not self._line_above:
            return
        title = self.title
        if again and title:
            title = said(N_("{title} (continued)", title=title), pages.paper.words)
        y = pages.y + 3.4
        size = 8 if again else 9
        gray = SECOND if again else 0
        ink.text(pages.grid.left, y, title, size, SANS_BOLD, gray=gray)
        ink.text(pages.grid.right, y, self.unit, 8, SANS_ITALIC, Align.RIGHT)
        pages.y += _TITLE


def _joined(parts: list[list[Laid]]) -> list[list[Laid]]:
    """Let no page begin or end a table with a single line."""
    while len(parts) > 1 and _high(parts[-1]) < _FEW and _high(parts[-2]) < _SOME:
        parts[-2:] = [parts[-2] + parts[-1]]
    while len(parts) > 1 and _high(parts[0]) < _FEW and _high(parts[1]) < _SOME:
        parts[:2] = [parts[0] + parts[1]]
    return parts


def _high(rows: list[Laid]) -> float:
    return sum(row.height for row in rows)


_FEW, _SOME = 10.0, 40.0
"""Millimetres of rows that do not stand alone, and that are too many to move."""


class PartedPiece:
    """A table in parts below each other, where its columns are too many."""

    whole = False

    def __init__(self, blocks: Sequence[TableBlock], pages: Pages) -> None:
        self.pages = pages
        self.parts = [TablePiece(block, pages) for block in blocks]
        self.need = self.parts[0].need

    def draw(self, tail: float) -> None:
        """Draw the parts; the last stays with `tail` millimetres."""
        title = ""
        for number, part in enumerate(self.parts, 1):
            if title and not part.title:
                words = self.pages.paper.words
                part.title = said(N_("{title} (continued)", title=title), words)
            self.pages.ask(part.need)
            part.draw(tail if number == len(self.parts) else 0.0)
            title = title or part.title
            self.pages.heading = None


def table_piece(block: TableBlock, pages: Pages) -> TablePiece | PartedPiece:
    """Measure a table; one with too many columns for this print comes in parts.

    Raise `TooNarrow` where turning the page helps.
    """
    if pages.grid.turns or not pages.paper.options.widens:
        return TablePiece(block, pages)
    parts = parted(block, pages.grid.room, pages.paper.words)
    return TablePiece(block, pages) if len(parts) == 1 else PartedPiece(parts, pages)
