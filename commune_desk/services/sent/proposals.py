"""What a sending is proposed to be: its period, its day, its stage, its standing."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.budget import DocumentKind, DocumentState
from commune_desk.domain.package.manifest import Period, Stage, Standing
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.closings import days_of
from commune_desk.services.today import today
from commune_desk.storage.models import BudgetDocument, LedgerEntry, ResultAllocation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.storage.models import FiscalYear

_KINDS = {
    DocumentKind.PRIMITIVE: Stage.PRIMITIVE,
    DocumentKind.ADDITIONAL: Stage.ADDITIONAL,
    DocumentKind.AUTHORISATION: Stage.CHANGE,
    DocumentKind.TRANSFER: Stage.CHANGE,
}
_STATES = {
    DocumentState.VOTED: Standing.ADOPTED,
    DocumentState.TRANSMITTED: Standing.ADOPTED,
    DocumentState.APPROVED: Standing.APPROVED,
}


def last_day(session: Session, year: int, period: Period) -> dt.date:
    """Give the day at which figures stop: the end of the half or of the year, if past.

    The year is told with its complementary days, once they are over.
    """
    now = today(session)
    if period is Period.FIRST_HALF:
        return min(now, dt.date(year, 6, 30))
    ends = dt.date(year, 12, 31)
    budget = fiscal_year(session, year)
    if period is Period.YEAR and budget is not None:
        with_more = days_of(session, budget).last
        ends = with_more if now >= with_more else ends
    return min(now, ends)


def proposed(session: Session, year: int, until: dt.date) -> tuple[Stage, Standing]:
    """Propose stage and standing from the documents of the budget and its closing."""
    budget = fiscal_year(session, year)
    if budget is None:
        return Stage.PRIMITIVE, Standing.PROVISIONAL
    adopted = session.scalar(
        select(ResultAllocation.id).where(
            ResultAllocation.year == year, ResultAllocation.decided_on.is_not(None)
        )
    )
    if budget.closed_on is not None:
        standing = Standing.ADOPTED if adopted is not None else Standing.MAYOR
        return Stage.ACCOUNT, standing
    if _executed(session, budget, until):
        return Stage.EXECUTION, Standing.PROVISIONAL
    documents = session.scalars(
        select(BudgetDocument)
        .where(
            BudgetDocument.fiscal_year_id == budget.id,
            BudgetDocument.state != DocumentState.CANCELLED,
        )
        .order_by(BudgetDocument.id)
    ).all()
    last = documents[-1]
    return _KINDS[last.kind], _STATES.get(last.state, Standing.PROVISIONAL)


def _executed(session: Session, budget: FiscalYear, until: dt.date) -> bool:
    query = (
        select(LedgerEntry.id)
        .where(
            LedgerEntry.fiscal_year_id == budget.id,
            LedgerEntry.cancelled_on.is_(None),
            LedgerEntry.made_on <= until,
        )
        .limit(1)
    )
    return session.scalar(query) is not None
