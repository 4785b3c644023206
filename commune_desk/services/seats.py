"""The seats of committees, as their type laid them out or as their statutes say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.registry import book
from commune_desk.storage.models import Committee, Seat, Term, TypeSeat

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: Seat) -> Iterator[Issue]:
    committee = unit.find(Committee, row.committee_id)
    facts = {"committee": committee.name, "post": row.title}
    if row.until_on is not None and row.until_on < row.from_on:
        text = N_(
            "{committee}, {post}: the seat exists from {since} and cannot end on"
            " {until}.",
            since=row.from_on,
            until=row.until_on,
            **facts,
        )
        yield Issue(Severity.ERROR, text, "COM-01", field="until_on")
        return
    unit.settle()
    others = unit.session.scalars(
        select(Seat).where(Seat.committee_id == row.committee_id, Seat.id != row.id)
        if row.id is not None
        else select(Seat).where(Seat.committee_id == row.committee_id)
    )
    if any(other.title == row.title and other is not row for other in others):
        text = N_("{committee}: there is already a seat “{post}”.", **facts)
        yield Issue(Severity.ERROR, text, field="title")
    if row.id is None:
        return
    for term in unit.session.scalars(select(Term).where(Term.seat_id == row.id)):
        if term.begins_on < row.from_on:
            text = N_(
                "{committee}, {post}: a term begins on {begins}, before {since}.",
                begins=term.begins_on,
                since=row.from_on,
                **facts,
            )
            yield Issue(Severity.ERROR, text, "COM-01", field="from_on")


SEAT = Entity(
    Seat,
    N_("seat “{title}”"),
    lambda row: row.title,
    {
        "committee_id": N_("Committee"),
        "position": N_("Order"),
        "title": N_("Post"),
        "from_on": N_("Since"),
        "until_on": N_("Until"),
        "ex_officio": N_("Ex officio"),
        "woman": N_("A woman’s seat"),
        "literate": N_("Must read and write"),
        "key_post": N_("Key post"),
        "bureau": N_("Of the bureau"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"committee_id", "position", "title", "from_on"}),
    {"terms": (Term, "seat_id")},
)


@dataclass(frozen=True)
class AddSeat(Add):
    """Add a seat to a committee."""

    label: ClassVar[Text] = N_("Add a seat")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = SEAT


@dataclass(frozen=True)
class ReviseSeat(Revise):
    """Correct a seat of a committee."""

    label: ClassVar[Text] = N_("Correct a seat")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = SEAT


@dataclass(frozen=True)
class RemoveSeats(Remove):
    """Remove seats that nobody ever held."""

    label: ClassVar[Text] = N_("Remove seats")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = SEAT


def lay_out(unit: Unit, committee_id: int, type_id: int, since: dt.date) -> None:
    """Give a new committee the seats of its type."""
    query = select(TypeSeat).where(TypeSeat.type_id == type_id)
    for each in unit.session.scalars(query.order_by(TypeSeat.position)).all():
        values = {
            "committee_id": committee_id,
            "position": each.position,
            "title": each.title,
            "from_on": since,
            "ex_officio": each.ex_officio,
            "woman": each.woman,
            "literate": each.literate,
            "key_post": each.key_post,
            "bureau": each.bureau,
            "note": "",
        }
        unit.insert(Seat, values)


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat as tables see it."""

    id: int
    committee_id: int
    committee: str
    position: int
    title: str
    from_on: dt.date
    until_on: dt.date | None
    ex_officio: bool
    woman: bool
    literate: bool
    key_post: bool
    bureau: bool
    note: str


def seats(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[SeatRow]:
    """List the seats, committee by committee."""
    names = {each.id: each.committee.name for each in book(session)}
    order = {row_id: number for number, row_id in enumerate(names)}
    query = select(*Seat.__table__.columns)
    if ids is not None:
        query = query.where(Seat.id.in_(ids))
    rows = [
        SeatRow(**fields, committee=names[fields["committee_id"]])
        for fields in session.execute(query).mappings()
    ]
    rows.sort(key=lambda row: (order[row.committee_id], row.position, row.id))
    return rows
