"""Contributions stay under the cost of their action; else, what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Remedy, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.services.command import Command
    from commune_desk.storage.models import Action


def covered(
    action: Action,
    asked: Money | None = None,
    instead: Callable[[Money], Command[Any]] | None = None,
) -> None:
    """Refuse contributions above the cost (`planning.md` 7, rule 2).

    `asked` is the contribution that was typed, `instead` makes the command that puts
    another in its place: the refusal then offers what fits.
    """
    cost = Money.total(cost.amount for cost in action.costs)
    given = Money.total(row.amount for row in action.contributions)
    ways = []
    fits = (asked or Money(0)) - (given - cost)
    if instead is not None and fits.francs > 0:
        label = N_("Keep what fits: {amount} F", amount=fits)
        ways.append(Remedy(label, instead(fits)))
    if instead is not None:
        label = N_("Change the cost of action {code}", code=action.code)
        ways.append(Remedy(label, records=(Record("actions", action.id),)))
    affordable(action.code, cost, given, tuple(ways))


def affordable(
    code: str, cost: Money, given: Money, remedies: tuple[Remedy, ...] = ()
) -> None:
    """Refuse to give more than an action costs, with the arithmetic."""
    if given.francs > cost.francs:
        text = N_(
            "Action {code}: contributions {given} − cost {cost} = {excess} F too much.",
            code=code,
            given=given,
            cost=cost,
            excess=given - cost,
        )
        raise Rejected(
            [Issue(Severity.ERROR, text, "PLAN-02", field="amount", remedies=remedies)]
        )
