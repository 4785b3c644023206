"""Findings in kept expenses: above the credit, in advance, an invoice twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.execution import EntryKind
from commune_desk.domain.issues import Issue, Record
from commune_desk.domain.ledger import within_received
from commune_desk.domain.money import Money
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_
from commune_desk.services.account_sheets import account_sheets
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.budget_review import rules_of
from commune_desk.services.executed import ledger
from commune_desk.services.line_credit import in_force
from commune_desk.services.restricted import restricted_money

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.balance import Applied
    from commune_desk.services.scope import Scope


def spending_findings(session: Session, scope: Scope) -> Iterator[Issue]:
    """Run C1, C5 and C7 over what the books of the year hold."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return
    rules = rules_of(session)
    if "C1" in rules and in_force(session, year):
        yield from _above_credit(session, scope, rules["C1"])
    if "C5" in rules:
        for money in restricted_money(session, year.id).values():
            yield from within_received(money, rules["C5"])
    if "C7" in rules:
        yield from _twice(session, scope, rules["C7"])


def _above_credit(session: Session, scope: Scope, rule: Applied) -> Iterator[Issue]:
    for sheet in account_sheets(session, scope):
        if sheet.available.francs >= 0:
            continue
        gap = Money(-sheet.available.francs)
        text = N_(
            "Credit {code} {title}: {committed} F committed, {credit} F in force, {gap}"
            " F too much.",
            code=sheet.code,
            title=sheet.title,
            committed=sheet.total("committed"),
            credit=sheet.total("credit"),
            gap=gap,
        )
        where = Record("budget_lines", min(sheet.line_ids))
        yield Issue(rule.severity, text, "EXEC-C1", where, amount=gap)


def _twice(session: Session, scope: Scope, rule: Applied) -> Iterator[Issue]:
    rows = [row for row in ledger(session, scope) if row.kind is EntryKind.LIQUIDATION]
    taken_back = {row.reverses_id for row in rows if row.cancelled_on is None}
    known: dict[tuple[int, str], int] = {}
    for row in sorted(rows, key=lambda each: each.number):
        stands = row.cancelled_on is None and row.reverses_id is None
        if not row.invoice or row.party_id is None or not stands:
            continue
        if row.id in taken_back:
            continue
        first = known.setdefault((row.party_id, fold(row.invoice)), row.number)
        if first != row.number:
            text = N_(
                "Invoice {invoice} of {party} was liquidated twice: no. {first} and no."
                " {number}, {amount} F.",
                invoice=row.invoice,
                party=row.party,
                first=first,
                number=row.number,
                amount=row.amount,
            )
            where = Record("operations", row.operation_id)
            yield Issue(rule.severity, text, "EXEC-C7", where, amount=row.amount)
