"""The A3 sheets of the restitution kit, drawn: figures, sentences, villages.

Everything reads in black and white, from some metres: bars are outlined for what was
planned or due and black for what is done or paid (`PAPERS`: no fourth texture).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_
from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD
from commune_desk.reports.pdf.ink import (
    DOTTED,
    INK,
    MM,
    SECOND,
    WHITE,
    clipped,
    width_of,
)
from commune_desk.reports.pdf.letterhead import POSTER_FOOT
from commune_desk.reports.pdf.symbols import symbol
from commune_desk.reports.pdf.typeset import wrap
from commune_desk.reports.restitution import BAMANANKAN
from commune_desk.reports.stocktaking import called

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.reports.pdf.ink import Ink
    from commune_desk.reports.restitution import Line
    from commune_desk.reports.told_year import League, Told, Year

WIDE, HIGH = 262.0, 330.0
"""Millimetres of a sheet below its title."""

JOIN = 210.0 - POSTER_FOOT
"""Where the sheet is cut into two A4: nothing stands within 8 mm of it."""

ROWS = (3, 3, 4)
"""Figures side by side, row by row."""

BAND = 41.0
"""Height of a row of figures."""

GAP = 12.0
BARS = 8
"""Sectors that have room."""

LEAGUE = 12
"""Villages that have room on the sheet of figures."""


@dataclass(frozen=True, slots=True)
class FigureSheet:
    """Ten figures; where the money went; the TDRL of the villages."""

    told: Year
    sectors: tuple[Line, ...]
    words: Words

    def draw(self, ink: Ink) -> None:
        """Draw it from the top down."""
        ink.rule(0, 0, WIDE, 0, 1.4)
        first, y = 0, 0.0
        for count in ROWS:
            _figures(ink, self.told.figures[first : first + count], y, first)
            self._labels(ink, self.told.figures[first : first + count], y)
            first, y = first + count, y + BAND
            ink.rule(0, y, WIDE, y, 0.6 if first < sum(ROWS) else 1.4)
        for x in (-16.0, WIDE + 4):
            ink.rule(x, JOIN, x + 6, JOIN, 0.5, dash=DOTTED)
        column, top = (WIDE - GAP) / 2, JOIN + 13
        self._sectors(ink, top, column)
        self._villages(ink, top, column + GAP, column)
        _notes(ink, self.words, HIGH - 33, 4)

    def _labels(self, ink: Ink, figures: Sequence[Told], top: float) -> None:
        wide = WIDE / len(figures)
        for place, figure in enumerate(figures):
            left = place * wide + (5 if place else 0)
            label = wrap(self.words.say(figure.label), SANS, 13, (wide - 7) * MM)
            ink.lines(left, top + 34, label[:1], 13, SANS)

    def _sectors(self, ink: Ink, top: float, wide: float) -> None:
        say = self.words.say
        _head(ink, say(N_("What was the money for?")), top, 0, wide)
        text = N_("Actions of the plan: planned (white), spent (black)")
        ink.text(0, top + 6.5, say(text), 11)
        most = max((line.whole.francs for line in self.sectors), default=0)
        y = top + 10
        for line in self.sectors:
            symbol(ink, line.icon or "map-pin", 0, y, 9)
            figures = self._of(line.part, line.whole)
            ink.text(wide, y + 3.6, figures, 11, SANS, Align.RIGHT)
            room = wide - 15 - width_of(figures, 11, SANS)
            size = _fitting(called(line.name), room)
            name = clipped(called(line.name), size, SANS_BOLD, room)
            ink.text(12, y + 3.6, name, size, SANS_BOLD)
            if most:
                full = (wide - 12) * line.whole.francs / most
                done = min(wide - 12, (wide - 12) * line.part.francs / most)
                ink.box(12, y + 5.2, full, 4, 0.8, fill=WHITE)
                ink.box(12, y + 5.2, done, 4, 0.8, fill=INK)
            y += 12
        ink.rule(0, y + 0.5, wide, y + 0.5, 0.8)
        whole = Money.total(line.whole for line in self.sectors)
        part = Money.total(line.part for line in self.sectors)
        ink.text(0, y + 6, say(N_("Together")), 13, SANS_BOLD)
        ink.text(wide, y + 6, self._of(part, whole), 13, SANS_BOLD, Align.RIGHT)

    def _villages(self, ink: Ink, top: float, left: float, wide: float) -> None:
        say, told = self.words.say, self.told
        _head(ink, say(N_("The TDRL, village by village")), top, left, wide)
        text = N_("Paid in {year}, of 100 francs asked", year=str(told.year))
        ink.text(left, top + 6.5, say(text), 11)
        shown = told.league[:LEAGUE]
        y = top + 10
        for row in shown:
            share = 0 if row.rate is None else round(row.rate.basis_points / 100)
            rank = "–" if row.rank is None else str(row.rank)
            ink.text(left + 4, y + 5.4, rank, 13, SANS_BOLD, Align.CENTRE)
            ink.text(left + 10, y + 3.2, clipped(row.village, 12, SANS_BOLD, 50), 12,
                     SANS_BOLD)  # fmt: skip
            figures = self._of(row.paid, row.asked)
            ink.text(left + wide - 21, y + 3.2, figures, 10, SANS, Align.RIGHT)
            bar(ink, left + 10, y + 4.2, wide - 31, 3, share)
            said = "–" if row.rate is None else f"{share}\u00a0%"
            ink.text(left + wide, y + 6.8, said, 14, SANS_BOLD, Align.RIGHT)
            y += 9.3
        rest = len(told.league) - len(shown)
        if rest:
            text = N_("{count} other villages: see the sheet of villages", count=rest)
            ink.text(left + 10, y + 3, say(text), 11, gray=SECOND)
        ink.rule(left, y + 0.5, left + wide, y + 0.5, 0.8)
        ink.text(left, y + 6, say(N_("Commune")), 13, SANS_BOLD)
        ink.text(left + wide, y + 6, self._of(told.paid, told.asked), 13, SANS_BOLD,
                 Align.RIGHT)  # fmt: skip

    def _of(self, part: Money, whole: Money) -> str:
        number = self.words.number
        text = N_(
            "{part} of {whole} F",
            part=number(part.francs),
            whole=number(whole.francs),
        )
        return self.words.say(text)


def _fitting(name: str, room: float) -> float:
    """Give the largest type, in points, in which a name is whole; 9 at the least."""
    whole = 12.4 * room / width_of(name, 12.5, SANS_BOLD) if name else 12.5
    return max(9.0, min(12.5, whole))


def _figures(ink: Ink, figures: Sequence[Told], top: float, first: int) -> None:
    wide = WIDE / len(figures)
    for place, figure in enumerate(figures):
        left = place * wide + (5 if place else 0)
        if place:
            ink.rule(place * wide, top + 4, place * wide, top + BAND - 4, 0.6)
        signs(ink, figure.icon, left, top + 3)
        number(ink, place * wide + wide - 8, top + 8, first + place + 1)
        size = min(36.0, 36 * (wide - 9) / width_of(figure.value, 36, SANS_BOLD))
        ink.text(left, top + 28.5, figure.value, size, SANS_BOLD)


def signs(ink: Ink, names: str, left: float, top: float, size: float = 13) -> None:
    """Draw one pictogram, or two beside each other: an arrow into a purse."""
    for name in names.split():
        arrow = name.startswith("arrow")
        wide = size * 0.62 if arrow else size
        symbol(ink, name, left, top + (size - wide) / 2, wide)
        left += wide + 1.5


def number(ink: Ink, x: float, y: float, value: int) -> None:
    """Draw a number in a disc, by which a speaker can name a figure."""
    ink.disc(x, y, 4.4, 0.9)
    ink.text(x, y + 1.7, str(value), 14, SANS_BOLD, Align.CENTRE)


def bar(  # noqa: PLR0913, PLR0917  where, how large, how full
    ink: Ink, x: float, y: float, wide: float, high: float, percent: int
) -> None:
    """Draw a bar of a hundred, black up to its per cent."""
    ink.box(x, y, wide, high, 0.8, fill=WHITE)
    ink.box(x, y, wide * min(100, percent) / 100, high, 0.8, fill=INK)


def _head(ink: Ink, text: str, y: float, left: float, wide: float) -> None:
    ink.text(left, y, text, 20, SANS_BOLD)
    ink.rule(left, y + 2.2, left + wide, y + 2.2, 0.9)


def _notes(ink: Ink, words: Words, y: float, lines: int) -> None:
    ink.text(0, y, words.say(N_("Notes in Bamanankan")), 16, SANS_BOLD)
    ink.text(WIDE, y, BAMANANKAN, 14, SANS, Align.RIGHT, gray=SECOND)
    ink.rule(0, y + 2, WIDE, y + 2, 0.8)
    for line in range(1, lines + 1):
        at = y + 2 + line * 7.4
        ink.rule(0, at, WIDE, at, 0.6, gray=SECOND, dash=DOTTED)


@dataclass(frozen=True, slots=True)
class SpokenSheet:
    """Ten sentences to read aloud, each with a line for Bamanankan."""

    figures: tuple[Told, ...]
    words: Words

    def draw(self, ink: Ink) -> None:
        """Draw them below each other."""
        ink.rule(0, 0, WIDE, 0, 1.4)
        high = HIGH / len(self.figures)
        for place, figure in enumerate(self.figures):
            self._one(ink, figure, place, place * high, high)

    def _one(self, ink: Ink, figure: Told, place: int, top: float, high: float) -> None:
        number(ink, 5, top + 8, place + 1)
        signs(ink, figure.icon, 12, top + 3, 11)
        room = WIDE - 34
        text = wrap(self.words.say(figure.sentence), SANS_BOLD, 18, room * MM)
        y = ink.lines(34, top + 8.5, text[:2], 18, SANS_BOLD, leading=21)
        if figure.amount is not None:
            said = self.words.in_letters(figure.amount)
            ink.lines(34, y - 1, wrap(said, SANS, 14, room * MM)[:1], 14, SANS)
        foot = top + high
        ink.rule(34, foot - 3.4, WIDE - 22, foot - 3.4, 0.6, gray=SECOND, dash=DOTTED)
        ink.text(WIDE, foot - 3.4, BAMANANKAN, 11, SANS, Align.RIGHT, gray=SECOND)
        ink.rule(0, foot, WIDE, foot, 0.5)


@dataclass(frozen=True, slots=True)
class VillageSheet:
    """The league table: rank, TDRL, what was spent there, who came."""

    rows: tuple[League, ...]
    words: Words

    @property
    def counted(self) -> bool:
        """Whether people were counted at a session."""
        return any(row.present is not None for row in self.rows)

    @property
    def spent(self) -> float:
        """Where the column of what was spent ends, in millimetres."""
        return 212.0 if self.counted else WIDE

    def draw(self, ink: Ink) -> None:
        """Draw the heads, then a line for each village."""
        say = self.words.say
        ink.rule(0, 0, WIDE, 0, 1.4)
        heads = [
            (8.0, Align.CENTRE, N_("Rank")),
            (20.0, Align.LEFT, N_("Village, TDRL paid of what was asked")),
            (self.spent, Align.RIGHT, N_("Spent there")),
        ]
        if self.counted:
            heads.append((WIDE, Align.RIGHT, N_("Came to the restitution")))
        for x, align, text in heads:
            room = 190.0 if align is Align.LEFT else 48.0
            lines = wrap(say(text), SANS_BOLD, 12, room * MM)
            ink.lines(x, 6, lines[:2], 12, SANS_BOLD, align, leading=14)
        ink.rule(0, 13.5, WIDE, 13.5, 0.8)
        high = min(24.0, (HIGH - 28) / max(1, len(self.rows)))
        for place, row in enumerate(self.rows):
            self._one(ink, row, 14 + place * high, high)
        self._together(ink, 14 + len(self.rows) * high)

    def _together(self, ink: Ink, top: float) -> None:
        say, number_ = self.words.say, self.words.number
        paid, asked, spent = (
            Money.total(getattr(row, part) for row in self.rows)
            for part in ("paid", "asked", "spent")
        )
        figures = N_(
            "{part} of {whole} F",
            part=number_(paid.francs),
            whole=number_(asked.francs),
        )
        y, right = top + 8, Align.RIGHT
        ink.rule(0, top, WIDE, top, 1.4)
        ink.text(20, y, say(N_("Together")), 15, SANS_BOLD)
        ink.text(150, y, say(figures), 12, SANS, right)
        share = Share.of(paid, asked)
        if share is not None:
            said = f"{round(share.basis_points / 100)}\u00a0%"
            ink.text(150, y + 6, said, 16, SANS_BOLD, right)
        ink.text(self.spent, y, self.words.francs(spent), 15, SANS_BOLD, right)

    def _one(self, ink: Ink, row: League, top: float, high: float) -> None:
        middle = top + high / 2
        rank = "–" if row.rank is None else str(row.rank)
        ink.text(8, middle + 3, rank, 24, SANS_BOLD, Align.CENTRE)
        name = clipped(row.village, 17, SANS_BOLD, 70)
        ink.text(20, middle - 1.4, name, 17, SANS_BOLD)
        figures = self.words.say(
            N_(
                "{part} of {whole} F",
                part=self.words.number(row.paid.francs),
                whole=self.words.number(row.asked.francs),
            )
        )
        share = 0 if row.rate is None else round(row.rate.basis_points / 100)
        ink.text(150, middle - 1.4, figures, 12, SANS, Align.RIGHT)
        bar(ink, 20, middle + 0.6, 112, 4.6, share)
        said = "–" if row.rate is None else f"{share}\u00a0%"
        ink.text(150, middle + 4.9, said, 16, SANS_BOLD, Align.RIGHT)
        spent = self.words.francs(row.spent)
        ink.text(self.spent, middle + 2, spent, 15, SANS_BOLD, Align.RIGHT)
        if row.present is not None:
            present = self.words.number(row.present)
            came: Text | str = present if row.present else N_("nobody")
            ink.text(WIDE, middle + 2, self.words.say(came), 17, SANS_BOLD, Align.RIGHT)
        ink.rule(0, top + high, WIDE, top + high, 0.4)
