"""The register of complaints: commands, the register, statistics without names."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.committees import ComplaintState
from commune_desk.domain.complaints import SETTLED, Case, complaint_refusals
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.command import Command
from commune_desk.services.complaint_lists import category_of
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.settings import whole_number
from commune_desk.services.today import today
from commune_desk.storage.models import Committee, Complaint, Village

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _case(row: Complaint) -> Case:
    return Case(
        row.year,
        row.number,
        row.received_on,
        row.state or ComplaintState.RECEIVED,
        row.due_on,
        row.answered_on,
        row.closed_on,
        row.answer or "",
    )


def _rules(unit: Unit, row: Complaint) -> Iterator[Issue]:
    number = (row.year, row.number)
    if taken(unit, Complaint, ("year", "number"), number, row.id):
        text = N_(
            "The number {ref} is already that of another complaint.",
            ref=_case(row).reference,
        )
        yield Issue(Severity.ERROR, text, field="number")
    yield from complaint_refusals(_case(row), today(unit.session))


COMPLAINT = Entity(
    Complaint,
    N_("complaint no. {title}"),
    lambda row: f"{row.number}/{row.year}",
    {
        "year": N_("Year"),
        "number": N_("No."),
        "received_on": N_("Came in on"),
        "subject": N_("Subject"),
        "channel": N_("Channel"),
        "category": N_("Category"),
        "confidential": N_("Confidential"),
        "complainant": N_("Complainant"),
        "committee_id": N_("Committee"),
        "village_id": N_("Village"),
        "action_id": N_("Action"),
        "state": N_("State"),
        "due_on": N_("To be answered by"),
        "answer": N_("Answer"),
        "answered_on": N_("Answered on"),
        "closed_on": N_("Complaint closed on"),
        "note": N_("Note"),
    },
    rules=_rules,
    required=frozenset({"received_on", "subject"}),
)


ANSWER, ANSWERED = "answer", "answered_on"
"""The fields that an answer needs, both of them."""

RECEIVED = "received_on"
"""The field that a complaint is numbered and dated by."""


@dataclass(frozen=True)
class AddComplaint(Add):
    """Register a complaint; it takes the next number of its year and a deadline."""

    label: ClassVar[Text] = N_("Register a complaint")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = COMPLAINT

    def apply(self, unit: Unit) -> int:
        """Give what was left open: year, number, day by which to answer."""
        values = dict(self.values)
        received = values.get(RECEIVED)
        if received is None:
            raise COMPLAINT.lacks(RECEIVED)
        values.setdefault("year", received.year)
        if values.get("number") is None:
            unit.settle()
            last = select(func.max(Complaint.number)).where(
                Complaint.year == values["year"]
            )
            values["number"] = (unit.session.scalar(last) or 0) + 1
        kind = category_of(unit.session, str(values.get("category") or ""))
        if values.get("due_on") is None:
            days = kind.days if kind is not None else None
            if days is None:
                days = whole_number(unit.session, "complaints.days", 1, 365)
            values["due_on"] = received + dt.timedelta(days=days)
        if values.get("confidential") is None:
            values["confidential"] = kind is not None and kind.confidential
        _follow(values)
        row = Complaint(**values)
        with unit.session.no_autoflush:
            COMPLAINT.check(unit, row)
        return unit.add(row)

    def describe(self, unit: Unit) -> Text:
        """Say of what day it is."""
        del unit
        return N_("Complaint of {date} registered", date=self.values["received_on"])


def _follow(values: dict[str, object]) -> None:
    """Let the state follow the days that are given with a new complaint."""
    if values.get("state") is None:
        values.pop("state", None)
        if values.get("closed_on") is not None:
            values["state"] = ComplaintState.CLOSED
        elif values.get("answered_on") is not None:
            values["state"] = ComplaintState.ANSWERED


@dataclass(frozen=True)
class ReviseComplaint(Revise):
    """Correct a complaint; the day of an answer makes it answered."""

    label: ClassVar[Text] = N_("Correct a complaint")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = COMPLAINT

    def apply(self, unit: Unit) -> None:
        """Change the field, then let the state follow the day."""
        row = COMPLAINT.get(unit, self.id)
        if self.value is not None:
            if self.field == "answered_on" and row.state not in SETTLED:
                row.state = ComplaintState.ANSWERED
            if self.field == "closed_on":
                row.state = ComplaintState.CLOSED
        elif self.field == "closed_on" and row.state is ComplaintState.CLOSED:
            answered = row.answered_on is not None
            row.state = ComplaintState.ANSWERED if answered else ComplaintState.IN_HAND
        elif self.field == "answered_on" and row.state is ComplaintState.ANSWERED:
            row.state = ComplaintState.IN_HAND
        Revise.apply(self, unit)


@dataclass(frozen=True)
class AnswerComplaint(Command[None]):
    """Note the answer that was given, and its day: one act."""

    label: ClassVar[Text] = N_("Answer a complaint")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES

    id: int
    answer: str
    on: dt.date | None

    def apply(self, unit: Unit) -> None:
        """Make it answered, if the rules agree; both must be said."""
        for field, value in ((ANSWER, self.answer), (ANSWERED, self.on)):
            if not value:
                raise COMPLAINT.lacks(field)
        row = COMPLAINT.get(unit, self.id)
        row.answer, row.answered_on = self.answer, self.on
        row.state = ComplaintState.ANSWERED
        with unit.session.no_autoflush:
            COMPLAINT.check(unit, row)

    def describe(self, unit: Unit) -> Text:
        """Name the complaint."""
        called = COMPLAINT.called(COMPLAINT.get(unit, self.id))
        return N_("Answer, {record}", record=called)


@dataclass(frozen=True)
class RemoveComplaints(Remove):
    """Remove complaints that were registered by mistake."""

    label: ClassVar[Text] = N_("Remove complaints")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = COMPLAINT


IN_CONFIDENCE = N_("in confidence")
"""What stands in the place of a name, and of all that could betray it."""


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """A complaint as tables see it; papers use `told` in place of its words."""

    id: int
    year: int
    number: int
    received_on: dt.date
    subject: str
    channel: str
    category: str
    confidential: bool
    complainant: str
    committee_id: int | None
    village_id: int | None
    action_id: int | None
    state: ComplaintState
    due_on: dt.date | None
    answer: str
    answered_on: dt.date | None
    closed_on: dt.date | None
    note: str
    committee: str
    village: str
    day: dt.date

    @property
    def case(self) -> Case:
        """As the rules read it."""
        return Case(
            self.year,
            self.number,
            self.received_on,
            self.state,
            self.due_on,
            self.answered_on,
            self.closed_on,
            self.answer,
        )

    @property
    def reference(self) -> str:
        """Number it as the register does."""
        return self.case.reference

    @property
    def told(self) -> Text | str:
        """The subject, where it may be told."""
        return IN_CONFIDENCE if self.confidential else self.subject

    @property
    def who(self) -> Text | str:
        """The complainant, where the name may be told."""
        return IN_CONFIDENCE if self.confidential else self.complainant

    @property
    def standing(self) -> Text:
        """Say whether somebody waits, and for how long."""
        late = self.case.late(self.day)
        if late:
            return P_("{count} day late", "{count} days late", count=late)
        days = self.case.days
        if days is not None:
            return P_("answered in {count} day", "answered in {count} days", count=days)
        if self.state in SETTLED:
            return N_("closed")
        left = (self.due_on - self.day).days if self.due_on is not None else 0
        return P_("{count} day left", "{count} days left", count=left)


def complaints(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[ComplaintRow]:
    """List the register: year by year, the latest first."""
    day = today(session)
    query = (
        select(Complaint, Committee.name, Village.name)
        .join(Committee, Committee.id == Complaint.committee_id, isouter=True)
        .join(Village, Village.id == Complaint.village_id, isouter=True)
        .order_by(Complaint.year.desc(), Complaint.number.desc())
    )
    if ids is not None:
        query = query.where(Complaint.id.in_(ids))
    keys = Complaint.__table__.columns.keys()
    return [
        ComplaintRow(
            **{key: getattr(row, key) for key in keys},
            committee=committee or "",
            village=village or "",
            day=day,
        )
        for row, committee, village in session.execute(query)
    ]


@dataclass(frozen=True, slots=True)
class Tally:
    """Complaints of one year, or of one kind, counted; it holds no name."""

    name: str
    received: int
    settled: int
    late: int
    days: int | None
    """Mean days to an answer, rounded down; None where none was given."""


def tally(name: str, rows: Iterable[ComplaintRow]) -> Tally:
    """Count complaints."""
    known = list(rows)
    days = [row.case.days for row in known if row.case.days is not None]
    return Tally(
        name,
        len(known),
        sum(row.state in SETTLED for row in known),
        sum(row.case.late(row.day) > 0 for row in known),
        sum(days) // len(days) if days else None,
    )


def tallies(rows: Iterable[ComplaintRow], key: str) -> list[Tally]:
    """Count complaints by one of their words, the most frequent first."""
    known = list(rows)
    names = Counter(str(getattr(row, key) or "") for row in known)
    ordered = sorted(names, key=lambda name: (-names[name], name))
    return [
        tally(name, (row for row in known if str(getattr(row, key) or "") == name))
        for name in ordered
    ]
