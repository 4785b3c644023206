"""From which communes a table came, in which package, and up to which day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.services.region.queries.communes import places
from commune_desk.storage.region.own import CURRENT, RECEIVED

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.services.region.queries.communes import Place


@dataclass(frozen=True, slots=True)
class Read:
    """One table of a commune's year, and where it is read."""

    package: int
    sequence: int
    until: dt.date


@dataclass(frozen=True, slots=True)
class Coverage:
    """Where the tables of a year are read, for every commune that owes them."""

    expected: dict[str, Place]
    """Communes of the list at the end of the year, and those that sent."""

    read: dict[str, dict[str, Read]]
    """By commune, then by resource; a commune that sent nothing is not there."""

    def told(self, *resources: str) -> list[Place]:
        """List the communes of which all these tables came."""
        return [p for p in self.expected.values() if self._has(p, resources)]

    def silent(self, *resources: str) -> list[Place]:
        """List the communes of which one of these tables is missing."""
        return [p for p in self.expected.values() if not self._has(p, resources)]

    def until(self, resource: str) -> dict[str, dt.date]:
        """Tell by commune up to which day a table tells."""
        return {
            code: tables[resource].until
            for code, tables in self.read.items()
            if resource in tables
        }

    def _has(self, place: Place, resources: tuple[str, ...]) -> bool:
        return set(resources) <= set(self.read.get(place.code, ()))


def coverage(session: Session, year: int) -> Coverage:
    """Find for a year which tables are read in which packages."""
    asked = (
        select(
            CURRENT.c.commune_code,
            CURRENT.c.resource,
            RECEIVED.c.id,
            RECEIVED.c.sequence,
            RECEIVED.c.until,
        )
        .join(
            RECEIVED,
            (RECEIVED.c.commune_code == CURRENT.c.commune_code)
            & (RECEIVED.c.id == CURRENT.c.package),
        )
        .where(CURRENT.c.year == year)
    )
    read: dict[str, dict[str, Read]] = {}
    for code, resource, number, sequence, until in session.execute(asked):
        told = Read(number, sequence, dt.date.fromisoformat(until))
        read.setdefault(code, {})[resource] = told
    end = dt.date(year, 12, 31)
    expected = {
        code: place
        for code, place in places(session).items()
        if code in read or (place.listed and place.exists(end))
    }
    return Coverage(expected, read)
