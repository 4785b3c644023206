"""What tables of communes share: their columns, and the cercles above them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, Text
from commune_desk.tables.table import Column, Kind, Level

if TYPE_CHECKING:
    from commune_desk.services.region.queries.totals import Group

NO_CERCLE = N_("No cercle told")


def cercle_level(place: str) -> Level[Any]:
    """Group by cercle; `place` is the attribute that holds it, or its commune."""

    def name(row: Any) -> str:
        return str(getattr(row, place).cercle)

    return Level(lambda row: fold(name(row)), lambda row: name(row) or NO_CERCLE)


def called(group: Group) -> Text | str:
    """Name whose figures a line has; no name is the whole region."""
    return group.name or group.code or N_("Whole region")


CODE: Column[Any] = Column("code", N_("Code"), lambda x: x.group.code, Kind.CODE, 12)
NAME: Column[Any] = Column(
    "commune", N_("Commune, cercle or region"), lambda x: called(x.group), width=24
)
TOLD: Column[Any] = Column(
    "told", N_("Communes"), lambda x: x.communes, Kind.INTEGER, 9
)
"""How many communes are in the sum."""
