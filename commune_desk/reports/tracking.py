"""The tracking table of the plan, by quarter or half-year (`planning.md` T9)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.progress import of_course
from commune_desk.domain.rates import FORMULAE, rates
from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import (
    Figure,
    Findings,
    Heading,
    KeyFigures,
    Note,
    Signature,
    Signatures,
    Title,
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
from commune_desk.reports.official_heads import heads, titled
from commune_desk.services.settings import preferences
from commune_desk.services.today import limits, situation
from commune_desk.services.tracking import courses, due, rates_to, tracked
from commune_desk.tables.cells import places_text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.rates import Rates
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.reports.official_heads import Heads
    from commune_desk.services.tracking import FollowRow

FOLLOWUP = N_("Follow-up")
"""Group of the documents."""

PAPER = "tracking"
HALF, QUARTER = 6, 3
"""Months."""

GAPS = frozenset({"PLAN-14", "PLAN-74"})


def story(telling: Telling) -> Iterator[Block]:
    """Tell sector by sector what was planned, what is done and what is paid."""
    session, scope = telling.session, telling.scope
    day = situation(session, scope.year)
    rows = tracked(session, scope, on=day)
    listed = [*due(rows, scope.year), *(r for r in rows if r.plan.outside_plan)]
    ours = N_("Tracking table of the {plan}", plan=plan_label(telling))
    yield Title(
        titled(telling, PAPER, ours),
        N_("Situation on {date}: {period}", date=day, period=period(day)),
    )
    yield rates_figures(telling, rates_to(rows, scope.year))
    year = str(scope.year)
    yield Heading(N_("Actions programmed up to the end of {year}", year=year))
    yield _table(telling, listed)
    yield formulae(telling)
    yield Findings(_late(telling, listed, day), title=N_("Late actions and gaps"))
    yield signatures(telling)


def plan_label(telling: Telling) -> str:
    """Say what the plan is called here."""
    return preferences(telling.session)["plan.label"]


def period(day: dt.date) -> Text:
    """Name the half-year and the quarter."""
    half = (day.month - 1) // HALF + 1
    quarter = (day.month - 1) // QUARTER + 1
    return N_(
        "half-year {half} and quarter {quarter} of {year}",
        half=half,
        quarter=quarter,
        year=str(day.year),
    )


def rates_figures(telling: Telling, found: Rates) -> KeyFigures:
    """Put the three rates side by side, each with what it divides."""
    words = telling.words

    def share(value: Share | None) -> str:
        return words.say(value) if value is not None else "–"

    return KeyFigures(
        (
            Figure(
                share(found.physical),
                N_("physical rate"),
                N_("works, weighted by planned cost"),
            ),
            Figure(
                share(found.financial),
                N_("financial rate"),
                N_(
                    "{paid} paid of {cost}",
                    paid=words.francs(found.paid),
                    cost=words.francs(found.cost),
                ),
            ),
            Figure(
                share(found.realisation),
                N_("rate of realisation"),
                N_("{done} actions of {count}", done=found.done, count=found.count),
            ),
        )
    )


def formulae(telling: Telling) -> Note:
    """Say how the three rates are made, under the table that shows them."""
    return Note(" ".join(telling.words.say(formula) for formula in FORMULAE))


def signatures(telling: Telling) -> Signatures:
    """Leave room for who prepared the paper and who answers for it."""
    settings = preferences(telling.session)
    return Signatures(
        (
            Signature(N_("Prepared by the secretary general")),
            Signature(settings["executive.title"], stamp=True),
        )
    )


def _columns(heading: Heads) -> tuple[TableColumn, ...]:
    planned, achieved = heading("planned"), heading("achieved")
    right = Align.RIGHT
    return (
        TableColumn(heading("code"), 10),
        TableColumn(heading("title"), 52),
        TableColumn(heading("place"), 26),
        TableColumn(heading("quantity"), 20, group=planned, ruled=True),
        TableColumn(heading("cost"), 19, right, planned, adds=True),
        TableColumn(heading("ends_on"), 18, group=planned, ruled=True),
        TableColumn(heading("done"), 13, right, achieved),
        TableColumn(heading("committed"), 19, right, achieved, adds=True),
        TableColumn(heading("paid"), 19, right, achieved, adds=True),
        TableColumn(heading("physical"), 13, right, percent_in_head=True),
        TableColumn(
            heading("financial"), 13, right, ratio=(8, 4), percent_in_head=True
        ),
        TableColumn(heading("state"), 24, ruled=True),
        TableColumn(heading("responsible"), 22),
    )


def _table(telling: Telling, rows: Sequence[FollowRow]) -> TableBlock:
    heading = heads(telling, PAPER)
    columns = _columns(heading)
    last = len(columns) - 1
    lines: list[Row] = []
    ordered = sorted(rows, key=lambda r: (r.plan.outside_plan, r.plan.sector_code))
    for (outside, _, sector), group in groupby(
        ordered, lambda r: (r.plan.outside_plan, r.plan.sector_code, r.plan.sector)
    ):
        title: Text | str = sector
        if outside:
            title = N_("Outside the plan: {sector}", sector=sector)
        lines.append(Row((title, *(None,) * last), Role.CHAPTER, (Span(0, last),)))
        members = list(group)
        for row in members:
            lines.append(_line(telling, row))
            lines += _noted(heading, row, last)
        name = N_("Total {title}", title=title)
        lines.append(_total(name, members, Role.TOTAL))
    if lines:
        lines.append(_total(N_("Overall total"), rows, Role.GRAND))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def _line(telling: Telling, row: FollowRow) -> Row:
    plan = row.plan
    number = telling.words.number
    quantity = f"{number(plan.quantity)} {plan.unit}" if plan.quantity else plan.unit
    return Row(
        (
            row.code,
            row.title,
            places_text(row.places, telling.words),
            quantity,
            row.cost,
            plan.ends_on,
            row.quantity,
            row.committed,
            row.paid,
            row.physical,
            row.financial,
            row.state,
            plan.responsible,
        )
    )


def _noted(heading: Heads, row: FollowRow, last: int) -> Iterator[Row]:
    """Say below an action what stands in its way, and what is done about it."""
    parts = (
        (heading("difficulties"), row.difficulties or row.reason),
        (heading("measures"), row.measures),
    )
    said = [N_("{head}: {text}", head=head, text=text) for head, text in parts if text]
    if not said:
        return
    text = N_("{first} {second}", first=said[0], second=said[1] if said[1:] else "")
    cells = (None, text, *(None,) * (last - 1))
    yield Row(cells, Role.LINE, (Span(1, last),))


def _total(name: Text, rows: Sequence[FollowRow], role: Role) -> Row:
    found = rates(row.tracked() for row in rows)
    committed = Money.total(row.committed for row in rows)
    cells: tuple[Any, ...] = (
        name,
        *(None,) * 3,
        found.cost,
        None,
        None,
        committed,
        found.paid,
        found.physical,
        found.financial,
        None,
        None,
    )
    return Row(cells, role, (Span(0, 3, Align.RIGHT),))


def _late(
    telling: Telling, rows: Sequence[FollowRow], day: dt.date
) -> tuple[Issue, ...]:
    bounds = limits(telling.session)
    return tuple(
        issue
        for course in courses(telling.session, rows)
        for issue in of_course(course, day, bounds)
        if issue.code in GAPS or issue.severity is Severity.ERROR
    )


TRACKING_PAPER = Document(
    PAPER,
    N_("Tracking table"),
    story,
    landscape=True,
    group=FOLLOWUP,
    over=lambda scope: str(scope.year),
    purpose=N_(
        "Planned and achieved, action by action; for the half-yearly report and the"
        " follow-up committee."
    ),
)
