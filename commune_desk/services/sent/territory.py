"""The villages as a package tells them, and what they paid of the TDRL."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.money import Money
from commune_desk.domain.package.format import VILLAGES
from commune_desk.domain.places import VillageKind
from commune_desk.services.tdrl_payments import paid_by_roll
from commune_desk.services.tdrl_rolls import all_rolls
from commune_desk.storage.models import Village

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.package.manifest import Cell
    from commune_desk.services.sent.exercise import Exercise

KIND_CODES = dict(zip(VillageKind, VILLAGES, strict=True))
SMALL = 5
"""Below so many persons a sensitive count is left out (`exchange-and-safety.md`
3.8)."""


def published(persons: int) -> int | None:
    """Leave a count out that would nearly name somebody: 1 to 4."""
    return None if 0 < persons < SMALL else persons


def villages(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell each village."""
    for row in told.session.scalars(select(Village).order_by(Village.id)):
        known = row.latitude is not None and row.longitude is not None
        yield (
            f"V-{row.id}",
            row.code,
            row.name,
            KIND_CODES[row.kind],
            row.population,
            row.population_year,
            row.households,
            *((row.latitude, row.longitude) if known else (None, None)),
        )


def tdrl(told: Exercise) -> Iterator[tuple[Cell, ...]]:
    """Tell the roll of the year by village, and what was left of earlier ones."""
    last_year = dt.date(told.year - 1, 12, 31)
    nothing = (Money(0), None)
    paid = paid_by_roll(told.session, told.last)
    before = paid_by_roll(told.session, last_year)
    left: dict[int, int] = defaultdict(int)
    caught_up: dict[int, int] = defaultdict(int)
    own = {}
    for roll in all_rolls(told.session):
        if roll.year == told.year:
            own[roll.village_id] = roll
        elif roll.year < told.year:
            earlier = before.get(roll.id, nothing)[0].francs
            since = paid.get(roll.id, nothing)[0].francs - earlier
            left[roll.village_id] += max(0, roll.amount.francs - earlier)
            caught_up[roll.village_id] += since
    late = {village for village, francs in left.items() if francs}
    for village in sorted(own.keys() | late):
        known = own.get(village)
        told_roll: tuple[Cell, ...] = (None, None, None, 0, 0, 0)
        if known is not None:
            told_roll = (
                known.population,
                known.liable,
                published(known.exempt),
                known.rate.francs,
                known.amount.francs,
                paid.get(known.id, nothing)[0].francs,
            )
        yield f"V-{village}", *told_roll, left[village], caught_up[village]
