"""The result of a year by section, on both bases, and how it was allocated."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.budget import DocumentKind, DocumentState, Section, Side
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.results import Results, TakenOver, taken_over
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_review import rules_of
from commune_desk.services.carried_results import allocation_of, carried_accounts
from commune_desk.services.closings import days_of
from commune_desk.services.credits import changes_of
from commune_desk.services.memory import read_once
from commune_desk.services.situation import part, situation
from commune_desk.storage.models import (
    Account,
    BudgetDocument,
    BudgetLine,
    FiscalYear,
    LedgerEntry,
    Operation,
    ResultAllocation,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.services.scope import Scope
    from commune_desk.services.situation import Situation

NOTHING = Money(0)


class SectionResult(NamedTuple):
    """What a section came to in a year."""

    id: int
    year: int
    section: Section
    titled: Money
    """Revenue orders, results of earlier years left out."""

    ordered: Money
    collected: Money
    paid: Money
    earlier_in: Money
    """Collected in the year of what earlier years left."""

    earlier_out: Money
    carried: Money
    """Result of the years before, carried over; below zero a deficit."""

    @property
    def of_the_year(self) -> Money:
        """On the base of rights: titles − orders."""
        return self.titled - self.ordered

    @property
    def result(self) -> Money:
        """With what was carried over."""
        return self.of_the_year + self.carried

    @property
    def in_cash(self) -> Money:
        """On the base of money: what came in − what went out, earlier years too."""
        return self.collected - self.paid + self.earlier_in - self.earlier_out


def whole_year(session: Session, year: FiscalYear) -> Sequence[Situation]:
    """List the accounts of a year as its administrative account has them."""
    return read_once(
        session,
        f"situation.whole.{year.id}",
        lambda: situation(session, year, days_of(session, year).last),
    )


def results(session: Session, year: FiscalYear) -> list[SectionResult]:
    """Give the result of each section, operating first."""
    rows = whole_year(session, year)
    over = carried_accounts(session)
    kept = allocation_of(session, year.year - 1)
    earlier = _earlier(session, year)
    found = []
    for number, section in enumerate(Section, 1):
        into = part(rows, section, Side.REVENUE)
        out = part(rows, section, Side.EXPENDITURE)
        brought = [row for row in (*into, *out) if over.hold(row.account)]
        own_in = [row for row in into if not over.hold(row.account)]
        own_out = [row for row in out if not over.hold(row.account)]
        found.append(
            SectionResult(
                number,
                year.year,
                section,
                Money.total(row.titled for row in own_in),
                Money.total(row.ordered for row in own_out),
                Money.total(row.collected for row in own_in),
                Money.total(row.paid for row in own_out),
                earlier.get((section, EntryKind.COLLECTION), NOTHING),
                earlier.get((section, EntryKind.PAYMENT), NOTHING),
                _carried(brought, kept, section),
            )
        )
    return found


def _carried(
    brought: Sequence[Situation], kept: ResultAllocation | None, section: Section
) -> Money:
    """Give what was entered as carried over; else what was decided to carry."""
    entered = Money.total(row.titled - row.ordered for row in brought)
    if entered or kept is None:
        return entered
    operating = section is Section.OPERATING
    decided = kept.carried_operating if operating else kept.carried_investment
    return decided or NOTHING


def _earlier(
    session: Session, year: FiscalYear
) -> dict[tuple[Section, EntryKind], Money]:
    rows = session.execute(
        select(Account.section, LedgerEntry.kind, func.sum(LedgerEntry.amount))
        .join(Operation, Operation.id == LedgerEntry.operation_id)
        .join(BudgetLine, BudgetLine.id == Operation.line_id)
        .join(Account, Account.id == BudgetLine.account_id)
        .where(
            LedgerEntry.fiscal_year_id == year.id,
            Operation.fiscal_year_id != year.id,
            LedgerEntry.cancelled_on.is_(None),
        )
        .group_by(Account.section, LedgerEntry.kind)
    )
    return {(section, kind): amount for section, kind, amount in rows}


def executed(session: Session, year: FiscalYear) -> bool:
    """Tell whether the books of a year hold any entry."""
    query = select(LedgerEntry.id).where(LedgerEntry.fiscal_year_id == year.id)
    return session.scalars(query.limit(1)).first() is not None


def result_of(session: Session, year: int) -> Results | None:
    """Give the result of a year: from its entries, else as typed; None if unknown."""
    found = fiscal_year(session, year)
    if found is not None and executed(session, found):
        operating, investment = (row.result for row in results(session, found))
        return Results(year, operating, investment)
    typed = allocation_of(session, year)
    if typed is None or typed.operating_result is None:
        return None
    return Results(year, typed.operating_result, typed.investment_result or NOTHING)


def section_results(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[SectionResult]:
    """List both sections of the year of the scope."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    return [row for row in results(session, year) if ids is None or row.id in ids]


def result_findings(session: Session, scope: Scope) -> Iterator[Issue]:
    """Check what the budget of the year takes over against the year before (B5)."""
    rule = rules_of(session).get("B5")
    year = fiscal_year(session, scope.year)
    if rule is None or year is None:
        return
    taken = _taken(session, year)
    if any(taken[1:]) or _has_additional(session, year):
        known = result_of(session, year.year - 1)
        yield from taken_over(TakenOver(*taken), known, rule)


def _has_additional(session: Session, year: FiscalYear) -> bool:
    query = select(BudgetDocument.id).where(
        BudgetDocument.fiscal_year_id == year.id,
        BudgetDocument.kind == DocumentKind.ADDITIONAL,
        BudgetDocument.state != DocumentState.CANCELLED,
    )
    return session.scalars(query.limit(1)).first() is not None


def _taken(session: Session, year: FiscalYear) -> tuple[int, Money, Money, Money]:
    accounts = accounts_of(session, year.nomenclature_id)
    over = carried_accounts(session)
    carried = dict.fromkeys(Section, 0)
    handed = 0
    for change in changes_of(session, year):
        account = accounts[change.account_id]
        sign = 1 if account.side is Side.REVENUE else -1
        if over.hold(account):
            carried[account.section] += sign * change.amount.francs
        elif account.order:
            handed += sign * change.amount.francs
    return (
        year.year,
        Money(carried[Section.OPERATING]),
        Money(carried[Section.INVESTMENT]),
        Money(handed),
    )
