"""What a screen of the region is asked about: a year, whose figures, which measure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.package.region import Level
from commune_desk.services.region.queries.board import sendings
from commune_desk.services.region.queries.communes import places, years
from commune_desk.services.scope import Scope

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.services.region.queries.board import Sending


MANY = 100
"""Communes from which figures are first looked at by cercle."""


@dataclass(frozen=True, slots=True)
class RegionScope(Scope):
    """A year of the region; it follows no plan."""

    level: Level = Level.COMMUNE
    measure: str = "execution"
    """Key of the measure by which communes are compared."""

    sendings: tuple[Sending, ...] = ()
    """What communes owe of the year: columns of the board."""


def this_day() -> dt.date:
    """Give the day on which the region looks."""
    return dt.datetime.now().astimezone().date()


def region_scope(session: Session, year: int | None = None) -> RegionScope:
    """Look at a year; without one, at the last of which something came."""
    told = years(session)
    chosen = year or (told[0] if told else this_day().year)
    level = Level.COMMUNE if len(places(session)) <= MANY else Level.CERCLE
    return RegionScope(chosen, level=level, sendings=tuple(sendings(session, chosen)))


def known_years(session: Session) -> tuple[int, ...]:
    """List the years to choose from, the first first: those told, and the present."""
    return tuple(sorted({*years(session), this_day().year}))
