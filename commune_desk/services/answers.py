"""From a problem to an action: the links between both, and new proposals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected, Stale
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.places import Places
from commune_desk.domain.priorities import Decision
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.actions import AddAction
from commune_desk.services.command import Command
from commune_desk.storage.models import (
    Action,
    Answer,
    Axis,
    Objective,
    Problem,
    Sector,
)

if TYPE_CHECKING:
    from commune_desk.storage.unit import Unit

LONGEST_TITLE = 120
"""Letters of a title that is taken from a sentence of the assembly."""


@dataclass(frozen=True)
class _OnProblem(Command[None]):
    """A deed on one problem."""

    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int

    def _problem(self, unit: Unit) -> Problem:
        return problem_of(unit, self.id)

    def describe(self, unit: Unit) -> Text:
        """Name the deed and the problem."""
        problem = self._problem(unit)
        return N_("{deed}: “{title}”", deed=self.label, title=problem.title)


def problem_of(unit: Unit, problem_id: int) -> Problem:
    """Fetch a problem; raise `Stale` if it is gone."""
    found = unit.session.get(Problem, problem_id)
    if found is None:
        raise Stale
    return found


@dataclass(frozen=True)
class MakeAction(Command[int]):
    """Propose an action that answers a problem; whether it is kept stays open."""

    label: ClassVar[Text] = N_("Make an action of a problem")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    id: int

    def apply(self, unit: Unit) -> int:
        """Add the proposal, and link it."""
        problem = problem_of(unit, self.id)
        values: dict[str, Any] = {
            "title": proposed_title(problem.title, problem.solutions),
            "sector_id": problem.sector_id,
            "objective_id": _objective(unit, problem),
            "decision": Decision.OPEN,
        }
        places = Places((problem.village_id,))
        action = AddAction(problem.plan_id, values, places).apply(unit)
        _insert(unit, problem.id, action)
        return action

    def describe(self, unit: Unit) -> Text:
        """Name the problem."""
        problem = problem_of(unit, self.id)
        return N_("{deed}: “{title}”", deed=self.label, title=problem.title)


def proposed_title(problem: str, solutions: str) -> str:
    """Take the first solution for a title; without any, the problem."""
    first = next((part for part in re.split(r"[;\n]", solutions) if part.strip()), "")
    title = " ".join((first or problem).split())
    if len(title) > LONGEST_TITLE:
        title = f"{title[:LONGEST_TITLE].rpartition(' ')[0]}…"
    return title[:1].upper() + title[1:]


def _objective(unit: Unit, problem: Problem) -> int | None:
    """Find the objective, where the plan has just one for the sector."""
    sector = unit.find(Sector, problem.sector_id)
    heads = {sector.id, sector.parent_id}
    found = unit.session.scalars(
        select(Objective.id)
        .join(Axis, Axis.id == Objective.axis_id)
        .where(Axis.plan_id == problem.plan_id, Objective.sector_id.in_(heads))
    ).all()
    return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class LinkAction(_OnProblem):
    """Say that an action answers a problem."""

    label: ClassVar[Text] = N_("Link an action")

    action_id: int

    def apply(self, unit: Unit) -> None:
        """Link them; refuse a link that is there already."""
        problem = self._problem(unit)
        action = unit.session.get(Action, self.action_id)
        if action is None or action.plan_id != problem.plan_id:
            raise Stale
        if _link(unit, self.id, self.action_id) is not None:
            text = N_(
                "Action {code} already answers “{title}”.",
                code=action.code,
                title=problem.title,
            )
            issue = Issue(Severity.ERROR, text, record=Record("problems", self.id))
            raise Rejected([issue])
        _insert(unit, self.id, self.action_id)


@dataclass(frozen=True)
class UnlinkAction(_OnProblem):
    """Say that an action does not answer a problem after all."""

    label: ClassVar[Text] = N_("Unlink an action")

    action_id: int

    def apply(self, unit: Unit) -> None:
        """Take the link away; both records stay."""
        link = _link(unit, self.id, self.action_id)
        if link is None:
            raise Stale
        unit.session.delete(link)


@dataclass(frozen=True)
class AnswerWith(_OnProblem):
    """Name by their numbers all actions that answer a problem."""

    label: ClassVar[Text] = N_("Actions that answer")

    codes: str

    def apply(self, unit: Unit) -> None:
        """Replace the links."""
        problem = self._problem(unit)
        answer_with(unit, problem.plan_id, problem.id, self.codes)


def answer_with(unit: Unit, plan_id: int, problem_id: int, codes: str) -> None:
    """Let just these actions answer a problem; refuse a number that the plan lacks."""
    wanted = {_numbered(unit, plan_id, code): None for code in _split(codes)}
    query = select(Answer).where(Answer.problem_id == problem_id)
    for link in unit.session.scalars(query).all():
        if link.action_id in wanted:
            del wanted[link.action_id]
        else:
            unit.session.delete(link)
    for action in wanted:
        _insert(unit, problem_id, action)


def _insert(unit: Unit, problem_id: int, action_id: int) -> None:
    """Link them, once both are written: the rows of links come last."""
    unit.insert(Answer, {"problem_id": problem_id, "action_id": action_id})
    unit.flush()


def _split(codes: str) -> list[str]:
    return [code for code in re.split(r"[,;\s]+", codes) if code]


def _numbered(unit: Unit, plan_id: int, code: str) -> int:
    def read() -> dict[str, int]:
        rows = select(Action.code, Action.id).where(Action.plan_id == plan_id)
        return {found: row_id for found, row_id in unit.session.execute(rows)}  # noqa: C416  rows are no pairs

    known = unit.once(f"actions.{plan_id}.codes", read)
    if code not in known:
        text = N_("There is no action {code} in this plan.", code=code)
        raise Rejected([Issue(Severity.ERROR, text, field="answers")])
    return known[code]


def _link(unit: Unit, problem_id: int, action_id: int) -> Answer | None:
    pair = (Answer.problem_id == problem_id, Answer.action_id == action_id)
    return unit.session.scalar(select(Answer).where(*pair))
