"""What the rules find in the making of a plan, its adoption and its sending."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.council import badly_adopted, ending, without_quorum
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.making import step_findings
from commune_desk.domain.sending import unacknowledged
from commune_desk.domain.text import N_
from commune_desk.services.council import adopting_session, has_minutes, sessions
from commune_desk.services.process import steps, today
from commune_desk.services.settings import whole_number
from commune_desk.services.transmissions import transmissions
from commune_desk.storage.models import Plan, ProcessStep

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope


def of_process(
    session: Session, scope: Scope, day: dt.date | None = None
) -> Iterator[Issue]:
    """Run the rules over the steps, sessions and transmissions of the plan in view."""
    on = day or today()
    plan = session.get(Plan, scope.plan_id) if scope.plan_id else None
    if plan is None:
        return
    for step in steps(session, scope):
        yield from step_findings(step, step.lacks, on)
    for row in sessions(session):
        if row.plan_id == plan.id:
            yield from without_quorum(row, row.bench.seats, row.bench.quorum)
    yield from _of_adoption(session, plan)
    yield from ending(plan, on, reopened=_reopened(session, plan))
    yield from _of_sending(session, scope, plan, on)


def _of_adoption(session: Session, plan: Plan) -> Iterator[Issue]:
    row = adopting_session(session, plan) if plan.adopted_on else None
    papers = has_minutes(session, plan, row)
    quorum = row.bench.quorum if row is not None else None
    yield from badly_adopted(plan, row, quorum, papers=papers)


def _of_sending(
    session: Session, scope: Scope, plan: Plan, on: dt.date
) -> Iterator[Issue]:
    rows = transmissions(session, scope)
    patience = whole_number(session, "transmission.days", 1, 365)
    for row in rows:
        yield from unacknowledged(row, on, patience)
    if plan.adopted_on is not None and not any(row.sent_on for row in rows):
        text = N_(
            "{title}, adopted on {date}, was sent to nobody yet.",
            title=plan.title,
            date=plan.adopted_on,
        )
        yield Issue(Severity.WARNING, text, "PLAN-35", Record("plans", plan.id))


def _reopened(session: Session, plan: Plan) -> bool:
    """Tell whether the process of a later plan has been opened."""
    later = (
        select(ProcessStep.id)
        .join(Plan, Plan.id == ProcessStep.plan_id)
        .where(Plan.first_year > plan.first_year)
        .limit(1)
    )
    return session.scalar(later) is not None
