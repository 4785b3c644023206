"""The sheets of the villages: assemblies, problems, and how far each has come."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from commune_desk.domain.diagnosis import Gathering, Need, SheetState
from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.priorities import Decision
from commune_desk.services.plan_lists import sectors
from commune_desk.services.programming import code_key
from commune_desk.storage.models import (
    Action,
    Answer,
    Assembly,
    Problem,
    Transition,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope


@dataclass(frozen=True, slots=True)
class AssemblyRow:
    """An assembly, with the name of its village."""

    id: int
    village_id: int
    village: str
    held_on: dt.date | None
    place: str
    men: int | None
    women: int | None
    young_men: int | None
    young_women: int | None
    facilitator: str
    note: str

    @property
    def gathering(self) -> Gathering:
        """What the rules look at."""
        return Gathering(
            self.id,
            self.village_id,
            self.village,
            self.held_on,
            self.men,
            self.women,
            self.young_men,
            self.young_women,
        )

    @property
    def present(self) -> int | None:
        """All who were counted."""
        return self.gathering.present


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An action that answers a problem."""

    id: int
    code: str
    title: str
    decision: Decision
    reason: str
    state: ActionState


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A line of a village’s sheet, with the actions that answer it."""

    id: int
    village_id: int
    village: str
    zone: str
    sector_id: int
    sector_code: str
    """That of the sector itself, even where the line names a sub-sector."""

    sector: str
    title: str
    causes: str
    consequences: str
    assets: str
    solutions: str
    rank_men: int | None
    rank_women: int | None
    rank_youth: int | None
    rank_kept: int | None
    note: str
    actions: tuple[AnswerRow, ...]

    @property
    def answers(self) -> str:
        """The numbers of the actions, as they are typed."""
        return ", ".join(action.code for action in self.actions)

    @property
    def answered(self) -> bool:
        """Whether an action that was not turned down answers it."""
        good = {Decision.KEPT, Decision.OPEN, Decision.LATER}
        return any(action.decision in good for action in self.actions)

    @property
    def need(self) -> Need:
        """What the rules look at."""
        return Need(
            self.id,
            self.village_id,
            self.village,
            self.sector_id,
            self.title,
            self.rank_kept,
            self.answered,
        )


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A village, and what its diagnosis has gathered."""

    id: int
    name: str
    zone: str
    held_on: dt.date | None
    present: int | None
    women: int | None
    """Women and young women."""

    problems: int
    answered: int
    first: str
    """The problem of the retained rank 1."""

    state: SheetState


def assemblies(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[AssemblyRow]:
    """List the assemblies of the plan, village by village."""
    query = (
        select(
            Assembly.id,
            Village.id,
            Village.name,
            Assembly.held_on,
            Assembly.place,
            Assembly.men,
            Assembly.women,
            Assembly.young_men,
            Assembly.young_women,
            Assembly.facilitator,
            Assembly.note,
        )
        .join(Village, Village.id == Assembly.village_id)
        .where(Assembly.plan_id == scope.plan_id)
        .order_by(Village.name, Assembly.held_on, Assembly.id)
    )
    if ids is not None:
        query = query.where(Assembly.id.in_(ids))
    return [AssemblyRow(*row) for row in session.execute(query)]


def problems(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ProblemRow]:
    """List the problems of the plan: by village, then by retained rank."""
    heads = {row.id: row for row in sectors(session, scope)}
    actions = _answers(session, scope)
    query = (
        select(
            Problem.id,
            Village.id,
            Village.name,
            Village.zone,
            Problem.sector_id,
            Problem.title,
            Problem.causes,
            Problem.consequences,
            Problem.assets,
            Problem.solutions,
            Problem.rank_men,
            Problem.rank_women,
            Problem.rank_youth,
            Problem.rank_kept,
            Problem.note,
        )
        .join(Village, Village.id == Problem.village_id)
        .where(Problem.plan_id == scope.plan_id)
        .order_by(Village.name, Problem.rank_kept.nulls_last(), Problem.id)
    )
    if ids is not None:
        query = query.where(Problem.id.in_(ids))
    found = []
    for line in session.execute(query):
        head: tuple[Any, ...] = line[:5]
        rest: tuple[Any, ...] = line[5:]
        sector = heads[head[4]]
        code, title = sector.parent_code, sector.parent
        own = tuple(actions.get(head[0], ()))
        names = (code or sector.code, title or sector.title)
        facts: list[Any] = [*head, *names, *rest, own]
        found.append(ProblemRow(*facts))
    return found


def origins(session: Session, scope: Scope, action_id: int) -> list[ProblemRow]:
    """List the problems that an action answers."""
    rows = problems(session, scope)
    return [row for row in rows if any(each.id == action_id for each in row.actions)]


def sheets(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[SheetRow]:
    """List the villages with what each has told."""
    gathered: dict[int, list[AssemblyRow]] = defaultdict(list)
    for assembly in assemblies(session, scope):
        gathered[assembly.village_id].append(assembly)
    told: dict[int, list[ProblemRow]] = defaultdict(list)
    for problem in problems(session, scope):
        told[problem.village_id].append(problem)
    villages = select(Village.id, Village.name, Village.zone).order_by(Village.name)
    if ids is not None:
        villages = villages.where(Village.id.in_(ids))
    return [
        _sheet(row_id, name, zone, gathered[row_id], told[row_id])
        for row_id, name, zone in session.execute(villages)
    ]


def _sheet(
    row_id: int,
    name: str,
    zone: str,
    gathered: list[AssemblyRow],
    told: list[ProblemRow],
) -> SheetRow:
    dates = [row.held_on for row in gathered if row.held_on is not None]
    women = _sum(count for row in gathered for count in (row.women, row.young_women))
    state = SheetState.COMPLETE
    if not told:
        state = SheetState.NONE
    elif not women:
        state = SheetState.NO_WOMEN
    return SheetRow(
        row_id,
        name,
        zone,
        max(dates) if dates else None,
        _sum(row.present for row in gathered),
        women,
        len(told),
        sum(row.answered for row in told),
        next((row.title for row in told if row.rank_kept == 1), ""),
        state,
    )


def _sum(counts: Iterable[int | None]) -> int | None:
    known = [count for count in counts if count is not None]
    return sum(known) if known else None


def _answers(session: Session, scope: Scope) -> dict[int, list[AnswerRow]]:
    reached = (
        select(Transition.action_id, Transition.state)
        .join(Action, Action.id == Transition.action_id)
        .where(Action.plan_id == scope.plan_id)
        .order_by(Transition.reached_on, Transition.id)
    )
    states = {row.action_id: row.state for row in session.execute(reached)}
    query = (
        select(
            Answer.problem_id,
            Action.id,
            Action.code,
            Action.title,
            Action.decision,
            Action.decision_reason,
        )
        .join(Action, Action.id == Answer.action_id)
        .where(Action.plan_id == scope.plan_id)
    )
    found: dict[int, list[AnswerRow]] = defaultdict(list)
    for row in session.execute(query):
        state = states.get(row.id, ActionState.PROGRAMMED)
        answer = AnswerRow(
            row.id, row.code, row.title, row.decision, row.decision_reason, state
        )
        found[row.problem_id].append(answer)
    for rows in found.values():
        rows.sort(key=lambda each: code_key(each.code))
    return found
