"""The steps that micro-projects take: noted one by one, or taken in one act."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.micro_course import Course
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.names import NAMES
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.micro_checks import CLOSED, check_course, steps_of
from commune_desk.services.portfolios import cycles
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import (
    MicroProject,
    MicroStep,
    Portfolio,
    PortfolioStep,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.micro_course import CycleStep
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def called(unit: Unit, project_id: int) -> str:
    """Name a project briefly: “DCC 3”."""
    project = unit.find(MicroProject, project_id)
    return f"{unit.find(Portfolio, project.portfolio_id).short} {project.number}"


def _rules(unit: Unit, row: MicroStep) -> Iterator[Issue]:
    name = called(unit, row.project_id)
    step = unit.find(PortfolioStep, row.step_id)
    own = (row.project_id, row.step_id)
    if taken(unit, MicroStep, ("project_id", "step_id"), own, row.id):
        text = N_("{project}: “{step}” is noted already.", project=name,
                  step=step.title)  # fmt: skip
        yield Issue(Severity.ERROR, text, "MICRO-11", field="step_id")
    for key, told in (
        ("women", N_("women present")),
        ("men", N_("men present")),
        ("young", N_("young people present")),
    ):
        value = getattr(row, key)
        if value is not None and value < 0:
            text = N_("{project}: {what}: {value}, and it is {least} at least.",
                      project=name, what=told, value=value, least=0)  # fmt: skip
            yield Issue(Severity.ERROR, text, field=key)
    present = (row.women or 0) + (row.men or 0)
    told_ = row.women is not None and row.men is not None
    if told_ and row.young is not None and row.young > present:
        text = N_(
            "{project}: {young} young people among {present} present ({women} women and"
            " {men} men).",
            project=name,
            young=row.young,
            present=present,
            women=row.women,
            men=row.men,
        )
        yield Issue(Severity.ERROR, text, field="young")


MICRO_STEP = Entity(
    MicroStep,
    N_("step of {title}"),
    lambda row: f"{row.done_on:%d/%m/%Y}" if row.done_on else "",
    {
        "project_id": N_("Micro-project"),
        "step_id": N_("Step"),
        "done_on": N_("Done on"),
        "women": N_("Women present"),
        "men": N_("Men present"),
        "young": N_("Of them young"),
        "reference": N_("Reference"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"project_id", "step_id", "done_on"}),
)


@dataclass(frozen=True)
class AddMicroStep(Add):
    """Note a step that a project has taken; its state follows."""

    label: ClassVar[Text] = N_("Note a step of a micro-project")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = MICRO_STEP

    def apply(self, unit: Unit) -> int:
        """Add it, then weigh the whole course."""
        for name in sorted(MICRO_STEP.required):
            if self.values.get(name) is None:
                raise MICRO_STEP.lacks(name)
        check_course(unit, self.values["project_id"])
        return super().apply(unit)

    def describe(self, unit: Unit) -> Text:
        """Name the project and the step."""
        step = unit.find(PortfolioStep, self.values["step_id"]).title
        project = called(unit, self.values["project_id"])
        return N_("{project}: {step}", project=project, step=step)


@dataclass(frozen=True)
class ReviseMicroStep(Revise):
    """Correct a step that was taken."""

    label: ClassVar[Text] = N_("Correct a step of a micro-project")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = MICRO_STEP

    def apply(self, unit: Unit) -> None:
        """Correct it, then weigh the whole course."""
        check_course(unit, MICRO_STEP.get(unit, self.id).project_id)
        super().apply(unit)


@dataclass(frozen=True)
class RemoveMicroSteps(Remove):
    """Remove steps that were noted by mistake, the last first."""

    label: ClassVar[Text] = N_("Remove steps of micro-projects")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING
    entity: ClassVar[Entity] = MICRO_STEP

    def apply(self, unit: Unit) -> None:
        """Remove them, then weigh what is left."""
        for row_id in self.ids:
            check_course(unit, MICRO_STEP.get(unit, row_id).project_id)
        super().apply(unit)


DAY = "done_on"
"""The field that no step can do without."""


def course_of(unit: Unit, project_id: int) -> Course:
    """Read the course of a project."""
    unit.settle()
    project = unit.find(MicroProject, project_id)
    steps = steps_of(unit.session, [project_id]).get(project_id, ())
    return Course(
        called(unit, project_id),
        cycles(unit.session).get(project.portfolio_id, ()),
        {step.step_id: step.done_on for step in steps},
        project.state,
    )


@dataclass(frozen=True)
class TakeStep(Command[int]):
    """Take the next step of a project: its day, who was there, the paper it left."""

    label: ClassVar[Text] = N_("Take the next step")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING

    project_id: int
    done_on: dt.date | None
    women: int | None = None
    men: int | None = None
    young: int | None = None
    reference: str = ""
    note: str = ""
    committee_id: int | None = None
    """For the handover: who runs it from then on."""

    refused: bool = False
    """For the decision: the file was refused, for the reason in the note."""

    wanted: MicroState | None = None
    """The state that a card was moved to; None for the next step, whichever it is."""

    def apply(self, unit: Unit) -> int:
        """Note the step; refuse where none is left, or where one was skipped."""
        course = course_of(unit, self.project_id)
        step = self._next(course)
        if self.done_on is None:
            raise MICRO_STEP.lacks(DAY)
        project = MICRO_STEP_OF.get(unit, self.project_id)
        if self.committee_id is not None:
            project.committee_id = self.committee_id
        if self.refused:
            self._refuse(course, step)
            project.state = MicroState.REFUSED
        values: dict[str, Any] = {
            "project_id": self.project_id,
            "step_id": step.id,
            "done_on": self.done_on,
            "women": self.women,
            "men": self.men,
            "young": self.young,
            "reference": self.reference or "",
            "note": self.note or "",
        }
        made = AddMicroStep(values).apply(unit)
        unit.settle()
        return made

    def _next(self, course: Course) -> CycleStep:
        if course.state in CLOSED:
            text = N_(
                "{project}: {state}; no step follows.",
                project=course.called,
                state=NAMES[course.state],
            )
            raise Rejected([Issue(Severity.ERROR, text, "MICRO-11")])
        step = course.next
        if step is None:
            text = (
                N_("{project}: all steps of its cycle are taken.",
                   project=course.called)
                if course.cycle
                else N_("{project}: its portfolio has no cycle yet: add the steps.",
                        project=course.called)
            )  # fmt: skip
            raise Rejected([Issue(Severity.ERROR, text, "MICRO-11")])
        if self.wanted not in {None, step.state}:
            text = N_(
                "{project}: “{step}” comes next, which makes it “{state}”; it cannot"
                " become “{wanted}” at once.",
                project=course.called,
                step=step.title,
                state=NAMES[step.state],
                wanted=NAMES[self.wanted],
            )
            raise Rejected([Issue(Severity.ERROR, text, "MICRO-11")])
        return step

    def _refuse(self, course: Course, step: CycleStep) -> None:
        if step.state is not MicroState.APPROVED:
            text = N_(
                "{project}: “{step}” comes next; only a decision can refuse the file.",
                project=course.called,
                step=step.title,
            )
            raise Rejected([Issue(Severity.ERROR, text, "MICRO-11")])
        if not self.note:
            text = N_("{project}: say why the file was refused.", project=course.called)
            raise Rejected([Issue(Severity.ERROR, text, field="note")])

    def describe(self, unit: Unit) -> Text:
        """Name the project and its state."""
        project = unit.find(MicroProject, self.project_id)
        return N_(
            "{project}: {step}",
            project=called(unit, self.project_id),
            step=NAMES[project.state],
        )


MICRO_STEP_OF = Entity(MicroProject, N_("micro-project “{title}”"),
                       lambda row: row.title, {})  # fmt: skip


@dataclass(frozen=True)
class GiveUp(Command[None]):
    """Give a project up, for a reason."""

    label: ClassVar[Text] = N_("Give a micro-project up")
    needs: ClassVar[Permission] = Permission.EDIT_FUNDING

    project_id: int
    reason: str

    def apply(self, unit: Unit) -> None:
        """Note it; refuse without a reason, or for one that came to its end."""
        project = MICRO_STEP_OF.get(unit, self.project_id)
        name = called(unit, self.project_id)
        if not self.reason:
            text = N_("{project}: say why it is given up.", project=name)
            raise Rejected([Issue(Severity.ERROR, text, field="reason")])
        if project.state in {*CLOSED, MicroState.HANDED_OVER}:
            text = N_("{project}: {state}; no step follows.", project=name,
                      state=NAMES[project.state])  # fmt: skip
            raise Rejected([Issue(Severity.ERROR, text, "MICRO-11")])
        project.state = MicroState.ABANDONED
        project.note = " ".join(filter(None, (project.note, self.reason)))

    def describe(self, unit: Unit) -> Text:
        """Name the project."""
        return N_("{project} given up", project=called(unit, self.project_id))


@dataclass(frozen=True, slots=True)
class MicroStepRow:
    """A step taken, as tables see it."""

    id: int
    project_id: int
    step_id: int
    done_on: dt.date
    women: int | None
    men: int | None
    young: int | None
    reference: str
    note: str
    project: str
    order: tuple[int, str, int]
    step: str
    state: MicroState
    paper: str


def micro_steps(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[MicroStepRow]:
    """List the steps taken, project by project, in the order of the cycle."""
    query = (
        select(MicroStep, MicroProject, Portfolio, PortfolioStep)
        .join(MicroProject, MicroProject.id == MicroStep.project_id)
        .join(Portfolio, Portfolio.id == MicroProject.portfolio_id)
        .join(PortfolioStep, PortfolioStep.id == MicroStep.step_id)
        .order_by(Portfolio.id, MicroProject.number, PortfolioStep.position)
    )
    if ids is not None:
        query = query.where(MicroStep.id.in_(ids))
    keys = MicroStep.__table__.columns.keys()
    return [
        MicroStepRow(
            **{key: getattr(row, key) for key in keys},
            project=f"{portfolio.short} {project.number} – {project.title}",
            order=(portfolio.id, project.number, project.id),
            step=step.title,
            state=step.state,
            paper=step.paper,
        )
        for row, project, portfolio, step in session.execute(query)
    ]
