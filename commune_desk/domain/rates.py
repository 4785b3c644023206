"""The three rates of a plan, which practice confuses (`planning.md` 2.4).

Each is a pure function of what was planned and what came of it, and each has its
formula as a sentence, to stand under every table that shows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WHOLE = Share(10_000)
NOTHING, UNTOUCHED = Money(0), Share(0)
POINT = 100
"""Hundredths of a per cent in one point."""

PHYSICAL = N_(
    "Physical rate = sum of (planned cost × physical progress) ÷ sum of planned costs."
)
FINANCIAL = N_("Financial rate = amount paid ÷ planned cost.")
REALISATION = N_(
    "Rate of realisation = number of actions done ÷ number of actions programmed to"
    " date."
)
AMOUNTS = N_(
    "Committed and paid: the greater of the amount noted and of what the books say."
)
FORMULAE = (PHYSICAL, FINANCIAL, REALISATION, AMOUNTS)


@dataclass(frozen=True, slots=True)
class Tracked:
    """One action as the rates see it."""

    cost: Money
    """What was planned for the time considered; the weight of the action."""

    paid: Money = NOTHING
    physical: Share = UNTOUCHED
    done: bool = False


@dataclass(frozen=True, slots=True)
class Rates:
    """What some actions make together."""

    count: int
    done: int
    cost: Money
    paid: Money
    physical: Share | None
    financial: Share | None
    realisation: Share | None


def rates(actions: Iterable[Tracked]) -> Rates:
    """Take the three rates of some actions; None where there is nothing to divide."""
    every = list(actions)
    cost = Money.total(action.cost for action in every)
    paid = Money.total(action.paid for action in every)
    done = sum(action.done for action in every)
    return Rates(
        len(every),
        done,
        cost,
        paid,
        physical(every),
        Share.of(paid, cost),
        Share.of(Money(done), Money(len(every))),
    )


def physical(actions: Sequence[Tracked]) -> Share | None:
    """Weight the progress of each action by its cost."""
    cost = sum(action.cost.francs for action in actions)
    if not cost:
        return None
    made = sum(a.cost.francs * a.physical.basis_points for a in actions)
    return Share(int(Fraction(made, cost) + Fraction(1, 2)))


def progress_of(
    percent: int | None, quantity: int | None, planned: int | None
) -> Share | None:
    """Say how far the works are: the percentage noted, else units done of planned.

    More units than planned make 100 %, not more.
    """
    if percent is not None:
        return Share(percent * POINT)
    if quantity is None or not planned:
        return None
    found = Share.of(Money(min(quantity, planned)), Money(planned))
    return found or Share(0)


def gap(physical_: Share | None, financial: Share | None) -> int | None:
    """Whole points between works and payments; above 0, works are ahead."""
    if physical_ is None or financial is None:
        return None
    return int((physical_.basis_points - financial.basis_points) / POINT)
