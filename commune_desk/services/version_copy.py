"""Freeze the present state of a plan as an archived version, and open the next one.

The living plan keeps its ids, so that whatever refers to its actions stays true; the
archived version is a copy whose actions name the living ones (`origin_id`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.plans import plan_of
from commune_desk.storage.models import (
    Action,
    ActionCost,
    ActionPlace,
    ActionShare,
    ActionTheme,
    AnnualLine,
    Axis,
    Contribution,
    Envelope,
    Indicator,
    IndicatorValue,
    Objective,
    ObjectiveTheme,
    Plan,
    Result,
    Sustainability,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.storage.models import Base
    from commune_desk.storage.unit import Unit

    Copied = dict[int, int]

OF_ACTION: tuple[type[Base], ...] = (
    ActionPlace, ActionCost, Contribution, AnnualLine, ActionShare, ActionTheme,
    Sustainability,
)  # fmt: skip
"""What is copied with an action. What came of it later stays with the living one."""


@dataclass(frozen=True)
class NewVersion(Command[int]):
    """Archive the plan as it stands and open its next version."""

    label: ClassVar[Text] = N_("New version of the plan")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    plan_id: int
    reason: str
    deliberation: str = ""
    """The decision to revise the plan, where there is one already."""

    def apply(self, unit: Unit) -> int:
        """Copy everything, then raise the version; the archived copy is returned."""
        plan = plan_of(unit, self.plan_id)
        if not self.reason.strip():
            text = N_("Say why “{title}” gets a new version.", title=plan.title)
            raise Rejected([Issue(Severity.ERROR, text, field="reason")])
        unit.settle()
        frozen = _values(plan) | {"archived": True}
        plan.version += 1
        plan.adopted_on = None
        plan.deliberation = self.deliberation.strip()
        plan.note = self.reason.strip()
        unit.settle()  # the number must be free before the copy takes it
        copy = unit.insert(Plan, frozen)
        _Copier(unit, self.plan_id, copy).run()
        unit.settle()
        return copy

    def describe(self, unit: Unit) -> Text:
        """Name the plan and its new number."""
        plan = unit.session.get_one(Plan, self.plan_id)
        return N_(
            "Version {version} of “{title}” opened",
            version=plan.version,
            title=plan.title,
        )


class _Copier:
    """Copies what belongs to a plan, and remembers which row became which."""

    def __init__(self, unit: Unit, plan_id: int, copy: int) -> None:
        self.unit, self.plan_id, self.copy = unit, plan_id, copy

    def run(self) -> None:
        """Copy from the top of the tree down."""
        plans = {self.plan_id: self.copy}
        axes = self._copied(Axis, {"plan_id": plans})
        aims = self._copied(Objective, {"axis_id": axes})
        results = self._copied(Result, {"objective_id": aims})
        self._copied(ObjectiveTheme, {"objective_id": aims})
        refers = {"plan_id": plans, "objective_id": aims, "result_id": results}
        measures = self._copied(Indicator, refers)
        self._copied(IndicatorValue, {"indicator_id": measures})
        self._copied(Envelope, {"plan_id": plans})
        acts = self._copied(
            Action, {"plan_id": plans, "objective_id": aims}, names_origin=True
        )
        for model in OF_ACTION:
            self._copied(model, {"action_id": acts})

    def _copied(
        self,
        model: type[Base],
        refers: Mapping[str, Copied],
        *,
        names_origin: bool = False,
    ) -> Copied:
        """Copy the rows that belong to what was copied; the first column decides."""
        first, owners = next(iter(refers.items()))
        column = model.__table__.c[first]
        made: Copied = {}
        for line in self.unit.session.execute(select(*model.__table__.c)):
            values: dict[str, Any] = dict(line._mapping)  # noqa: SLF001  SQLAlchemy's public name
            if values[column.name] not in owners:
                continue
            row_id = values.pop("id")
            for name, known in refers.items():
                values[name] = known.get(values[name])
            if names_origin:
                values["origin_id"] = row_id
            made[row_id] = self.unit.insert(model, values)
        return made


def _values(plan: Plan) -> dict[str, Any]:
    return {c.name: getattr(plan, c.name) for c in Plan.__table__.c if c.name != "id"}
