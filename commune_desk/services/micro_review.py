"""What the rules find in micro-projects: late, idle, handed over to nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.currencies import stated
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.micro_course import purse_refusals
from commune_desk.domain.micro_projects import LIVE, MicroState
from commune_desk.domain.micro_rules import sheet_warnings
from commune_desk.domain.text import N_, P_
from commune_desk.services.micro_rows import micro_projects
from commune_desk.services.settings import whole_number
from commune_desk.services.today import today

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.micro_rows import MicroRow
    from commune_desk.services.scope import Scope

BEFORE_WORKS = frozenset(LIVE) - {MicroState.RUNNING}
"""States in which a file waits for its next step; works have an end of their own."""


def of_micro_projects(session: Session, _: Scope | None = None) -> Iterator[Issue]:
    """Find what is not in order with the micro-projects of the dossier."""
    day = today(session)
    steps = whole_number(session, "micro.step_days", 1, 365)
    idle = whole_number(session, "micro.idle_days", 1, 365)
    for row in micro_projects(session):
        record = Record("micro_projects", row.id)
        yield from sheet_warnings(row.micro, record)
        for issue in purse_refusals(row.purse):
            yield Issue(issue.severity, issue.text, issue.code, record, issue.field)
        yield from _late(row, record, day, steps)
        yield from _idle(row, record, day, idle)


def _late(row: MicroRow, record: Record, day: dt.date, allowed: int) -> Iterator[Issue]:
    live = row.state in LIVE and bool(row.steps)
    if live and row.ends_on is not None and row.ends_on < day:
        text = P_(
            "{project}: its end was planned for {ends}, {count} day ago, and it is not"
            " handed over.",
            "{project}: its end was planned for {ends}, {count} days ago, and it is"
            " not handed over.",
            count=(day - row.ends_on).days,
            project=row.reference,
            ends=row.ends_on,
        )
        yield Issue(Severity.WARNING, text, "MICRO-04", record, "ends_on")
    if live and row.state in BEFORE_WORKS and row.last_on is not None:
        count = (day - row.last_on).days
        if count > allowed and row.next_step:
            text = P_(
                "{project}: “{step}” waits for {count} day, since {last}; {allowed}"
                " days are usual.",
                "{project}: “{step}” waits for {count} days, since {last}; {allowed}"
                " days are usual.",
                count=count,
                project=row.reference,
                step=row.next_step,
                last=row.last_on,
                allowed=allowed,
            )
            yield Issue(Severity.WARNING, text, "MICRO-05", record, "state")
    if row.state is MicroState.HANDED_OVER and row.steps and row.committee_id is None:
        text = N_(
            "{project}: handed over on {date}, and no committee runs it.",
            project=row.reference,
            date=row.last_on,
        )
        yield Issue(Severity.WARNING, text, "MICRO-07", record, "committee_id")


def _idle(row: MicroRow, record: Record, day: dt.date, allowed: int) -> Iterator[Issue]:
    left, days = row.purse.in_hand, [on for on, _ in row.received]
    days += [on for on, _, _ in row.spent]
    if row.state is not MicroState.RUNNING or left <= 0 or not days:
        return
    count = (day - max(days)).days
    if count > allowed:
        text = P_(
            "{project}: {left} of {received} received are not spent, and nothing moved"
            " for {count} day.",
            "{project}: {left} of {received} received are not spent, and nothing moved"
            " for {count} days.",
            count=count,
            project=row.reference,
            left=stated(left, row.currency),
            received=stated(row.came, row.currency),
        )
        yield Issue(Severity.WARNING, text, "MICRO-06", record, "state")
