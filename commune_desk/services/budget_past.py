"""What accounts were in earlier years, told in the accounts of this one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.money import Money
from commune_desk.domain.nomenclature import split
from commune_desk.services.accounts import accounts_of, fiscal_year
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
    found = {}
    for key in {*forecasts, *typed}:
        years = typed.get(key, {})
        before = years.get(year.year - 1)
        forecast = forecasts.get(key)
        if forecast is None and before is not None:
            forecast = before.forecast
        known = [f.realised for f in years.values() if f.realised is not None]
        mean = (
            Money(Money.total(known).francs // len(known))
            if len(known) == YEARS_OF_THE_MEAN
            else None
        )
        two = years.get(year.year - 2)
        found[key] = Past(forecast, two.realised if two else None, mean)
    return found


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
    if before.nomenclature_id == nomenclature_id:
        return _by_key(accounts_of(session, nomenclature_id), sums.items())
    old = accounts_of(session, before.nomenclature_id)
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
