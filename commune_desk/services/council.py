"""Sessions of the council, and the act by which a plan is adopted."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.attachments import AttachmentKind
from commune_desk.domain.council import (
    QuorumRule,
    SizeStep,
    adopted_late,
    adoption_refusals,
    quorum_on,
    seats_for,
    session_refusals,
    voted,
    without_quorum,
)
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.attachments import kinds_of
from commune_desk.services.command import Command
from commune_desk.services.plans import PLAN, plan_of
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.reference import is_sure, reference
from commune_desk.storage.models import Commune, CouncilSession, Plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.process import SessionKind
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


@cache
def sizes() -> tuple[SizeStep, ...]:
    """Read how many seats the law gives by population (`planning.md` 1.1)."""
    return tuple(
        SizeStep(
            dt.date.fromisoformat(line["À partir du"]),
            line["Texte"],
            int(line["Population au plus"]) if line["Population au plus"] else None,
            int(line["Sièges"]),
            is_sure(line),
        )
        for line in reference("council-size.csv")
    )


@cache
def quorums() -> tuple[QuorumRule, ...]:
    """Read what makes a quorum; a working rule, to be verified."""
    return tuple(
        QuorumRule(
            dt.date.fromisoformat(line["À partir du"]),
            line["Texte"],
            int(line["Numérateur"]),
            int(line["Dénominateur"]),
            int(line["Plus"]),
            is_sure(line),
        )
        for line in reference("council-quorum.csv")
    )


@dataclass(frozen=True, slots=True)
class Bench:
    """The members in office on a day, and how many of them make a quorum."""

    seats: int | None
    quorum: int | None
    typed: bool = False
    """Whether the clerk typed the number; else the population gives it."""

    population: int | None = None
    population_year: int | None = None
    size: SizeStep | None = None
    rule: QuorumRule | None = None


def bench(session: Session, day: dt.date, typed: int | None = None) -> Bench:
    """Count the members in office: as typed, else as the population gives."""
    commune = session.scalars(select(Commune).where(Commune.is_own)).first()
    people = commune.population if commune else None
    size = seats_for(people, day, sizes())
    seats = typed if typed is not None else (size.seats if size else None)
    rule = quorum_on(day, quorums())
    quorum = rule.of(seats) if rule is not None and seats is not None else None
    year = commune.population_year if commune else None
    return Bench(seats, quorum, typed is not None, people, year, size, rule)


def _session_rules(unit: Unit, row: CouncilSession) -> Iterator[Issue]:
    if row.seats is not None and row.seats < 1:
        text = N_("A council of {seats} members is none.", seats=row.seats)
        yield Issue(Severity.ERROR, text, field="seats")
        return
    if row.convened_on is not None and row.convened_on > row.held_on:
        text = N_(
            "Convened on {convened}, after the session of {held}.",
            convened=row.convened_on,
            held=row.held_on,
        )
        yield Issue(Severity.ERROR, text, field="convened_on")
    seats = bench(unit.session, row.held_on, row.seats).seats
    yield from session_refusals(row, seats)


SESSION = Entity(
    CouncilSession,
    N_("session of {title}"),
    lambda row: f"{row.held_on:%d/%m/%Y}",
    {
        "held_on": N_("Held on"),
        "kind": N_("Kind"),
        "subject": N_("Subject"),
        "plan_id": N_("Plan deliberated on"),
        "convened_on": N_("Convened on"),
        "place": N_("Place"),
        "chair": N_("Chair"),
        "scribe": N_("Scribe"),
        "seats": N_("Members in office"),
        "present": N_("Present"),
        "proxies": N_("Proxies"),
        "votes_for": N_("For"),
        "votes_against": N_("Against"),
        "abstentions": N_("Abstentions"),
        "deliberation": N_("Deliberation no."),
        "note": N_("Note"),
    },
    rules=_session_rules,
    required=frozenset({"held_on"}),
)


@dataclass(frozen=True)
class AddSession(Add):
    """Add a session of the council."""

    label: ClassVar[Text] = N_("Add a session")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = SESSION


@dataclass(frozen=True)
class ReviseSession(Revise):
    """Correct what is said of a session."""

    label: ClassVar[Text] = N_("Correct a session")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = SESSION


@dataclass(frozen=True)
class RemoveSessions(Remove):
    """Remove sessions of the council."""

    label: ClassVar[Text] = N_("Remove sessions")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = SESSION


@dataclass(frozen=True, slots=True)
class AdoptPlan(Command[None]):
    """Record that a session adopted the plan it deliberated on.

    An act with legal effect: only another one reverses it.
    """

    label: ClassVar[Text] = N_("Adopt the plan")
    needs: ClassVar[Permission] = Permission.VALIDATE
    final: ClassVar[bool] = True

    session_id: int

    def apply(self, unit: Unit) -> None:
        """Put the day and the number of the deliberation on the plan.

        Raises `Rejected` where the vote is missing or lost. A quorum that was not
        reached, or a plan that has begun, is a finding and no refusal.
        """
        row = SESSION.get(unit, self.session_id)
        if row.plan_id is None:
            text = N_(
                "Session of {date}: say which plan it deliberated on first.",
                date=row.held_on,
            )
            raise Rejected([Issue(Severity.ERROR, text, field="plan_id")])
        plan = plan_of(unit, row.plan_id)
        if plan.adopted_on is not None:
            text = N_(
                "{plan} was already adopted, on {date}.",
                plan=plan.title,
                date=plan.adopted_on,
            )
            raise Rejected([Issue(Severity.ERROR, text)])
        if refused := list(adoption_refusals(row)):
            raise Rejected(refused)
        plan.adopted_on, plan.deliberation = row.held_on, row.deliberation
        PLAN.check(unit, plan)

    def describe(self, unit: Unit) -> Text:
        """Name the plan and the day."""
        row = SESSION.get(unit, self.session_id)
        plan = plan_of(unit, row.plan_id)
        return N_("{plan} adopted on {date}", plan=plan.title, date=row.held_on)


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A session as tables and papers see it."""

    id: int
    held_on: dt.date
    plan_id: int | None
    kind: SessionKind
    convened_on: dt.date | None
    place: str
    subject: str
    chair: str
    scribe: str
    seats: int | None
    present: int | None
    proxies: int | None
    votes_for: int | None
    votes_against: int | None
    abstentions: int | None
    deliberation: str
    note: str
    bench: Bench
    plan: str = ""
    plan_adopted_on: dt.date | None = None

    @property
    def adopted(self) -> bool:
        """Whether the plan was adopted at this session."""
        return self.plan_adopted_on == self.held_on

    @property
    def voted(self) -> int | None:
        """Votes and abstentions."""
        return voted(self)

    @property
    def quorate(self) -> bool | None:
        """Whether the quorum was reached; None where it cannot be told."""
        if self.present is None or self.bench.quorum is None:
            return None
        return self.present >= self.bench.quorum


def sessions(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[SessionRow]:
    """List the sessions, the latest first."""
    query = (
        select(CouncilSession, Plan)
        .join(Plan, Plan.id == CouncilSession.plan_id, isouter=True)
        .order_by(CouncilSession.held_on.desc(), CouncilSession.id.desc())
    )
    if ids is not None:
        query = query.where(CouncilSession.id.in_(ids))
    columns = [column.key for column in CouncilSession.__table__.columns]
    return [
        SessionRow(
            **{key: getattr(row, key) for key in columns},
            bench=bench(session, row.held_on, row.seats),
            plan=plan.title if plan is not None else "",
            plan_adopted_on=plan.adopted_on if plan is not None else None,
        )
        for row, plan in session.execute(query)
    ]


def adoption_warnings(session: Session, row: SessionRow) -> list[Issue]:
    """Say what is doubtful about adopting at this session; none of it refuses."""
    found = [*without_quorum(row, row.bench.seats, row.bench.quorum)]
    plan = session.get(Plan, row.plan_id) if row.plan_id is not None else None
    if plan is not None:
        found += adopted_late(plan, row.held_on)
    return found


def adopting_session(session: Session, plan: Plan) -> SessionRow | None:
    """Find the session at which a plan was adopted."""
    found = [
        row
        for row in sessions(session)
        if row.plan_id == plan.id and row.held_on == plan.adopted_on
    ]
    return found[0] if found else None


def has_minutes(session: Session, plan: Plan, row: SessionRow | None) -> bool:
    """Tell whether minutes or a signed deliberation hang at the session or the plan."""
    wanted = {AttachmentKind.MINUTES, AttachmentKind.DELIBERATION}
    at_plan = kinds_of(session, "plans").get(plan.id, set())
    at_session = kinds_of(session, "council_sessions").get(row.id, set()) if row else ()
    return bool(wanted & {*at_plan, *at_session})
