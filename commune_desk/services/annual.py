"""The annual plan (PIA): actions ticked for a year, and what is carried over."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.actions import AddAction, CostAction
from commune_desk.services.command import Command
from commune_desk.services.plans import plan_of, within
from commune_desk.services.programming import drawn_up
from commune_desk.services.scope import Scope
from commune_desk.storage.models import Action, AnnualLine, Transition

if TYPE_CHECKING:
    from commune_desk.storage.unit import Unit

BEFORE = frozenset({ActionState.IDEA, ActionState.PROGRAMMED, ActionState.POSTPONED})
"""States that an action leaves when it is ticked (`planning.md` 2.4)."""


@dataclass(frozen=True)
class TickActions(Command[int]):
    """Take actions into the annual plan of a year, at their cost in the plan."""

    label: ClassVar[Text] = N_("Tick actions for the annual plan")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    ids: tuple[int, ...]
    year: int

    def apply(self, unit: Unit) -> int:
        """Tick those that are not yet in it; count them."""
        count = 0
        for row_id in self.ids:
            action = unit.find(Action, row_id)
            within(plan_of(unit, action.plan_id), self.year)
            if line_of(unit, row_id, self.year) is None:
                take_in(unit, action, self.year, _cost(action, self.year))
                count += 1
        return count

    def describe(self, unit: Unit) -> Text:
        """Count what was ticked."""
        del unit
        return P_(
            "{count} action ticked for the PIA {year}",
            "{count} actions ticked for the PIA {year}",
            count=len(self.ids),
            year=str(self.year),
        )


@dataclass(frozen=True)
class UntickActions(Command[None]):
    """Take actions out of the annual plan of a year."""

    label: ClassVar[Text] = N_("Untick actions of the annual plan")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    ids: tuple[int, ...]
    year: int

    def apply(self, unit: Unit) -> None:
        """Take them out; the state that ticking gave goes with the line."""
        for row_id in self.ids:
            line = line_of(unit, row_id, self.year)
            if line is not None:
                plan_of(unit, unit.find(Action, row_id).plan_id)
                unit.session.delete(line)
                unit.session.flush()
                drop_state(unit, row_id)

    def describe(self, unit: Unit) -> Text:
        """Count what was taken out."""
        del unit
        return P_(
            "{count} action taken out of the PIA {year}",
            "{count} actions taken out of the PIA {year}",
            count=len(self.ids),
            year=str(self.year),
        )


@dataclass(frozen=True)
class SetAnnualAmount(Command[None]):
    """Say what an action costs in the annual plan; None takes it out."""

    label: ClassVar[Text] = N_("Cost in the annual plan")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int
    year: int
    amount: Money | None

    def apply(self, unit: Unit) -> None:
        """Change the line, or tick the action at this cost."""
        if self.amount is None:
            UntickActions((self.id,), self.year).apply(unit)
            return
        action = unit.find(Action, self.id)
        within(plan_of(unit, action.plan_id), self.year)
        line = line_of(unit, self.id, self.year)
        if line is None:
            take_in(unit, action, self.year, self.amount)
        else:
            line.amount = self.amount

    def describe(self, unit: Unit) -> Text:
        """Name the action and the year."""
        code = unit.session.get_one(Action, self.id).code
        year = str(self.year)
        return N_("Cost in the PIA {year}, action {code}", year=year, code=code)


@dataclass(frozen=True)
class CostInYear(Command[None]):
    """Type the cost of an action on the page of the annual plan."""

    label: ClassVar[Text] = N_("Cost of the year")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int
    year: int
    amount: Money | None

    def _deed(self, unit: Unit) -> SetAnnualAmount | CostAction:
        plan_id = unit.find(Action, self.id).plan_id
        if has_plan(unit, plan_id, self.year):
            return SetAnnualAmount(self.id, self.year, self.amount)
        return CostAction(self.id, self.year, self.amount)

    def apply(self, unit: Unit) -> None:
        """Change the annual plan if there is one, else the plan itself."""
        self._deed(unit).apply(unit)

    def describe(self, unit: Unit) -> Text:
        """Name what was changed."""
        return self._deed(unit).describe(unit)


@dataclass(frozen=True)
class AddToYear(Command[int]):
    """Add an action on the page of the annual plan: it is ticked if there is one."""

    label: ClassVar[Text] = N_("Add an action to the annual plan")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    add: AddAction
    year: int

    def apply(self, unit: Unit) -> int:
        """Add it to the plan, then to the annual plan."""
        row_id = self.add.apply(unit)
        if has_plan(unit, self.add.plan_id, self.year):
            amount = self.add.costs.get(self.year, Money(0))
            line = {"action_id": row_id, "year": self.year, "amount": amount}
            unit.insert(AnnualLine, line)
            note_state(unit, row_id, self.year)
            unit.flush()
        return row_id

    def describe(self, unit: Unit) -> Text:
        """Name the action."""
        return self.add.describe(unit)


def not_yet(year: int) -> Text:
    """Say that the year has no annual plan yet, only its slice of the plan."""
    return N_(
        "Draft: slice {year} of the plan, no PIA has been drawn up yet.",
        year=str(year),
    )


def line_of(unit: Unit, action_id: int, year: int) -> AnnualLine | None:
    """Find the line of an action in the annual plan of a year."""
    query = select(AnnualLine).where(
        AnnualLine.action_id == action_id, AnnualLine.year == year
    )
    return unit.session.scalar(query)


def take_in(unit: Unit, action: Action, year: int, amount: Money) -> None:
    """Write the line of an action, and the state that it gives."""
    values = {"action_id": action.id, "year": year, "amount": amount}
    unit.insert(AnnualLine, values)
    note_state(unit, action.id, year)
    unit.flush()


def has_plan(unit: Unit, plan_id: int, year: int) -> bool:
    """Tell whether there is an annual plan; asked once for a bulk act."""
    name = f"annual_lines.{plan_id}.{year}"
    return unit.once(name, lambda: drawn_up(unit.session, Scope(year, plan_id)))


def note_state(unit: Unit, action_id: int, year: int) -> None:
    """Note the action as ticked, unless it has come further already.

    An annual plan runs from the first of January: a later tick does not say more.
    """
    if _states(unit).get(action_id, ActionState.PROGRAMMED) in BEFORE:
        today = dt.datetime.now().astimezone().date()
        day = min(today, dt.date(year, 1, 1))
        reach(unit, action_id, ActionState.ANNUAL, day)


def drop_state(unit: Unit, action_id: int) -> None:
    """Take back the state that ticking gave, if the action went no further."""
    if _any_line(unit, action_id):
        return
    query = (
        select(Transition)
        .where(Transition.action_id == action_id)
        .order_by(Transition.reached_on.desc(), Transition.id.desc())
    )
    last = unit.session.scalars(query).first()
    if last is not None and last.state is ActionState.ANNUAL:
        unit.session.delete(last)


def reach(  # noqa: PLR0913, PLR0917  the columns of a transition
    unit: Unit,
    action_id: int,
    state: ActionState,
    day: dt.date,
    to_year: int | None = None,
    reason: str = "",
) -> None:
    """Note that an action reached a state."""
    values = {
        "action_id": action_id,
        "state": state,
        "reached_on": day,
        "to_year": to_year,
        "reason": reason.strip(),
    }
    unit.insert(Transition, values)
    _states(unit)[action_id] = state


def _states(unit: Unit) -> dict[int, ActionState]:
    def read() -> dict[int, ActionState]:
        query = select(Transition.action_id, Transition.state)
        order = (Transition.reached_on, Transition.id)
        rows = unit.session.execute(query.order_by(*order))
        return {action: state for action, state in rows}  # noqa: C416  rows are no pairs

    return unit.once("transitions.states", read)


def _any_line(unit: Unit, action_id: int) -> bool:
    query = select(AnnualLine.id).where(AnnualLine.action_id == action_id).limit(1)
    return unit.session.scalar(query) is not None


def cost_in(action: Action, year: int) -> Money | None:
    """Give what an action costs in a year; None where it has no cost."""
    return next((c.amount for c in action.costs if c.year == year), None)


def _cost(action: Action, year: int) -> Money:
    cost = cost_in(action, year)
    if cost is None:
        text = N_(
            "Action {code} has no cost in {year}: carry over what is left of an"
            " earlier year, or type its cost.",
            code=action.code,
            year=str(year),
        )
        where = Record("actions", action.id)
        raise Rejected([Issue(Severity.ERROR, text, "PLAN-06", where, "annual")])
    return cost
