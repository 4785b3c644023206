"""The credits of a year as they stood on a day: documents count from the day of force.

A document is in force from its approval; a transfer within one chapter from its
deliberation (`budget.md` 5.3, M3 a).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import DocumentKind, DocumentState
from commune_desk.domain.money import Money
from commune_desk.services.credits import changes_of, light_transfers
from commune_desk.storage.models import BudgetDocument

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.storage.models import FiscalYear

K = DocumentKind
NOTHING = Money(0)


class AccountCredit(NamedTuple):
    """What the documents in force make of an account."""

    primitive: Money = NOTHING
    additional: Money = NOTHING
    """Additional budgets."""

    changes: Money = NOTHING
    """Special authorisations and transfers, which may take away."""

    @property
    def final(self) -> Money:
        """The final forecast: primitive + additional ± changes."""
        return self.primitive + self.additional + self.changes


_PLACES = {
    K.PRIMITIVE: "primitive",
    K.ADDITIONAL: "additional",
    K.AUTHORISATION: "changes",
    K.TRANSFER: "changes",
}


def in_force_from(session: Session, year: FiscalYear) -> dict[int, dt.date]:
    """Map each document that came into force to the day when it did.

    One without a date, as it may be brought from elsewhere, holds from 1 January.
    """
    light = light_transfers(session, year)
    found = {}
    first = dt.date(year.year, 1, 1)
    for document in session.scalars(
        select(BudgetDocument).where(BudgetDocument.fiscal_year_id == year.id)
    ):
        if document.state is DocumentState.CANCELLED:
            continue
        voted = document.state in {DocumentState.VOTED, DocumentState.TRANSMITTED}
        if document.id in light and (voted or document.state is DocumentState.APPROVED):
            found[document.id] = document.voted_on or first
        elif document.state is DocumentState.APPROVED:
            found[document.id] = document.approved_on or first
    return found


def credits_on(
    session: Session, year: FiscalYear, day: dt.date
) -> dict[int, AccountCredit]:
    """Give what the documents in force on a day made of each account of the year."""
    since = in_force_from(session, year)
    found: dict[int, AccountCredit] = {}
    for change in changes_of(session, year):
        from_day = since.get(change.document_id)
        if from_day is None or from_day > day:
            continue
        before = found.get(change.account_id, AccountCredit())
        place = _PLACES[change.kind]
        more = {place: getattr(before, place) + change.amount}
        found[change.account_id] = before._replace(**more)
    return found


def primitive_in_force(session: Session, year: FiscalYear, day: dt.date) -> bool:
    """Tell whether the primitive budget was in force on a day."""
    since = in_force_from(session, year)
    documents = session.scalars(
        select(BudgetDocument.id).where(
            BudgetDocument.fiscal_year_id == year.id,
            BudgetDocument.kind == K.PRIMITIVE,
        )
    )
    return any(since.get(each, dt.date.max) <= day for each in documents)
