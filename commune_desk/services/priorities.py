"""The grid of priorities: criteria, marks, proposals, as commands."""

from __future__ import annotations

import csv
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.priorities import Decision
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.paths import RESOURCES
from commune_desk.services.actions import ACTION, AddAction
from commune_desk.services.command import Command
from commune_desk.services.plans import plan_of
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import Criterion, Score

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commune_desk.storage.unit import Unit

TEMPLATE = RESOURCES / "reference" / "criteria.csv"
"""The ten usual criteria (`planning.md` 2.3); a working proposal, to be replaced."""


def _criterion_rules(unit: Unit, row: Criterion) -> Iterator[Issue]:
    plan = plan_of(unit, row.plan_id)
    if taken(unit, Criterion, ("plan_id", "number"), (plan.id, row.number), row.id):
        text = N_(
            "The number {number} is already that of another criterion.",
            number=row.number,
        )
        yield Issue(Severity.ERROR, text, field="number")
    for name in ("weight", "other_weight"):
        weight = getattr(row, name)
        if weight is not None and weight < 0:
            text = N_(
                "{field} {weight} refused: a weight is 0 or more.",
                field=CRITERION.fields[name],
                weight=weight,
            )
            yield Issue(Severity.ERROR, text, field=name)
    if row.top is not None and row.top < 1:
        text = N_(
            "Best mark {top} refused: marks go from 0 to 1 at least.", top=row.top
        )
        yield Issue(Severity.ERROR, text, field="top")
    yield from _above_top(unit, row)


def _above_top(unit: Unit, row: Criterion) -> Iterator[Issue]:
    """The best mark is not lowered under marks that were given."""
    if row.id is None or row.top is None:
        return
    best = unit.session.scalar(
        select(func.max(Score.mark)).where(Score.criterion_id == row.id)
    )
    if best is not None and best > row.top:
        text = N_(
            "Criterion {number}: best mark {top} refused, a mark of {best} was given.",
            number=row.number,
            top=row.top,
            best=best,
        )
        yield Issue(Severity.ERROR, text, field="top")


CRITERION = Entity(
    Criterion,
    N_("criterion “{title}”"),
    lambda row: row.title,
    {
        "number": N_("No."),
        "title": N_("Criterion"),
        "weight": N_("Weight"),
        "other_weight": N_("Other weight"),
        "top": N_("Best mark"),
        "note": N_("Note"),
    },
    _criterion_rules,
    frozenset({"number", "title"}),
    {"marks": (Score, "criterion_id")},
)


@dataclass(frozen=True)
class AddCriterion(Add):
    """Add a criterion to the grid of a plan."""

    label: ClassVar[Text] = N_("Add a criterion")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = CRITERION


@dataclass(frozen=True)
class ReviseCriterion(Revise):
    """Correct a criterion."""

    label: ClassVar[Text] = N_("Correct a criterion")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = CRITERION


@dataclass(frozen=True)
class RemoveCriteria(Remove):
    """Remove criteria under which no mark was given."""

    label: ClassVar[Text] = N_("Remove criteria")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = CRITERION


@dataclass(frozen=True)
class TakeCriteria(Command[int]):
    """Take the usual criteria into a plan that has none."""

    label: ClassVar[Text] = N_("Take the usual criteria")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    plan_id: int

    def apply(self, unit: Unit) -> int:
        """Copy them; return how many."""
        plan = plan_of(unit, self.plan_id)
        own = select(func.count()).where(Criterion.plan_id == plan.id)
        if count := unit.session.scalar(own):
            text = P_(
                "This plan has {count} criterion already: correct it, or remove it"
                " first.",
                "This plan has {count} criteria already: correct them, or remove them"
                " first.",
                count=count,
            )
            raise Rejected([Issue(Severity.ERROR, text)])
        rows = list(usual_criteria())
        for row in rows:
            unit.add(Criterion(plan_id=plan.id, **row))
        return len(rows)


def usual_criteria() -> Iterator[dict[str, Any]]:
    """Read the criteria that come with the program."""
    with TEMPLATE.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file, delimiter=";"):
            yield {
                "number": int(line["N°"]),
                "title": line["Critère"],
                "weight": int(line["Poids"]),
                "top": int(line["Note la plus haute"]),
                "note": line["Note"],
            }


@dataclass(frozen=True)
class MarkAction(Command[None]):
    """Give an action a mark under a criterion; None takes it away."""

    label: ClassVar[Text] = N_("Mark of an action")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int
    criterion_id: int
    mark: int | None

    def apply(self, unit: Unit) -> None:
        """Change the mark, if it lies between 0 and the best."""
        criterion = unit.session.get(Criterion, self.criterion_id)
        if criterion is None:
            raise Stale
        action = ACTION.get(unit, self.id)
        if self.mark is not None and not 0 <= self.mark <= criterion.top:
            text = N_(
                "Action {code}: mark {mark} refused under “{criterion}”;"
                " marks go from 0 to {top}.",
                code=action.code,
                mark=self.mark,
                criterion=criterion.title,
                top=criterion.top,
            )
            record = Record("actions", self.id)
            key = str(self.criterion_id)
            raise Rejected([Issue(Severity.ERROR, text, "PLAN-46", record, key)])
        _mark(unit, self.id, self.criterion_id, self.mark)

    def describe(self, unit: Unit) -> Text:
        """Name the criterion and the action."""
        criterion = unit.find(Criterion, self.criterion_id)
        code = ACTION.get(unit, self.id).code
        return N_(
            "Mark of action {code}, criterion {number}",
            code=code,
            number=criterion.number,
        )


def _mark(unit: Unit, action_id: int, criterion_id: int, mark: int | None) -> None:
    pair = (Score.action_id == action_id, Score.criterion_id == criterion_id)
    score = unit.session.scalar(select(Score).where(*pair))
    if score is None and mark is not None:
        values = {"action_id": action_id, "criterion_id": criterion_id, "mark": mark}
        unit.insert(Score, values)
        unit.flush()
    elif score is not None and mark is None:
        unit.session.delete(score)
    elif score is not None and mark is not None:
        score.mark = mark


@dataclass(frozen=True)
class AddProposal(AddAction):
    """Add an action that is still to be decided, with its marks."""

    label: ClassVar[Text] = N_("Add a proposal")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    marks: Mapping[int, int] = field(default_factory=dict)
    """Criterion → mark."""

    def apply(self, unit: Unit) -> int:
        """Add it, then each mark."""
        values = {"decision": Decision.OPEN, **self.values}
        action = AddAction.apply(replace(self, values=values), unit)
        code = values.get("code") or ""
        for criterion_id, mark in self.marks.items():
            criterion = unit.find(Criterion, criterion_id)
            if not 0 <= mark <= criterion.top:
                text = N_(
                    "Action {code}: mark {mark} refused under “{criterion}”;"
                    " marks go from 0 to {top}.",
                    code=code or values["title"],
                    mark=mark,
                    criterion=criterion.title,
                    top=criterion.top,
                )
                raise Rejected([Issue(Severity.ERROR, text, "PLAN-46")])
            score = {"action_id": action, "criterion_id": criterion_id, "mark": mark}
            unit.insert(Score, score)
        unit.flush()
        return action
