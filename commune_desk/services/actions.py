"""The actions of the plan: commands."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.funding import FunderClass, FundingStatus
from commune_desk.domain.issues import Issue, Record, Remedy, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.places import Places
from commune_desk.domain.priorities import Decision, reasoned
from commune_desk.domain.roles import Permission
from commune_desk.domain.strategy import Marker, Tags
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.committee_links import release
from commune_desk.services.coverage import affordable, covered
from commune_desk.services.fund_links import refuse_if_funded
from commune_desk.services.partners import partner_named
from commune_desk.services.plans import plan_of, within
from commune_desk.services.records import Entity, Revise, take_papers, taken
from commune_desk.storage.models import (
    Action,
    ActionCost,
    ActionPlace,
    ActionTheme,
    Axis,
    Contribution,
    Objective,
    Sector,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commune_desk.storage.unit import Unit


def _action_rules(unit: Unit, action: Action) -> Iterator[Issue]:
    if taken(
        unit, Action, ("plan_id", "code"), (action.plan_id, action.code), action.id
    ):
        text = N_(
            "The number {code} is already that of another action.", code=action.code
        )
        yield Issue(Severity.ERROR, text, field="code")
    yield from reasoned(action.code, action.decision, action.decision_reason)


ACTION = Entity(
    Action,
    N_("action {title}"),
    lambda row: row.code,
    {
        "code": N_("No."),
        "title": N_("Action"),
        "sector_id": N_("Sector"),
        "objective_id": N_("Objective"),
        "kind": N_("Type"),
        "places": N_("Place"),
        "quantity": N_("Quantity"),
        "unit": N_("Unit"),
        "indicator": N_("Indicator"),
        "responsible": N_("Responsible"),
        "source": N_("Source"),
        "note": N_("Remarks"),
        "women": N_("Women served"),
        "men": N_("Men served"),
        "starts_on": N_("Start"),
        "ends_on": N_("End"),
        "decision": N_("Decision"),
        "decision_reason": N_("Reason for the decision"),
        "outside_plan": N_("Outside the plan"),
    },
    _action_rules,
    frozenset({"code", "title", "sector_id"}),
)


NAMELESS: dict[str, Any] = {
    **dict.fromkeys(ACTION.required),
    "decision": Decision.KEPT,
    "decision_reason": "",
}
"""What an action is before anything is said of it."""


@dataclass(frozen=True)
class Gift:
    """A contribution that comes with a new action."""

    year: int
    funder_class: FunderClass
    amount: Money | None
    partner: str = ""
    status: FundingStatus = FundingStatus.SOUGHT


@dataclass(frozen=True)
class AddAction(Command[int]):
    """Add an action, with its places, its costs and who pays."""

    label: ClassVar[Text] = N_("Add an action")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    plan_id: int
    values: Mapping[str, Any]
    """Fields of the action; without `code` it gets the next number."""

    places: Places = field(default_factory=Places)
    costs: Mapping[int, Money] = field(default_factory=dict)
    gifts: tuple[Gift, ...] = ()
    tags: Tags = field(default_factory=Tags)

    def apply(self, unit: Unit) -> int:
        """Add it, if the rules agree."""
        plan = plan_of(unit, self.plan_id)
        for year in (*self.costs, *(gift.year for gift in self.gifts)):
            within(plan, year)
        values = {name: v for name, v in self.values.items() if v is not None}
        values["code"] = values.get("code") or next_code(unit, plan.id, values)
        values |= {
            "plan_id": plan.id,
            "whole_commune": self.places.whole_commune,
            "other_place": self.places.other,
        }
        ACTION.check(unit, SimpleNamespace(id=None, **{**NAMELESS, **values}))
        given = Money.total(gift.amount for gift in self.gifts)
        affordable(values["code"], Money.total(self.costs.values()), given)
        action = unit.insert(Action, values)
        unit.made.append((Action.__tablename__, action))
        self._surround(unit, action)
        unit.flush()
        return action

    def _surround(self, unit: Unit, action: int) -> None:
        """Add what belongs to the action: places, costs, contributions."""
        for village in dict.fromkeys(self.places.villages):
            place = {"action_id": action, "village_id": village}
            unit.insert(ActionPlace, place)
        for year, amount in sorted(self.costs.items()):
            cost = {"action_id": action, "year": year, "amount": amount}
            unit.insert(ActionCost, cost)
        for gift in self.gifts:
            unit.insert(Contribution, self._given(unit, action, gift))
        for tag in self.tags.tags:
            marked = {"action_id": action, "theme_id": tag.theme}
            marker = tag.marker or Marker.PRINCIPAL
            unit.insert(ActionTheme, {**marked, "marker": marker})

    def describe(self, unit: Unit) -> Text:
        """Name the action by its title: its number may have been given just now."""
        del unit
        return N_("Action “{title}” added", title=self.values["title"])

    @staticmethod
    def _given(unit: Unit, action: int, gift: Gift) -> dict[str, Any]:
        return {
            "action_id": action,
            "year": gift.year,
            "funder_class": gift.funder_class,
            "partner_id": partner_named(unit, gift.partner, gift.funder_class),
            "amount": gift.amount,
            "status": gift.status,
        }


@dataclass(frozen=True)
class ReviseAction(Revise):
    """Correct one field of an action."""

    label: ClassVar[Text] = N_("Correct an action")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = ACTION


@dataclass(frozen=True)
class _OnAction(Command[None]):
    """A deed on one action."""

    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int

    def _action(self, unit: Unit) -> Action:
        found: Action = ACTION.get(unit, self.id)
        return found

    def describe(self, unit: Unit) -> Text:
        """Name the deed and the action."""
        return N_("{deed} {code}", deed=self.label, code=self._action(unit).code)


@dataclass(frozen=True)
class PlaceAction(_OnAction):
    """Say where an action lies."""

    label: ClassVar[Text] = N_("Place of action")

    places: Places

    def apply(self, unit: Unit) -> None:
        """Replace its places."""
        action = self._action(unit)
        action.whole_commune = self.places.whole_commune
        action.other_place = self.places.other
        kept = {p.village_id: p for p in action.places}
        action.places[:] = [
            kept.get(village) or ActionPlace(village_id=village)
            for village in dict.fromkeys(self.places.villages)
        ]


@dataclass(frozen=True)
class CostAction(_OnAction):
    """Say what an action costs in one year; None takes the year away."""

    label: ClassVar[Text] = N_("Cost of action")

    year: int
    amount: Money | None

    def apply(self, unit: Unit) -> None:
        """Change the cost, if the contributions still fit under it."""
        action = self._action(unit)
        within(plan_of(unit, action.plan_id), self.year)
        cost = next((c for c in action.costs if c.year == self.year), None)
        if self.amount is None:
            if cost is not None:
                action.costs.remove(cost)
        elif cost is None:
            action.costs.append(ActionCost(year=self.year, amount=self.amount))
        else:
            cost.amount = self.amount
        cost_total = Money.total(each.amount for each in action.costs)
        given = Money.total(row.amount for row in action.contributions)
        least = (self.amount or Money(0)) + (given - cost_total)
        label = N_("Put the cost at {amount} F", amount=least)
        raised = Remedy(label, replace(self, amount=least))
        affordable(action.code, cost_total, given, (raised,))


@dataclass(frozen=True)
class FundAction(_OnAction):
    """Say what one class of funders gives in one year; None takes it away."""

    label: ClassVar[Text] = N_("Funding of action")

    year: int
    funder_class: FunderClass
    amount: Money | None

    def apply(self, unit: Unit) -> None:
        """Change the one contribution of the class; refuse to choose among several."""
        action = self._action(unit)
        within(plan_of(unit, action.plan_id), self.year)
        own = _given_by(action, self.year, self.funder_class)
        if len(own) > 1:
            raise Rejected([self._several(action, own)])
        if not own and self.amount is not None:
            action.contributions.append(
                Contribution(
                    year=self.year, funder_class=self.funder_class, amount=self.amount
                )
            )
        elif own and self.amount is None and own[0].partner_id is None:
            action.contributions.remove(own[0])
        elif own:
            own[0].amount = self.amount
        covered(action, self.amount, lambda fits: replace(self, amount=fits))

    def _several(self, action: Action, own: list[Contribution]) -> Issue:
        text = N_(
            "Action {code}, {year}: {count} contributions of the class “{funder}”"
            " make {total}; correct them one by one.",
            code=action.code,
            year=self.year,
            count=len(own),
            funder=self.funder_class,
            total=Money.total(row.amount for row in own),
        )
        return Issue(Severity.ERROR, text, record=Record("actions", action.id))


@dataclass(frozen=True)
class NamePartners(_OnAction):
    """Name who stands behind the partners' part of one year."""

    label: ClassVar[Text] = N_("Partner of action")

    year: int
    name: str

    def apply(self, unit: Unit) -> None:
        """Name the partner of the one contribution, or note a name without amount."""
        action = self._action(unit)
        within(plan_of(unit, action.plan_id), self.year)
        own = _given_by(action, self.year, FunderClass.PARTNER)
        if len(own) > 1:
            refuse = FundAction(self.id, self.year, FunderClass.PARTNER, None)
            refuse.apply(unit)
        partner = partner_named(unit, self.name, FunderClass.PARTNER)
        if own:
            own[0].partner_id = partner
            if partner is None and own[0].amount is None:
                action.contributions.remove(own[0])
        elif partner is not None:
            action.contributions.append(
                Contribution(
                    year=self.year,
                    funder_class=FunderClass.PARTNER,
                    partner_id=partner,
                )
            )


@dataclass(frozen=True)
class DuplicateAction(Command[int]):
    """Make another action like this one, without its money."""

    label: ClassVar[Text] = N_("Duplicate action")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int

    def apply(self, unit: Unit) -> int:
        """Copy what describes it, its places and its costs."""
        model = ACTION.get(unit, self.id)
        fields = ("title", "sector_id", "objective_id", "kind", "quantity", "unit",
                  "indicator", "responsible", "note")  # fmt: skip
        values = {name: getattr(model, name) for name in fields}
        places = Places(
            tuple(place.village_id for place in model.places),
            model.whole_commune,
            model.other_place,
        )
        costs = {cost.year: cost.amount for cost in model.costs}
        return AddAction(model.plan_id, values, places, costs).apply(unit)


@dataclass(frozen=True)
class RemoveActions(Command[None]):
    """Remove actions, with their costs and contributions."""

    label: ClassVar[Text] = N_("Remove actions")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    ids: tuple[int, ...]

    def apply(self, unit: Unit) -> None:
        """Remove them all, or none."""
        for row_id in self.ids:
            refuse_if_funded(unit, ACTION.get(unit, row_id))
            release(unit, row_id)
            unit.session.delete(ACTION.get(unit, row_id))
            take_papers(unit, ACTION.table, row_id)

    def describe(self, unit: Unit) -> Text:
        """Count what was removed."""
        del unit
        return N_("{label} ({count})", label=self.label, count=len(self.ids))


def next_code(unit: Unit, plan_id: int, values: Mapping[str, Any]) -> str:
    """Number a new action: its axis, or its sector, then the next free number."""
    prefix = _prefix(unit, values)

    def read() -> dict[str, int]:
        last: dict[str, int] = {}
        codes = select(Action.code).where(Action.plan_id == plan_id)
        for code in unit.session.scalars(codes):
            head, _, number = code.rpartition(".")
            if number.isdigit():
                last[head] = max(last.get(head, 0), int(number))
        return last

    last = unit.once(f"actions.{plan_id}.last", read)
    last[prefix] = last.get(prefix, 0) + 1
    return f"{prefix}.{last[prefix]}"


def _prefix(unit: Unit, values: Mapping[str, Any]) -> str:
    if objective_id := values.get("objective_id"):
        objective = unit.find(Objective, objective_id)
        return str(unit.find(Axis, objective.axis_id).number)
    return unit.find(Sector, values["sector_id"]).code


def _given_by(action: Action, year: int, who: FunderClass) -> list[Contribution]:
    rows = action.contributions
    return [row for row in rows if (row.year, row.funder_class) == (year, who)]
