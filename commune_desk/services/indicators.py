"""Results and indicators of the logical frame: commands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.logical_frame import aimed, dated, divided
from commune_desk.domain.roles import Permission
from commune_desk.domain.search import fold
from commune_desk.domain.strategy import Direction
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.plans import plan_of
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.templates import template
from commune_desk.storage.models import (
    Axis,
    Indicator,
    IndicatorValue,
    Objective,
    Result,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commune_desk.storage.unit import Unit

COMMON = "indicators"
"""Name of the template of common indicators (`planning.md` 2.2, to be verified)."""

_DIRECTIONS = {"hausse": Direction.RISES, "baisse": Direction.FALLS}


def _result_rules(unit: Unit, row: Result) -> Iterator[Issue]:
    objective = unit.find(Objective, row.objective_id)
    plan_of(unit, unit.find(Axis, objective.axis_id).plan_id)
    key = (row.objective_id, row.number)
    if taken(unit, Result, ("objective_id", "number"), key, row.id):
        text = N_(
            "The number {number} is already that of another result of this objective.",
            number=row.number,
        )
        yield Issue(Severity.ERROR, text, field="number")


def _indicator_rules(unit: Unit, row: Indicator) -> Iterator[Issue]:
    plan = plan_of(unit, row.plan_id)
    yield from aimed(plan.first_year, row.title, row.baseline_year, row.target_year)
    if row.result_id is not None:
        result = unit.find(Result, row.result_id)
        if result.objective_id != row.objective_id:
            text = N_(
                "“{title}”: the result “{result}” belongs to another objective.",
                title=row.title,
                result=result.title,
            )
            yield Issue(Severity.ERROR, text, field="result_id")


def _value_rules(unit: Unit, row: IndicatorValue) -> Iterator[Issue]:
    indicator = unit.find(Indicator, row.indicator_id)
    plan_of(unit, indicator.plan_id)
    yield from dated(row.year)
    yield from divided(indicator.title, indicator.unit, row)
    key = (row.indicator_id, row.year)
    if taken(unit, IndicatorValue, ("indicator_id", "year"), key, row.id):
        text = N_(
            "“{title}” has already a value in {year}.",
            title=indicator.title,
            year=str(row.year),
        )
        yield Issue(Severity.ERROR, text, field="year")


RESULT = Entity(
    Result,
    N_("result “{title}”"),
    lambda row: row.title,
    {
        "objective_id": N_("Objective"),
        "number": N_("No."),
        "title": N_("Expected result"),
        "assumptions": N_("Assumptions, risks"),
    },
    _result_rules,
    frozenset({"objective_id", "number", "title"}),
    {"indicators": (Indicator, "result_id")},
)
INDICATOR = Entity(
    Indicator,
    N_("indicator “{title}”"),
    lambda row: row.title,
    {
        "title": N_("Indicator"),
        "objective_id": N_("Objective"),
        "result_id": N_("Expected result"),
        "unit": N_("Unit"),
        "direction": N_("Direction"),
        "by_sex": N_("By sex"),
        "baseline": N_("Baseline"),
        "baseline_year": N_("Year of the baseline"),
        "target": N_("Target"),
        "target_year": N_("Year of the target"),
        "source": N_("Means of verification"),
        "note": N_("Note"),
    },
    _indicator_rules,
    frozenset({"title"}),
)
VALUE = Entity(
    IndicatorValue,
    N_("value of {title}"),
    lambda row: str(row.year),
    {
        "indicator_id": N_("Indicator"),
        "year": N_("Year"),
        "value": N_("Value"),
        "women": N_("Women"),
        "men": N_("Men"),
        "source": N_("Source"),
    },
    _value_rules,
    frozenset({"indicator_id", "year"}),
)


@dataclass(frozen=True)
class AddResult(Add):
    """Add a result to an objective; without a number it gets the next one."""

    label: ClassVar[Text] = N_("Add a result")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = RESULT

    def apply(self, unit: Unit) -> int:
        """Add it, numbered."""
        values = dict(self.values)
        objective = values["objective_id"]

        def read() -> dict[int, int]:
            last = select(Result.objective_id, func.max(Result.number))
            rows = unit.session.execute(last.group_by(Result.objective_id))
            return {row_id: number for row_id, number in rows}  # noqa: C416  rows are no pairs

        last = unit.once("results.last", read)
        if values.get("number") is None:
            values["number"] = last.get(objective, 0) + 1
        last[objective] = max(last.get(objective, 0), values["number"])
        return Add.apply(_Numbered(values), unit)

    def describe(self, unit: Unit) -> Text:
        """Name the result."""
        return Add.describe(_Numbered({"number": 0, **self.values}), unit)


@dataclass(frozen=True)
class _Numbered(Add):
    """A result that has its number."""

    entity: ClassVar[Entity] = RESULT


@dataclass(frozen=True)
class ReviseResult(Revise):
    """Correct a result."""

    label: ClassVar[Text] = N_("Correct a result")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = RESULT


@dataclass(frozen=True)
class RemoveResults(Remove):
    """Remove results that no indicator measures."""

    label: ClassVar[Text] = N_("Remove results")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = RESULT


@dataclass(frozen=True)
class AddIndicator(Add):
    """Add an indicator; that of a result belongs to the objective of the result."""

    label: ClassVar[Text] = N_("Add an indicator")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = INDICATOR

    def apply(self, unit: Unit) -> int:
        """Add it, under the objective of its result."""
        values = dict(self.values)
        plan_of(unit, values.get("plan_id"))
        if values.get("result_id") is not None and not values.get("objective_id"):
            values["objective_id"] = unit.find(Result, values["result_id"]).objective_id
        return Add.apply(_Placed(values), unit)


@dataclass(frozen=True)
class _Placed(Add):
    """An indicator that has its objective."""

    entity: ClassVar[Entity] = INDICATOR


@dataclass(frozen=True)
class ReviseIndicator(Revise):
    """Correct an indicator."""

    label: ClassVar[Text] = N_("Correct an indicator")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = INDICATOR


@dataclass(frozen=True)
class RemoveIndicators(Remove):
    """Remove indicators, with their values."""

    label: ClassVar[Text] = N_("Remove indicators")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = INDICATOR


@dataclass(frozen=True)
class AddValue(Add):
    """Note what was measured in a year."""

    label: ClassVar[Text] = N_("Add a value")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = VALUE


@dataclass(frozen=True)
class ReviseValue(Revise):
    """Correct a value."""

    label: ClassVar[Text] = N_("Correct a value")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = VALUE


@dataclass(frozen=True)
class RemoveValues(Remove):
    """Remove values."""

    label: ClassVar[Text] = N_("Remove values")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = VALUE


@dataclass(frozen=True)
class Measure(Command[None]):
    """Note the value of a year, whether one was kept or not; None takes it away."""

    label: ClassVar[Text] = N_("Value of an indicator")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    indicator_id: int
    year: int
    value: float | None

    def apply(self, unit: Unit) -> None:
        """Add the value, change it, or remove it."""
        query = select(IndicatorValue).where(
            IndicatorValue.indicator_id == self.indicator_id,
            IndicatorValue.year == self.year,
        )
        row = unit.session.scalar(query)
        if row is None and self.value is not None:
            values = {"indicator_id": self.indicator_id, "year": self.year}
            AddValue({**values, "value": self.value}).apply(unit)
        elif row is not None and self.value is None:
            plan_of(unit, unit.find(Indicator, self.indicator_id).plan_id)
            unit.session.delete(row)
        elif row is not None:
            ReviseValue(row.id, "value", self.value).apply(unit)

    def describe(self, unit: Unit) -> Text:
        """Name the indicator and the year."""
        title = unit.find(Indicator, self.indicator_id).title
        return N_("{indicator}, {year}", indicator=title, year=str(self.year))


@dataclass(frozen=True)
class Mark(Command[None]):
    """Set a baseline or a target together with its year."""

    label: ClassVar[Text] = N_("Baseline or target of an indicator")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int
    field: str
    """`baseline` or `target`."""

    value: float | None
    year: int | None

    def apply(self, unit: Unit) -> None:
        """Change both, if the rules agree."""
        row = unit.session.get(Indicator, self.id)
        if row is None:
            raise Stale
        setattr(row, self.field, self.value)
        setattr(row, f"{self.field}_year", self.year)
        with unit.session.no_autoflush:
            INDICATOR.check(unit, row)

    def describe(self, unit: Unit) -> Text:
        """Name the figure and the indicator."""
        called = INDICATOR.called(INDICATOR.get(unit, self.id))
        return N_(
            "{field}, {record}", field=INDICATOR.fields[self.field], record=called
        )


@dataclass(frozen=True)
class TakeIndicators(Command[int]):
    """Take the common indicators that the plan has not yet; return how many."""

    label: ClassVar[Text] = N_("Take the common indicators")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    plan_id: int

    def apply(self, unit: Unit) -> int:
        """Add what is missing, by title."""
        plan = plan_of(unit, self.plan_id)
        titles = select(Indicator.title).where(Indicator.plan_id == plan.id)
        known = {fold(title) for title in unit.session.scalars(titles)}
        missing = [
            line for line in template(COMMON) if fold(line["Indicateur"]) not in known
        ]
        if not missing:
            text = N_("The plan has all common indicators already.")
            raise Rejected([Issue(Severity.INFORMATION, text)])
        for line in missing:
            unit.add(Indicator(**self._values(plan.id, line)))
        return len(missing)

    @staticmethod
    def _values(plan_id: int, line: Mapping[str, str]) -> dict[str, Any]:
        return {
            "plan_id": plan_id,
            "title": line["Indicateur"],
            "unit": line["Unité"],
            "direction": _DIRECTIONS[line["Sens"]],
            "by_sex": line["Par sexe"] == "oui",
            "source": line["Source"],
            "note": line["Note"],
        }
