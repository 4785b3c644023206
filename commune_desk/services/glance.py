"""Read what the window shows of a dossier at first sight."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.charts import (
    BUDGET,
    COVERED,
    LIGHTS,
    MISSING,
    RATES,
    TDRL,
)
from commune_desk.domain.glance import (
    MOST_DATES,
    MOST_RULES,
    Day,
    Glance,
    Sent,
    Told,
    waiting,
)
from commune_desk.domain.package.verdict import Answer
from commune_desk.services.charts import charts
from commune_desk.services.deadlines import next_deadlines
from commune_desk.services.holdings import holdings
from commune_desk.services.plans import known_years
from commune_desk.services.review import summaries
from commune_desk.services.settings import preference
from commune_desk.services.territory import own_commune
from commune_desk.storage.models import Sending

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.summaries import Summary
    from commune_desk.services.desk import Desk
    from commune_desk.services.scope import Scope

    Say = Callable[[object], str]


SHOWN = (BUDGET, RATES, TDRL, LIGHTS, COVERED, MISSING)
"""The charts of the home page."""


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
            tuple(chart.said(say) for chart in charts(session, scope, *SHOWN)),
            holdings(session, scope),
            today,
            _sent(session, say),
            _day(session, list(found), today, say),
        )


def _sent(session: Session, say: Say) -> Sent | None:
    """Tell of the last sending."""
    columns = (Sending.sent_on, Sending.answer)
    last = session.execute(select(*columns).order_by(Sending.id.desc())).first()
    if last is None:
        return None
    return Sent(
        last.sent_on,
        say(last.answer) if last.answer is not None else "",
        last.answer is Answer.REFUSED,
    )


def _day(session: Session, found: list[Issue], today: dt.date, say: Say) -> Day:
    rules = summaries(found)
    told = [
        Told(
            each.severity,
            each.code,
            say(each.text),
            *_where(each),
        )
        for each in rules[:MOST_RULES]
    ]
    dates = [
        replace(each, title=say(each.title))
        for each in next_deadlines(session, today, MOST_DATES)
    ]
    return Day(tuple(told), len(rules), waiting(found), tuple(dates))


def _where(found: Summary) -> tuple[str, tuple[int, ...]]:
    """Name the records of a rule where one screen shows them all."""
    records = [issue.record for issue in found.issues]
    tables = {record.table if record is not None else "" for record in records}
    if len(tables) > 1 or "" in tables:
        return "", ()
    ids = dict.fromkeys(record.id for record in records if record is not None)
    return tables.pop(), tuple(ids)
