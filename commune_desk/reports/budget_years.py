"""The budget over five years on one broad page: chapters, variation, a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money, Share
from commune_desk.domain.nomenclature import quieter
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Heading, Note, PageBreak, Picture, Title
from commune_desk.reports.budget_balance import OVERALL
from commune_desk.reports.budget_detail import SIDE_TITLES, TOTALS
from commune_desk.reports.budget_sheet import (
    GROUP,
    commune_of,
    nothing_yet,
    over,
    standing,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD
from commune_desk.reports.pdf.ink import SECOND, WHITE
from commune_desk.services.budget_years import EARLIER, ELSEWHERE, changed, five_years
from commune_desk.tables.budget_years import chapter_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.pdf.ink import Ink
    from commune_desk.services.budget_years import ChapterYears, FiveYears

TITLE = N_("Budget over five years")
PALE = 0.75
"""Grey of operating: apart from hatching."""


def story(telling: Telling) -> Iterator[Block]:
    """List the chapters on one page, then the sections with a drawing."""
    found = five_years(telling.session, telling.scope)
    if found is None:
        yield from nothing_yet(TITLE, telling.scope.year)
        return
    first, *_, last = found.years
    yield Title(
        N_("{title}, {first} to {last}", title=TITLE, first=str(first), last=str(last)),
        commune_of(telling.session),
    )
    chart = Chart(found, telling.words)
    yield _table(found)
    yield Note(
        N_(
            "A year gone by is told by its account where it is known, else by its"
            " forecast; figures of another list of accounts are converted."
        )
    )
    yield PageBreak()
    yield Heading(N_("By section"))
    yield _sides(found)
    yield Picture(
        Chart.WIDTH,
        Chart.HEIGHT,
        chart.draw,
        N_("Receipts and expenditure of five years, by section"),
    )


def told(found: FiveYears, place: int) -> Text | str:
    """Head the column of a year: realised, forecast, proposed or voted."""
    year = str(found.years[place])
    if place == EARLIER:
        if found.voted:
            return N_("Voted {year}", year=year)
        return N_("Proposed {year}", year=year)
    if not found.known(place):
        return year
    if found.earlier[place].realised:
        return N_("Realised {year}", year=year)
    return N_("Forecast {year}", year=year)


def _columns(found: FiveYears, *, named: bool = True) -> tuple[TableColumn, ...]:
    code = (TableColumn(N_("Chap."), 6),) if named else ()
    at = len(code)
    return (
        *code,
        TableColumn(N_("Designation"), 60),
        *(
            TableColumn(told(found, place), 17, Align.RIGHT, adds=True)
            for place in range(EARLIER + 1)
        ),
        TableColumn(N_("Difference"), 17, Align.RIGHT, _against(found), adds=True),
        TableColumn(
            "%",
            9,
            Align.RIGHT,
            _against(found),
            ratio=(at + EARLIER + 2, at + EARLIER),
            percent_in_head=True,
        ),
    )


def _against(found: FiveYears) -> Text:
    now, before = found.years[-1], found.years[-2]
    return N_("{now} against {before}", now=str(now), before=str(before))


def _table(found: FiveYears) -> TableBlock:
    columns = _columns(found)
    rows: list[Row] = []
    for (section, side), group in groupby(
        found.rows, lambda row: (row.section, row.side)
    ):
        own = list(group)
        for row in own:
            name = chapter_name(row)
            code = row.chapter.replace(ELSEWHERE, "")
            told_name = quieter(name) if isinstance(name, str) else name
            rows.append(Row((code, told_name, *_compared(row.amounts))))
        cells = (TOTALS[section, side], None, *_compared(_sums(found, own)))
        rows.append(Row(cells, Role.TOTAL, (Span(0, 1, Align.RIGHT),), len(own)))
    for side in Side:
        cells = (_whole(side), None, *_compared(_of_side(found, side)))
        rows.append(Row(cells, Role.ARTICLE, (Span(0, 1, Align.RIGHT),)))
    return TableBlock(columns, tuple(rows), unit=IN_FRANCS)


def _whole(side: Side) -> Text:
    return N_("{total}, {side}", total=OVERALL, side=SIDE_TITLES[side])


def _of_side(found: FiveYears, side: Side) -> tuple[Money | None, ...]:
    return _sums(found, [row for row in found.rows if row.side is side])


def _sums(found: FiveYears, rows: Collection[ChapterYears]) -> tuple[Money | None, ...]:
    """Add each year up; a year of which nothing is known stays so."""
    return tuple(
        Money.total(row.amounts[place] for row in rows) if found.known(place) else None
        for place in range(EARLIER + 1)
    )


def _compared(amounts: Sequence[Money | None]) -> tuple[object, ...]:
    gap = changed(amounts[-2], amounts[-1])
    return (*amounts, gap, Share.of(gap, amounts[-2]))


def _sides(found: FiveYears) -> TableBlock:
    """Add the sections up: what the drawing shows."""
    rows = []
    for section in Section:
        for side in Side:
            own = [r for r in found.rows if (r.section, r.side) == (section, side)]
            rows.append(Row((TOTALS[section, side], *_compared(_sums(found, own)))))
    rows += [
        Row((_whole(side), *_compared(_of_side(found, side))), Role.ARTICLE)
        for side in Side
    ]
    return TableBlock(_columns(found, named=False), tuple(rows), unit=IN_FRANCS)


@dataclass(frozen=True, slots=True)
class Chart:
    """Two bars a year, receipts and expenditure, each of two sections."""

    found: FiveYears
    words: Words

    WIDTH: ClassVar[float] = 265.0
    HEIGHT: ClassVar[float] = 86.0
    LEFT: ClassVar[float] = 46.0
    """Room of the legend."""

    HEAD: ClassVar[float] = 8.0
    FOOT: ClassVar[float] = 6.0

    def draw(self, ink: Ink) -> None:
        """Draw the years on one scale from zero."""
        years = range(EARLIER + 1)
        top = max(1, *(sum(self._parts(at, side)) for at in years for side in Side))
        scale = (self.HEIGHT - self.HEAD - self.FOOT) / top
        zero = self.HEIGHT - self.FOOT
        room = (self.WIDTH - self.LEFT) / len(years)
        for at in years:
            middle = self.LEFT + (at + 0.5) * room
            name = self.words.say(told(self.found, at))
            ink.text(middle, self.HEIGHT - 1, name, 8.5, SANS_BOLD, Align.CENTRE)
            if not self.found.known(at):
                words = self.words.say(N_("unknown"))
                ink.text(middle, zero - 2, words, 8, SANS, Align.CENTRE, gray=SECOND)
                continue
            for number, side in enumerate(Side):
                x = middle + (number - 1) * room * 0.46
                self._bar(ink, (x, zero, room * 0.42), self._parts(at, side), scale)
        ink.rule(self.LEFT, zero, self.WIDTH, zero, 0.8)
        self._legend(ink)

    def _parts(self, place: int, side: Side) -> tuple[int, int]:
        own = [row for row in self.found.rows if row.side is side]
        operating, investment = (
            Money.total(row.amounts[place] for row in own if row.section is section)
            for section in Section
        )
        return operating.francs, investment.francs

    def _bar(
        self,
        ink: Ink,
        slot: tuple[float, float, float],
        parts: tuple[int, int],
        scale: float,
    ) -> None:
        left, y, wide = slot
        for number, francs in enumerate(parts):
            tall = francs * scale
            if not tall:
                continue
            y -= tall
            if number:
                ink.box(left, y, wide, tall, 0.6, fill=WHITE)
                ink.hatch(left, y, wide, tall)
            ink.box(left, y, wide, tall, 0.6, fill=None if number else PALE)
        total = self.words.say(Money(sum(parts)))
        ink.text(left + wide / 2, y - 1.2, total, 8, SANS, Align.CENTRE)

    def _legend(self, ink: Ink) -> None:
        say = self.words.say
        ink.box(0, 9, 5, 3, 0.6, fill=PALE)
        ink.text(7, 11.6, say(N_("Operating")), 8)
        ink.hatch(0, 15, 5, 3)
        ink.box(0, 15, 5, 3, 0.6)
        ink.text(7, 17.6, say(N_("Investment")), 8)
        ink.text(0, 24, say(N_("At the left receipts,")), 8, gray=SECOND)
        ink.text(0, 28, say(N_("at the right expenditure")), 8, gray=SECOND)


BUDGET_YEARS = Document(
    "budget-years",
    TITLE,
    story,
    landscape=True,
    group=GROUP,
    over=over,
    purpose=N_("Five years side by side, by chapter, with what changes; a drawing."),
    standing=standing,
)
