"""The calendar of the year, and what comes next (`planning.md` 1.8)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.glance import Upcoming
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.process import StepState
from commune_desk.domain.roles import Permission
from commune_desk.domain.sending import deadline_refusals, due_on
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import CouncilSession, Deadline, Plan, ProcessStep

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: Deadline) -> Iterator[Issue]:
    if taken(unit, Deadline, ("title",), (row.title,), row.id):
        text = N_("“{title}” already stands in the calendar.", title=row.title)
        yield Issue(Severity.ERROR, text, field="title")
    yield from deadline_refusals(row)


DEADLINE = Entity(
    Deadline,
    N_("deadline “{title}”"),
    lambda row: row.title,
    {
        "title": N_("Deadline"),
        "first_month": N_("First month"),
        "last_month": N_("Last month"),
        "last_day": N_("Last day"),
        "place": N_("Where"),
        "source": N_("Source"),
        "sure": N_("Verified"),
    },
    rules=_rules,
    required=frozenset({"title", "first_month", "last_month"}),
)


@dataclass(frozen=True)
class AddDeadline(Add):
    """Add a line to the calendar of the year."""

    label: ClassVar[Text] = N_("Add a deadline")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = DEADLINE


@dataclass(frozen=True)
class ReviseDeadline(Revise):
    """Correct a line of the calendar."""

    label: ClassVar[Text] = N_("Correct a deadline")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = DEADLINE


@dataclass(frozen=True)
class RemoveDeadlines(Remove):
    """Remove lines of the calendar."""

    label: ClassVar[Text] = N_("Remove deadlines")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = DEADLINE


@dataclass(frozen=True, slots=True)
class DeadlineRow:
    """A line of the calendar as tables and papers see it."""

    id: int
    title: str
    first_month: int
    last_month: int
    last_day: int | None
    place: str
    source: str
    sure: bool


def deadlines(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[DeadlineRow]:
    """List the calendar from January on."""
    query = select(*Deadline.__table__.columns).order_by(
        Deadline.first_month, Deadline.last_month, Deadline.id
    )
    if ids is not None:
        query = query.where(Deadline.id.in_(ids))
    return [DeadlineRow(*row) for row in session.execute(query)]


def next_deadlines(session: Session, today: dt.date, most: int = 6) -> list[Upcoming]:
    """List what comes next: the calendar, planned steps, sessions; late steps first."""
    found = [*_of_calendar(session, today), *_of_steps(session, today)]
    found += _of_sessions(session, today)
    return sorted(found, key=lambda each: (each.on, str(each.title)))[:most]


def _of_calendar(session: Session, today: dt.date) -> Iterator[Upcoming]:
    for row in deadlines(session):
        on = due_on(row, today)
        yield Upcoming(on, row.title, (on - today).days, row.place, sure=row.sure)


def _of_steps(session: Session, today: dt.date) -> Iterator[Upcoming]:
    waits = ProcessStep.state.in_((StepState.TO_COME, StepState.IN_HAND))
    query = (
        select(ProcessStep)
        .join(Plan, Plan.id == ProcessStep.plan_id)
        .where(waits, ProcessStep.planned_on.is_not(None), Plan.archived.is_(False))
    )
    for step in session.scalars(query):
        if step.planned_on is not None:
            title = N_("Step {number}: {title}", number=step.number, title=step.title)
            days = (step.planned_on - today).days
            about = Record("process_steps", step.id)
            yield Upcoming(step.planned_on, title, days, "process_steps", about)


def _of_sessions(session: Session, today: dt.date) -> Iterator[Upcoming]:
    query = select(CouncilSession).where(CouncilSession.held_on >= today)
    for row in session.scalars(query):
        title = N_("Session of the council: {subject}", subject=row.subject or "…")
        about = Record("council_sessions", row.id)
        days = (row.held_on - today).days
        yield Upcoming(row.held_on, title, days, "council_sessions", about)
