"""What was executed: the sums of a line, and the entries themselves, as read."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.memory import read_once, undisturbed
from commune_desk.storage.columnwise import columns_of
from commune_desk.storage.models import (
    Action,
    BudgetLine,
    FiscalYear,
    LedgerEntry,
    Operation,
    Party,
    Slip,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.budget import Section, Side
    from commune_desk.domain.execution import PaymentMode
    from commune_desk.services.accounts import AccountRow
    from commune_desk.services.scope import Scope


class Executed(NamedTuple):
    """What the entries of a line add up to, in francs; reversals are taken off."""

    committed: int = 0
    liquidated: int = 0
    ordered: int = 0
    paid: int = 0
    titled: int = 0
    collected: int = 0
    written_off: int = 0

    def plus(self, other: Executed) -> Executed:
        """Add two up."""
        return Executed(*(a + b for a, b in zip(self, other, strict=True)))


PLACES = {
    EntryKind.COMMITMENT: 0,
    EntryKind.LIQUIDATION: 1,
    EntryKind.ORDER: 2,
    EntryKind.PAYMENT: 3,
    EntryKind.TITLE: 4,
    EntryKind.COLLECTION: 5,
    EntryKind.WRITE_OFF: 6,
}
"""Where `Executed` counts each kind of act."""


def executed_by_line(
    session: Session, fiscal_year_id: int, until: dt.date | None = None
) -> dict[int, Executed]:
    """Add up the entries of each line of a year, up to a day where one is given.

    Entries that a later year holds (what was left to collect or to pay) are not in it.
    """
    query = (
        select(Operation.line_id, LedgerEntry.kind, func.sum(LedgerEntry.amount))
        .join(Operation, Operation.id == LedgerEntry.operation_id)
        .where(
            LedgerEntry.fiscal_year_id == fiscal_year_id,
            Operation.fiscal_year_id == fiscal_year_id,
            LedgerEntry.cancelled_on.is_(None),
        )
        .group_by(Operation.line_id, LedgerEntry.kind)
    )
    if until is not None:
        query = query.where(LedgerEntry.made_on <= until)
    sums: dict[int, list[int]] = {}
    for line, kind, amount in session.execute(query):
        row = sums.setdefault(line, [0] * len(Executed._fields))
        row[PLACES[kind]] += amount.francs
    return {line: Executed(*row) for line, row in sums.items()}


def executed_by_account(
    session: Session, fiscal_year_id: int, until: dt.date | None = None
) -> dict[int, Executed]:
    """Add up the entries of each account of a year."""
    accounts = dict(
        session.execute(
            select(BudgetLine.id, BudgetLine.account_id).where(
                BudgetLine.fiscal_year_id == fiscal_year_id
            )
        ).all()
    )
    found: dict[int, Executed] = {}
    for line, sums in executed_by_line(session, fiscal_year_id, until).items():
        account = accounts[line]
        found[account] = found.get(account, Executed()).plus(sums)
    return found


class LedgerRow(NamedTuple):
    """An entry with its operation, as every register reads it."""

    id: int
    kind: EntryKind
    number: int
    made_on: dt.date
    period: int
    amount: Money
    follows_id: int | None
    reverses_id: int | None
    rejection: bool
    reason: str
    cancelled_on: dt.date | None
    invoice: str
    invoiced_on: dt.date | None
    mode: PaymentMode | None
    reference: str
    slip_id: int | None
    slip: int | None
    """Number of its slip."""

    remittance_id: int | None
    operation_id: int
    year_id: int
    """The fiscal year whose books hold it."""

    operation_year_id: int
    """The fiscal year of the operation: earlier than the entry’s for remainders."""

    object: str
    line_id: int
    account: AccountRow
    party_id: int | None
    party: str
    action_id: int | None
    action_code: str
    village_id: int | None
    village: str

    @property
    def section(self) -> Section:
        """Operating or investment."""
        return self.account.section

    @property
    def side(self) -> Side:
        """Revenue or expenditure."""
        return self.account.side

    @property
    def code(self) -> str:
        """The code of its account."""
        return self.account.code

    @property
    def earlier(self) -> bool:
        """Whether it collects or pays what an earlier year left."""
        return self.operation_year_id != self.year_id

    @property
    def counted(self) -> Money:
        """What it adds to sums: nothing once it was cancelled."""
        return Money(0) if self.cancelled_on is not None else self.amount


_row = partial(tuple.__new__, LedgerRow)


def ledger(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> Sequence[LedgerRow]:
    """List all entries that the books of the year hold, in the order of their dates."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    if ids is not None:
        return _read(session, year, ids)
    return read_once(session, ("ledger", year.id), lambda: _read(session, year, None))


def _read(
    session: Session, year: FiscalYear, ids: Collection[int] | None
) -> list[LedgerRow]:
    e, o = LedgerEntry, Operation
    query: Any = (
        select(
            e.id,
            e.kind,
            e.number,
            e.made_on,
            e.period,
            e.amount,
            e.follows_id,
            e.reverses_id,
            e.rejection,
            e.reason,
            e.cancelled_on,
            e.invoice,
            e.invoiced_on,
            e.mode,
            e.reference,
            e.slip_id,
            Slip.number,
            e.remittance_id,
            e.operation_id,
            e.fiscal_year_id,
            o.fiscal_year_id,
            o.object,
            o.line_id,
            BudgetLine.account_id,
            o.party_id,
            func.coalesce(Party.name, ""),
            o.action_id,
            func.coalesce(Action.code, ""),
            o.village_id,
            func.coalesce(Village.name, ""),
        )
        .join(o, o.id == e.operation_id)
        .join(BudgetLine, BudgetLine.id == o.line_id)
        .outerjoin(Slip, Slip.id == e.slip_id)
        .outerjoin(Party, Party.id == o.party_id)
        .outerjoin(Action, Action.id == o.action_id)
        .outerjoin(Village, Village.id == o.village_id)
        .where(e.fiscal_year_id == year.id)
        .order_by(e.made_on, e.id)
    )
    if ids is not None:
        query = query.where(e.id.in_(ids))
    with undisturbed():
        columns = columns_of(session, query)
        place = LedgerRow._fields.index("account")
        accounts = _accounts(session, set(columns[place]))
        columns[place] = [accounts[account] for account in columns[place]]
        return [_row(values) for values in zip(*columns, strict=True)]


def _accounts(session: Session, wanted: set[int]) -> dict[int, AccountRow]:
    """Read accounts of whatever nomenclature: an earlier year may have had another."""
    found: dict[int, AccountRow] = {}
    for nomenclature in session.scalars(
        select(FiscalYear.nomenclature_id).distinct()
    ).all():
        if wanted - found.keys():
            found |= accounts_of(session, nomenclature)
    return found
