"""What steps, tranches and expenses of a micro-project make together.

They are weighed once all that an act writes is written: a file may bring them in any
order.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, overload

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.micro_course import (
    Course,
    Purse,
    course_refusals,
    purse_refusals,
)
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.services.portfolios import cycles
from commune_desk.services.today import today
from commune_desk.storage.models import (
    Agreement,
    MicroExpense,
    MicroProject,
    MicroStep,
    MicroTranche,
    Portfolio,
    PortfolioStep,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.storage.unit import Unit

Received = dict[int, list[tuple["dt.date", int]]]
Spent = dict[int, list[tuple["dt.date", int, str]]]
CLOSED = frozenset({MicroState.REFUSED, MicroState.ABANDONED})
"""States that somebody decided: no step brings a project out of them."""


@overload
def rates_of(where: Unit, agreement_id: int | None) -> Mapping[str, str]: ...
@overload
def rates_of(where: Session) -> Mapping[int, Mapping[str, str]]: ...
def rates_of(where: Any, agreement_id: int | None = 0) -> Any:
    """Read the rates that agreements know: of all, or of one: currency → francs."""
    if agreement_id is None:
        return {}
    if agreement_id:
        row = where.find(Agreement, agreement_id)
        return {row.currency: row.rate} if row.rate else {}
    query = select(Agreement.id, Agreement.currency, Agreement.rate)
    return {
        row_id: {currency: rate}
        for row_id, currency, rate in where.execute(query)
        if rate
    }


def steps_of(
    session: Session, ids: Collection[int] | None = None
) -> dict[int, list[MicroStep]]:
    """Read the steps taken, by project, in the order of the cycle."""
    query = (
        select(MicroStep)
        .join(PortfolioStep, PortfolioStep.id == MicroStep.step_id)
        .order_by(PortfolioStep.position)
    )
    if ids is not None:
        query = query.where(MicroStep.project_id.in_(ids))
    found: dict[int, list[MicroStep]] = defaultdict(list)
    for row in session.scalars(query):
        found[row.project_id].append(row)
    return found


@overload
def money_of(
    session: Session, ids: Collection[int] | None
) -> tuple[Received, Spent]: ...
@overload
def money_of(
    session: Session, ids: Collection[int] | None, *, forecast: bool
) -> tuple[Received, Spent, Received]: ...
def money_of(
    session: Session, ids: Collection[int] | None, *, forecast: bool = False
) -> Any:
    """Read what came and what was spent, by project; what was forecast, if asked."""
    tranches = select(MicroTranche).order_by(MicroTranche.number)
    expenses = select(MicroExpense).order_by(MicroExpense.made_on, MicroExpense.id)
    if ids is not None:
        tranches = tranches.where(MicroTranche.project_id.in_(ids))
        expenses = expenses.where(MicroExpense.project_id.in_(ids))
    planned: Received = defaultdict(list)
    came: Received = defaultdict(list)
    spent: Spent = defaultdict(list)
    for row in session.scalars(tranches):
        planned[row.project_id].append((row.forecast_on, row.forecast_cents))
        if row.received_on is not None and row.received_cents is not None:
            came[row.project_id].append((row.received_on, row.received_cents))
    for each in session.scalars(expenses):
        spent[each.project_id].append((each.made_on, each.amount_cents, each.title))
    return (came, spent, planned) if forecast else (came, spent)


def check_course(unit: Unit, project_id: int, *, strict: bool = False) -> None:
    """Weigh the steps of a project, and let its state follow them, at the end.

    `strict` is for a state that was typed: one that the steps deny is refused.
    """
    touched: dict[int, bool] = unit.once("micro.course", dict)
    touched[project_id] = touched.get(project_id, False) or strict

    def check() -> None:
        asked = dict(touched)
        touched.clear()
        found = list(_course_issues(unit, asked))
        if found:
            raise Rejected(found)
        unit.session.flush()
        _weigh_purses(unit, asked)

    unit.check_later("micro.course", check)


def _course_issues(unit: Unit, asked: Mapping[int, bool]) -> Iterator[Issue]:
    session = unit.session
    steps, known, day = steps_of(session, asked), cycles(session), today(session)
    query = (
        select(MicroProject, Portfolio.short)
        .join(Portfolio, Portfolio.id == MicroProject.portfolio_id)
        .where(MicroProject.id.in_(asked))
    )
    for project, short in session.execute(query).all():
        taken = {step.step_id: step.done_on for step in steps.get(project.id, ())}
        cycle = known.get(project.portfolio_id, ())
        called = f"{short} {project.number}"
        foreign = set(taken) - {step.id for step in cycle}
        if foreign:
            text = N_("{project}: a step of another portfolio.", project=called)
            yield Issue(Severity.ERROR, text, "MICRO-11", field="step_id")
            continue
        course = Course(called, cycle, taken, project.state)
        yield from course_refusals(course, day)
        if not taken or course.reached is project.state:
            continue
        if asked[project.id]:
            text = N_(
                "{project}: its steps say “{state}”. Take the next step, or correct"
                " the steps.",
                project=called,
                state=NAMES[course.reached],
            )
            yield Issue(Severity.ERROR, text, "MICRO-11", field="state")
        else:
            project.state = course.reached


def check_purse(unit: Unit, project_id: int) -> None:
    """Weigh the money of a project, once the act has written all of it."""
    touched: set[int] = unit.once("micro.purse", set)
    touched.add(project_id)

    def check() -> None:
        ids = set(touched)
        touched.clear()
        _weigh_purses(unit, ids)

    unit.check_later("micro.purse", check)


def _weigh_purses(unit: Unit, ids: Collection[int]) -> None:
    found = [i for p in _purses(unit.session, ids) for i in purse_refusals(p)]
    if found:
        raise Rejected(found)


def _purses(session: Session, ids: Collection[int]) -> Iterator[Purse]:
    came, spent = money_of(session, ids)
    steps, known = steps_of(session, ids), cycles(session)
    query = (
        select(MicroProject, Portfolio.short)
        .join(Portfolio, Portfolio.id == MicroProject.portfolio_id)
        .where(MicroProject.id.in_(ids))
    )
    for project, short in session.execute(query).all():
        own = {step.step_id: step.done_on for step in steps.get(project.id, ())}
        cycle = known.get(project.portfolio_id, ())
        course = Course("", cycle, own, project.state)
        yield Purse(
            f"{short} {project.number}",
            project.currency,
            tuple(came.get(project.id, ())),
            tuple(spent.get(project.id, ())),
            course.day_of(MicroState.AGREED),
            bool(own) and any(s.state is MicroState.AGREED for s in cycle),
        )
