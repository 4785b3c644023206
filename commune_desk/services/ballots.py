"""The session of the council at which a document of the budget is voted.

Document and session are tied by their date, and by the number of the deliberation
where a day had several sessions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.ballot import ballot
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.services.budget_review import rules_of, with_texts
from commune_desk.services.council import sessions
from commune_desk.storage.models import CouncilSession

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from commune_desk.services.council import SessionRow
    from commune_desk.storage.models import BudgetDocument
    from commune_desk.storage.unit import Unit


def session_of(session: Session, document: BudgetDocument) -> SessionRow | None:
    """Find the session at which a document was voted; None where none is known."""
    if document.voted_on is None:
        return None
    found = [row for row in sessions(session) if row.held_on == document.voted_on]
    named = [row for row in found if row.deliberation == document.deliberation]
    free = [row for row in found if row.plan_id is None]
    return next(iter(named or free or found), None)


def ballot_issues(session: Session, row: SessionRow) -> list[Issue]:
    """Say what is wrong with voting a budget at this session."""
    rules = rules_of(session, row.held_on)
    return list(ballot(row, row.bench.seats, row.bench.quorum, rules))


def held(unit: Unit, session_id: int, on: dt.date, deliberation: str) -> str:
    """Vote at a session: check it, and settle the number of the deliberation.

    The number is taken from the session where none was typed, and written into it
    where it has none. Raises `Rejected` where a rule that blocks is broken.
    """
    session = unit.find(CouncilSession, session_id)
    if session.held_on != on:
        text = N_(
            "The vote is dated {date}, and the session was held on {held}.",
            date=on,
            held=session.held_on,
        )
        raise Rejected([Issue(Severity.ERROR, text, field="on")])
    (row,) = sessions(unit.session, ids=(session_id,))
    found = ballot_issues(unit.session, row)
    if refused := [each for each in found if each.severity is Severity.ERROR]:
        raise Rejected(with_texts(refused, rules_of(unit.session, on)))
    number = deliberation.strip() or session.deliberation
    if not session.deliberation:
        session.deliberation = number
    return number
