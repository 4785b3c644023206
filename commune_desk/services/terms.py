"""Terms: elect a bureau, replace one, leave; nothing noted is ever overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.committee_rules import conflicts, term_refusals
from commune_desk.domain.committees import AgeClass, MeetingKind, Sex
from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.posts import Held
from commune_desk.domain.roles import Permission
from commune_desk.domain.terms import Tenure, mandate_end
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.committee_types import pairs
from commune_desk.services.persons import AddPerson
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.registry import post_of, tenure_of
from commune_desk.storage.models import (
    Committee,
    CommitteeMeeting,
    CommitteeType,
    Person,
    Seat,
    Term,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: Term) -> Iterator[Issue]:
    seat = unit.find(Seat, row.seat_id)
    committee = unit.find(Committee, seat.committee_id)
    person = unit.find(Person, row.person_id)
    own = tenure_of(row, person)
    alone = list(term_refusals(committee.name, post_of(seat), own, ()))
    if alone:
        yield from alone
        return
    unit.settle()  # the others must be in the file; days that are wrong could not be
    others = [t for t in _tenures(unit, row.seat_id) if t.id != row.id]
    yield from term_refusals(committee.name, post_of(seat), own, others)
    if not row.alternate:
        yield from _conflicts(unit, own, seat, committee)


def _tenures(unit: Unit, seat_id: int) -> list[Tenure]:
    query = (
        select(Term, Person)
        .join(Person, Person.id == Term.person_id)
        .where(Term.seat_id == seat_id)
        .order_by(Term.begins_on)
    )
    return [tenure_of(term, person) for term, person in unit.session.execute(query)]


def _conflicts(
    unit: Unit, own: Tenure, seat: Seat, committee: Committee
) -> Iterator[Issue]:
    """Refuse a post that does not go with another of the same person at one time."""
    query = (
        select(Term, Seat, Committee, CommitteeType.code)
        .join(Seat, Seat.id == Term.seat_id)
        .join(Committee, Committee.id == Seat.committee_id)
        .join(CommitteeType, CommitteeType.id == Committee.type_id)
        .where(Term.person_id == own.person_id, Term.id != (own.id or 0))
    )
    code = unit.find(CommitteeType, committee.type_id).code
    mine = Held(own.id or 0, committee.id, committee.name, code, seat.title)
    known = unit.once("post_conflicts.pairs", lambda: pairs(unit.session))
    for term, other, body, kind in unit.session.execute(query).all():
        theirs = tenure_of(term, _Nobody)
        if term.alternate or own.meets(theirs) is None:
            continue
        held = Held(term.id, body.id, body.name, kind, other.title)
        found = conflicts(own.name, (mine, held), known)
        yield from (issue for issue in found if issue.severity is Severity.ERROR)


class _Nobody:
    """Stands for a person whose name does not count."""

    name, sex, literate = "", None, None


TERM = Entity(
    Term,
    N_("term from {title} on"),
    lambda row: f"{row.begins_on:%d/%m/%Y}",
    {
        "seat_id": N_("Seat"),
        "person_id": N_("Person"),
        "begins_on": N_("Mandate from"),
        "ends_on": N_("Mandate to"),
        "left_on": N_("Left the post on"),
        "left_reason": N_("Why"),
        "elected": N_("Elected"),
        "alternate": N_("Alternate"),
        "meeting_id": N_("Assembly"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"seat_id", "person_id", "begins_on"}),
)


WHY = "left_reason"
"""Who leaves leaves for a reason."""


@dataclass(frozen=True)
class AddTerm(Add):
    """Note that a person held a seat, today or in the past."""

    label: ClassVar[Text] = N_("Note a term")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = TERM


@dataclass(frozen=True)
class ReviseTerm(Revise):
    """Correct a term that was noted wrongly."""

    label: ClassVar[Text] = N_("Correct a term")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = TERM


@dataclass(frozen=True)
class RemoveTerms(Remove):
    """Take back terms that were noted by mistake."""

    label: ClassVar[Text] = N_("Remove terms")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = TERM


@dataclass(frozen=True)
class LeaveSeat(Command[None]):
    """Note that a person has left a seat, and why."""

    label: ClassVar[Text] = N_("Leave a seat")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES

    id: int
    on: dt.date
    """The first day on which the person is no longer there."""

    reason: str

    def apply(self, unit: Unit) -> None:
        """Close the term; the rules see to the days."""
        row = TERM.get(unit, self.id)
        if not self.reason.strip():
            raise TERM.lacks(WHY)
        if row.left_on is not None:
            text = N_(
                "{person} has already left this seat, on {date}.",
                person=unit.find(Person, row.person_id).name,
                date=row.left_on,
            )
            raise Rejected([Issue(Severity.ERROR, text, field="left_on")])
        row.left_on, row.left_reason = self.on, self.reason.strip()
        with unit.session.no_autoflush:
            TERM.check(unit, row)

    def describe(self, unit: Unit) -> Text:
        """Name who left what."""
        row = TERM.get(unit, self.id)
        return N_(
            "{person} leaves: {post}",
            person=unit.find(Person, row.person_id).name,
            post=unit.find(Seat, row.seat_id).title,
        )


@dataclass(frozen=True)
class Elected:
    """Who takes a seat: somebody known, or a new person."""

    seat_id: int
    person_id: int | None = None
    name: str = ""
    """Name of a new person, where nobody known is meant."""

    sex: Sex | None = None
    age_class: AgeClass | None = None
    literate: bool | None = None
    alternate: bool = False


@dataclass(frozen=True)
class ElectBureau(Command[int]):
    """Fill the seats of a committee as an assembly has voted: one act.

    Who held them leaves on that day. The number of the assembly is returned.
    """

    label: ClassVar[Text] = N_("Elect a bureau")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES

    committee_id: int
    held_on: dt.date
    elected: tuple[Elected, ...]
    reason: str = ""
    """What is noted of those who leave; it is needed where somebody does."""

    place: str = ""
    women: int | None = None
    men: int | None = None

    def apply(self, unit: Unit) -> int:
        """Note the assembly, close the old terms, begin the new ones."""
        committee = unit.find(Committee, self.committee_id)
        if not self.elected:
            text = N_("{committee}: nobody was named.", committee=committee.name)
            raise Rejected([Issue(Severity.ERROR, text)])
        meeting = CommitteeMeeting(
            committee_id=committee.id,
            kind=MeetingKind.ELECTION,
            held_on=self.held_on,
            place=self.place,
            women=self.women,
            men=self.men,
        )
        unit.add(meeting)
        unit.settle()
        end = _mandate_end(unit, committee, self.held_on)
        seated = [_seated(unit, committee, each) for each in self.elected]
        for each in self.elected:
            _close(unit, each, self.held_on, self.reason)
        unit.settle()
        for each, (seat, person) in zip(self.elected, seated, strict=True):
            days = None if seat.ex_officio else end
            _begin(unit, _term(seat, person, self.held_on, days, each), meeting.id)
        return meeting.id

    def describe(self, unit: Unit) -> Text:
        """Name the committee and the day."""
        committee = unit.find(Committee, self.committee_id)
        return N_(
            "Bureau of “{committee}” elected on {date}",
            committee=committee.name,
            date=self.held_on,
        )


@dataclass(frozen=True)
class ReplaceHolder(Command[int]):
    """Fill one seat: who held it leaves, who follows ends the mandate."""

    label: ClassVar[Text] = N_("Fill a seat")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES

    on: dt.date
    who: Elected
    reason: str = ""
    ends_on: dt.date | None = None
    """The end of the mandate; without it that of who left, else a whole mandate."""

    def apply(self, unit: Unit) -> int:
        """Close the term that runs, begin the next; return its number."""
        seat = _seat(unit, self.who.seat_id)
        committee = unit.find(Committee, seat.committee_id)
        seat, person = _seated(unit, committee, self.who)
        last = _close(unit, self.who, self.on, self.reason)
        end = self.ends_on
        if end is None and last is not None and (last.ends_on or self.on) > self.on:
            end = last.ends_on
        if end is None and not seat.ex_officio:
            end = _mandate_end(unit, committee, self.on)
        unit.settle()
        return _begin(unit, _term(seat, person, self.on, end, self.who))

    def describe(self, unit: Unit) -> Text:
        """Name the seat and its committee."""
        seat = unit.find(Seat, self.who.seat_id)
        return N_(
            "{post} of “{committee}” filled",
            post=seat.title,
            committee=unit.find(Committee, seat.committee_id).name,
        )


def _seat(unit: Unit, seat_id: int) -> Seat:
    row = unit.session.get(Seat, seat_id)
    if row is None:
        raise Stale
    return row


def _mandate_end(unit: Unit, committee: Committee, begins: dt.date) -> dt.date | None:
    kind = unit.find(CommitteeType, committee.type_id)
    return mandate_end(begins, committee.term_months or kind.term_months)


def _seated(unit: Unit, committee: Committee, who: Elected) -> tuple[Seat, int]:
    """Find the seat and the person, who is added where nobody known is meant."""
    seat = _seat(unit, who.seat_id)
    if seat.committee_id != committee.id:
        raise Stale
    if who.person_id is not None:
        return seat, who.person_id
    if not who.name.strip():
        text = N_(
            "{committee}, {post}: type who takes the seat.",
            committee=committee.name,
            post=seat.title,
        )
        raise Rejected([Issue(Severity.ERROR, text, "COM-06", field="person_id")])
    values: dict[str, Any] = {
        "name": " ".join(who.name.split()),
        "sex": who.sex,
        "age_class": who.age_class,
        "literate": who.literate,
        "village_id": committee.village_id,
    }
    return seat, AddPerson(values).apply(unit)


def _close(unit: Unit, who: Elected, on: dt.date, reason: str) -> Term | None:
    """Note that who holds the seat leaves it on that day."""
    row = unit.session.scalar(
        select(Term).where(
            Term.seat_id == who.seat_id,
            Term.alternate == who.alternate,
            Term.begins_on < on,
            Term.left_on.is_(None),
        )
    )
    if row is not None:
        if not reason.strip():
            raise TERM.lacks(WHY)
        row.left_on, row.left_reason = on, reason.strip()
    return row


def _term(
    seat: Seat, person_id: int, begins: dt.date, ends: dt.date | None, who: Elected
) -> Term:
    return Term(
        seat_id=seat.id,
        person_id=person_id,
        begins_on=begins,
        ends_on=ends,
        elected=not seat.ex_officio,
        alternate=who.alternate,
    )


def _begin(unit: Unit, row: Term, meeting_id: int | None = None) -> int:
    row.meeting_id = meeting_id
    with unit.session.no_autoflush:
        TERM.check(unit, row)
    made = unit.add(row)
    unit.settle()
    return made
