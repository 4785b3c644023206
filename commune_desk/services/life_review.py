"""What the rules find in the life of committees (`planning.md` 7, rule 20)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.committee_life import Asked, late_decision, silence
from commune_desk.domain.complaints import unanswered
from commune_desk.domain.issues import Record
from commune_desk.domain.visits import late_remarks
from commune_desk.services.committee_facts import met_of
from commune_desk.services.complaints import complaints
from commune_desk.services.meetings import decisions
from commune_desk.services.obligations import asked_of
from commune_desk.services.registry import book
from commune_desk.services.today import today
from commune_desk.services.visit_lists import visits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.scope import Scope


def of_life(session: Session, _: Scope | None = None) -> Iterator[Issue]:
    """Find committees that do not meet, and what is late: decisions, remarks, answers.

    A dissolved committee owes nothing more.
    """
    day, asked, met = today(session), asked_of(session), met_of(session)
    at_work = {known.id for known in book(session) if known.active}
    for known in book(session):
        if known.active:
            own = asked.get(known.type.id, {})
            yield from silence(
                known.committee.name,
                Record("committees", known.id),
                known.committee.created_on,
                met.get(known.id, ()),
                Asked(own.get("assembly"), own.get("meetings")),
                day,
            )
    for row in decisions(session):
        if row.committee_id in at_work:
            record = Record("committee_decisions", row.id)
            yield from late_decision(row.decided, record, day)
    for visit in visits(session):
        if visit.committee_id in at_work:
            yield from late_remarks(visit.seen, Record("visits", visit.id), day)
    for each in complaints(session):
        record = Record("complaints", each.id)
        yield from unanswered(each.case, each.told, record, day)
