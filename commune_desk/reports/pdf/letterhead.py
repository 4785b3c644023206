"""The head of a first page, and the titles that stand under or beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.cells import said
from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import (
    SANS,
    SANS_BOLD,
    SANS_ITALIC,
    SERIF_BOLD,
    ems,
)
from commune_desk.reports.pdf.ink import MM, width_of
from commune_desk.reports.pdf.page import CLEAR
from commune_desk.reports.pdf.typeset import wrap

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Heading, Title
    from commune_desk.reports.document import Letterhead
    from commune_desk.reports.pdf.page import Pages

_TOP = 9.0
_POSTER_TOP, _POSTER_SIZE = 14.0, 44.0
"""Upper edge of the letterhead of a poster, in millimetres; points of its title."""

POSTER_FOOT = 70.0
"""Where the drawing of a poster begins, in millimetres: the sheet can be cut into
two A4 at 210, and a drawing leaves that height free."""

_APART = 6.0
"""Millimetres between the halves of a letterhead, at least."""

_UNDER_THE_TAG = 20.5
"""Baseline of a title below the framed mark, which ends at 13.8 mm."""


def letterhead(pages: Pages, size: float = 7, top: float = _TOP) -> tuple[float, float]:
    """Draw it; return where it ends and how much of the width its wider side takes.

    On paper that has it already its room stays free; where a page is narrow the type
    is smaller, so that its halves do not meet.
    """
    ink, head = pages.ink, pages.paper.imprint.letterhead
    halves = _own(head, size) + _country(head, size)
    size *= min(1.0, (pages.grid.room - _APART) / halves)
    step = size * 1.36 / MM
    pages.current.sides = (
        pages.grid.left + _own(head, size),
        pages.grid.right - _country(head, size),
    )
    if not pages.paper.options.letterhead:
        gap = step * 0.72 if head.ministry else 0.0
        lines = len(head.ministry) + len(head.places) + 1
        return top + 4.2 + gap + step * lines, _wide(head, size)
    wide = _own(head, size)
    x, y = pages.grid.left + wide / 2, top + 2.2
    for line in head.ministry:
        ink.text(x, y, line, size, SANS, Align.CENTRE)
        y += step
    if head.ministry:
        half = 1.1 * size
        ink.rule(x - half, y - step * 0.42, x + half, y - step * 0.42)
        y += step * 0.72
    for line in head.places:
        ink.text(x, y, line, size, SANS, Align.CENTRE)
        y += step
    ink.text(x, y + 0.4, head.commune, size, SANS_BOLD, Align.CENTRE)
    _state(pages, head, size, top)
    return y + step + 2, _wide(head, size)


def _own(head: Letterhead, size: float) -> float:
    """Measure the side of the commune."""
    lines = (*head.ministry, *head.places)
    name = width_of(head.commune, size, SANS_BOLD)
    return max([name, *(width_of(line, size, SANS) for line in lines)])


def _country(head: Letterhead, size: float) -> float:
    """Measure the side of the State."""
    country = width_of(head.country, size + 1.5, SANS_BOLD)
    return max(country, width_of(head.motto, size + 0.5, SANS_ITALIC))


def _wide(head: Letterhead, size: float) -> float:
    return max(_own(head, size), _country(head, size))


def _state(pages: Pages, head: Letterhead, size: float, top: float) -> None:
    ink, step = pages.ink, size * 1.36 / MM
    wide = _country(head, size)
    x, y = pages.grid.right - wide / 2, top + 2.2
    ink.text(x, y, head.country, size + 1.5, SANS_BOLD, Align.CENTRE)
    y += step * 1.15
    ink.text(x, y, head.motto, size + 0.5, SANS_ITALIC, Align.CENTRE)
    y += step * 0.7
    for band, gray in enumerate((0.45, 1.0, 0.0)):
        ink.box(x + (band - 1.5) * 8, y, 8, 1.5, 0.4, fill=gray)


class TitlePiece:
    """Letterhead and title: beside each other on a broad page, else below."""

    whole = False

    need = 0.0

    def __init__(self, block: Title, pages: Pages) -> None:
        words = pages.paper.words
        self.pages, self.headed = pages, block.headed
        self.text, self.subtitle = said(block.text, words), said(block.subtitle, words)
        self.align = Align.CENTRE if block.centred else Align.LEFT

    def draw(self, _tail: float) -> None:
        """Open the document."""
        pages = self.pages
        if (self.headed or not pages.sheets) and pages.fresh:
            pages.current.running = False
            if pages.poster:
                foot, side = letterhead(pages, 10, _POSTER_TOP)
            else:
                foot, side = letterhead(pages)
        else:
            pages.ask(60)
            foot, side = pages.y, 0.0
        pages.enter(self.text, 0, running=False)
        room = pages.grid.room
        if pages.poster and side:
            self._large(room)
        elif pages.broad and side:
            self._broad(foot, room - 2 * side - 12)
        else:
            self._high(foot, room)
        pages.sheet_top = pages.y

    def _broad(self, foot: float, room: float) -> None:
        pages, size = self.pages, 16.0
        middle = (pages.grid.left + pages.grid.right) / 2
        title = wrap(self.text, SANS_BOLD, size, room * MM)
        y = 18.0 if len(title) == 1 else 14.0
        if pages.mark:
            y = _UNDER_THE_TAG
        centre = Align.CENTRE
        y = pages.ink.lines(middle, y, title, size, SANS_BOLD, centre, leading=20)
        beneath = wrap(self.subtitle, SANS, 9, room * MM)
        y = pages.ink.lines(middle, y - 1, beneath, 9, SANS, centre, leading=12)
        pages.y = max(foot + 1.5, y if self.subtitle else y - 4)

    def _large(self, room: float) -> None:
        """Write a title to be read from afar; what follows begins at one height."""
        pages = self.pages
        size = min(_POSTER_SIZE, room * MM / ems(self.text, SERIF_BOLD))
        left, base = pages.grid.left, POSTER_FOOT - 12
        pages.ink.text(left, base, self.text, size, SERIF_BOLD)
        beneath = wrap(self.subtitle, SANS, 13, room * MM)
        pages.ink.lines(left, base + 8, beneath[:1], 13, SANS)
        pages.y = POSTER_FOOT

    def _high(self, foot: float, room: float) -> None:
        pages, sides = self.pages, self.pages.current.sides
        beside = 0.0
        if pages.mark and sides is not None and not pages.tag_fits(*sides):
            beside = pages.tag_width + CLEAR
        if self.align is Align.CENTRE:
            beside *= 2
        title = wrap(self.text, SERIF_BOLD, 20, (room - beside) * MM)
        at, align = pages.grid.left, self.align
        if align is Align.CENTRE:
            at += room / 2
        y = pages.ink.lines(at, foot + 7, title, 20, SERIF_BOLD, align, leading=25)
        beneath = wrap(self.subtitle, SANS, 9, room * MM)
        if self.subtitle:
            y = pages.ink.lines(at, y - 2.5, beneath, 9, SANS, align, leading=12)
        pages.y = y - 1.5


_HEADINGS = {1: (13.0, 6.0), 2: (11.0, 5.0), 3: (9.0, 4.0)}
"""Size in points, and millimetres of air above."""


def heading_text(block: Heading, words: Words) -> str:
    """Say a heading with its second half."""
    halves = (said(block.text, words), said(block.beside, words))
    return " – ".join(half for half in halves if half)


class HeadingPiece:
    """The title of a part; it keeps what it heads."""

    whole = True

    def __init__(self, block: Heading, pages: Pages) -> None:
        words = pages.paper.words
        self.block, self.pages = block, pages
        self.text, self.beside = said(block.text, words), said(block.beside, words)
        self.size, self.air = _HEADINGS[min(block.level, 3)]
        room = pages.grid.room - 40
        self.lines = wrap(self.text, SANS_BOLD, self.size, room * MM)
        self.step = self.size * 1.3 / MM
        last = width_of(self.lines[-1], self.size, SANS_BOLD) + 4
        self.second = wrap(self.beside, SANS, self.size, pages.grid.room * MM)
        """The second half, where it has no room behind the first."""

        if last + width_of(self.beside, self.size, SANS) <= pages.grid.room:
            self.second = ()
        height = (len(self.lines) + len(self.second)) * self.step
        self.need = self.air + height + 2.2

    def draw(self, _tail: float) -> None:
        """Write it, and bookmark it."""
        pages, ink = self.pages, self.pages.ink
        name = heading_text(self.block, pages.paper.words)
        pages.enter(name, self.block.level, running=self.block.level == 1)
        if self.block.listed:
            pages.reach()
        y = pages.y + (0 if pages.fresh else self.air) + self.step * 0.72
        left = pages.grid.left
        foot = ink.lines(
            left, y, self.lines, self.size, SANS_BOLD, leading=self.size * 1.3
        )
        last = self.lines[-1]
        if self.second:
            last = self.second[-1]
            foot = ink.lines(
                left, foot, self.second, self.size, leading=self.size * 1.3
            )
        end = left + width_of(last, self.size, SANS if self.second else SANS_BOLD)
        if self.beside and not self.second:
            end += 4 + ink.text(end + 4, foot - self.step, self.beside, self.size)
        pages.heading = (foot - self.step, name, end)
        pages.y = foot - self.step + 3.0
