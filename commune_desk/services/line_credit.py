"""The credit of a line while an expense is typed, and the numbers it would take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from commune_desk.domain.execution import EXPENSE_CHAIN, EntryKind
from commune_desk.domain.ledger import LineCredit, provisional
from commune_desk.domain.money import Money
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.executed import executed_by_line
from commune_desk.services.open_credits import (
    LEVELS,
    Level,
    final_credits,
    level_of,
    levels,
)
from commune_desk.services.settings import preference
from commune_desk.storage.models import BudgetLine, FiscalYear, LedgerEntry

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


def credit_of_line(
    session: Session, line_id: int, day: dt.date
) -> tuple[LineCredit, int] | None:
    """Give the credit of a line’s level as a commitment of a day is checked against.

    With it the account of the line; None for what is no line of expenditure.
    """
    line = session.get(BudgetLine, line_id)
    year = session.get(FiscalYear, line.fiscal_year_id) if line is not None else None
    if line is None or year is None:
        return None
    held = _held(session, year)
    level = held.get(line.account_id)
    if level is None:
        return None
    shared = session.scalars(
        select(BudgetLine.id).where(
            BudgetLine.fiscal_year_id == year.id,
            BudgetLine.account_id.in_(each for each in held if held[each] == level),
        )
    ).all()
    sums = executed_by_line(session, year.id)
    committed = sum(sums[each].committed for each in shared if each in sums)
    title = _title(session, year, line.account_id)
    final, in_force = final_credits(session, year, held)
    open_now, twelfths = Money(final.get(level, 0)), 0
    if not in_force:
        before = fiscal_year(session, year.year - 1)
        last = 0
        if before is not None:
            earlier = final_credits(session, before, _held(session, before))[0]
            last = earlier.get(level, 0)
        open_now, twelfths = provisional(Money(last), day), day.month
    credit = LineCredit(line_id, level[1], title, open_now, Money(committed), twelfths)
    return credit, line.account_id


def _held(session: Session, year: FiscalYear) -> dict[int, Level]:
    specialty = preference(session, "execution.specialty")
    return levels(accounts_of(session, year.nomenclature_id), specialty)


def _title(session: Session, year: FiscalYear, account_id: int) -> str:
    specialty = preference(session, "execution.specialty")
    account = accounts_of(session, year.nomenclature_id)[account_id]
    code = level_of(account, specialty)[1]
    if specialty == LEVELS[1] and code == account.article:
        return account.article_title
    return account.chapter_title if specialty == LEVELS[2] else account.title


def next_numbers(session: Session, year: int) -> dict[EntryKind, int]:
    """Give the number that the next act of each kind would take in a year."""
    own = fiscal_year(session, year)
    if own is None:
        return dict.fromkeys(EXPENSE_CHAIN, 1)
    last = dict(
        session.execute(
            select(LedgerEntry.kind, func.max(LedgerEntry.number))
            .where(LedgerEntry.fiscal_year_id == own.id)
            .group_by(LedgerEntry.kind)
        ).all()
    )
    return {kind: last.get(kind, 0) + 1 for kind in EXPENSE_CHAIN}


def in_force(session: Session, year: FiscalYear) -> bool:
    """Tell whether the primitive budget of a year is in force."""
    return final_credits(session, year, {})[1]
