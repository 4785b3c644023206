"""The steps by which a plan is made: commands and queries (`planning.md` 1.4)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.attachments import AttachmentKind
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.making import (
    Expected,
    Standing,
    lacks,
    present,
    standing,
    step_refusals,
)
from commune_desk.domain.process import StepState
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.attachments import kinds_of
from commune_desk.services.command import Command
from commune_desk.services.plans import plan_of
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.reference import reference
from commune_desk.storage.models import ProcessStep

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

TEMPLATE = "process-steps.csv"

_KINDS = {
    "pv": AttachmentKind.MINUTES,
    "délibération": AttachmentKind.DELIBERATION,
    "présences": AttachmentKind.ATTENDANCE,
    "courrier": AttachmentKind.LETTER,
}
"""How the template calls the papers it asks for."""


@dataclass(frozen=True, slots=True)
class StepTemplate:
    """A step as the template describes it."""

    number: int
    phase: str
    title: str
    output: str
    expected: Expected


@cache
def template() -> dict[int, StepTemplate]:
    """Read the steps of a process, by number."""
    found = {}
    for line in reference(TEMPLATE):
        asked = {part.strip() for part in line["Éléments attendus"].split(",")}
        papers = filter(None, (p.strip() for p in line["Pièces attendues"].split(",")))
        expected = Expected(
            "date" in asked,
            "lieu" in asked,
            "présences" in asked,
            "pv" in asked,
            frozenset(_KINDS[paper] for paper in papers),
        )
        number = int(line["N°"])
        found[number] = StepTemplate(
            number, line["Phase"], line["Étape"], line["Produit attendu"], expected
        )
    return found


def today() -> dt.date:
    """Give the day by the clock of this computer."""
    return dt.datetime.now().astimezone().date()


def _step_rules(unit: Unit, step: ProcessStep) -> Iterator[Issue]:
    plan = plan_of(unit, step.plan_id)
    number = (plan.id, step.number)
    if taken(unit, ProcessStep, ("plan_id", "number"), number, step.id):
        text = N_(
            "The number {number} is already that of another step.", number=step.number
        )
        yield Issue(Severity.ERROR, text, field="number")
    yield from step_refusals(step, today())


STEP = Entity(
    ProcessStep,
    N_("step {title}"),
    lambda row: f"{row.number} {row.title}",
    {
        "number": N_("No."),
        "title": N_("Step"),
        "state": N_("State"),
        "planned_on": N_("Planned for"),
        "held_on": N_("Held on"),
        "place": N_("Place"),
        "men": N_("Men"),
        "women": N_("Women"),
        "young_men": N_("Young men"),
        "young_women": N_("Young women"),
        "responsible": N_("Responsible"),
        "minutes": N_("Minutes no. or place"),
        "output": N_("What it leaves"),
        "note": N_("Note"),
    },
    rules=_step_rules,
    required=frozenset({"number", "title"}),
)


@dataclass(frozen=True, slots=True)
class OpenProcess(Command[int]):
    """Open the process of a plan; returns how many steps were added.

    Steps that are there stay as they are: it may be done again at any time.
    """

    label: ClassVar[Text] = N_("Open the process")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    plan_id: int | None

    def apply(self, unit: Unit) -> int:
        """Add the steps of the template that the plan does not have yet."""
        plan = plan_of(unit, self.plan_id)
        own = select(ProcessStep.number).where(ProcessStep.plan_id == plan.id)
        known = set(unit.session.scalars(own))
        new = [step for number, step in template().items() if number not in known]
        for step in new:
            unit.add(
                ProcessStep(
                    plan_id=plan.id,
                    number=step.number,
                    title=step.title,
                    output=step.output,
                )
            )
        return len(new)

    def describe(self, unit: Unit) -> Text:
        """Name the plan."""
        plan = plan_of(unit, self.plan_id)
        return N_("Process of {plan} opened", plan=plan.title)


@dataclass(frozen=True)
class AddStep(Add):
    """Add a step of one's own."""

    label: ClassVar[Text] = N_("Add a step")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = STEP


@dataclass(frozen=True)
class ReviseStep(Revise):
    """Say what became of a step; one whose day is typed has been held."""

    label: ClassVar[Text] = N_("Correct a step")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = STEP

    def apply(self, unit: Unit) -> None:
        """Change the field; the day of a step makes it held."""
        Revise.apply(self, unit)
        row = STEP.get(unit, self.id)
        waits = row.state in {StepState.TO_COME, StepState.IN_HAND}
        if self.field == "held_on" and self.value is not None and waits:
            row.state = StepState.HELD


@dataclass(frozen=True)
class RemoveSteps(Remove):
    """Remove steps that the commune does without."""

    label: ClassVar[Text] = N_("Remove steps")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = STEP


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step as tables and papers see it."""

    id: int
    plan_id: int
    number: int
    title: str
    output: str
    state: StepState
    planned_on: dt.date | None
    held_on: dt.date | None
    place: str
    men: int | None
    women: int | None
    young_men: int | None
    young_women: int | None
    responsible: str
    minutes: str
    note: str
    phase: str
    lacks: tuple[Text, ...]
    """What is still missing of what the template expects."""

    standing: Standing

    @property
    def present(self) -> int | None:
        """Everybody who was counted."""
        return present(self)


def steps(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[StepRow]:
    """List the steps of the plan in view, in their order."""
    query = select(ProcessStep).where(ProcessStep.plan_id == scope.plan_id)
    if ids is not None:
        query = query.where(ProcessStep.id.in_(ids))
    papers, day = kinds_of(session, "process_steps"), today()
    keys = ProcessStep.__table__.columns.keys()
    found = []
    for step in session.scalars(query.order_by(ProcessStep.number)):
        known = template().get(step.number)
        lacking = lacks(
            step, known.expected if known else Expected(), papers.get(step.id, ())
        )
        found.append(
            StepRow(
                **{key: getattr(step, key) for key in keys},
                phase=known.phase if known else "",
                lacks=lacking,
                standing=standing(step, lacking, day),
            )
        )
    return found
