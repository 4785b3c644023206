"""Places to sign: a rule, a title, room for the pen, perhaps a ring for the stamp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.cells import said
from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD, SANS_ITALIC
from commune_desk.reports.pdf.ink import DOTTED, MM
from commune_desk.reports.pdf.typeset import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Signature, Signatures
    from commune_desk.reports.pdf.page import Pages

_AIR = 4.0
_GAP = 8.0
_LEAST_WIDE = 38.0
"""Millimetres for a name and its pen stroke."""

_THUMB = (27.0, 24.0)
_LINE = 4.6
_QUIET = 0.45


Line = list[tuple["Signature", float]]
"""Places side by side, and how wide each is."""


class SignaturesPiece:
    """Places in rows; as high as the page allows, never cramped."""

    whole = True

    def __init__(self, block: Signatures, pages: Pages) -> None:
        self.pages = pages
        self.rows = list(_rows(block.blocks, pages.grid.room))
        self.need = sum(self._least(row) + _AIR for row in self.rows)

    def draw(self, _tail: float) -> None:
        """Draw the rows; the whole block stays on one page if it can."""
        pages = self.pages
        pages.ask(self.need)
        if not self.rows:
            return
        spare = max(0.0, pages.left - self.need) / len(self.rows)
        for row in self.rows:
            least = self._least(row)
            pages.ask(least + _AIR)
            height = min(self._most(row), least + spare)
            x = pages.grid.left
            for one, wide in row:
                self._place(one, x, pages.y + _AIR, wide, height)
                x += wide + _GAP
            pages.y += height + _AIR

    def _least(self, row: Line) -> float:
        needs = [22.0]
        for one, wide in row:
            text = 5 + len(self._title(one, wide)) * 4.3
            text += len(self._lines(one, wide)) * _LINE
            needs.append(text + (26.0 if one.stamp else 8.0))
            if one.thumb:
                needs.append(_THUMB[1] + 2)
        return max(needs)

    def _most(self, row: Line) -> float:
        stamped = any(one.stamp for one, _ in row)
        return max(self._least(row), 50.0 if stamped else 26.0)

    def _lines(self, one: Signature, wide: float) -> list[str]:
        say, room = self.pages.paper.words, self._room(one, wide) * MM
        return [
            part for line in one.lines for part in wrap(said(line, say), SANS, 8, room)
        ]

    def _room(self, one: Signature, wide: float) -> float:
        return wide - (_THUMB[0] + 4 if one.thumb else 0) - (8 if one.framed else 0)

    def _title(self, one: Signature, wide: float) -> tuple[str, ...]:
        room = self._room(one, wide) * MM
        return wrap(said(one.title, self.pages.paper.words), SANS_BOLD, 9, room)

    def _place(
        self, one: Signature, x: float, y: float, wide: float, height: float
    ) -> None:
        ink, words = self.pages.ink, self.pages.paper.words
        titles, lines = self._title(one, wide), self._lines(one, wide)
        if one.framed:
            ink.box(x, y, wide, height, 0.8)
            x, wide = x + 4, wide - 8
        if one.thumb:
            wide -= _THUMB[0] + 4
            self._thumb(x + wide + 4, y)
        if not one.framed:
            ink.rule(x, y, x + wide, y, 1)
        base = ink.lines(x, y + 5, titles, 9, SANS_BOLD, leading=12.2)
        for line in lines:
            ink.text(x, base + 0.6, line, 8)
            base += _LINE
        foot = y + height - (2 if one.framed else 0)
        if one.stamp:
            self._stamp(x + wide, base, foot - 6)
        ink.rule(x, foot - 5, x + wide, foot - 5, 0.4, dash=DOTTED)
        ink.text(x, foot - 1.2, said(one.name, words), 7.5, SANS_ITALIC, gray=0.3)

    def _stamp(self, right: float, top: float, foot: float) -> None:
        ink = self.pages.ink
        radius = max(11.0, min(16.0, (foot - top) / 2))
        x, y = right - radius - 1, foot - radius - 1
        ink.disc(x, y, radius, 0.5, gray=0.5, dash=(1.5, 2))
        word = said(N_("stamp"), self.pages.paper.words)
        ink.text(x, y + 1, word, 7, SANS_ITALIC, Align.CENTRE, gray=_QUIET)

    def _thumb(self, x: float, y: float) -> None:
        ink, (wide, high) = self.pages.ink, _THUMB
        ink.box(x, y, wide, high, 0.6)
        text = said(N_("or thumb-print"), self.pages.paper.words)
        lines = wrap(text, SANS, 6.5, (wide - 2) * MM)
        y += high - 1.4 - (len(lines) - 1) * 3
        ink.lines(
            x + wide / 2,
            y,
            lines,
            7,
            SANS_ITALIC,
            Align.CENTRE,
            leading=8.5,
            gray=_QUIET,
        )


def _rows(places: tuple[Signature, ...], room: float) -> Iterator[Line]:
    row: list[Signature] = []
    for one in places:
        if row and sum(map(_wide, [*row, one])) + _GAP * len(row) > room:
            yield _shared(row, room)
            row = []
        row.append(one)
    if row:
        yield _shared(row, room)


def _wide(one: Signature) -> float:
    return _LEAST_WIDE + (_THUMB[0] + 4 if one.thumb else 0) + (8 if one.framed else 0)


def _shared(row: list[Signature], room: float) -> Line:
    spare = room - sum(map(_wide, row)) - _GAP * (len(row) - 1)
    return [(one, _wide(one) + spare / len(row)) for one in row]
