"""Read what the window shows of a dossier at first sight."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from commune_desk.domain.funding import Coverage
from commune_desk.domain.glance import (
    MOST_DATES,
    MOST_RULES,
    Day,
    Glance,
    Told,
    waiting,
)
from commune_desk.services.deadlines import next_deadlines
from commune_desk.services.holdings import holdings
from commune_desk.services.plan_sums import coverage_of_all
from commune_desk.services.plans import known_years
from commune_desk.services.programming import actions
from commune_desk.services.review import summaries
from commune_desk.services.settings import preference
from commune_desk.services.territory import own_commune

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.desk import Desk
    from commune_desk.services.scope import Scope

    Say = Callable[[object], str]


def glance_of(desk: Desk, scope: Scope, found: Iterable[Issue], say: Say) -> Glance:
    """Read it; what the rules found is given, for it was asked a moment ago."""
    today = dt.datetime.now().astimezone().date()
    with desk.store.reading() as session:
        commune = own_commune(session)
        return Glance(
            commune.name if commune else "",
            bool(preference(session, "demonstration")),
            scope.year,
            known_years(session) or (scope.year,),
            say(desk.undo_label()),
            say(desk.redo_label()),
            _money(session, scope),
            holdings(session, scope),
            today,
            _day(session, list(found), today, say),
        )


def _money(session: Session, scope: Scope) -> dict[int, Coverage]:
    """Add up cost, secured and promised of the plan, year by year."""
    rows = actions(session, scope)
    return {year: coverage_of_all(rows, year) or Coverage() for year in scope.years}


def _day(session: Session, found: list[Issue], today: dt.date, say: Say) -> Day:
    rules = summaries(found)
    told = [
        Told(
            each.severity,
            each.code,
            say(each.text),
            each.first.record if each.count == 1 else None,
        )
        for each in rules[:MOST_RULES]
    ]
    dates = [
        replace(each, title=say(each.title))
        for each in next_deadlines(session, today, MOST_DATES)
    ]
    return Day(tuple(told), len(rules), waiting(found), tuple(dates))
