"""What the rules find in the diagnosis and in the grid of priorities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.diagnosis import (
    filled,
    met_twice,
    told_twice,
    unanswered,
    without_sheet,
    without_women,
)
from commune_desk.domain.priorities import reasoned
from commune_desk.services.priority_grid import marks_given
from commune_desk.services.programming import code_key
from commune_desk.services.village_sheets import assemblies, problems
from commune_desk.storage.models import Action, Village

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.scope import Scope


def of_diagnosis(session: Session, scope: Scope) -> Iterator[Issue]:
    """Run rules 10 and 11, and look for what was typed twice."""
    if scope.plan_id is None:
        return
    needs = [row.need for row in problems(session, scope)]
    gatherings = [row.gathering for row in assemblies(session, scope)]
    villages = select(Village.id, Village.name).order_by(Village.name)
    names = {row.id: row.name for row in session.execute(villages)}
    yield from without_sheet(names, needs)
    yield from without_women(gatherings)
    yield from unanswered(needs)
    yield from told_twice(needs)
    yield from met_twice(gatherings)
    yield from _of_grid(session, scope)


def _of_grid(session: Session, scope: Scope) -> Iterator[Issue]:
    query = select(
        Action.id, Action.code, Action.decision, Action.decision_reason
    ).where(Action.plan_id == scope.plan_id, ~Action.outside_plan)
    rows = sorted(session.execute(query), key=lambda row: code_key(row.code))
    marks = marks_given(session, scope)
    marked = {action: len(given) for action, given in marks.items()}
    codes = {row.id: row.code for row in rows}
    yield from filled(codes, marked, len(scope.criteria))
    for row in rows:
        yield from reasoned(row.code, row.decision, row.decision_reason)
