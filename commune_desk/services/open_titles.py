"""What is left of titles, and the entries that go against them (`budget.md` 6.1)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from commune_desk.domain.budget import Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.ledger import above_zero
from commune_desk.domain.money import Money
from commune_desk.domain.revenue import Course
from commune_desk.domain.text import N_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.books import Act, enter, left_of
from commune_desk.services.closings import closed_periods, days_of
from commune_desk.services.corrections import refuse
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    FiscalYear,
    LedgerEntry,
    Operation,
)

if TYPE_CHECKING:
    import datetime as dt

    from commune_desk.domain.execution import PaymentMode
    from commune_desk.storage.unit import Unit

E = EntryKind
OF_REVENUE = (E.TITLE, E.COLLECTION, E.WRITE_OFF)


def course_of(unit: Unit, operation_id: int) -> Course:
    """Add up what an operation has come to, with what this unit entered."""
    unit.settle()
    rows: Any = unit.session.execute(
        select(LedgerEntry.kind, func.sum(LedgerEntry.amount))
        .where(
            LedgerEntry.operation_id == operation_id,
            LedgerEntry.cancelled_on.is_(None),
        )
        .group_by(LedgerEntry.kind)
    )
    sums: dict[EntryKind, Money] = dict(rows.all())
    titled, collected, written_off = (sums.get(kind, Money(0)) for kind in OF_REVENUE)
    return Course(operation_id, titled, collected, written_off)


def books_for(unit: Unit, operation: Operation, on: dt.date) -> int:
    """Give the year whose books take an act of a day.

    The operation’s own year while the day lies in it, its complementary days included
    as long as they are open; else the year of the day.
    """
    own = unit.find(FiscalYear, operation.fiscal_year_id)
    if on.year <= own.year:
        return own.id
    period = days_of(unit.session, own).period(on)
    closed = closed_periods(unit.session, own.id)
    later = fiscal_year(unit.session, on.year)
    if period is not None and not {period, 0} & closed.keys():
        return own.id
    return own.id if later is None else later.id


def revenue_line(unit: Unit, line_id: int) -> BudgetLine:
    """Fetch a line of revenue; raise `Rejected` where it is one of expenditure."""
    line = unit.find(BudgetLine, line_id)
    account = unit.find(Account, line.account_id)
    if account.side is not Side.REVENUE:
        text = N_(
            "{code} {title} is a line of expenditure.",
            code=account.code,
            title=account.title,
        )
        raise refuse(text, "EXEC-N3", "line_id")
    return line


def open_titles(unit: Unit, operation_id: int) -> list[tuple[int, Money]]:
    """List the titles of an operation on which something is left, the oldest first."""
    unit.settle()
    found = unit.session.scalars(
        select(LedgerEntry.id)
        .where(
            LedgerEntry.operation_id == operation_id,
            LedgerEntry.kind == E.TITLE,
            LedgerEntry.reverses_id.is_(None),
            LedgerEntry.cancelled_on.is_(None),
        )
        .order_by(LedgerEntry.made_on, LedgerEntry.id)
    )
    rows = [(row_id, left_of(unit, row_id).left) for row_id in found]
    return [(row_id, left) for row_id, left in rows if left.francs > 0]


@dataclass(frozen=True)
class Way:
    """How money came in."""

    mode: PaymentMode | None = None
    reference: str = ""
    remittance_id: int | None = None


def settle_titles(
    unit: Unit, operation: Operation, act: Act, way: Way | None = None
) -> int:
    """Enter a collection or a write-off against the open titles of an operation.

    Money above what is titled, or before any title, is a collection before title. The
    id of the last entry is returned.
    """
    if found := list(above_zero(act.kind, act.amount)):
        raise Rejected(found)
    way = way or Way()
    rest, made = act.amount.francs, 0
    parts: list[tuple[int | None, int]] = []
    for title_id, left in open_titles(unit, operation.id):
        part = min(rest, left.francs)
        if part:
            parts.append((title_id, part))
            rest -= part
    if rest:
        parts.append((None, rest))
    for follows, part in parts:
        made = enter(
            unit,
            operation,
            Act(
                act.kind,
                Money(part),
                act.made_on,
                follows,
                fiscal_year_id=act.fiscal_year_id,
                reason=act.reason,
                mode=way.mode,
                reference=way.reference or act.reference,
                remittance_id=way.remittance_id,
            ),
        )
    return made
