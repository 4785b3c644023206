"""What each village receives of the plan, in francs and by inhabitant."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.money import Money
from commune_desk.domain.village_shares import parted
from commune_desk.storage.models import Village

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from commune_desk.services.programming import ActionRow


@dataclass(slots=True)
class VillageShare:
    """A village, and its part of the actions that name it.

    Actions of the whole commune are parted among nobody: they serve all alike.
    """

    id: int
    name: str
    population: int | None
    population_year: int | None
    households: int | None
    zone: str
    parts: dict[int, dict[int, Money]] = field(default_factory=dict)
    """Action → year → francs."""

    @property
    def cost(self) -> Money:
        """Its part of all actions."""
        return Money.total(m for years in self.parts.values() for m in years.values())

    @property
    def a_head(self) -> Fraction | None:
        """Francs by inhabitant; None where the population is unknown."""
        return Fraction(self.cost.francs, self.population) if self.population else None


def village_shares(
    session: Session, rows: Iterable[ActionRow]
) -> dict[int, VillageShare]:
    """Part the cost of actions among their villages, year by year, to the franc."""
    query = select(
        Village.id,
        Village.name,
        Village.population,
        Village.population_year,
        Village.households,
        Village.zone,
    ).order_by(Village.name)
    found = {row.id: VillageShare(*row) for row in session.execute(query)}
    for row in rows:
        villages = row.places.villages
        given: dict[int, dict[int, Money]] = defaultdict(dict)
        for village in villages:
            given[village] = {}
        for year, cost in row.costs.items():
            if villages:
                parts = parted(cost.francs, len(villages))
                for village, part in zip(villages, parts, strict=True):
                    given[village][year] = Money(part)
        for village, years in given.items():
            found[village].parts[row.id] = years
    return found
