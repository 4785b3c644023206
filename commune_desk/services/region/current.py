"""Which package the figures of a commune's year are read in.

Worked out from all that came, never from the order in which it came: packages that
arrive twice, late or shuffled leave the same desk (`exchange-and-safety.md` 3.6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.services.region.summing import sum_up
from commune_desk.storage.region.own import CHOSEN, CURRENT, RECEIVED

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.storage.region.unit import RegionUnit


@dataclass(frozen=True, slots=True)
class Came:
    """What decides of a package."""

    id: int
    sequence: int
    source: str
    partial: bool
    scope: tuple[str, ...]
    is_current: bool = False
    aside: bool = False

    @property
    def rank(self) -> tuple[int, int]:
        """The higher number counts; of two alike, the one that came first."""
        return self.sequence, -self.id


def came(session: Session, commune: str, year: int) -> list[Came]:
    """Read the packages of a commune's year in the order in which they came."""
    columns = RECEIVED.c
    asked = (
        select(
            columns.id,
            columns.sequence,
            columns.source,
            columns.partial,
            columns.scope,
            columns.is_current,
            columns.aside,
        )
        .where(columns.commune_code == commune, columns.year == year)
        .order_by(columns.id)
    )
    return [
        Came(
            row.id,
            row.sequence,
            row.source,
            bool(row.partial),
            tuple(row.scope.split()),
            bool(row.is_current),
            bool(row.aside),
        )
        for row in session.execute(asked)
    ]


def source_of(session: Session, commune: str, year: int, all_came: list[Came]) -> str:
    """Tell which database is the commune's: the chosen one, else the first to send."""
    asked = select(CHOSEN.c.source).where(
        CHOSEN.c.commune_code == commune, CHOSEN.c.year == year
    )
    chosen = session.execute(asked).scalar()
    return chosen or (all_came[0].source if all_came else "")


def tables_of(packages: Iterable[Came]) -> dict[str, int]:
    """Tell by resource which package of one database its lines are read in.

    The last full package, and over it the later partial ones, each for its own tables.
    """
    ranked = sorted(packages, key=lambda each: each.rank)
    found: dict[str, int] = {}
    for each in ranked:
        if not each.partial:
            found = {}
        found |= dict.fromkeys(each.scope, each.id)
    return found


def settle_year(unit: RegionUnit, commune: str, year: int) -> dict[str, int]:
    """Mark what is current of a commune's year and add it up; give its tables."""
    packages = came(unit.session, commune, year)
    source = source_of(unit.session, commune, year, packages)
    tables = tables_of(each for each in packages if each.source == source)
    _mark(unit, commune, packages, source, set(tables.values()))
    _point(unit, commune, year, tables)
    sum_up(unit, commune, year, tables)
    return tables


def _mark(
    unit: RegionUnit,
    commune: str,
    packages: list[Came],
    source: str,
    read: set[int],
) -> None:
    for each in packages:
        is_current, aside = each.id in read, each.source != source
        if (is_current, aside) != (each.is_current, each.aside):
            unit.execute(
                RECEIVED.update()
                .where(RECEIVED.c.commune_code == commune, RECEIVED.c.id == each.id)
                .values(is_current=int(is_current), aside=int(aside))
            )
            unit.touch(RECEIVED)


def _point(
    unit: RegionUnit, commune: str, year: int, tables: Mapping[str, int]
) -> None:
    here = (CURRENT.c.commune_code == commune) & (CURRENT.c.year == year)
    unit.execute(CURRENT.delete().where(here))
    rows = [
        {"commune_code": commune, "year": year, "resource": name, "package": package}
        for name, package in sorted(tables.items())
    ]
    if rows:
        unit.connection.execute(CURRENT.insert(), rows)
