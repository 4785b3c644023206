"""Books of a year in the order of days: all entries, and the money that moved."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.execution import EntryKind, PaymentMode
from commune_desk.domain.money import Money
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.cash import opening_balance
from commune_desk.services.executed import ledger
from commune_desk.services.situation import day_of
from commune_desk.storage.models import TreasuryStatement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.executed import LedgerRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import FiscalYear


def entries_until(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> Sequence[LedgerRow]:
    """List all entries in the books of the year up to the day of the scope."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    until = day_of(session, scope, year)
    return [row for row in ledger(session, scope, ids) if row.made_on <= until]


class CashRow(NamedTuple):
    """A movement of money at the receveur’s, with the balance after it."""

    id: int
    made_on: dt.date
    number: int
    collection: bool
    code: str
    object: str
    party: str
    reference: str
    came: Money | None
    went: Money | None
    balance: Money


def opening(session: Session, year: FiscalYear) -> Money:
    """Give what there was on 1 January: as typed, else as the first statement says."""
    typed = opening_balance(session, year.year)
    if typed is not None:
        return typed
    found = session.scalars(
        select(TreasuryStatement)
        .where(TreasuryStatement.fiscal_year_id == year.id)
        .order_by(TreasuryStatement.made_on)
    ).first()
    return found.opening if found is not None else Money(0)


def cash_book(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[CashRow]:
    """List collections and payments day by day, each with the balance after it.

    What moved no money (operations within the budget) is not in it.
    """
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    rows = read_cash(session, scope, opening(session, year))
    return [row for row in rows if ids is None or row.id in ids]


def read_cash(session: Session, scope: Scope, balance: Money) -> list[CashRow]:
    """List what moved money up to the day of the scope, from a balance on."""
    found = []
    for row in entries_until(session, scope):
        if not moves_money(row):
            continue
        collected = row.kind is EntryKind.COLLECTION
        balance = balance + row.amount if collected else balance - row.amount
        found.append(
            CashRow(
                row.id,
                row.made_on,
                row.number,
                collected,
                row.code,
                row.object,
                row.party,
                row.reference,
                row.amount if collected else None,
                None if collected else row.amount,
                balance,
            )
        )
    return found


def moves_money(row: LedgerRow) -> bool:
    """Tell whether an entry changes what the commune has at the Treasury."""
    return (
        row.kind in {EntryKind.COLLECTION, EntryKind.PAYMENT}
        and row.mode is not PaymentMode.OFFSET
        and row.cancelled_on is None
    )
