"""How far the budget of a year was carried out on a day: account by account.

`budget.md` 6.4: by month, quarter, half-year or any date, thirteen periods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money, Share
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_lines import SECTIONS, SIDES
from commune_desk.services.closings import PERIODS, days_of
from commune_desk.services.credit_history import AccountCredit, credits_on
from commune_desk.services.executed import PLACES, Executed, executed_by_account
from commune_desk.services.today import today
from commune_desk.storage.models import BudgetLine, LedgerEntry, Operation

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.accounts import AccountRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import FiscalYear


class Situation(NamedTuple):
    """An account on a day: its credit, and what its entries add up to."""

    id: int
    """The first line of the account."""

    account: AccountRow
    credit: AccountCredit
    done: Executed

    @property
    def section(self) -> Section:
        """Operating or investment."""
        return self.account.section

    @property
    def side(self) -> Side:
        """Revenue or expenditure."""
        return self.account.side

    @property
    def final(self) -> Money:
        """The final forecast on the day."""
        return self.credit.final

    @property
    def committed(self) -> Money:
        """What is committed; for revenue, nothing ever is."""
        return Money(self.done.committed)

    @property
    def liquidated(self) -> Money:
        """What was found to be due."""
        return Money(self.done.liquidated)

    @property
    def ordered(self) -> Money:
        """Payment orders."""
        return Money(self.done.ordered)

    @property
    def paid(self) -> Money:
        """What the receveur paid."""
        return Money(self.done.paid)

    @property
    def available(self) -> Money:
        """Credit − committed."""
        return self.final - self.committed

    @property
    def to_pay(self) -> Money:
        """Ordered − paid."""
        return self.ordered - self.paid

    @property
    def titled(self) -> Money:
        """Revenue orders."""
        return Money(self.done.titled)

    @property
    def collected(self) -> Money:
        """What came in."""
        return Money(self.done.collected)

    @property
    def written_off(self) -> Money:
        """What was given up."""
        return Money(self.done.written_off)

    @property
    def to_collect(self) -> Money:
        """Titled − collected − written off; below zero where titles are missing."""
        return self.titled - self.collected - self.written_off

    @property
    def realised(self) -> Money:
        """What counts as carried out (column 2 of the account): ordered, or titled."""
        return self.titled if self.side is Side.REVENUE else self.ordered

    @property
    def moved(self) -> Money:
        """Money that moved: collected, or paid."""
        return self.collected if self.side is Side.REVENUE else self.paid

    @property
    def left(self) -> Money:
        """What is left to collect, or to pay."""
        return self.to_collect if self.side is Side.REVENUE else self.to_pay

    @property
    def rate(self) -> Share | None:
        """Realised ÷ final forecast; None where nothing is forecast."""
        return Share.of(self.realised, self.final)


def day_of(session: Session, scope: Scope, year: FiscalYear) -> dt.date:
    """Give the day that the scope looks at: at most the last complementary day."""
    last = days_of(session, year).last
    return min(scope.until or today(session), last)


def situation(session: Session, year: FiscalYear, until: dt.date) -> list[Situation]:
    """List the accounts of a year that have a credit or an entry, as on a day."""
    accounts = accounts_of(session, year.nomenclature_id)
    credit = credits_on(session, year, until)
    done = executed_by_account(session, year.id, until)
    first = _first_lines(session, year.id)
    rows = [
        Situation(
            first[account],
            accounts[account],
            credit.get(account, AccountCredit()),
            done.get(account, Executed()),
        )
        for account in credit.keys() | done.keys()
    ]
    return sorted(rows, key=order_of)


def order_of(row: Situation) -> tuple[int, int, bool, str]:
    """Order accounts by part; those within the budget (d’ordre) close each part."""
    account = row.account
    return (
        SECTIONS.index(account.section),
        SIDES.index(account.side),
        account.order,
        account.code,
    )


def _first_lines(session: Session, fiscal_year_id: int) -> dict[int, int]:
    rows = session.execute(
        select(BudgetLine.account_id, func.min(BudgetLine.id))
        .where(BudgetLine.fiscal_year_id == fiscal_year_id)
        .group_by(BudgetLine.account_id)
    )
    return {account: line for account, line in rows}  # noqa: C416  rows are no pairs


def of_side(
    session: Session, scope: Scope, side: Side, ids: Collection[int] | None = None
) -> list[Situation]:
    """List the accounts of a side, as on the day of the scope."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    rows = situation(session, year, day_of(session, scope, year))
    return [r for r in rows if r.side is side and (ids is None or r.id in ids)]


def expenditure(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[Situation]:
    """List the accounts of expenditure."""
    return of_side(session, scope, Side.EXPENDITURE, ids)


def revenue(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[Situation]:
    """List the accounts of revenue."""
    return of_side(session, scope, Side.REVENUE, ids)


class PartTotal(NamedTuple):
    """One of the four parts, whole or without money that only passes through."""

    id: int
    section: Section
    side: Side
    passing: bool | None
    """None: everything; True: what passes through alone; False: the rest."""

    final: Money
    realised: Money
    moved: Money
    left: Money

    @property
    def rate(self) -> Share | None:
        """Realised ÷ final forecast."""
        return Share.of(self.realised, self.final)


def part_totals(rows: Iterable[Situation]) -> list[PartTotal]:
    """Sum each part up: everything, what passes through (teachers’ pay), the rest."""
    listed = list(rows)
    found: list[PartTotal] = []
    for section in SECTIONS:
        for side in SIDES:
            part = [r for r in listed if (r.section, r.side) == (section, side)]
            for passing in (None, True, False):
                own = [
                    row
                    for row in part
                    if passing is None or row.account.pass_through is passing
                ]
                sums = [
                    Money.total(getattr(row, key) for row in own)
                    for key in ("final", "realised", "moved", "left")
                ]
                found.append(PartTotal(len(found) + 1, section, side, passing, *sums))
    return found


def totals(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[PartTotal]:
    """Sum the parts up, as on the day of the scope."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    rows = situation(session, year, day_of(session, scope, year))
    return [row for row in part_totals(rows) if ids is None or row.id in ids]


class PeriodRow(NamedTuple):
    """What was entered in one of the thirteen periods of a year."""

    id: int
    """Month, or 13 for the complementary days."""

    done: Executed


def by_period(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[PeriodRow]:
    """Add up the entries of each period, up to the day of the scope."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    sums = {period: [0] * len(Executed._fields) for period in PERIODS if period}
    query = (
        select(LedgerEntry.period, LedgerEntry.kind, func.sum(LedgerEntry.amount))
        .join(Operation, Operation.id == LedgerEntry.operation_id)
        .where(
            LedgerEntry.fiscal_year_id == year.id,
            Operation.fiscal_year_id == year.id,
            LedgerEntry.cancelled_on.is_(None),
            LedgerEntry.made_on <= day_of(session, scope, year),
        )
        .group_by(LedgerEntry.period, LedgerEntry.kind)
    )
    for period, kind, amount in session.execute(query):
        sums[period][PLACES[kind]] += amount.francs
    rows = [PeriodRow(period, Executed(*row)) for period, row in sums.items()]
    return [row for row in rows if ids is None or row.id in ids]


def part(rows: Sequence[Situation], section: Section, side: Side) -> list[Situation]:
    """Give the rows of one of the four parts."""
    return [row for row in rows if (row.section, row.side) == (section, side)]
