"""The dashboard of the elected officials: one page (`planning.md` 8, paper 20)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Severity
from commune_desk.domain.lifecycle import ActionState, Stage
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    DASH,
    Heading,
    Paragraph,
    Part,
    Prose,
    Run,
    Shade,
    Title,
    WhoPays,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.reports.tracking import (
    FOLLOWUP,
    formulae,
    plan_label,
    rates_figures,
)
from commune_desk.services.programming import actions
from commune_desk.services.review import findings, summaries
from commune_desk.services.today import situation
from commune_desk.services.tracking import planned, rates_to, tracked

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.issues import Issue
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.tracking import FollowRow

MOST, ALERTS = 4, 6
"""Lines of each list: the paper is one page."""

AHEAD = 92
"""Days that “next dates” look ahead."""

TOLD_ABOVE = frozenset({"PLAN-14"})
"""Findings that the list of late actions says already."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell rates, money, late actions, alerts and next dates."""
    session, scope = telling.session, telling.scope
    day = situation(session, scope.year)
    rows = tracked(session, scope, on=day)
    yield Title(
        N_("Dashboard of the elected officials"),
        N_("{plan}: situation on {date}", plan=plan_label(telling), date=day),
    )
    yield rates_figures(telling, rates_to(rows, scope.year))
    yield _money(telling)
    yield Heading(N_("Late actions"), 2)
    yield late_actions(rows, day)
    yield Heading(N_("Alerts"), 2)
    yield _alerts(findings(session, scope))
    yield Heading(N_("Next dates"), 2)
    yield _dates(planned(rows), day)
    yield formulae(telling)


def _money(telling: Telling) -> WhoPays:
    """Cut the cost of the whole plan by how sure its money is."""
    cost = firm = hoped = 0
    for row in actions(telling.session, telling.scope):
        coverage = row.coverage
        if coverage is not None:
            cost += coverage.cost
            firm += coverage.secured
            hoped += coverage.promised
    return WhoPays(
        (
            Part(N_("Secured"), Money(firm), Shade.BLACK),
            Part(N_("Promised"), Money(hoped), Shade.HATCH),
            Part(N_("To find"), Money(max(0, cost - firm - hoped)), Shade.WHITE),
        ),
        N_("Money of the plan"),
    )


def late_actions(rows: Sequence[FollowRow], day: dt.date) -> Block:
    """List what should have ended, the longest ago first; few lines."""
    late = sorted(
        (row for row in rows if is_late(row, day)),
        key=lambda row: row.plan.ends_on or day,
    )
    if not late:
        return say_prose(N_("No action is late."))
    columns = (
        TableColumn(N_("No."), 10),
        TableColumn(N_("Action"), 66),
        TableColumn(N_("Due date"), 17),
        TableColumn(N_("Days late"), 12, Align.RIGHT),
        TableColumn(N_("State"), 24, ruled=True),
        TableColumn(N_("Works %"), 13, Align.RIGHT, percent_in_head=True),
        TableColumn(N_("Reason or difficulty"), 50, ruled=True),
    )
    lines = [
        Row(
            (
                row.code,
                row.title,
                row.plan.ends_on,
                (day - (row.plan.ends_on or day)).days,
                row.state,
                row.physical,
                row.reason or row.difficulties,
            )
        )
        for row in late[:MOST]
    ]
    left = len(late) - MOST
    more = N_("and {count} more: see the tracking table", count=left)
    return TableBlock(columns, tuple(lines), caption=more if left > 0 else "")


OVER = frozenset({Stage.DONE, Stage.ABANDONED, Stage.POSTPONED})


def is_late(row: FollowRow, day: dt.date) -> bool:
    """Tell whether an action should have ended."""
    ends = row.plan.ends_on
    return ends is not None and ends < day and row.stage not in OVER


def _alerts(issues: Sequence[Issue]) -> Prose:
    """Say the gravest findings in words, one sentence a rule."""
    told = [
        each
        for each in summaries(issues)
        if each.severity is not Severity.INFORMATION and each.code not in TOLD_ABOVE
    ]
    if not told:
        return say_prose(N_("Nothing to correct, nothing to watch."))
    lines = [Paragraph((Run(each.text),), DASH) for each in told[:ALERTS]]
    if len(told) > ALERTS:
        more = N_("and {count} more: see the findings", count=len(told) - ALERTS)
        lines.append(Paragraph((Run(more, italic=True),), DASH))
    return Prose(tuple(lines))


def _dates(rows: Sequence[FollowRow], day: dt.date) -> Block:
    """List what begins or ends in the coming months."""
    until = day + dt.timedelta(days=AHEAD)
    found = []
    for row in rows:
        plan = row.plan
        if row.stage in OVER:
            continue
        if plan.ends_on is not None and day <= plan.ends_on <= until:
            found.append((plan.ends_on, N_("end"), row))
        waits = row.state not in {ActionState.UNDER_WAY, ActionState.SUSPENDED}
        if waits and plan.starts_on is not None and day <= plan.starts_on <= until:
            found.append((plan.starts_on, N_("start"), row))
    if not found:
        return say_prose(N_("No start and no end in the next three months."))
    found.sort(key=lambda line: (line[0], line[2].code))
    columns = (
        TableColumn(N_("Date"), 17),
        TableColumn(N_("What"), 14),
        TableColumn(N_("No."), 10),
        TableColumn(N_("Action"), 90),
        TableColumn(N_("Responsible"), 40),
    )
    lines = [
        Row((date, what, row.code, row.title, row.plan.responsible))
        for date, what, row in found[:MOST]
    ]
    return TableBlock(columns, tuple(lines))


OFFICIALS = Document(
    "officials",
    N_("Dashboard of the elected officials"),
    story,
    group=FOLLOWUP,
    over=lambda scope: str(scope.year),
    purpose=N_("One page for the council: rates, money, late actions, next dates."),
)
