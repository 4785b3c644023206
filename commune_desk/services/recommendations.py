"""What restitutions and bodies asked for, who does it, and by when: one list."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.accountability import SETTLED, RecommendationState
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.public_rules import Asked, recommendation_refusals
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.today import today
from commune_desk.storage.models import (
    Body,
    BodySession,
    PublicSession,
    Recommendation,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

PUBLIC, OF_BODY = "public_session_id", "body_session_id"
"""The fields of which exactly one says which session asked."""


def _met_on(unit: Unit, row: Recommendation) -> dt.date:
    if row.public_session_id is not None:
        return unit.find(PublicSession, row.public_session_id).held_on
    return unit.find(BodySession, row.body_session_id or 0).held_on


def _rules(unit: Unit, row: Recommendation) -> Iterator[Issue]:
    sessions = (row.public_session_id, row.body_session_id)
    count = sum(each is not None for each in sessions)
    if count != 1:
        text = N_(
            "Recommendation “{title}”: it comes from one session, a restitution or"
            " one of a body; here from {count}.",
            title=row.title,
            count=count,
        )
        yield Issue(Severity.ERROR, text, field=PUBLIC)
        return
    state = row.state or RecommendationState.OPEN
    asked = Asked(
        row.title, _met_on(unit, row), row.owner or "", row.due_on, state, row.done_on
    )
    yield from recommendation_refusals(asked, today(unit.session))


RECOMMENDATION = Entity(
    Recommendation,
    N_("recommendation “{title}”"),
    lambda row: row.title,
    {
        "number": N_("No."),
        "title": N_("Recommendation"),
        "public_session_id": N_("Restitution"),
        "body_session_id": N_("Session of a body"),
        "owner": N_("In charge"),
        "due_on": N_("To be done by"),
        "state": N_("State"),
        "done_on": N_("Carried out on"),
        "followup": N_("What was done"),
        "action_id": N_("Action"),
        "note": N_("Note"),
    },
    rules=_rules,
    required=frozenset({"number", "title"}),
)


def next_number(unit: Unit, values: dict[str, Any]) -> int:
    """Give the next number of the session that a recommendation comes from."""
    unit.settle()
    column, key = Recommendation.body_session_id, values.get(OF_BODY)
    if values.get(PUBLIC) is not None:
        column, key = Recommendation.public_session_id, values[PUBLIC]
    last = select(func.max(Recommendation.number)).where(column == key)
    return (unit.session.scalar(last) or 0) + 1


@dataclass(frozen=True)
class AddRecommendation(Add):
    """Note a recommendation; it takes the next number of its session."""

    label: ClassVar[Text] = N_("Note a recommendation")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = RECOMMENDATION

    def apply(self, unit: Unit) -> int:
        """Number it; a day on which it was carried out makes it done."""
        values = dict(self.values)
        if values.get("number") is None:
            values["number"] = next_number(unit, values)
        if values.get("state") is None:
            done = values.get("done_on") is not None
            state = RecommendationState.DONE if done else RecommendationState.OPEN
            values["state"] = state
        row = Recommendation(**values)
        with unit.session.no_autoflush:
            RECOMMENDATION.check(unit, row)
        return unit.add(row)

    def describe(self, unit: Unit) -> Text:
        """Say what was asked."""
        del unit
        return N_("Recommendation noted: {text}", text=self.values.get("title", ""))


@dataclass(frozen=True)
class ReviseRecommendation(Revise):
    """Correct a recommendation; the day it was carried out makes it done."""

    label: ClassVar[Text] = N_("Follow a recommendation")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = RECOMMENDATION

    def apply(self, unit: Unit) -> None:
        """Let the state follow the day, and the day the state."""
        row = RECOMMENDATION.get(unit, self.id)
        done = RecommendationState.DONE
        if self.field == "done_on":
            if self.value is not None:
                row.state = done
            elif row.state is done:
                row.state = RecommendationState.UNDER_WAY
        if self.field == "state" and self.value is not done:
            row.done_on = None
        Revise.apply(self, unit)


@dataclass(frozen=True)
class RemoveRecommendations(Remove):
    """Remove recommendations."""

    label: ClassVar[Text] = N_("Remove recommendations")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = RECOMMENDATION


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation with the session that asked for it."""

    id: int
    number: int
    title: str
    public_session_id: int | None
    body_session_id: int | None
    owner: str
    due_on: dt.date | None
    state: RecommendationState
    done_on: dt.date | None
    followup: str
    action_id: int | None
    note: str
    origin: Text | str
    """Who asked: the restitution of a year, or a body."""

    met_on: dt.date
    day: dt.date

    @property
    def asked(self) -> Asked:
        """As the rules read it."""
        return Asked(
            self.title, self.met_on, self.owner, self.due_on, self.state, self.done_on
        )

    @property
    def late(self) -> int:
        """Days past its term."""
        return self.asked.late(self.day)

    @property
    def standing(self) -> Text:
        """Say how it stands: carried out, late, days left."""
        if self.state is RecommendationState.DONE:
            return N_("carried out")
        if self.state in SETTLED:
            return N_("given up")
        if self.late:
            return P_("{count} day late", "{count} days late", count=self.late)
        if self.due_on is not None:
            left = (self.due_on - self.day).days
            return P_("in {count} day", "in {count} days", count=left)
        return N_("no deadline")


def recommendations(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[RecommendationRow]:
    """List all recommendations: those that wait first by their term."""
    day = today(session)
    query = (
        select(Recommendation, PublicSession, BodySession, Body.short)
        .join(
            PublicSession,
            PublicSession.id == Recommendation.public_session_id,
            isouter=True,
        )
        .join(
            BodySession, BodySession.id == Recommendation.body_session_id, isouter=True
        )
        .join(Body, Body.id == BodySession.body_id, isouter=True)
    )
    if ids is not None:
        query = query.where(Recommendation.id.in_(ids))
    keys = Recommendation.__table__.columns.keys()
    rows = []
    for row, held, sat, short in session.execute(query):
        origin: Text | str = short or ""
        if held is not None:
            origin = N_("Restitution {year}", year=str(held.year))
        rows.append(
            RecommendationRow(
                **{key: getattr(row, key) for key in keys},
                origin=origin,
                met_on=(held or sat).held_on,
                day=day,
            )
        )
    return sorted(rows, key=_by_need)


def _by_need(row: RecommendationRow) -> tuple[bool, dt.date, dt.date, int, int]:
    settled = row.state in SETTLED
    due = row.due_on or dt.date.max
    return settled, dt.date.min if settled else due, row.met_on, row.number, row.id
