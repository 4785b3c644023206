"""Types of committee, their seats, and posts that do not go together: dated data.

`planning.md` 4.3: what was not read in a text is a working proposal, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Share
from commune_desk.domain.posts import Pair
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import (
    CashCategory,
    Committee,
    CommitteeType,
    PostConflict,
    TypeObligation,
    TypeSeat,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _type_rules(unit: Unit, row: CommitteeType) -> Iterator[Issue]:
    if taken(unit, CommitteeType, ("code",), (row.code,), row.id):
        text = N_("The code {code} is already that of another type.", code=row.code)
        yield Issue(Severity.ERROR, text, field="code")
    if row.term_months is not None and row.term_months < 1:
        text = N_(
            "{title}: a mandate of {months} months is none.",
            title=row.title,
            months=row.term_months,
        )
        yield Issue(Severity.ERROR, text, field="term_months")


TYPE = Entity(
    CommitteeType,
    N_("type “{title}”"),
    lambda row: row.title,
    {
        "code": N_("Code"),
        "title": N_("Type of committee"),
        "purpose": N_("Object"),
        "legal_form": N_("Legal form"),
        "term_months": N_("Mandate (months)"),
        "women_least": N_("Women, at least"),
        "women_share": N_("Women, share"),
        "needs_receipt": N_("Act required"),
        "water": N_("Water"),
        "stock": N_("Stock"),
        "sure": N_("Sure"),
        "source": N_("Source"),
        "active": N_("In use"),
    },
    _type_rules,
    frozenset({"code", "title"}),
    {
        "committees": (Committee, "type_id"),
        "type_seats": (TypeSeat, "type_id"),
        "type_obligations": (TypeObligation, "type_id"),
        "cash_categories": (CashCategory, "type_id"),
    },
)


def _seat_rules(unit: Unit, row: TypeSeat) -> Iterator[Issue]:
    place = (row.type_id, row.position)
    if taken(unit, TypeSeat, ("type_id", "position"), place, row.id):
        text = N_("The place {position} is already taken.", position=row.position)
        yield Issue(Severity.ERROR, text, field="position")


TYPE_SEAT = Entity(
    TypeSeat,
    N_("seat “{title}” of a type"),
    lambda row: row.title,
    {
        "type_id": N_("Type of committee"),
        "position": N_("Order"),
        "title": N_("Post"),
        "ex_officio": N_("Ex officio"),
        "woman": N_("A woman’s seat"),
        "literate": N_("Must read and write"),
        "key_post": N_("Key post"),
        "bureau": N_("Of the bureau"),
        "source": N_("Source"),
    },
    _seat_rules,
    frozenset({"type_id", "position", "title"}),
)


def _conflict_rules(unit: Unit, row: PostConflict) -> Iterator[Issue]:
    names = (row.first, row.second)
    if taken(unit, PostConflict, ("first", "second"), names, row.id):
        text = N_(
            "The pair {first} – {second} is already there.",
            first=row.first,
            second=row.second,
        )
        yield Issue(Severity.ERROR, text, field="second")


CONFLICT = Entity(
    PostConflict,
    N_("posts {title}"),
    lambda row: f"{row.first} – {row.second}",
    {
        "first": N_("Post"),
        "second": N_("Other post"),
        "refused": N_("Refused"),
        "legal": N_("Text"),
        "sure": N_("Sure"),
    },
    _conflict_rules,
    frozenset({"first", "second"}),
)


@dataclass(frozen=True)
class AddCommitteeType(Add):
    """Add a type of committee."""

    label: ClassVar[Text] = N_("Add a type of committee")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = TYPE


@dataclass(frozen=True)
class ReviseCommitteeType(Revise):
    """Correct a type of committee."""

    label: ClassVar[Text] = N_("Correct a type of committee")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = TYPE


@dataclass(frozen=True)
class RemoveCommitteeTypes(Remove):
    """Remove types that no committee has."""

    label: ClassVar[Text] = N_("Remove types of committee")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = TYPE


@dataclass(frozen=True)
class AddTypeSeat(Add):
    """Add a seat to a type of committee."""

    label: ClassVar[Text] = N_("Add a seat to a type")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = TYPE_SEAT


@dataclass(frozen=True)
class ReviseTypeSeat(Revise):
    """Correct a seat of a type."""

    label: ClassVar[Text] = N_("Correct a seat of a type")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = TYPE_SEAT


@dataclass(frozen=True)
class RemoveTypeSeats(Remove):
    """Remove seats of a type; committees keep those they have."""

    label: ClassVar[Text] = N_("Remove seats of a type")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = TYPE_SEAT


@dataclass(frozen=True)
class AddPostConflict(Add):
    """Add two posts that do not go together."""

    label: ClassVar[Text] = N_("Add incompatible posts")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = CONFLICT


@dataclass(frozen=True)
class RevisePostConflict(Revise):
    """Correct two posts that do not go together."""

    label: ClassVar[Text] = N_("Correct incompatible posts")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = CONFLICT


@dataclass(frozen=True)
class RemovePostConflicts(Remove):
    """Remove pairs of posts."""

    label: ClassVar[Text] = N_("Remove incompatible posts")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = CONFLICT


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type of committee as tables see it."""

    id: int
    code: str
    title: str
    purpose: str
    legal_form: str
    term_months: int | None
    women_least: int | None
    women_share: Share | None
    needs_receipt: bool
    water: bool
    stock: bool
    sure: bool
    source: str
    active: bool


def committee_types(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[TypeRow]:
    """List the types of committee in the order of their titles."""
    query = select(*CommitteeType.__table__.columns)
    if ids is not None:
        query = query.where(CommitteeType.id.in_(ids))
    rows = []
    for fields in session.execute(query).mappings():
        share = fields["women_share"]
        given = {**fields, "women_share": None if share is None else Share(share)}
        rows.append(TypeRow(**given))
    return sorted(rows, key=lambda row: fold(row.title))


@dataclass(frozen=True, slots=True)
class TypeSeatRow:
    """A seat of a type as tables see it."""

    id: int
    type_id: int
    type: str
    position: int
    title: str
    ex_officio: bool
    woman: bool
    literate: bool
    key_post: bool
    bureau: bool
    source: str


def type_seats(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[TypeSeatRow]:
    """List the seats, type by type."""
    query = (
        select(TypeSeat, CommitteeType.title)
        .join(CommitteeType, CommitteeType.id == TypeSeat.type_id)
        .order_by(CommitteeType.title, TypeSeat.type_id, TypeSeat.position)
    )
    if ids is not None:
        query = query.where(TypeSeat.id.in_(ids))
    columns = [column.key for column in TypeSeat.__table__.columns]
    return [
        TypeSeatRow(**{key: getattr(row, key) for key in columns}, type=title)
        for row, title in session.execute(query)
    ]


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Two posts as tables see them."""

    id: int
    first: str
    second: str
    refused: bool
    legal: str
    sure: bool


def post_conflicts(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[ConflictRow]:
    """List the pairs of posts."""
    query = select(*PostConflict.__table__.columns).order_by(PostConflict.id)
    if ids is not None:
        query = query.where(PostConflict.id.in_(ids))
    return [ConflictRow(**fields) for fields in session.execute(query).mappings()]


def pairs(session: Session) -> list[Pair]:
    """Give the pairs as the rules take them."""
    return [
        Pair(row.first, row.second, row.refused, row.legal, row.sure)
        for row in post_conflicts(session)
    ]


def share_of(value: Any) -> int | None:
    """Turn a typed share into what is kept."""
    return None if value is None else int(value.basis_points)
