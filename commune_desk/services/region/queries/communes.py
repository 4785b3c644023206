"""The communes that the region knows: those of its list, and others that sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from commune_desk.domain.search import fold
from commune_desk.services.memory import read_once
from commune_desk.storage.region.own import COMMUNES, RECEIVED

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Place:
    """One commune."""

    id: int
    """Of the region's list; below zero for one that is not in it."""

    code: str
    name: str
    cercle: str
    arrondissement: str = ""
    position: int = 0
    listed: bool = True
    valid_from: str | None = None
    valid_until: str | None = None

    @property
    def order(self) -> tuple[bool, str, int, str]:
        """Those of the list first, by cercle, as the list has them."""
        return not self.listed, fold(self.cercle), self.position, self.code

    def exists(self, day: dt.date) -> bool:
        """Tell whether it is a commune on a day."""
        first, last = self.valid_from or "", self.valid_until or "9999"
        return first <= day.isoformat() <= last


def places(session: Session) -> dict[str, Place]:
    """List all communes by code, in the order of the region's list."""
    return read_once(session, "places", lambda: _places(session))


def _places(session: Session) -> dict[str, Place]:
    c = COMMUNES.c
    found = [
        Place(
            row.id,
            row.commune_code,
            row.name,
            row.cercle,
            row.arrondissement,
            row.position,
            valid_from=row.valid_from,
            valid_until=row.valid_until,
        )
        for row in session.execute(
            select(
                c.id,
                c.commune_code,
                c.name,
                c.cercle,
                c.arrondissement,
                c.position,
                c.valid_from,
                c.valid_until,
            )
        )
    ]
    known = {place.code for place in found}
    found += [place for place in _of_packages(session) if place.code not in known]
    return {place.code: place for place in sorted(found, key=lambda p: p.order)}


def _of_packages(session: Session) -> list[Place]:
    """Name the communes as their last packages do."""
    r = RECEIVED.c
    last = (
        select(
            r.commune_code, func.max(r.id).label("last"), func.min(r.id).label("own")
        )
        .group_by(r.commune_code)
        .subquery()
    )
    asked = select(last.c.own, r.commune_code, r.sent_name, r.sent_cercle).join(
        last, (last.c.commune_code == r.commune_code) & (last.c.last == r.id)
    )
    return [
        Place(-row.own, row.commune_code, row.sent_name, row.sent_cercle, listed=False)
        for row in session.execute(asked)
    ]


def years(session: Session) -> tuple[int, ...]:
    """List the years of which something came, the last first."""
    asked = select(RECEIVED.c.year).distinct().order_by(RECEIVED.c.year.desc())
    return tuple(session.execute(asked).scalars())


def cercles(session: Session) -> tuple[str, ...]:
    """List the cercles of the communes that the region knows."""
    found = {place.cercle for place in places(session).values()}
    return tuple(sorted(found, key=fold))
