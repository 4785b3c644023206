"""The cover: title, year, figures, and the steps of the procedure as discs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.blocks import TO_DATE
from commune_desk.reports.cells import said
from commune_desk.reports.document import DRAFT, NOT_VOTED
from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.figures import figure_row
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD, SERIF, SERIF_BOLD
from commune_desk.reports.pdf.ink import INK, MM, SECOND
from commune_desk.reports.pdf.letterhead import letterhead
from commune_desk.reports.pdf.typeset import wrap

if TYPE_CHECKING:
    from commune_desk.reports.blocks import Cover, Step
    from commune_desk.reports.pdf.page import Pages

_CENTRE = Align.CENTRE


class CoverPiece:
    """A page of its own."""

    whole = False

    need = 0.0

    def __init__(self, block: Cover, pages: Pages) -> None:
        self.block, self.pages = block, pages

    def draw(self, _tail: float) -> None:
        """Draw the page, and leave no room on it."""
        pages, ink, block = self.pages, self.pages.ink, self.block
        pages.cover()
        words, grid = pages.paper.words, pages.grid
        letterhead(pages, 8, 12)
        middle = (grid.left + grid.right) / 2
        title = said(block.title, words)
        pages.enter(title, 0, running=False)
        lines = wrap(title, SERIF_BOLD, 44, grid.room * MM)
        y = grid.height * 0.36 - (len(lines) - 1) * 8
        y = ink.lines(middle, y, lines, 44, SERIF_BOLD, _CENTRE, leading=50) - 9
        ink.rule(middle - 30, y, middle + 30, y, 1.4)
        subtitle = wrap(said(block.subtitle, words), SERIF, 24, grid.room * MM)
        y = ink.lines(middle, y + 11.5, subtitle, 24, SERIF, _CENTRE, leading=30)
        place = wrap(said(block.place, words), SANS, 13, grid.room * MM)
        y = ink.lines(middle, y, place, 13, SANS, _CENTRE, leading=18) + 2
        if pages.mark:
            ink.text(middle, y + 3, self._standing(), 13, SANS_BOLD, _CENTRE)
            y += 9
        if block.figures:
            y = figure_row(
                pages, block.figures, y, inset=grid.room * 0.09, centred=True
            )
        note = wrap(said(block.note, words), SANS, 8, grid.room * MM)
        ink.lines(middle, y + 6, note, 8, SANS, _CENTRE, gray=SECOND)
        if block.steps:
            self._steps(grid.bottom - 30)
        pages.y = grid.bottom + 1

    def _standing(self) -> str:
        imprint, say = self.pages.paper.imprint, self.pages.say
        return say(NOT_VOTED) if imprint.mark == DRAFT else say(imprint.mark)

    def _steps(self, y: float) -> None:
        pages, ink = self.pages, self.pages.ink
        steps, grid = self.block.steps, pages.grid
        wide = grid.room / len(steps)
        for index, step in enumerate(steps):
            x = grid.left + (index + 0.5) * wide
            if index:
                dash = None if step.on else (1.5, 2.0)
                ink.rule(
                    x - wide + 3.5, y, x - 3.5, y, 1 if step.on else 0.5, dash=dash
                )
            fill = INK if step.on else None
            ink.disc(x, y, 2.5, 1, fill=fill)
            gray = 1.0 if step.on else 0.0
            ink.text(x, y + 1.1, f"{index + 1}", 8, SANS_BOLD, _CENTRE, gray=gray)
            self._step(step, x, y + 8, wide - 4)

    def _step(self, step: Step, x: float, y: float, room: float) -> None:
        ink, words = self.pages.ink, self.pages.paper.words
        face = SANS_BOLD if step.on else SANS
        lines = wrap(said(step.title, words), face, 9, room * MM)
        y = ink.lines(x, y, lines, 9, face, _CENTRE) + 0.6
        date = words.say(step.on) if step.on else words.say(TO_DATE)
        ink.text(x, y, date, 8, SANS, _CENTRE, gray=SECOND)
