"""Where communes lie: at the mean of the positions of their villages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from commune_desk.storage.region.own import CURRENT
from commune_desk.storage.region.sent import SENT

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Position:
    """The middle of the villages of a commune, in degrees."""

    longitude: float
    latitude: float
    villages: int
    """How many of them have a position."""


def positions(session: Session, year: int) -> dict[str, Position]:
    """Give by code the place of each commune that sent one, for its current packages.

    No list of boundaries is open enough to be shipped: what the communes measured
    themselves is all there is.
    """
    villages = SENT["villages"].c
    asked = (
        select(
            villages.commune_code,
            func.avg(villages.longitude),
            func.avg(villages.latitude),
            func.count(),
        )
        .join(
            CURRENT,
            (CURRENT.c.commune_code == villages.commune_code)
            & (CURRENT.c.package == villages.package)
            & (CURRENT.c.resource == "villages")
            & (CURRENT.c.year == year),
        )
        .where(villages.longitude.is_not(None), villages.latitude.is_not(None))
        .group_by(villages.commune_code)
        .order_by(villages.commune_code)
    )
    return {
        code: Position(round(float(east), 6), round(float(north), 6), count)
        for code, east, north, count in session.execute(asked)
    }
