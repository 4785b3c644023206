"""Bars below each other, one scale, each with its figure (PAPERS.md, charts)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.reports.blocks import Shade
from commune_desk.reports.cells import said
from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD
from commune_desk.reports.pdf.ink import INK, MM, WHITE, clipped, width_of
from commune_desk.reports.pdf.typeset import wrap

if TYPE_CHECKING:
    from commune_desk.reports.blocks import Bars
    from commune_desk.reports.pdf.page import Pages

_TITLE, _STEP, _THICK = 9.0, 6.6, 4.4
"""Millimetres: the title, from bar to bar, a bar."""

_SIZE, _SMALL = 9.0, 7.5
"""Points of a name, and of one that takes two lines."""

_NAMES = 0.36
"""Part of the page that the names may take."""


class BarsPiece:
    """Names at the left, bars from zero, figures at their ends."""

    whole = True

    def __init__(self, block: Bars, pages: Pages) -> None:
        self.block, self.pages = block, pages
        words = pages.paper.words
        self.names = [said(bar.label, words) for bar in block.bars]
        self.figures = [words.francs(bar.amount) for bar in block.bars]
        self.need = _TITLE + _STEP * len(block.bars) + 2 if block.bars else 0.0

    def draw(self, tail: float) -> None:
        """Draw them; they stay on one page."""
        if not self.need:
            return
        pages = self.pages
        pages.ask(self.need + tail)
        ink, grid = pages.ink, pages.grid
        title = said(self.block.title, pages.paper.words)
        ink.text(grid.left, pages.y + 5.4, title, 13, SANS_BOLD)
        names = grid.room * _NAMES
        figures = max(width_of(text, _SIZE, SANS_BOLD) for text in self.figures) + 3
        scale = grid.room - names - figures
        most = max((bar.amount for bar in self.block.bars), default=Money(0)).francs
        y = pages.y + _TITLE
        for bar, name, figure in zip(
            self.block.bars, self.names, self.figures, strict=True
        ):
            self._name(name, y, names - 3)
            wide = max(0.4, scale * bar.amount.francs / most) if most else 0.4
            self._bar(grid.left + names, y, wide)
            at = grid.left + names + wide + 2
            ink.text(at, y + 3.4, figure, _SIZE, SANS_BOLD, Align.LEFT)
            y += _STEP
        pages.y = y + 2

    def _name(self, name: str, y: float, room: float) -> None:
        ink, left = self.pages.ink, self.pages.grid.left
        if width_of(name, _SIZE, SANS) <= room:
            ink.text(left, y + 3.3, name, _SIZE)
            return
        first, *rest = wrap(name, SANS, _SMALL, room * MM)
        second = clipped(" ".join(rest), _SMALL, SANS, room)
        ink.lines(left, y + 1.9, (first, second), _SMALL, leading=8.2)

    def _bar(self, x: float, y: float, wide: float) -> None:
        ink, black = self.pages.ink, self.block.shade is Shade.BLACK
        ink.box(x, y, wide, _THICK, 0.8, fill=INK if black else WHITE)
        if self.block.shade is Shade.HATCH:
            ink.hatch(x, y, wide, _THICK)
            ink.box(x, y, wide, _THICK, 0.8)
