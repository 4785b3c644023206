"""Bodies of concertation, and their sessions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.public_rules import outside_text, validity_refusals
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.today import today
from commune_desk.storage.models import Body, BodySession, Recommendation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.accountability import BodyLevel
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _body_rules(unit: Unit, row: Body) -> Iterator[Issue]:
    pair = (row.short, row.valid_from)
    if taken(unit, Body, ("short", "valid_from"), pair, row.id):
        text = N_(
            "{body} is already listed from {date} on.",
            body=row.short,
            date=row.valid_from or "…",
        )
        yield Issue(Severity.ERROR, text, field="short")
    yield from validity_refusals(row.short, row.valid_from, row.valid_until)
    if row.sessions_a_year is not None and row.sessions_a_year < 1:
        text = N_(
            "{body}: {count} sessions a year; there is at least one.",
            body=row.short,
            count=row.sessions_a_year,
        )
        yield Issue(Severity.ERROR, text, field="sessions_a_year")


def _session_rules(unit: Unit, row: BodySession) -> Iterator[Issue]:
    body = unit.find(Body, row.body_id)
    pair = (row.body_id, row.held_on)
    if taken(unit, BodySession, ("body_id", "held_on"), pair, row.id):
        text = N_(
            "A session of {body} is already noted on {date}.",
            body=body.short,
            date=row.held_on,
        )
        yield Issue(Severity.ERROR, text, field="held_on")
    yield from outside_text(body.short, row.held_on, body.valid_from, body.valid_until)
    for field in ("women", "men"):
        count = getattr(row, field)
        if count is not None and count < 0:
            text = N_(
                "{body}: {count} present; nobody can be fewer than none.",
                body=body.short,
                count=count,
            )
            yield Issue(Severity.ERROR, text, field=field)


BODY = Entity(
    Body,
    N_("body {title}"),
    lambda row: row.short,
    {
        "short": N_("Short name"),
        "title": N_("Full name"),
        "level": N_("Level"),
        "chaired_by": N_("Chaired by"),
        "sessions_a_year": N_("Sessions a year"),
        "legal": N_("Text"),
        "valid_from": N_("In force from"),
        "valid_until": N_("In force until"),
        "sure": N_("Sure"),
        "note": N_("Note"),
    },
    rules=_body_rules,
    required=frozenset({"short", "title", "level"}),
    users={"body_sessions": (BodySession, "body_id")},
)
BODY_SESSION = Entity(
    BodySession,
    N_("session of {title}"),
    lambda row: f"{row.held_on:%d/%m/%Y}",
    {
        "body_id": N_("Body"),
        "held_on": N_("Held on"),
        "subject": N_("Subject"),
        "place": N_("Place"),
        "women": N_("Women"),
        "men": N_("Men"),
        "delegates": N_("For the commune"),
        "minutes": N_("Minutes"),
        "note": N_("Note"),
    },
    rules=_session_rules,
    required=frozenset({"body_id", "held_on"}),
    users={"recommendations": (Recommendation, "body_session_id")},
)


@dataclass(frozen=True)
class AddBody(Add):
    """Add a body of concertation."""

    label: ClassVar[Text] = N_("Add a body")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = BODY


@dataclass(frozen=True)
class ReviseBody(Revise):
    """Correct a body of concertation."""

    label: ClassVar[Text] = N_("Correct a body")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = BODY


@dataclass(frozen=True)
class RemoveBodies(Remove):
    """Remove bodies that never sat."""

    label: ClassVar[Text] = N_("Remove bodies")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = BODY


@dataclass(frozen=True)
class AddBodySession(Add):
    """Note a session of a body."""

    label: ClassVar[Text] = N_("Note a session of a body")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = BODY_SESSION


@dataclass(frozen=True)
class ReviseBodySession(Revise):
    """Correct a session of a body."""

    label: ClassVar[Text] = N_("Correct a session of a body")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = BODY_SESSION


@dataclass(frozen=True)
class RemoveBodySessions(Remove):
    """Remove sessions without recommendation."""

    label: ClassVar[Text] = N_("Remove sessions of bodies")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = BODY_SESSION


@dataclass(frozen=True, slots=True)
class BodyRow:
    """A body of concertation."""

    id: int
    short: str
    title: str
    level: BodyLevel
    chaired_by: str
    sessions_a_year: int | None
    legal: str
    valid_from: dt.date | None
    valid_until: dt.date | None
    sure: bool
    note: str
    sessions: int
    last_on: dt.date | None
    day: dt.date

    @property
    def named(self) -> str:
        """Its name, with the year its text begins."""
        since = f" ({self.valid_from.year})" if self.valid_from is not None else ""
        return f"{self.short}{since}"

    @property
    def standing(self) -> Text:
        """Say whether its text holds, and how sure that is."""
        if self.valid_until is not None and self.valid_until < self.day:
            return N_("earlier text")
        return N_("in force") if self.sure else N_("to be verified")


@dataclass(frozen=True, slots=True)
class BodySessionRow:
    """A session of a body."""

    id: int
    body_id: int
    held_on: dt.date
    subject: str
    place: str
    women: int | None
    men: int | None
    delegates: str
    minutes: str
    note: str
    body: str
    level: BodyLevel
    recommendations: int

    @property
    def title(self) -> str:
        """Name it: “CROCSAD – 12/03/2026”."""
        return f"{self.body} – {self.held_on:%d/%m/%Y}"


def bodies(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[BodyRow]:
    """List the bodies, from the commune upwards, the text in force first."""
    sat = {
        key: (count, last)
        for key, count, last in session.execute(
            select(
                BodySession.body_id, func.count(), func.max(BodySession.held_on)
            ).group_by(BodySession.body_id)
        )
    }
    query = select(Body)
    if ids is not None:
        query = query.where(Body.id.in_(ids))
    day, keys = today(session), Body.__table__.columns.keys()
    rows = []
    for row in session.scalars(query):
        count, last = sat.get(row.id, (0, None))
        facts = {key: getattr(row, key) for key in keys}
        rows.append(BodyRow(**facts, sessions=count, last_on=last, day=day))
    order = list(type(rows[0].level)) if rows else []
    return sorted(
        rows,
        key=lambda row: (
            order.index(row.level),
            -(row.valid_from or dt.date.min).toordinal(),
            row.short,
        ),
    )


def body_sessions(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[BodySessionRow]:
    """List the sessions, the latest first."""
    counted = select(Recommendation.body_session_id, func.count()).group_by(
        Recommendation.body_session_id
    )
    urged = {key: count for key, count in session.execute(counted)}  # noqa: C416  rows are no pairs
    query = (
        select(BodySession, Body)
        .join(Body, Body.id == BodySession.body_id)
        .order_by(BodySession.held_on.desc(), BodySession.id.desc())
    )
    if ids is not None:
        query = query.where(BodySession.id.in_(ids))
    keys = BodySession.__table__.columns.keys()
    return [
        BodySessionRow(
            **{key: getattr(row, key) for key in keys},
            body=body.short,
            level=body.level,
            recommendations=urged.get(row.id, 0),
        )
        for row, body in session.execute(query)
    ]
