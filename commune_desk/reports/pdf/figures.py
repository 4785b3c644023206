"""Figures side by side, between two rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.cells import said
from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD, ems
from commune_desk.reports.pdf.ink import MM, SECOND
from commune_desk.reports.pdf.typeset import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.reports.blocks import Figure, KeyFigures
    from commune_desk.reports.pdf.page import Pages

_POSTER = 36.0
"""Points of a figure that is read from afar, where it has the room."""

_LABEL = 8.0


def figure_row(  # noqa: PLR0913  where, what, and how large
    pages: Pages,
    figures: Sequence[Figure],
    y: float,
    *,
    inset: float = 0,
    centred: bool = False,
    most: float = 0,
) -> float:
    """Draw the figures from `y` down; return where they end."""
    ink, words, grid = pages.ink, pages.paper.words, pages.grid
    left, right = grid.left + inset, grid.right - inset
    wide = (right - left) / len(figures)
    size = _size(pages, figures, wide, most or (19 if centred else 13))
    rows = [_beneath(pages, figure, wide) for figure in figures]
    height = 7 + size * 1.1 / MM + max(map(len, rows)) * 3.9
    ink.rule(left, y, right, y, 1)
    for index, (figure, lines) in enumerate(zip(figures, rows, strict=True)):
        x = left + index * wide
        if index:
            ink.rule(
                x - 3 * (not centred), y + 2.5, x - 3 * (not centred), y + height - 2.5
            )
        align = Align.CENTRE if centred else Align.LEFT
        at = x + wide / 2 if centred else x
        value = said(figure.value, words)
        foot = y + 2 + size * 1.05 / MM
        ink.text(at, foot, value, size, SANS_BOLD, align)
        for number, (text, gray) in enumerate(lines):
            ink.text(
                at, foot + 4.6 + number * 3.9, text, _LABEL, SANS, align, gray=gray
            )
    ink.rule(left, y + height, right, y + height, 1)
    return y + height


def _size(pages: Pages, figures: Sequence[Figure], wide: float, most: float) -> float:
    words = pages.paper.words
    longest = max(ems(said(figure.value, words), SANS_BOLD) for figure in figures)
    return min(most, (wide - 6) * MM / longest)


def _beneath(pages: Pages, figure: Figure, wide: float) -> list[tuple[str, float]]:
    words, room = pages.paper.words, (wide - 5) * MM
    label = wrap(said(figure.label, words), SANS, _LABEL, room)
    note = said(figure.note, words)
    lines = [(line, 0.0) for line in label]
    if note:
        lines += [(line, SECOND) for line in wrap(note, SANS, _LABEL, room)]
    return lines


class FiguresPiece:
    """Key figures in the text."""

    whole = True

    def __init__(self, block: KeyFigures, pages: Pages) -> None:
        self.block, self.pages = block, pages
        wide = pages.grid.room / max(1, len(block.figures))
        deep = max((len(_beneath(pages, f, wide)) for f in block.figures), default=0)
        self.most = _POSTER if block.large else 0.0
        self.need = 16.0 + deep * 3.9 + self.most * 0.4

    def draw(self, tail: float) -> None:
        """Draw them."""
        if not self.block.figures:
            return
        self.pages.ask(self.need + tail)
        pages, figures = self.pages, self.block.figures
        large = self.block.large
        pages.y = figure_row(pages, figures, pages.y + 1, centred=large, most=self.most)
        pages.y += 4
