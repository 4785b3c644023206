"""What the rules find in accountability: untold years, late answers, missing papers."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.complaints import SETTLED
from commune_desk.domain.issues import Record
from commune_desk.domain.public_rules import (
    lacking,
    late_recommendation,
    no_step,
    untold,
)
from commune_desk.services.complaint_lists import steps
from commune_desk.services.complaints import complaints
from commune_desk.services.missing_papers import missing_papers
from commune_desk.services.recommendations import recommendations
from commune_desk.services.settings import whole_number
from commune_desk.services.today import today
from commune_desk.storage.models import FiscalYear, PublicSession

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue


def of_public(session: Session) -> Iterator[Issue]:
    """Find what the commune still owes its public, and its archive."""
    day = today(session)
    yield from _untold(session, day)
    for row in recommendations(session):
        record = Record("recommendations", row.id)
        yield from late_recommendation(row.asked, record, day)
    yield from _without_step(session, day)
    missing = groupby(missing_papers(session), lambda r: (r.table, r.record_id))
    for (table, row_id), group in missing:
        rows = list(group)
        papers = tuple(row.paper for row in rows)
        first = rows[0]
        yield from lacking(first.procedure, first.name, papers, Record(table, row_id))


def _untold(session: Session, day: dt.date) -> Iterator[Issue]:
    held = select(PublicSession.year).where(PublicSession.held_on <= day)
    told = set(session.scalars(held))
    closed = select(FiscalYear).where(FiscalYear.closed_on.is_not(None))
    months = whole_number(session, "restitution.months", 1, 36)
    for year in session.scalars(closed.order_by(FiscalYear.year)):
        if year.year not in told:
            ended = dt.date(year.year, 12, 31)
            record = Record("fiscal_years", year.id)
            yield from untold(year.year, ended, months, record, day)


def _without_step(session: Session, day: dt.date) -> Iterator[Issue]:
    most = whole_number(session, "complaints.silence", 1, 365)
    last = {row.complaint_id: row.done_on for row in steps(session)}
    for row in complaints(session):
        if row.state not in SETTLED and not row.case.late(day):
            done = last.get(row.id, row.received_on)
            record = Record("complaints", row.id)
            yield from no_step(row.reference, done, most, record, day)
