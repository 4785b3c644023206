"""Put off to a later year what was not done (`planning.md` 2.4 and 7, rule 16)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.annual import cost_in, line_of, reach
from commune_desk.services.command import Command
from commune_desk.services.coverage import covered
from commune_desk.services.plans import plan_of, within
from commune_desk.storage.models import Action, ActionCost, AnnualLine

if TYPE_CHECKING:
    from commune_desk.storage.unit import Unit


@dataclass(frozen=True)
class CarryOver(Command[None]):
    """Put off to a later year what was not done, and say why."""

    label: ClassVar[Text] = N_("Carry an action over")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int
    from_year: int
    to_year: int
    amount: Money
    reason: str
    decided_on: dt.date | None = None
    """The day of the decision; today where it is not said."""

    def apply(self, unit: Unit) -> None:
        """Move the cost, tick the later year, note the action as postponed."""
        action = unit.find(Action, self.id)
        plan = plan_of(unit, action.plan_id)
        for year in (self.from_year, self.to_year):
            within(plan, year)
        self._check(action)
        _move(action, self.from_year, -self.amount.francs)
        _move(action, self.to_year, self.amount.francs)
        self._check_gifts(action)
        covered(action)
        line = line_of(unit, self.id, self.to_year)
        if line is None:
            values = {
                "action_id": self.id,
                "year": self.to_year,
                "amount": self.amount,
                "carried_from": self.from_year,
                "reason": self.reason.strip(),
            }
            unit.insert(AnnualLine, values)
        else:
            line.amount += self.amount
            line.carried_from, line.reason = self.from_year, self.reason.strip()
        day = self.decided_on or dt.datetime.now().astimezone().date()
        reach(unit, self.id, ActionState.POSTPONED, day, self.to_year, self.reason)

    def _check(self, action: Action) -> None:
        if not self.reason.strip():
            text = N_("Say why action {code} is carried over.", code=action.code)
            raise Rejected([Issue(Severity.ERROR, text, "PLAN-16", field="reason")])
        if self.to_year <= self.from_year:
            text = N_(
                "Action {code}: {to} does not come after {start}.",
                code=action.code,
                to=str(self.to_year),
                start=str(self.from_year),
            )
            raise Rejected([Issue(Severity.ERROR, text, field="to_year")])
        cost = cost_in(action, self.from_year) or Money(0)
        if not 0 < self.amount.francs <= cost.francs:
            text = N_(
                "Action {code}: {amount} F cannot be carried over from {year}, where"
                " it costs {cost} F.",
                code=action.code,
                amount=self.amount,
                year=str(self.from_year),
                cost=cost,
            )
            raise Rejected([Issue(Severity.ERROR, text, field="amount")])

    def _check_gifts(self, action: Action) -> None:
        """Refuse to leave contributions behind without a cost they pay."""
        left = cost_in(action, self.from_year) or Money(0)
        given = Money.total(
            gift.amount for gift in action.contributions if gift.year == self.from_year
        )
        if given.francs > left.francs:
            text = N_(
                "Action {code}: contributions of {year} {given} − cost left {cost} ="
                " {gap} F too much. Change the year of these contributions to {to}"
                " first.",
                code=action.code,
                year=str(self.from_year),
                given=given,
                cost=left,
                gap=given - left,
                to=str(self.to_year),
            )
            where = Record("actions", action.id)
            raise Rejected([Issue(Severity.ERROR, text, "PLAN-02", where, "amount")])

    def describe(self, unit: Unit) -> Text:
        """Name the action and both years."""
        return N_(
            "Action {code} carried over from {start} to {to}",
            code=unit.session.get_one(Action, self.id).code,
            start=str(self.from_year),
            to=str(self.to_year),
        )


def _move(action: Action, year: int, francs: int) -> None:
    """Add francs to a year's cost; a year left with none goes."""
    cost = next((c for c in action.costs if c.year == year), None)
    if cost is None:
        action.costs.append(ActionCost(year=year, amount=Money(francs)))
        return
    cost.amount += Money(francs)
    if not cost.amount:
        action.costs.remove(cost)
