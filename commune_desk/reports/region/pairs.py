"""Bars of two amounts: what was planned in outline, what was done in black."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.money import Share
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Picture
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD
from commune_desk.reports.pdf.ink import INK, WHITE, clipped, width_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.money import Money
    from commune_desk.l10n.words import Words
    from commune_desk.reports.grids import Said
    from commune_desk.reports.pdf.ink import Ink

HEAD, STEP, THICK = 8.0, 6.6, 4.4
"""Millimetres: the title, from bar to bar, a bar (as other bars of the papers)."""

NAMES = 0.26
"""Part of the width that the names take."""

SIZE = 9.0


@dataclass(frozen=True, slots=True)
class Pair:
    """One name with both amounts."""

    name: str
    whole: Money
    part: Money

    @property
    def rate(self) -> Share | None:
        """The part of the whole."""
        return Share.of(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class _Chart:
    title: str
    pairs: tuple[Pair, ...]
    words: Words
    width: float

    def draw(self, ink: Ink) -> None:
        ink.text(0, 4.4, self.title, 11, SANS_BOLD)
        names = self.width * NAMES
        said = [self._figures(pair) for pair in self.pairs]
        room = max((width_of(text, SIZE, SANS) for text in said), default=0) + 3
        most = max((max(p.whole.francs, p.part.francs) for p in self.pairs), default=0)
        scale = (self.width - names - room) / most if most > 0 else 0
        y = HEAD
        for pair, text in zip(self.pairs, said, strict=True):
            name = clipped(pair.name, SIZE, SANS, names - 3)
            ink.text(0, y + 3.3, name, SIZE, SANS)
            whole = max(0.0, pair.whole.francs * scale)
            part = max(0.0, pair.part.francs * scale)
            ink.box(names, y, max(whole, 0.3), THICK, 0.8, fill=WHITE)
            if part:
                ink.box(names, y + 0.9, part, THICK - 1.8, 0.4, fill=INK)
            ink.text(names + max(whole, part) + 2, y + 3.4, text, SIZE, SANS)
            y += STEP

    def _figures(self, pair: Pair) -> str:
        rate = self.words.say(pair.rate) if pair.rate is not None else "–"
        return f"{self.words.francs(pair.part)} ({rate})"


def pairs_picture(  # noqa: PLR0913, PLR0917  what, in which words, how broad
    title: Said,
    heads: tuple[Said, Said, Said],
    pairs: Sequence[Pair],
    words: Words,
    width: float,
    caption: Said = "",
) -> Picture | None:
    """Draw pairs as they come; None where there is nothing to draw.

    `heads` name the rows, the whole and the part in the table that Word and the
    spreadsheet show.
    """
    if not any(pair.whole or pair.part for pair in pairs):
        return None
    chart = _Chart(words.say(title), tuple(pairs), words, width)
    columns = (
        TableColumn(heads[0], 40),
        TableColumn(heads[1], 24, Align.RIGHT, adds=True),
        TableColumn(heads[2], 24, Align.RIGHT, adds=True),
        TableColumn(N_("Rate"), 12, Align.RIGHT, ratio=(2, 1)),
    )
    rows = tuple(Row((p.name, p.whole, p.part, p.rate)) for p in pairs)
    facts = TableBlock(columns, rows, title=title)
    height = HEAD + STEP * len(pairs) + 1
    return Picture(width, height, chart.draw, title, caption, facts)
