"""What is ticked for a year, added up against the envelopes: one query for a screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.services.envelopes import by_class, envelopes
from commune_desk.services.programming import actions

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.domain.funding import FunderClass
    from commune_desk.services.scope import Scope


@dataclass(frozen=True, slots=True)
class Against:
    """A class of funders: what the ticked actions ask of it, and what it can give."""

    funder_class: FunderClass
    asked: Money
    envelope: Money | None

    @property
    def over(self) -> Money | None:
        """How much more than the envelope; None where it holds or is not known."""
        if self.envelope is None or self.asked.francs <= self.envelope.francs:
            return None
        return self.asked - self.envelope


@dataclass(frozen=True, slots=True)
class AnnualSums:
    """The annual plan of a year as it stands."""

    count: int
    cost: Money
    to_find: Money
    """Cost of the ticked actions that no contribution names."""

    classes: tuple[Against, ...]


def annual_sums(session: Session, scope: Scope) -> AnnualSums:
    """Add up the ticked actions; classes that neither give nor could are left out."""
    year = scope.year
    ticked = [row for row in actions(session, scope) if year in row.annual]
    asked = by_class(ticked)
    cost = Money.total(row.annual[year] for row in ticked)
    given = Money.total(sum_ for (_, y), sum_ in asked.items() if y == year)
    classes = tuple(
        Against(
            row.funder_class,
            asked.get((row.funder_class, year), Money(0)),
            row.envelopes.get(year),
        )
        for row in envelopes(session, scope)
        if year in row.envelopes or (row.funder_class, year) in asked
    )
    left = Money(max(0, cost.francs - given.francs))
    return AnnualSums(len(ticked), cost, left, classes)


def by_year(session: Session, scope: Scope) -> dict[int, tuple[Money, Money]]:
    """Give for each year the sum of the envelopes and the cost of the actions."""
    rows, kept = actions(session, scope), envelopes(session, scope)
    return {
        year: (
            Money.total(row.envelopes.get(year) for row in kept),
            Money.total(row.costs.get(year) for row in rows),
        )
        for year in scope.years
    }
