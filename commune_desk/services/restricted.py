"""Restricted receipts: what came in for a line against what was ordered on it (C5)."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.issues import Severity
from commune_desk.domain.ledger import Restricted, within_received
from commune_desk.domain.money import Money
from commune_desk.services.budget_review import rules_of
from commune_desk.storage.models import Account, BudgetLine, LedgerEntry, Operation

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from commune_desk.storage.store import Unit


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
