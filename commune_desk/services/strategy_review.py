"""Run the rules of the logical frame and of the plan’s document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.logical_frame import indicated, pursued
from commune_desk.domain.plan_document import written
from commune_desk.services.plan_lists import axes, objectives
from commune_desk.services.preferences import BY_NAME
from commune_desk.services.sections import sections
from commune_desk.services.settings import preference
from commune_desk.services.strategy_lists import indicators

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope


def of_strategy(
    session: Session, scope: Scope, rows: Iterable[ActionRow]
) -> Iterator[Issue]:
    """Find what the frame and the document of the plan still lack."""
    if not scope.years:
        return
    served = frozenset(row.objective_id for row in rows)
    aims = [(row.axis_id, row) for row in objectives(session, scope)]
    yield from pursued(axes(session, scope), aims, served)
    oldest = _whole(preference(session, OLDEST), BY_NAME[OLDEST].default)
    yield from indicated(indicators(session, scope), scope.years[0], oldest)
    yield from written(sections(session, scope))


OLDEST = "baseline.oldest"


def _whole(typed: str, default: str) -> int:
    """Read a setting that somebody may have typed in letters."""
    return int(typed if typed.strip().isdecimal() else default)
