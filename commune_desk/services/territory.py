"""The commune and its places: commands and queries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import (
    Action,
    ActionPlace,
    Assembly,
    Asset,
    Committee,
    CommitteePlace,
    Commune,
    Complaint,
    Installation,
    MicroProject,
    Person,
    Problem,
    PublicSession,
    SessionAttendance,
    SessionQuestion,
    Village,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.places import VillageKind
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

NORTH, SOUTH, EAST, WEST = 25.1, 10.0, 4.4, -12.4
"""Decimal degrees around Mali: a position outside is a slip of the key."""


def _key(spelling: str) -> str:
    """Compare names; one that has no Latin letter is compared as it is written."""
    return fold(spelling) or spelling.strip()


def _village_rules(unit: Unit, village: Village) -> Iterator[Issue]:
    def read() -> dict[str, tuple[int, str]]:
        rows = unit.session.execute(select(Village.id, Village.name, Village.aliases))
        return {
            _key(spelling): (row_id, name)
            for row_id, name, aliases in rows
            for spelling in (name, *aliases.split(";"))
            if spelling.strip()
        }

    known = unit.once("villages.names", read)
    for spelling in (village.name, *village.aliases.split(";")):
        holder = known.get(_key(spelling))
        if holder is not None and holder[0] != village.id:
            text = N_(
                "“{name}” is already a name of the village of {other}.",
                name=spelling.strip(),
                other=holder[1],
            )
            yield Issue(Severity.ERROR, text, field="name")
    known[_key(village.name)] = (village.id or -1, village.name)
    outside = (
        village.latitude is not None and not SOUTH <= village.latitude <= NORTH
    ) or (village.longitude is not None and not WEST <= village.longitude <= EAST)
    if outside:
        text = N_(
            "{name}: the position {latitude}; {longitude} lies outside Mali"
            " (latitude {south} to {north}, longitude {west} to {east}).",
            name=village.name,
            latitude=village.latitude,
            longitude=village.longitude,
            south=SOUTH,
            north=NORTH,
            west=WEST,
            east=EAST,
        )
        yield Issue(Severity.ERROR, text, field="latitude")


VILLAGE = Entity(
    Village,
    N_("village of {title}"),
    lambda row: row.name,
    {
        "name": N_("Village"),
        "kind": N_("Kind"),
        "aliases": N_("Other spellings"),
        "code": N_("Code"),
        "population": N_("Population"),
        "population_year": N_("Year of the figure"),
        "households": N_("Households"),
        "latitude": N_("Latitude"),
        "longitude": N_("Longitude"),
        "source": N_("Source"),
        "note": N_("Note"),
        "zone": N_("Zone"),
    },
    _village_rules,
    frozenset({"name"}),
    {
        "actions": (ActionPlace, "village_id"),
        "assets": (Asset, "village_id"),
        "assemblies": (Assembly, "village_id"),
        "committee_places": (CommitteePlace, "village_id"),
        "committees": (Committee, "village_id"),
        "installations": (Installation, "village_id"),
        "micro_projects": (MicroProject, "village_id"),
        "persons": (Person, "village_id"),
        "problems": (Problem, "village_id"),
        "complaints": (Complaint, "village_id"),
        "public_sessions": (PublicSession, "village_id"),
        "session_attendances": (SessionAttendance, "village_id"),
        "session_questions": (SessionQuestion, "village_id"),
    },
)


def _commune_rules(unit: Unit, commune: Commune) -> Iterator[Issue]:
    own = (commune.name, commune.code)
    if taken(unit, Commune, ("name", "code"), own, commune.id):
        text = N_(
            "There is already a commune named “{name}” with this code.",
            name=commune.name,
        )
        yield Issue(Severity.ERROR, text, field="name")


COMMUNE = Entity(
    Commune,
    N_("commune of {title}"),
    lambda row: row.name,
    {
        "name": N_("Commune"),
        "code": N_("Code"),
        "code_list": N_("List of codes"),
        "region": N_("Region"),
        "cercle": N_("Cercle"),
        "arrondissement": N_("Arrondissement"),
        "population": N_("Population"),
        "population_year": N_("Year of the figure"),
        "population_source": N_("Source of the figure"),
        "note": N_("Note"),
    },
    rules=_commune_rules,
    required=frozenset({"name"}),
    users={"committee_places": (CommitteePlace, "commune_id")},
)


@dataclass(frozen=True)
class AddVillage(Add):
    """Add a village, fraction, quartier or hamlet."""

    label: ClassVar[Text] = N_("Add a village")
    needs: ClassVar[Permission] = Permission.EDIT_TERRITORY
    entity: ClassVar[Entity] = VILLAGE


@dataclass(frozen=True)
class ReviseVillage(Revise):
    """Correct a village."""

    label: ClassVar[Text] = N_("Correct a village")
    needs: ClassVar[Permission] = Permission.EDIT_TERRITORY
    entity: ClassVar[Entity] = VILLAGE


@dataclass(frozen=True)
class RemoveVillages(Remove):
    """Remove villages that no action serves."""

    label: ClassVar[Text] = N_("Remove villages")
    needs: ClassVar[Permission] = Permission.EDIT_TERRITORY
    entity: ClassVar[Entity] = VILLAGE


@dataclass(frozen=True)
class AddCommune(Add):
    """Add the commune of the dossier, or one it works with."""

    label: ClassVar[Text] = N_("Add a commune")
    needs: ClassVar[Permission] = Permission.EDIT_TERRITORY
    entity: ClassVar[Entity] = COMMUNE

    def apply(self, unit: Unit) -> int:
        """Add it; the first one of a dossier is its own."""
        own = unit.session.scalar(select(Commune.id).where(Commune.is_own))
        waiting = any(table == Commune.__tablename__ for table, _ in unit.made)
        values = {**self.values, "is_own": own is None and not waiting}
        return Add.apply(replace(self, values=values), unit)


@dataclass(frozen=True)
class RemoveCommunes(Remove):
    """Remove communes that the dossier no longer speaks of."""

    label: ClassVar[Text] = N_("Remove communes")
    needs: ClassVar[Permission] = Permission.EDIT_TERRITORY
    entity: ClassVar[Entity] = COMMUNE


@dataclass(frozen=True)
class ReviseCommune(Revise):
    """Correct a commune."""

    label: ClassVar[Text] = N_("Correct a commune")
    needs: ClassVar[Permission] = Permission.EDIT_TERRITORY
    entity: ClassVar[Entity] = COMMUNE


@dataclass(frozen=True, slots=True)
class VillageRow:
    """A village as tables and papers see it."""

    id: int
    name: str
    kind: VillageKind
    aliases: str
    code: str
    population: int | None
    population_year: int | None
    households: int | None
    latitude: float | None
    longitude: float | None
    source: str
    note: str
    zone: str
    actions: int
    """Actions of the plan in view that name the village."""


def villages(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[VillageRow]:
    """List the villages in the order of the dictionary, accents aside."""
    named = (
        select(ActionPlace.village_id, func.count().label("actions"))
        .join(Action, Action.id == ActionPlace.action_id)
        .where(Action.plan_id == scope.plan_id)
        .group_by(ActionPlace.village_id)
        .subquery()
    )
    count = func.coalesce(named.c.actions, 0)
    query = select(*Village.__table__.columns, count).join_from(
        Village, named, named.c.village_id == Village.id, isouter=True
    )
    if ids is not None:
        query = query.where(Village.id.in_(ids))
    rows = [VillageRow(*list(row)) for row in session.execute(query)]
    return sorted(rows, key=lambda row: fold(row.name))


@dataclass(frozen=True, slots=True)
class CommuneRow:
    """A commune as tables and papers see it."""

    id: int
    name: str
    code: str
    code_list: str
    region: str
    cercle: str
    arrondissement: str
    population: int | None
    population_year: int | None
    population_source: str
    is_own: bool
    note: str
    boundary: str


def communes(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[CommuneRow]:
    """List the commune of the dossier, then those it works with."""
    query = select(*Commune.__table__.columns).order_by(
        Commune.is_own.desc(), Commune.name
    )
    if ids is not None:
        query = query.where(Commune.id.in_(ids))
    return [CommuneRow(*fields) for (*fields,) in session.execute(query)]


def own_commune(session: Session) -> CommuneRow | None:
    """Find the commune of the dossier; None in a file not yet set up."""
    query = select(*Commune.__table__.columns).where(Commune.is_own)
    found = session.execute(query).first()
    return CommuneRow(*list(found)) if found else None
