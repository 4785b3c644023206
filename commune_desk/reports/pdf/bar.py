"""Who pays: one bar, three textures, a label for every part."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING

from commune_desk.domain.money import Money, Share
from commune_desk.reports.blocks import Shade
from commune_desk.reports.cells import said
from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD
from commune_desk.reports.pdf.ink import INK, WHITE, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.reports.blocks import WhoPays
    from commune_desk.reports.pdf.page import Pages

_THICK = 5.0
_GAP = 4.0
_SIZE = 8.5
_MOVED = 0.5
"""Millimetres from which a label needs a line to its part."""

_NUMBERS = 5.0
"""Millimetres between two numbers under the bar."""


class BarPiece:
    """The bar, with its labels.

    Where they fit they stand under their parts, spread out if need be; where they do
    not, parts are numbered and the labels follow in columns.
    """

    whole = True

    def __init__(self, block: WhoPays, pages: Pages) -> None:
        words = pages.paper.words
        self.pages = pages
        self.parts = [part for part in block.parts if part.amount.francs > 0]
        self.title = said(block.title, words)
        whole = Money.total(part.amount for part in self.parts)
        self.cuts = [
            francs / whole.francs
            for francs in accumulate((p.amount.francs for p in self.parts), initial=0)
            if whole
        ]
        self.labels = [
            (
                f"{said(part.label, words)}  {words.say(Share.of(part.amount, whole))}",
                words.francs(part.amount),
            )
            for part in self.parts
        ]
        self.wide = [
            max(width_of(name, _SIZE, SANS_BOLD), width_of(amount, _SIZE, SANS)) + _GAP
            for name, amount in self.labels
        ]
        self.left = pages.grid.left + max(24.0, width_of(self.title, 9, SANS_BOLD) + 5)
        self.room = pages.grid.right - self.left
        self.beneath = sum(self.wide) - _GAP <= self.room
        self.need = (18.5 if self.beneath else 17 + 9 * self._rows()) if whole else 0.0

    def draw(self, tail: float) -> None:
        """Draw the bar and its labels."""
        if not self.need:
            return
        pages, ink = self.pages, self.pages.ink
        pages.ask(self.need + tail)
        top = pages.y + 3
        ink.text(pages.grid.left, top + 3.8, self.title, 9, SANS_BOLD)
        for part, start, end in zip(self.parts, self.cuts, self.cuts[1:], strict=False):
            x, wide = self.left + start * self.room, (end - start) * self.room
            self._part(part.shade, x, top, wide)
        if self.beneath:
            self._labels(top + _THICK)
        else:
            self._numbers(top + _THICK)
            self._columns(top + _THICK + 10)
        pages.y += self.need

    def _part(self, shade: Shade, x: float, top: float, wide: float) -> None:
        ink = self.pages.ink
        ink.box(x, top, wide, _THICK, 0.8, fill=INK if shade is Shade.BLACK else WHITE)
        if shade is Shade.HATCH:
            ink.hatch(x, top, wide, _THICK)
            ink.box(x, top, wide, _THICK, 0.8)

    def _labels(self, foot: float) -> None:
        ink = self.pages.ink
        starts = [self.left + cut * self.room for cut in self.cuts[:-1]]
        places = spread(starts, self.wide, self.left, self.left + self.room + _GAP)
        for (name, amount), start, place, end in zip(
            self.labels, starts, places, self.cuts[1:], strict=True
        ):
            y = foot + 4.4
            if abs(place - start) > _MOVED:
                middle = (start + self.left + end * self.room) / 2
                ink.rule(middle, foot, middle, foot + 0.9, 0.4)
                ink.rule(middle, foot + 0.9, place + 0.6, y - 2.7, 0.4)
            ink.text(place, y, name, _SIZE, SANS_BOLD)
            ink.text(place, y + 4, amount, _SIZE)

    def _numbers(self, foot: float) -> None:
        ink = self.pages.ink
        middles = [
            self.left + (start + end) / 2 * self.room - _NUMBERS / 2
            for start, end in zip(self.cuts, self.cuts[1:], strict=False)
        ]
        even = [_NUMBERS] * len(middles)
        places = spread(middles, even, self.left, self.left + self.room)
        for number, (wanted, place) in enumerate(zip(middles, places, strict=True), 1):
            half = _NUMBERS / 2
            ink.rule(wanted + half, foot, place + half, foot + 2.4, 0.4)
            ink.text(place + half, foot + 5.4, f"{number}", 8, SANS_BOLD, Align.CENTRE)

    def _columns(self, top: float) -> None:
        ink, across = self.pages.ink, self._across()
        step = self.room / across
        for index, (name, amount) in enumerate(self.labels):
            down, right = divmod(index, across)
            x, y = self.left + right * step, top + 1.5 + down * 9
            ink.text(x, y, f"{index + 1}", _SIZE, SANS_BOLD)
            ink.text(x + 5, y, name, _SIZE, SANS_BOLD)
            ink.text(x + 5, y + 4, amount, _SIZE)

    def _across(self) -> int:
        return max(1, int((self.room + _GAP) / (max(self.wide) + 5)))

    def _rows(self) -> int:
        return -(-len(self.parts) // self._across())


def spread(
    starts: Sequence[float], widths: Sequence[float], left: float, right: float
) -> list[float]:
    """Move labels apart, as little as needed, between `left` and `right`."""
    places = []
    free = left
    for start, width in zip(starts, widths, strict=True):
        places.append(max(start, free))
        free = places[-1] + width
    limit = right
    for index in range(len(places) - 1, -1, -1):
        places[index] = min(places[index], limit - widths[index])
        limit = places[index]
    return places
