"""The table of contents: headings, dots, and pages that are known last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.cells import said
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD
from commune_desk.reports.pdf.ink import DOTTED, HAIR, MM, width_of
from commune_desk.reports.pdf.typeset import wrap

if TYPE_CHECKING:
    from commune_desk.reports.blocks import Contents
    from commune_desk.reports.pdf.page import Entry, Pages

_SIZE = 9.5
_STEP = 5.2
_AIR = 1.4
"""Millimetres above an entry of the first level."""

_INDENT = 7.0
_NUMBER = 10.0
"""Millimetres kept at the right for the page."""


class ContentsPiece:
    """A title and a line for each heading."""

    whole = False

    need = 60.0

    def __init__(self, block: Contents, pages: Pages) -> None:
        self.block, self.pages = block, pages
        self.title = said(block.title, pages.paper.words)

    def draw(self, _tail: float) -> None:
        """Write the lines; their pages are filled in when the last one is known."""
        pages, ink = self.pages, self.pages.ink
        pages.enter(self.title, 1, running=True)
        ink.text(pages.grid.left, pages.y + 5, self.title, 16, SANS_BOLD)
        pages.y += 11
        for entry in pages.entries:
            if entry.level <= self.block.deepest:
                self._line(entry)

    def _line(self, entry: Entry) -> None:
        pages, ink, grid = self.pages, self.pages.ink, self.pages.grid
        face = SANS_BOLD if entry.level <= 1 else SANS
        left = grid.left + _INDENT * max(0, entry.level - 1)
        room = grid.right - left - _NUMBER
        lines = wrap(entry.text, face, _SIZE, room * MM)
        air = _AIR if entry.level <= 1 else 0.0
        pages.ask(air + len(lines) * _STEP)
        if not pages.fresh:
            pages.y += air
        base = pages.y + 4 - _STEP
        for line in lines:
            base += _STEP
            ink.text(left, base, line, _SIZE, face)
        start = left + width_of(lines[-1], _SIZE, face) + 2
        end = grid.right - _NUMBER + 2
        if start < end:
            ink.rule(start, base - 0.3, end, base - 0.3, gray=HAIR, dash=DOTTED)
        pages.current.awaited.append((entry, left, base))
        pages.y += len(lines) * _STEP
