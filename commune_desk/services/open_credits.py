"""What may be committed on a line: the credit of the level that the council votes.

The level (specialty) is a setting: article by default (`budget.md` 5.4, C1). While
the primitive budget is not in force, twelfths of last year’s stand in for it (C6).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from commune_desk.domain.budget import DocumentKind, Side
from commune_desk.domain.ledger import LineCredit, provisional
from commune_desk.domain.money import Money
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.credits import changes_of
from commune_desk.services.settings import preference
from commune_desk.storage.models import BudgetLine, FiscalYear

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.accounts import AccountRow
    from commune_desk.storage.unit import Unit

LEVELS = ("compte", "article", "chapitre")
Level = tuple[str, str]
"""Section and code at which a credit is held."""


def level_of(account: AccountRow, specialty: str) -> Level:
    """Name the level at which an account’s credit is held."""
    code = account.code
    if specialty == "article":
        code = account.article or account.code
    elif specialty == "chapitre":
        code = account.chapter
    return account.section.value, code


def levels(accounts: Mapping[int, AccountRow], specialty: str) -> dict[int, Level]:
    """Map each account of expenditure to the level of its credit."""
    return {
        row.id: level_of(row, specialty)
        for row in accounts.values()
        if row.side is Side.EXPENDITURE
    }


def final_credits(
    session: Session, year: FiscalYear, held: Mapping[int, Level]
) -> tuple[dict[Level, int], bool]:
    """Add up the credits in force by level, and tell whether the budget is in force."""
    sums: dict[Level, int] = defaultdict(int)
    in_force = False
    for change in changes_of(session, year):
        if not change.in_force:
            continue
        in_force = in_force or change.kind is DocumentKind.PRIMITIVE
        if change.account_id in held:
            sums[held[change.account_id]] += change.amount.francs
    return sums, in_force


@dataclass(frozen=True)
class _Year:
    """What a unit of work needs to know of a year, read once."""

    accounts: Mapping[int, AccountRow]
    specialty: str
    held: Mapping[int, Level]


def _year(unit: Unit, year: FiscalYear) -> _Year:
    def read() -> _Year:
        accounts = accounts_of(unit.session, year.nomenclature_id)
        specialty = preference(unit.session, "execution.specialty")
        return _Year(accounts, specialty, levels(accounts, specialty))

    return unit.once(f"open_credits.{year.id}", read)


def sharing(unit: Unit, line: BudgetLine) -> frozenset[int]:
    """Give the lines that share the credit of a line, itself among them."""

    def read() -> dict[int, frozenset[int]]:
        year = unit.find(FiscalYear, line.fiscal_year_id)
        held = _year(unit, year).held
        rows = unit.session.execute(
            select(BudgetLine.id, BudgetLine.account_id).where(
                BudgetLine.fiscal_year_id == year.id
            )
        )
        groups: dict[Level, set[int]] = defaultdict(set)
        for line_id, account in rows:
            if account in held:
                groups[held[account]].add(line_id)
        return {each: frozenset(ids) for ids in groups.values() for each in ids}

    name = f"sharing.{line.fiscal_year_id}"
    return unit.once(name, read).get(line.id, frozenset({line.id}))


def credit_for(
    unit: Unit, line: BudgetLine, day: dt.date, committed: Money
) -> LineCredit:
    """Give the credit of a line’s level on a day, with what is committed on it."""
    year = unit.find(FiscalYear, line.fiscal_year_id)
    known = _year(unit, year)
    account = known.accounts[line.account_id]
    level = level_of(account, known.specialty)
    final, in_force = unit.once(
        f"credits.{year.id}", lambda: final_credits(unit.session, year, known.held)
    )
    title = account.title
    if level[1] == account.article and account.article:
        title = account.article_title
    elif level[1] == account.chapter:
        title = account.chapter_title
    if in_force:
        credit = Money(final.get(level, 0))
        return LineCredit(line.id, level[1], title, credit, committed)
    before = fiscal_year(unit.session, year.year - 1)
    last = Money(0)
    if before is not None:
        held = _year(unit, before).held
        last = Money(final_credits(unit.session, before, held)[0].get(level, 0))
    open_now = provisional(last, day)
    return LineCredit(line.id, level[1], title, open_now, committed, day.month)
