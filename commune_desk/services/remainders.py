"""What is left to collect and to pay on a day, title by title, order by order."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import Side
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.situation import day_of
from commune_desk.storage.columnwise import columns_of
from commune_desk.storage.models import (
    BudgetLine,
    FiscalYear,
    LedgerEntry,
    Operation,
    Party,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.accounts import AccountRow
    from commune_desk.services.scope import Scope

E = EntryKind
ORIGINS = (E.TITLE, E.ORDER)
"""What can be left: a title to collect, an order to pay."""

AFTER = (E.COLLECTION, E.WRITE_OFF, E.PAYMENT)


class Remainder(NamedTuple):
    """A title or an order of which something is left."""

    id: int
    year: int
    """The fiscal year whose books hold it."""

    kind: EntryKind
    number: int
    made_on: dt.date
    account: AccountRow
    object: str
    party: str
    village: str
    amount: Money
    """Less what reversals took back."""

    taken: Money
    """Collected or written off; paid."""

    on: dt.date
    """The day for which it is told."""

    @property
    def side(self) -> Side:
        """Revenue or expenditure."""
        return Side.REVENUE if self.kind is E.TITLE else Side.EXPENDITURE

    @property
    def left(self) -> Money:
        """What is left."""
        return self.amount - self.taken

    @property
    def days(self) -> int:
        """How many days it is old."""
        return (self.on - self.made_on).days


class _Act(NamedTuple):
    """An act as it is read, many at once."""

    id: int
    fiscal_year_id: int
    kind: EntryKind
    number: int
    made_on: dt.date
    amount: Money
    follows_id: int | None
    reverses_id: int | None
    object: str
    account_id: int
    party: str | None
    village: str | None


def remainders(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[Remainder]:
    """List what is left on the day of the scope, of its year and of those before.

    Only the books up to the year of the scope count: what a later year collects is
    left in the account of this one.
    """
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    until = day_of(session, scope, year)
    years = {
        row.id: row
        for row in session.scalars(select(FiscalYear))
        if row.year <= scope.year
    }
    e, o = LedgerEntry, Operation
    query = (
        select(
            e.id,
            e.fiscal_year_id,
            e.kind,
            e.number,
            e.made_on,
            e.amount,
            e.follows_id,
            e.reverses_id,
            o.object,
            BudgetLine.account_id,
            Party.name,
            Village.name,
        )
        .join(o, o.id == e.operation_id)
        .join(BudgetLine, BudgetLine.id == o.line_id)
        .outerjoin(Party, Party.id == o.party_id)
        .outerjoin(Village, Village.id == o.village_id)
        .where(
            e.fiscal_year_id.in_(years),
            e.made_on <= until,
            e.cancelled_on.is_(None),
            e.kind.in_((*ORIGINS, *AFTER)),
        )
        .order_by(e.fiscal_year_id, e.made_on, e.number)
    )
    rows = [_Act._make(row) for row in zip(*columns_of(session, query), strict=True)]
    taken: dict[int, int] = defaultdict(int)
    reversed_: dict[int, int] = defaultdict(int)
    for row in rows:
        if row.kind in AFTER and row.follows_id is not None:
            taken[row.follows_id] += row.amount.francs
        elif row.kind in ORIGINS and row.reverses_id is not None:
            reversed_[row.reverses_id] += row.amount.francs
    accounts: dict[int, AccountRow] = {}
    for nomenclature in {each.nomenclature_id for each in years.values()}:
        accounts |= accounts_of(session, nomenclature)
    found = []
    for row in rows:
        if row.kind not in ORIGINS or row.reverses_id is not None:
            continue
        amount = row.amount.francs + reversed_[row.id]
        if amount == taken[row.id] or (ids is not None and row.id not in ids):
            continue
        found.append(
            Remainder(
                row.id,
                years[row.fiscal_year_id].year,
                row.kind,
                row.number,
                row.made_on,
                accounts[row.account_id],
                row.object,
                row.party or "",
                row.village or "",
                Money(amount),
                Money(taken[row.id]),
                until,
            )
        )
    return found
