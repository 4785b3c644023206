"""Restricted receipts: what came in for a line against what was ordered on it (C5)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.issues import Severity
from commune_desk.domain.ledger import Restricted, within_received
from commune_desk.domain.money import Money
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.budget_review import rules_of
from commune_desk.services.closings import days_of
from commune_desk.services.credit_history import AccountCredit, credits_on
from commune_desk.storage.models import Account, BudgetLine, LedgerEntry, Operation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit


def restricted_money(session: Session, fiscal_year_id: int) -> dict[int, Restricted]:
    """Map each restricted receipt of a year to what it brought and what it paid."""
    pays: dict[int, set[int]] = defaultdict(set)
    rows = session.execute(
        select(BudgetLine.restricted_id, BudgetLine.id).where(
            BudgetLine.fiscal_year_id == fiscal_year_id,
            BudgetLine.restricted_id.is_not(None),
        )
    )
    for receipt, line in rows:
        if receipt is not None:
            pays[receipt].add(line)
    if not pays:
        return {}
    sums: dict[tuple[int, EntryKind], int] = {}
    kinds = (EntryKind.COLLECTION, EntryKind.ORDER)
    for line, kind, amount in session.execute(
        select(Operation.line_id, LedgerEntry.kind, func.sum(LedgerEntry.amount))
        .join(Operation, Operation.id == LedgerEntry.operation_id)
        .where(
            Operation.fiscal_year_id == fiscal_year_id,
            LedgerEntry.kind.in_(kinds),
            LedgerEntry.cancelled_on.is_(None),
        )
        .group_by(Operation.line_id, LedgerEntry.kind)
    ):
        sums[line, kind] = amount.francs
    named = session.execute(
        select(BudgetLine.id, Account.code, Account.title)
        .join(Account, Account.id == BudgetLine.account_id)
        .where(BudgetLine.id.in_(pays))
    )
    return {
        receipt: Restricted(
            receipt,
            code,
            title,
            Money(sums.get((receipt, EntryKind.COLLECTION), 0)),
            Money(sum(sums.get((line, EntryKind.ORDER), 0) for line in pays[receipt])),
        )
        for receipt, code, title in named
    }


def check_received(unit: Unit, operation: Operation, day: dt.date) -> None:
    """Refuse an order in advance of its restricted receipt, where C5 refuses."""
    line = unit.find(BudgetLine, operation.line_id)
    if line.restricted_id is None:
        return
    rules = unit.once("execution.rules", lambda: rules_of(unit.session, day))
    rule = rules.get("C5")
    if rule is None or rule.severity is not Severity.ERROR:
        return  # a rule that warns shows as a finding
    unit.settle()
    money = restricted_money(unit.session, line.fiscal_year_id)[line.restricted_id]
    if found := list(within_received(money, rule)):
        raise Rejected(found)


class RestrictedRow(NamedTuple):
    """A restricted receipt with what was forecast, received and spent."""

    id: int
    code: str
    title: str
    forecast: Money
    received: Money
    spent: Money

    @property
    def left(self) -> Money:
        """What is left in hand; below zero where it was spent in advance."""
        return self.received - self.spent


def restricted_rows(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[RestrictedRow]:
    """List the restricted receipts of the year."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    accounts = dict(
        session.execute(
            select(BudgetLine.id, BudgetLine.account_id).where(
                BudgetLine.fiscal_year_id == year.id
            )
        ).all()
    )
    credit = credits_on(session, year, days_of(session, year).last)
    found = [
        RestrictedRow(
            line,
            money.code,
            money.title,
            credit.get(accounts[line], AccountCredit()).final,
            money.received,
            money.spent,
        )
        for line, money in restricted_money(session, year.id).items()
        if ids is None or line in ids
    ]
    return sorted(found, key=lambda row: row.code)


def restricted_findings(session: Session, scope: Scope) -> Iterator[Issue]:
    """Name the restricted receipts that are spent before they are there (C5)."""
    rule = rules_of(session).get("C5")
    year = fiscal_year(session, scope.year)
    if rule is None or year is None:
        return
    for money in restricted_money(session, year.id).values():
        yield from within_received(money, rule)
