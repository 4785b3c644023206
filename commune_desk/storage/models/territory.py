"""The commune and its places."""

from __future__ import annotations

from sqlalchemy import UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from commune_desk.domain.places import VillageKind
from commune_desk.storage.models.base import Base, EnumColumn


class Commune(Base):
    """The commune of the dossier (`is_own`), or one it works with."""

    __tablename__ = "communes"
    __table_args__ = (UniqueConstraint("name", "code"),)

    name: Mapped[str]
    code: Mapped[str] = mapped_column(default="")
    code_list: Mapped[str] = mapped_column(default="")
    """Which list the code belongs to, with its year: codes change with the list."""

    region: Mapped[str] = mapped_column(default="")
    cercle: Mapped[str] = mapped_column(default="")
    arrondissement: Mapped[str] = mapped_column(default="")
    population: Mapped[int | None] = mapped_column(default=None)
    population_year: Mapped[int | None] = mapped_column(default=None)
    population_source: Mapped[str] = mapped_column(default="")
    is_own: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    boundary: Mapped[str] = mapped_column(default="")
    """GeoJSON geometry (Polygon or MultiPolygon, WGS 84); empty if unknown."""


class Village(Base):
    """A village, fraction, quartier or hamlet of the commune."""

    __tablename__ = "villages"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    kind: Mapped[VillageKind] = mapped_column(
        EnumColumn(VillageKind), default=VillageKind.VILLAGE
    )
    aliases: Mapped[str] = mapped_column(default="")
    """Other spellings, separated by semicolons; imports recognise them."""

    code: Mapped[str] = mapped_column(default="")
    population: Mapped[int | None] = mapped_column(default=None)
    population_year: Mapped[int | None] = mapped_column(default=None)
    households: Mapped[int | None] = mapped_column(default=None)
    latitude: Mapped[float | None] = mapped_column(default=None)
    longitude: Mapped[float | None] = mapped_column(default=None)
    """Decimal degrees, WGS 84."""

    source: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    zone: Mapped[str] = mapped_column(default="")
    """The group of villages in which the diagnosis is summed up."""
