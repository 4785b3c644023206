"""What a unit cost the commune before: a classroom, a borehole, a kilometre."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from commune_desk.domain.money import Money
from commune_desk.domain.search import fold
from commune_desk.storage.models import Action, ActionCost, Plan

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What one unit of an action costs, and the first year of its cost."""

    action_id: int
    code: str
    year: int
    unit: str
    each: Money


@dataclass(frozen=True, slots=True)
class Past:
    """The dearest and the cheapest unit of earlier actions, and how many there are."""

    least: Money
    most: Money
    count: int


def unit_costs(session: Session) -> dict[tuple[int, str], list[UnitCost]]:
    """Group the unit costs of all living plans by sub-sector and unit."""
    query = (
        select(
            Action.id,
            Action.code,
            Action.sector_id,
            Action.unit,
            Action.quantity,
            func.min(ActionCost.year),
            func.sum(ActionCost.amount),
        )
        .join(ActionCost, ActionCost.action_id == Action.id)
        .join(Plan, Plan.id == Action.plan_id)
        .where(~Plan.archived, Action.quantity > 0, Action.unit != "")
        .group_by(Action.id)
    )
    found: dict[tuple[int, str], list[UnitCost]] = {}
    for row_id, code, sector, unit, quantity, year, cost in session.execute(query):
        francs = cost.francs if isinstance(cost, Money) else int(cost)
        each = UnitCost(row_id, code, year, unit, Money(francs // (quantity or 1)))
        found.setdefault((sector, fold(unit)), []).append(each)
    return found


def past_of(own: UnitCost, alike: list[UnitCost]) -> Past | None:
    """Give what earlier actions of the same unit cost; None where there is none."""
    known = [each.each for each in alike if each.year < own.year]
    return Past(min(known), max(known), len(known)) if known else None
