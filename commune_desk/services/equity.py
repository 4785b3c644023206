"""What the plan brings to each village, and to women and men."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.lifecycle import Stage
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, Text
from commune_desk.services.territory import villages
from commune_desk.services.tracking import planned, tracked

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.services.tracking import FollowRow

WHOLE, ELSEWHERE = -1, -2
"""Stand for the number of a village where an action serves all, or none of them."""

SPLIT = N_(
    "The cost of an action that serves several villages is shared equally among them;"
    " what serves the whole commune stands on a line of its own."
)


class EquityRow(NamedTuple):
    """What one village gets of the plan."""

    id: int
    name: Text | str
    population: int | None
    actions: int
    done: int
    cost: Money
    paid: Money
    whole: Money
    """The cost of the plan, of which this is a part."""

    women: int | None
    men: int | None

    @property
    def share(self) -> Share | None:
        """Its part of the cost of the plan."""
        return Share.of(self.cost, self.whole)

    @property
    def per_head(self) -> Money | None:
        """Cost for one inhabitant, to the nearest franc, as other papers print it."""
        if not self.population:
            return None
        return Money(round(self.cost.francs / self.population))


def split(amount: int, among: Sequence[int]) -> dict[int, int]:
    """Share an amount equally; the francs left over go to the first ones."""
    each, rest = divmod(amount, len(among))
    return {one: each + (place < rest) for place, one in enumerate(among)}


def reached(row: FollowRow) -> tuple[int, ...]:
    """Tell which villages an action serves, or which line stands for its place."""
    if row.places.villages:
        return row.places.villages
    return (WHOLE,) if row.places.whole_commune else (ELSEWHERE,)


def equity(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[EquityRow]:
    """List what each village gets of the plan; the sums are those of the plan."""
    rows = planned(tracked(session, scope))
    whole = Money.total(row.cost for row in rows)
    sums: dict[int, _Sum] = {}
    for row in rows:
        where = reached(row)
        cost = split(row.cost.francs if row.cost else 0, where)
        paid = split(row.paid.francs if row.paid else 0, where)
        women = split(row.plan.women or 0, where)
        men = split(row.plan.men or 0, where)
        for place in where:
            known = row.plan.women is not None or row.plan.men is not None
            sums.setdefault(place, _Sum()).add(
                row, cost[place], paid[place], (women[place], men[place], known)
            )
    heads: list[tuple[int, Text | str, int | None]] = [
        (village.id, village.name, village.population)
        for village in villages(session, scope)
    ]
    heads += [
        (place, name, None)
        for place, name in (
            (WHOLE, N_("Whole commune")),
            (ELSEWHERE, N_("Other place")),
        )
        if place in sums
    ]
    found = []
    for place, name, population in heads:
        if ids is not None and place not in ids:
            continue
        one = sums.get(place, _Sum())
        found.append(
            EquityRow(
                place,
                name,
                population,
                one.actions,
                one.done,
                Money(one.cost),
                Money(one.paid),
                whole,
                one.women if one.known else None,
                one.men if one.known else None,
            )
        )
    return found


class _Sum:
    """What adds up for one place."""

    def __init__(self) -> None:
        self.actions = self.done = self.cost = self.paid = 0
        self.women = self.men = 0
        self.known = False

    def add(
        self, row: FollowRow, cost: int, paid: int, people: tuple[int, int, bool]
    ) -> None:
        """Count one action."""
        self.actions += 1
        self.done += row.stage is Stage.DONE
        self.cost += cost
        self.paid += paid
        self.women += people[0]
        self.men += people[1]
        self.known = self.known or people[2]
