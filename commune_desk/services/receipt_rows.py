"""Receipts as screens and papers see them, and the cash that they make."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.money import Money
from commune_desk.domain.receipts import Cash, Span
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.storage.models import (
    BudgetLine,
    Party,
    Receipt,
    ReceiptBook,
    Remittance,
    Tariff,
    TdrlRoll,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope


class ReceiptRow(NamedTuple):
    """A receipt as screens and papers show it."""

    id: int
    made_on: dt.date
    period: int
    book_id: int | None
    series: str
    first_number: int | None
    last_number: int | None
    line_id: int
    account_id: int
    code: str
    account: str
    tariff_id: int | None
    tariff: str
    quantity: int | None
    amount: Money
    payer: str
    party_id: int | None
    village_id: int | None
    village: str
    roll_id: int | None
    roll_year: int | None
    collector: str
    remittance_id: int | None
    remittance: int | None
    remitted_on: dt.date | None
    cancelled_on: dt.date | None
    reason: str
    note: str

    @property
    def counted(self) -> Money:
        """What it adds to sums: nothing once it was cancelled."""
        return Money(0) if self.cancelled_on is not None else self.amount

    @property
    def number(self) -> str:
        """Series and number: “A 12”, “T 1–25”."""
        if self.first_number is None:
            return self.series
        last = self.first_number if self.last_number is None else self.last_number
        return f"{self.series} {Span(self.first_number, last).told()}".strip()

    @property
    def open(self) -> bool:
        """Whether its money is still with the régisseur."""
        return self.remittance_id is None and self.cancelled_on is None


def receipts(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ReceiptRow]:
    """List the receipts of the year, in the order of their days."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    r = Receipt
    query = (
        select(
            r.id, r.made_on, r.period, r.book_id, ReceiptBook.series, r.first_number,
            r.last_number, r.line_id, BudgetLine.account_id, r.tariff_id, Tariff.title,
            r.quantity, r.amount, r.payer, r.party_id, r.village_id, Village.name,
            r.roll_id, TdrlRoll.year, Party.name, r.remittance_id, Remittance.number,
            Remittance.made_on, r.cancelled_on, r.reason, r.note,
        )
        .join(BudgetLine, BudgetLine.id == r.line_id)
        .outerjoin(ReceiptBook, ReceiptBook.id == r.book_id)
        .outerjoin(Party, Party.id == ReceiptBook.collector_id)
        .outerjoin(Tariff, Tariff.id == r.tariff_id)
        .outerjoin(Village, Village.id == r.village_id)
        .outerjoin(TdrlRoll, TdrlRoll.id == r.roll_id)
        .outerjoin(Remittance, Remittance.id == r.remittance_id)
        .where(r.fiscal_year_id == year.id)
        .order_by(r.made_on, r.id)
    )  # fmt: skip
    if ids is not None:
        query = query.where(r.id.in_(ids))
    accounts = accounts_of(session, year.nomenclature_id)
    rows = []
    for row in session.execute(query):
        facts = list(row)
        account = accounts[facts[8]]
        facts[4] = facts[4] or ""
        facts[9:9] = (account.code, account.title)
        for place in (12, 18, 21):
            facts[place] = facts[place] or ""
        rows.append(ReceiptRow(*facts))
    return rows


def latest_receipts(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ReceiptRow]:
    """List the same, the latest first, as the régisseur looks for them."""
    return receipts(session, scope, ids)[::-1]


def cash_on(session: Session, until: dt.date | None = None) -> Cash:
    """Count the box of the régisseur, over all years, up to a day."""
    received = select(func.sum(Receipt.amount)).where(Receipt.cancelled_on.is_(None))
    remitted = select(func.sum(Remittance.amount)).where(
        Remittance.cancelled_on.is_(None)
    )
    waiting = select(func.count(Receipt.id)).where(
        Receipt.cancelled_on.is_(None), Receipt.remittance_id.is_(None)
    )
    if until is not None:
        received = received.where(Receipt.made_on <= until)
        remitted = remitted.where(Remittance.made_on <= until)
        waiting = waiting.where(Receipt.made_on <= until)
    return Cash(
        session.scalar(received) or Money(0),
        session.scalar(remitted) or Money(0),
        session.scalar(waiting) or 0,
    )
