"""The cash plan of a year (plan de trésorerie prévisionnel): twelve months on a page.

The reports of the tutelle miss it in every commune (`budget.md` 6.3).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar

from commune_desk.domain.budget import Side
from commune_desk.domain.cash import YEAR, shortages
from commune_desk.domain.charts import CASH
from commune_desk.domain.money import Money
from commune_desk.domain.months import SHORT
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Findings, Heading, Note, Picture, Title
from commune_desk.reports.budget_sheet import (
    GROUP,
    nothing_yet,
    over,
    standing,
)
from commune_desk.reports.charts.printed import BROAD
from commune_desk.reports.charts.told import charted
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
from commune_desk.reports.pdf.ink import INK, SECOND, WHITE
from commune_desk.services.cash import cash_forecast, chapters_of
from commune_desk.services.cash_realised import cash_realised
from commune_desk.tables.cash import SIDES_OF_CASH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.cash import Forecast
    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.reports.pdf.ink import Ink
    from commune_desk.services.cash_realised import Realised

    Months = tuple[Money, ...]

TITLE = N_("Cash plan forecast")
NAME, MONTH, WHOLE = 40, 10, 11
"""Shares of the page: a chapter, a month, the year."""

PALE = 0.75
"""Grey of the receipts: apart from hatching, and from the line across."""

TOTALS = {
    Side.REVENUE: N_("Total receipts"),
    Side.EXPENDITURE: N_("Total expenditure"),
}


def story(telling: Telling) -> Iterator[Block]:
    """List the chapters, say where money is short, draw the months."""
    plan = cash_forecast(telling.session, telling.scope)
    if plan is None:
        yield from nothing_yet(TITLE, telling.scope.year)
        return
    yield Title(N_("{title} {year}", title=TITLE, year=str(plan.year)), _starts(plan))
    yield _table(plan)
    confirmed = (N_("No month ends below zero."),)
    found = tuple(shortages(plan))
    yield Findings(found, () if found else confirmed, sentence="")
    chart = Chart(plan, telling.words)
    yield Picture(
        Chart.WIDTH,
        Chart.HEIGHT,
        chart.draw,
        N_("Receipts, expenditure and balance, month by month"),
        facts=_balances(plan),
    )
    done = cash_realised(telling.session, telling.scope)
    if done is not None:
        yield Heading(
            N_("Realised until {date}, beside what was expected", date=done.until)
        )
        yield from charted(telling, CASH, width=BROAD)
        yield _beside(plan, done)
    yield Note(
        N_(
            "The budget is spread by the monthly profile of each account; an account"
            " without one goes by twelfths. Operations of order and earlier results are"
            " left out."
        )
    )


def _starts(plan: Forecast) -> Said:
    if plan.opening is None:
        return N_(
            "Balance on 1 January unknown, counted from zero; amounts in CFA francs"
        )
    return N_(
        "Balance on 1 January {amount} F; amounts in CFA francs", amount=plan.opening
    )


def _columns() -> tuple[TableColumn, ...]:
    return (
        TableColumn(N_("Chapter"), NAME),
        *(TableColumn(name, MONTH, Align.RIGHT, adds=True) for name in SHORT),
        TableColumn(N_("Year"), WHOLE, Align.RIGHT, adds=True),
    )


def _table(plan: Forecast) -> TableBlock:
    columns = _columns()
    wide = len(columns)
    rows: list[Row] = []
    for side, title in SIDES_OF_CASH.items():
        rows.append(
            Row((title, *(None,) * (wide - 1)), Role.ARTICLE, (Span(0, wide - 1),))
        )
        own = [line for line in chapters_of(plan) if line.side is side]
        rows += [
            Row((f"{line.chapter} {line.title}", *line.months, line.total))
            for line in own
        ]
        sums = plan.of(side)
        cells = (TOTALS[side], *sums, Money.total(sums))
        rows.append(Row(cells, Role.TOTAL, lines=len(own)))
    ends = plan.closing
    rows.append(Row((AT_THE_END, *ends, ends[-1]), Role.ARTICLE))
    return TableBlock(columns, tuple(rows))


def _moves(plan: Forecast) -> tuple[Months, Months, Months]:
    """Give each month what it begins with, what it moves, what it ends with."""
    into, out, ends = plan.of(Side.REVENUE), plan.of(Side.EXPENDITURE), plan.closing
    gaps = tuple(a - b for a, b in zip(into, out, strict=True))
    return (plan.opening or Money(0), *ends[:-1]), gaps, ends


def _balances(plan: Forecast) -> TableBlock:
    """Tell as a table what the drawing shows."""
    begins, gaps, ends = _moves(plan)
    into, out = plan.of(Side.REVENUE), plan.of(Side.EXPENDITURE)
    rows = (
        Row((N_("Balance at the beginning"), *begins, begins[0])),
        Row((SIDES_OF_CASH[Side.REVENUE], *into, Money.total(into))),
        Row((SIDES_OF_CASH[Side.EXPENDITURE], *out, Money.total(out))),
        Row((N_("Receipts less expenditure"), *gaps, Money.total(gaps))),
        Row((N_("Balance at the end"), *ends, ends[-1])),
    )
    return TableBlock(_columns(), rows, unit=IN_FRANCS)


def _beside(plan: Forecast, done: Realised) -> TableBlock:
    """Set the months that have begun beside what the plan expected of them."""
    flows = (
        (N_("Receipts"), plan.of(Side.REVENUE), done.into),
        (N_("Expenditure"), plan.of(Side.EXPENDITURE), done.out),
    )
    rows: list[Row] = []
    for title, expected, found in flows:
        gaps = _gaps(found, expected, done.whole)
        rows += [
            Row((title, *_twelve(found), Money.total(found))),
            Row((GAP, *_twelve(gaps), Money.total(gaps))),
        ]
    gaps = _gaps(done.closing, plan.closing, done.whole)
    rows += [
        Row((AT_THE_END, *_twelve(done.closing), done.closing[-1]), Role.ARTICLE),
        Row((GAP, *_twelve(gaps), gaps[-1] if gaps else None)),
    ]
    return TableBlock(_columns(), tuple(rows), unit=IN_FRANCS)


GAP = N_("gap with the plan")
AT_THE_END = N_("Balance at the end")


def _gaps(found: Months, expected: Months, whole: int) -> Months:
    """Compare the months that are over."""
    return tuple(a - b for a, b in zip(found, expected, strict=False))[:whole]


def _twelve(months: Months) -> tuple[Money | None, ...]:
    """Leave the months to come empty."""
    return (*months, *(None,) * (YEAR - len(months)))


@dataclass(frozen=True, slots=True)
class Chart:
    """Pairs of bars and the line of the balance, on one scale from zero."""

    plan: Forecast
    words: Words

    WIDTH: ClassVar[float] = 265.0
    HEIGHT: ClassVar[float] = 56.0
    LEFT: ClassVar[float] = 40.0
    """Room of the legend."""

    FOOT: ClassVar[float] = 11.0
    """Room of the names of the months, and of what is left."""

    def draw(self, ink: Ink) -> None:
        """Draw the months, then the balance over them."""
        into, out = self.plan.of(Side.REVENUE), self.plan.of(Side.EXPENDITURE)
        ends = self.plan.closing
        top = max(1, *(m.francs for m in (*into, *out, *ends)))
        low = min(0, *(m.francs for m in ends))
        high = self.HEIGHT - self.FOOT - 3
        scale = high / (top - low)
        zero = 3 + top * scale
        room = (self.WIDTH - self.LEFT) / YEAR
        dots = []
        for month in range(YEAR):
            edge = self.LEFT + month * room
            self._bars(ink, (edge, zero, room), (into[month], out[month]), scale)
            at = edge + room / 2
            dots.append((at, zero - ends[month].francs * scale))
            name = self.words.say(SHORT[month])
            ink.text(at, self.HEIGHT - 5.5, name, 8, SANS, Align.CENTRE, gray=SECOND)
            face = SANS_BOLD if ends[month].francs < 0 else SANS
            left = self.words.say(ends[month])
            ink.text(at, self.HEIGHT - 1, left, 8.5, face, Align.CENTRE)
        ink.rule(self.LEFT, zero, self.WIDTH, zero, 0.8)
        self._line(ink, dots, ends)
        self._legend(ink)

    def _bars(
        self,
        ink: Ink,
        slot: tuple[float, float, float],
        amounts: tuple[Money, Money],
        scale: float,
    ) -> None:
        left, zero, room = slot
        wide = room * 0.3
        for place, amount in enumerate(amounts):
            tall = max(0.0, amount.francs * scale)
            x = left + room / 2 + (place - 1) * wide
            if place:
                ink.box(x, zero - tall, wide, tall, 0.6, fill=WHITE)
                ink.hatch(x, zero - tall, wide, tall)
            ink.box(x, zero - tall, wide, tall, 0.6, fill=None if place else PALE)

    def _line(
        self, ink: Ink, dots: list[tuple[float, float]], ends: tuple[Money, ...]
    ) -> None:
        for (x, y), (right, below) in pairwise(dots):
            ink.rule(x, y, right, below, 1.6, gray=WHITE)
            ink.rule(x, y, right, below, 0.9)
        for (x, y), end in zip(dots, ends, strict=True):
            ink.disc(x, y, 1.1, 0.8, fill=WHITE if end.francs < 0 else INK)

    def _legend(self, ink: Ink) -> None:
        say = self.words.say
        marks = (
            N_("Receipts"),
            N_("Expenditure"),
            N_("Balance at the end of the month"),
        )
        for number, words in enumerate(marks):
            y = 6 + number * 6
            match number:
                case 0:
                    ink.box(0, y - 3, 5, 3, 0.6, fill=PALE)
                case 1:
                    ink.hatch(0, y - 3, 5, 3)
                    ink.box(0, y - 3, 5, 3, 0.6)
                case _:
                    ink.rule(0, y - 1.5, 5, y - 1.5, 0.9)
                    ink.disc(2.5, y - 1.5, 1.1, 0.8, fill=INK)
            ink.text(7, y - 0.4, say(words), 8)
        ink.disc(2.5, 22.5, 1.1, 0.8, fill=WHITE)
        ink.text(7, 23.6, say(N_("Below zero")), 8)
        ink.text(0, self.HEIGHT - 1, say(N_("Balance at the end")), 8.5)


CASH_PLAN = Document(
    "cash-plan",
    TITLE,
    story,
    landscape=True,
    group=GROUP,
    over=over,
    purpose=N_("Twelve months: what comes in, what goes out, where money is short."),
    standing=standing,
)
