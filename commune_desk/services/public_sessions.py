"""Public restitutions: the session, who came from each village, what was asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.public_rules import attendance_refusals, held_refusals
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.today import today
from commune_desk.storage.models import (
    PublicSession,
    Recommendation,
    SessionAttendance,
    SessionQuestion,
    Village,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commune_desk.storage.unit import Unit


def _session_rules(unit: Unit, row: PublicSession) -> Iterator[Issue]:
    if taken(unit, PublicSession, ("year", "held_on"), (row.year, row.held_on), row.id):
        text = N_(
            "A restitution of {year} is already noted on {date}.",
            year=str(row.year),
            date=row.held_on,
        )
        yield Issue(Severity.ERROR, text, field="held_on")
    yield from held_refusals(
        row.year, row.held_on, row.announced_on, today(unit.session)
    )


def _attendance_rules(unit: Unit, row: SessionAttendance) -> Iterator[Issue]:
    village = unit.find(Village, row.village_id)
    pair = (row.session_id, row.village_id)
    if taken(unit, SessionAttendance, ("session_id", "village_id"), pair, row.id):
        text = N_(
            "{village}: who came from there is already noted.", village=village.name
        )
        yield Issue(Severity.ERROR, text, field="village_id")
    counts = (row.women or 0, row.men or 0, row.young or 0)
    yield from attendance_refusals(village.name, *counts)


def _question_rules(unit: Unit, row: SessionQuestion) -> Iterator[Issue]:
    pair = (row.session_id, row.number)
    if taken(unit, SessionQuestion, ("session_id", "number"), pair, row.id):
        text = N_("Question no. {number} is already noted.", number=row.number)
        yield Issue(Severity.ERROR, text, field="number")
    if row.number < 1:
        text = N_("A question is numbered from 1 on, not {number}.", number=row.number)
        yield Issue(Severity.ERROR, text, field="number")


PUBLIC_SESSION = Entity(
    PublicSession,
    N_("restitution of {title}"),
    lambda row: f"{row.year}, {row.held_on:%d/%m/%Y}",
    {
        "year": N_("Exercise told of"),
        "held_on": N_("Held on"),
        "place": N_("Place"),
        "village_id": N_("Village"),
        "announced_on": N_("Announced on"),
        "channels": N_("Announced by"),
        "chair": N_("Chair"),
        "guests": N_("Services and authorities there"),
        "paid_by": N_("Paid by"),
        "minutes": N_("Minutes"),
        "note": N_("Note"),
    },
    rules=_session_rules,
    required=frozenset({"year", "held_on"}),
    users={"recommendations": (Recommendation, "public_session_id")},
)
PRESENCE = Entity(
    SessionAttendance,
    N_("attendance no. {title}"),
    lambda row: str(row.id or ""),
    {
        "session_id": N_("Restitution"),
        "village_id": N_("Village"),
        "women": N_("Women"),
        "men": N_("Men"),
        "young": N_("Young people among them"),
    },
    rules=_attendance_rules,
    required=frozenset({"session_id", "village_id"}),
)
QUESTION = Entity(
    SessionQuestion,
    N_("question no. {title}"),
    lambda row: str(row.number),
    {
        "session_id": N_("Restitution"),
        "number": N_("No."),
        "question": N_("Question"),
        "answer": N_("Answer"),
        "asked_by": N_("Asked by"),
        "village_id": N_("Village"),
        "sector_id": N_("Sector"),
    },
    rules=_question_rules,
    required=frozenset({"session_id", "number", "question"}),
)


@dataclass(frozen=True)
class AddPublicSession(Add):
    """Note a public restitution."""

    label: ClassVar[Text] = N_("Note a restitution")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PUBLIC_SESSION


@dataclass(frozen=True)
class RevisePublicSession(Revise):
    """Correct a public restitution."""

    label: ClassVar[Text] = N_("Correct a restitution")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PUBLIC_SESSION


@dataclass(frozen=True)
class RemovePublicSessions(Remove):
    """Remove restitutions with their attendance and questions."""

    label: ClassVar[Text] = N_("Remove restitutions")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PUBLIC_SESSION


@dataclass(frozen=True)
class AddPresence(Add):
    """Note who came from a village."""

    label: ClassVar[Text] = N_("Note who came")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PRESENCE


@dataclass(frozen=True)
class RevisePresence(Revise):
    """Correct who came from a village."""

    label: ClassVar[Text] = N_("Correct who came")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PRESENCE


@dataclass(frozen=True)
class RemovePresences(Remove):
    """Remove what was noted of villages."""

    label: ClassVar[Text] = N_("Remove who came")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PRESENCE


Counts = tuple[int, int, int]
"""Women, men, and the young people among them."""


@dataclass(frozen=True)
class KeepAttendance(Command[None]):
    """Note who came from each village, in one step; a village of nobody goes."""

    label: ClassVar[Text] = N_("Note who came")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    session_id: int
    counts: Mapping[int, Counts]
    """By village; those left out stay as they are."""

    def apply(self, unit: Unit) -> None:
        """Write all villages, or none."""
        PUBLIC_SESSION.get(unit, self.session_id)
        own = SessionAttendance.session_id == self.session_id
        rows = {
            row.village_id: row
            for row in unit.session.scalars(select(SessionAttendance).where(own))
        }
        found: list[Issue] = []
        for village_id, counts in self.counts.items():
            village = unit.find(Village, village_id)
            found += attendance_refusals(village.name, *counts)
        if found:
            raise Rejected(found)
        for village_id, (women, men, young) in self.counts.items():
            row = rows.get(village_id)
            if row is None and women + men:
                made = SessionAttendance(
                    session_id=self.session_id, village_id=village_id,
                    women=women, men=men, young=young,
                )  # fmt: skip
                unit.add(made)
            elif row is not None and women + men:
                row.women, row.men, row.young = women, men, young
            elif row is not None:
                unit.session.delete(row)

    def describe(self, unit: Unit) -> Text:
        """Count the people and the villages."""
        del unit
        people = sum(women + men for women, men, _ in self.counts.values())
        return N_(
            "Attendance noted: {people} people, {villages} villages",
            people=people,
            villages=sum(bool(w + m) for w, m, _ in self.counts.values()),
        )


@dataclass(frozen=True)
class AddQuestion(Add):
    """Note a question of the public; it takes the next number of its session."""

    label: ClassVar[Text] = N_("Note a question")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = QUESTION

    def apply(self, unit: Unit) -> int:
        """Number it where it has no number."""
        values = dict(self.values)
        if values.get("number") is None and values.get("session_id") is not None:
            unit.settle()
            own = SessionQuestion.session_id == values["session_id"]
            last = select(func.max(SessionQuestion.number)).where(own)
            values["number"] = (unit.session.scalar(last) or 0) + 1
        row = SessionQuestion(**values)
        with unit.session.no_autoflush:
            QUESTION.check(unit, row)
        return unit.add(row)

    def describe(self, unit: Unit) -> Text:
        """Say what was asked."""
        del unit
        return N_("Question noted: {text}", text=self.values.get("question", ""))


@dataclass(frozen=True)
class ReviseQuestion(Revise):
    """Correct a question, or note its answer."""

    label: ClassVar[Text] = N_("Correct a question")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = QUESTION


@dataclass(frozen=True)
class RemoveQuestions(Remove):
    """Remove questions."""

    label: ClassVar[Text] = N_("Remove questions")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = QUESTION
