"""What the renewal funds of committees hold, as their cash books tell it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.money import Money
from commune_desk.storage.models import CashEntry

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


def funds_on(session: Session, day: dt.date) -> dict[int, Money]:
    """Add up by committee what went into the fund and what came out of it."""
    found: dict[int, int] = defaultdict(int)
    query = select(CashEntry.committee_id, CashEntry.receipt, CashEntry.expense)
    own = (CashEntry.renewal.is_(True), CashEntry.made_on <= day)
    for committee_id, receipt, expense in session.execute(query.where(*own)):
        found[committee_id] += receipt.francs - expense.francs
    return {committee_id: Money(francs) for committee_id, francs in found.items()}
