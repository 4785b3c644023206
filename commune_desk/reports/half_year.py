"""The half-yearly report for the préfet and the CROCSAD (`planning.md` 8, paper 19).

No text found fixes its form: it puts the figures of the registers side by side, on two
or three pages, and leaves the last word to the pen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.charts import BUDGET, LIGHTS
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Heading, Note, Title, say_prose
from commune_desk.reports.charts.told import charted
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Room,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.officials import late_actions
from commune_desk.reports.situation import totals_table
from commune_desk.reports.told_year import tell_year
from commune_desk.reports.tracking import (
    FOLLOWUP,
    formulae,
    period,
    plan_label,
    rates_figures,
    signatures,
)
from commune_desk.services import situation as execution
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.today import situation
from commune_desk.services.tracking import rates_to, tracked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.reports.told_year import League

LINES = 9
"""Lines left to the pen under each question."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell the plan, the budget, the TDRL and the committees on the day."""
    session, scope = telling.session, telling.scope
    day = situation(session, scope.year)
    rows = tracked(session, scope, on=day)
    told = tell_year(telling)
    yield Title(
        N_("Half-yearly report"),
        N_("Situation on {date}: {period}", date=day, period=period(day)),
        headed=True,
    )
    yield Heading(N_("1. The plan: {plan}", plan=plan_label(telling)))
    yield rates_figures(telling, rates_to(rows, scope.year))
    yield formulae(telling)
    if told.sectors:
        lines = [(line.name, line.whole, line.part) for line in told.sectors]
        yield _rated(N_("Sector"), N_("Planned for the year"), N_("Spent"), lines)
    yield Heading(N_("Late actions"), 2)
    yield late_actions(rows, day)
    yield Heading(N_("2. The budget"))
    yield from _budget(telling)
    yield Heading(N_("3. The TDRL, village by village"))
    yield _tax(told.league)
    yield Heading(N_("4. Works, committees, complaints"))
    yield say_prose(*(figure.sentence for figure in told.life))
    yield from charted(telling, LIGHTS)
    yield Heading(N_("5. Difficulties, and what the commune asks for"))
    yield _pen()
    yield Note(N_("A working form: no text that was found fixes this report."))
    yield signatures(telling)


def _rated(
    named: Text, whole: Text, part: Text, lines: Sequence[tuple[str, Money, Money]]
) -> TableBlock:
    """Put a part beside its whole, line by line, with the rate of each."""
    columns = (
        TableColumn(named, 60),
        TableColumn(whole, 24, Align.RIGHT),
        TableColumn(part, 24, Align.RIGHT),
        TableColumn(N_("Rate"), 14, Align.RIGHT),
    )
    rows = [_line(*line) for line in lines]
    total = _line(
        N_("Total"),
        Money.total(line[1] for line in lines),
        Money.total(line[2] for line in lines),
        Role.GRAND,
    )
    return TableBlock(columns, (*rows, total), unit=IN_FRANCS)


def _line(name: Said, whole: Money, part: Money, role: Role = Role.LINE) -> Row:
    return Row((name, whole, part, Share.of(part, whole) or "–"), role)


def _budget(telling: Telling) -> Iterator[Block]:
    session, scope = telling.session, telling.scope
    year = fiscal_year(session, scope.year)
    if year is None:
        yield say_prose(N_("No budget is kept for {year}.", year=str(scope.year)))
        return
    day = execution.day_of(session, scope, year)
    rows = execution.situation(session, year, day)
    yield totals_table(execution.part_totals(rows))
    yield from charted(telling, BUDGET)


def _tax(league: Sequence[League]) -> Block:
    if not any(row.asked for row in league):
        return say_prose(N_("No roll of the TDRL was made for this year."))
    lines = [(row.village, row.asked, row.paid) for row in league]
    return _rated(N_("Village"), N_("Asked"), N_("Paid"), lines)


def _pen() -> TableBlock:
    columns = (
        TableColumn(N_("Difficulty met"), 60, ruled=True),
        TableColumn(N_("What was done, what is asked, of whom"), 60, ruled=True),
    )
    blank = tuple(Row(("", "")) for _ in range(LINES))
    return TableBlock(columns, blank, room=Room.PEN)


HALF_YEAR = Document(
    "half-year",
    N_("Half-yearly report"),
    story,
    group=FOLLOWUP,
    over=lambda scope: str(scope.year),
    purpose=N_(
        "For the préfet and the CROCSAD: plan, budget, TDRL and committees on one day."
    ),
)
