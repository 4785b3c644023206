"""People who hold or held a post. Their telephone stays in the dossier."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.storage.models import Person, Term, Village

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.committees import AgeClass, Sex
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: Person) -> Iterator[Issue]:
    """Two of one name in one village cannot be told apart on any paper."""

    def read() -> dict[tuple[str, int | None], int]:
        query = select(Person.id, Person.name, Person.village_id)
        rows = unit.session.execute(query)
        return {(fold(name), village): row_id for row_id, name, village in rows}

    known = unit.once("persons.names", read)
    own = (fold(row.name), row.village_id)
    holder = known.get(own)
    if holder is not None and holder != row.id:
        village = unit.session.get(Village, row.village_id) if row.village_id else None
        text = N_(
            "There is already a person “{name}” ({village}): add what tells them apart,"
            " such as the father’s name.",
            name=row.name,
            village=village.name if village else "–",
        )
        yield Issue(Severity.ERROR, text, field="name")
        return
    known[own] = row.id or -1


PERSON = Entity(
    Person,
    N_("person “{title}”"),
    lambda row: row.name,
    {
        "name": N_("Name and first name"),
        "sex": N_("Sex"),
        "age_class": N_("Age class"),
        "village_id": N_("Village"),
        "literate": N_("Reads and writes"),
        "phone": N_("Telephone"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"name"}),
    {"terms": (Term, "person_id")},
)


@dataclass(frozen=True)
class AddPerson(Add):
    """Add a person."""

    label: ClassVar[Text] = N_("Add a person")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = PERSON


@dataclass(frozen=True)
class RevisePerson(Revise):
    """Correct what is noted of a person."""

    label: ClassVar[Text] = N_("Correct a person")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = PERSON


@dataclass(frozen=True)
class RemovePersons(Remove):
    """Remove people who never held a post."""

    label: ClassVar[Text] = N_("Remove people")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = PERSON


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as tables see it."""

    id: int
    name: str
    sex: Sex | None
    age_class: AgeClass | None
    village_id: int | None
    literate: bool | None
    phone: str
    note: str
    terms: int
    """How many terms the person has had."""


def persons(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[PersonRow]:
    """List people in the order of the dictionary."""
    held = (
        select(Term.person_id, func.count().label("terms"))
        .group_by(Term.person_id)
        .subquery()
    )
    query = select(
        *Person.__table__.columns, func.coalesce(held.c.terms, 0).label("terms")
    ).join_from(Person, held, held.c.person_id == Person.id, isouter=True)
    if ids is not None:
        query = query.where(Person.id.in_(ids))
    rows = [PersonRow(**fields) for fields in session.execute(query).mappings()]
    return sorted(rows, key=lambda row: fold(row.name))
