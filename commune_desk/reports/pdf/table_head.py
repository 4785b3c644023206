"""The head of a table: words over words, figures over figures, groups above."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.reports.cells import head, said
from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.columns import HEAD_SIZE, PAD
from commune_desk.reports.pdf.fonts import SANS_BOLD
from commune_desk.reports.pdf.ink import MM
from commune_desk.reports.pdf.typeset import wrap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.reports.grids import TableColumn
    from commune_desk.reports.pdf.ink import Ink

_LEADING = HEAD_SIZE * 1.22 / MM


class TableHead:
    """Titles broken into lines once, drawn on each page."""

    def __init__(
        self, columns: Sequence[TableColumn], edges: Sequence[float], words: Words
    ) -> None:
        self.columns, self.edges = columns, edges
        self.titles = [
            wrap(head(column, words), SANS_BOLD, HEAD_SIZE, self._inside(index) * MM)
            for index, column in enumerate(columns)
        ]
        self.groups = [
            (first, last, self._group(title, first, last))
            for title, first, last in _runs([said(c.group, words) for c in columns])
        ]
        deep = max((len(lines) for *_, lines in self.groups), default=0)
        self.group_height = 5.4 + (deep - 1) * _LEADING if deep else 0.0
        deep = max(map(len, self.titles))
        self.height = self.group_height + deep * _LEADING + 2.6

    def draw(self, ink: Ink, left: float, top: float) -> None:
        """Draw the head with its upper left corner at `left`, `top`."""
        right, foot = left + self.edges[-1], top + self.height
        ink.rule(left, top, right, top, 1.0)
        for first, last, lines in self.groups:
            start, end = left + self.edges[first], left + self.edges[last + 1]
            middle = (start + end) / 2
            ink.lines(
                middle,
                top + 4,
                lines,
                HEAD_SIZE,
                SANS_BOLD,
                Align.CENTRE,
                leading=_LEADING * MM,
            )
            y = top + self.group_height
            ink.rule(start + 1, y, end - 1, y, 0.5)
        for index, lines in enumerate(self.titles):
            self._title(ink, index, lines, left, foot)
        ink.rule(left, foot, right, foot, 0.8)

    def _title(
        self, ink: Ink, index: int, lines: tuple[str, ...], left: float, foot: float
    ) -> None:
        align = self.columns[index].align
        start, end = left + self.edges[index], left + self.edges[index + 1]
        x = {
            Align.LEFT: start + PAD,
            Align.CENTRE: (start + end) / 2,
            Align.RIGHT: end - PAD,
        }[align]
        y = foot - 1.9 - (len(lines) - 1) * _LEADING
        ink.lines(x, y, lines, HEAD_SIZE, SANS_BOLD, align, leading=_LEADING * MM)

    def _inside(self, index: int) -> float:
        return self.edges[index + 1] - self.edges[index] - 2 * PAD + 0.2

    def _group(self, title: str, first: int, last: int) -> tuple[str, ...]:
        room = self.edges[last + 1] - self.edges[first] - 2
        return wrap(title, SANS_BOLD, HEAD_SIZE, room * MM)


def _runs(groups: Sequence[str]) -> list[tuple[str, int, int]]:
    """Find neighbours under one group head: title, first and last column."""
    found = []
    for title, members in groupby(enumerate(groups), key=lambda pair: pair[1]):
        places = [index for index, _ in members]
        if title:
            found.append((title, places[0], places[-1]))
    return found
