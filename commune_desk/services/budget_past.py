"""What accounts were in earlier years, told in the accounts of this one."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import Side
from commune_desk.domain.money import Money
from commune_desk.domain.nomenclature import split
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.executed import executed_by_account
from commune_desk.services.memory import read_once
from commune_desk.storage.models import (
    BudgetLine,
    Conversion,
    LineAmount,
    PastFigure,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.domain.nomenclature import Key
    from commune_desk.services.accounts import AccountRow
    from commune_desk.storage.models import FiscalYear

YEARS_OF_THE_MEAN = 3
"""Years that the mean of rule B8 looks back at (`budget.md` 5.1)."""


class Past(NamedTuple):
    """What an account was in earlier years."""

    forecast: Money | None
    """The year before: all approved documents, or what was typed."""

    realised: Money | None
    """Two years before."""

    mean: Money | None
    """What was realised on the mean of the last three known years."""


def past_of(session: Session, year: FiscalYear) -> dict[Key, Past]:
    """Gather the figures of earlier years, converted to the accounts of this one."""
    forecasts = forecasts_of(session, year.year - 1, year.nomenclature_id)
    typed = _typed(session, year.year)
    done = _realised(session, year)
    found = {}
    for key in {*forecasts, *typed, *(key for sums in done.values() for key in sums)}:
        years = typed.get(key, {})
        before = years.get(year.year - 1)
        forecast = forecasts.get(key)
        if forecast is None and before is not None:
            forecast = before.forecast
        realised = {y: row.realised for y, row in years.items()}
        for executed_year, sums in done.items():  # our own entries, where there are any
            realised[executed_year] = sums.get(key)
        known = [amount for amount in realised.values() if amount is not None]
        mean = (
            Money(Money.total(known).francs // len(known))
            if len(known) == YEARS_OF_THE_MEAN
            else None
        )
        found[key] = Past(forecast, realised.get(year.year - 2), mean)
    return found


def _realised(session: Session, year: FiscalYear) -> dict[int, dict[Key, Money]]:
    """Give what the years that the dossier executed realised, in this list’s accounts.

    The year before counts once it is closed: until then it is not known.
    """
    found = {}
    for number in range(year.year - YEARS_OF_THE_MEAN, year.year):
        sums = realised_in(session, number, year)
        if sums:
            found[number] = sums
    return found


def realised_in(session: Session, number: int, year: FiscalYear) -> dict[Key, Money]:
    """Give what the entries of an earlier year realised; empty where there are none."""
    before = fiscal_year(session, number)
    if before is None or (number == year.year - 1 and before.closed_on is None):
        return {}
    sums = read_once(
        session, ("realised", before.id), partial(_executed, session, before)
    )
    if not sums:
        return {}
    return _in_accounts(session, sums, before, year.nomenclature_id)


def _executed(session: Session, year: FiscalYear) -> dict[int, int]:
    accounts = accounts_of(session, year.nomenclature_id)
    return {
        account: done.titled if accounts[account].side is Side.REVENUE else done.ordered
        for account, done in executed_by_account(session, year.id).items()
    }


def _typed(session: Session, year: int) -> dict[Key, dict[int, PastFigure]]:
    found: dict[Key, dict[int, PastFigure]] = defaultdict(dict)
    query = select(PastFigure).where(
        PastFigure.year.between(year - YEARS_OF_THE_MEAN, year - 1)
    )
    for row in session.scalars(query):
        found[row.section, row.side, row.code][row.year] = row
    return found


def forecasts_of(session: Session, year: int, nomenclature_id: int) -> dict[Key, Money]:
    """Add up what all voted documents of a year gave each account.

    Accounts of another list are converted by its conversion table; what the table
    lacks keeps its own code.
    """
    before = fiscal_year(session, year)
    if before is None:
        return {}
    rows = session.execute(
        select(BudgetLine.account_id, LineAmount.approved, LineAmount.voted)
        .join(BudgetLine, BudgetLine.id == LineAmount.line_id)
        .where(BudgetLine.fiscal_year_id == before.id)
    )
    sums: dict[int, int] = defaultdict(int)
    for account, approved, voted in rows:
        amount = approved if approved is not None else voted
        if amount is not None:
            sums[account] += amount.francs
    return _in_accounts(session, sums, before, nomenclature_id)


def _in_accounts(
    session: Session, sums: Mapping[int, int], year: FiscalYear, nomenclature_id: int
) -> dict[Key, Money]:
    """Tell sums by account of a year’s list in the accounts of another."""
    if year.nomenclature_id == nomenclature_id:
        return _by_key(accounts_of(session, nomenclature_id), sums.items())
    old = accounts_of(session, year.nomenclature_id)
    new = accounts_of(session, nomenclature_id)
    return _converted(session, sums, old, new)


def _by_key(
    accounts: Mapping[int, AccountRow], sums: Iterable[tuple[int, int]]
) -> dict[Key, Money]:
    return {
        (accounts[a].section, accounts[a].side, accounts[a].code): Money(francs)
        for a, francs in sums
    }


def _converted(
    session: Session,
    sums: Mapping[int, int],
    old: Mapping[int, AccountRow],
    new: Mapping[int, AccountRow],
) -> dict[Key, Money]:
    steps: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for step in session.scalars(select(Conversion).order_by(Conversion.id)):
        if step.old_id in old and step.new_id in new:
            steps[step.old_id].append((step.new_id, step.share))
    found: dict[Key, int] = defaultdict(int)
    for account, francs in sums.items():
        targets = steps.get(account, [])
        parts = split(francs, [share for _, share in targets]) if targets else []
        for (target, _), part in zip(targets, parts, strict=True):
            row = new[target]
            found[row.section, row.side, row.code] += part
        if not targets:
            row = old[account]
            found[row.section, row.side, row.code] += francs
    return {key: Money(francs) for key, francs in found.items()}
