"""What types of committee must do again and again: dated data (`planning.md` 4.3)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.committee_lights import KEYS
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import CommitteeType, TypeObligation

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def _rules(unit: Unit, row: TypeObligation) -> Iterator[Issue]:
    if taken(unit, TypeObligation, ("type_id", "key"), (row.type_id, row.key), row.id):
        text = N_(
            "{type}: the obligation “{key}” is already there.",
            type=unit.find(CommitteeType, row.type_id).title,
            key=KEYS.get(row.key, row.key),
        )
        yield Issue(Severity.ERROR, text, field="key")
    if row.key not in KEYS:
        text = N_(
            "“{key}” is no light of the program; there are: {keys}.",
            key=row.key,
            keys=tuple(KEYS),
        )
        yield Issue(Severity.ERROR, text, field="key")
    if row.every_months is not None and row.every_months < 1:
        text = N_(
            "“{title}”: every {months} months is never.",
            title=row.title,
            months=row.every_months,
        )
        yield Issue(Severity.ERROR, text, field="every_months")


OBLIGATION = Entity(
    TypeObligation,
    N_("obligation “{title}”"),
    lambda row: row.title,
    {
        "type_id": N_("Type of committee"),
        "key": N_("Light"),
        "title": N_("Obligation"),
        "every_months": N_("Every … months"),
        "legal": N_("Text"),
        "sure": N_("Sure"),
        "active": N_("In use"),
    },
    rules=_rules,
    required=frozenset({"type_id", "key", "title"}),
)


@dataclass(frozen=True)
class AddObligation(Add):
    """Ask something of committees of a type."""

    label: ClassVar[Text] = N_("Add an obligation")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = OBLIGATION


@dataclass(frozen=True)
class ReviseObligation(Revise):
    """Correct what is asked of committees of a type."""

    label: ClassVar[Text] = N_("Correct an obligation")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = OBLIGATION


@dataclass(frozen=True)
class RemoveObligations(Remove):
    """Remove obligations: their lights are no longer asked for."""

    label: ClassVar[Text] = N_("Remove obligations")
    needs: ClassVar[Permission] = Permission.EDIT_COMMITTEES
    entity: ClassVar[Entity] = OBLIGATION


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """An obligation as tables see it."""

    id: int
    type_id: int
    type: str
    key: str
    title: str
    every_months: int | None
    legal: str
    sure: bool
    active: bool


def obligations(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[ObligationRow]:
    """List the obligations, type by type."""
    query = (
        select(TypeObligation, CommitteeType.title)
        .join(CommitteeType, CommitteeType.id == TypeObligation.type_id)
        .order_by(CommitteeType.title, TypeObligation.id)
    )
    if ids is not None:
        query = query.where(TypeObligation.id.in_(ids))
    keys = TypeObligation.__table__.columns.keys()
    return [
        ObligationRow(**{key: getattr(row, key) for key in keys}, type=title)
        for row, title in session.execute(query)
    ]


def asked_of(session: Session) -> dict[int, dict[str, int | None]]:
    """Give what is asked of each type: months between two times, by light."""
    found: dict[int, dict[str, int | None]] = defaultdict(dict)
    for row in obligations(session):
        if row.active:
            found[row.type_id][row.key] = row.every_months
    return found
