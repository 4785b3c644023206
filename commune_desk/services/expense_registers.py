"""The registers of expenditure: commitments, orders, payments (`budget.md` 6.3).

All three are read from the one ledger; what a commitment leaves of its credit is read
from the sheet of its line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.budget import Side
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.account_sheets import account_sheets
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.executed import ledger
from commune_desk.services.funds import external_share
from commune_desk.storage.models import Deduction, LedgerEntry

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.execution import PaymentMode
    from commune_desk.domain.text import Text
    from commune_desk.services.executed import LedgerRow
    from commune_desk.services.scope import Scope

E = EntryKind


class RegisterRow(NamedTuple):
    """An entry of expenditure in its register."""

    entry: LedgerRow
    before: int | None
    """Number of the act that it carries on."""

    opened: Money | None
    """Of a commitment: the credit on its day."""

    earlier: Money | None
    """Of a commitment: what was committed before it."""

    withheld: Money
    """Of an order: what is withheld; of what takes an order back, the same below
    zero."""

    external: Money
    """The part of the amount that comes from outside the commune."""

    state: Text | str

    @property
    def id(self) -> int:
        """The entry."""
        return self.entry.id

    @property
    def number(self) -> int:
        """Its number in the year."""
        return self.entry.number

    @property
    def made_on(self) -> dt.date:
        """Its day."""
        return self.entry.made_on

    @property
    def object(self) -> str:
        """What it is for."""
        return self.entry.object

    @property
    def party(self) -> str:
        """Who is paid."""
        return self.entry.party

    @property
    def account(self) -> str:
        """The account: code and name."""
        return f"{self.entry.code} {self.entry.account.title}"

    @property
    def amount(self) -> Money:
        """Gross; nothing once it was cancelled."""
        return self.entry.counted

    @property
    def net(self) -> Money:
        """Gross less what is withheld."""
        return self.amount - self.withheld

    @property
    def own(self) -> Money:
        """The part that the commune pays itself."""
        return self.amount - self.external

    @property
    def free(self) -> Money | None:
        """Of a commitment: what is left of the credit after it."""
        if self.opened is None or self.earlier is None:
            return None
        return self.opened - self.earlier - self.amount

    @property
    def slip(self) -> int | None:
        """Number of its slip."""
        return self.entry.slip

    @property
    def mode(self) -> PaymentMode | None:
        """How money moved."""
        return self.entry.mode

    @property
    def reference(self) -> str:
        """Cheque, transfer or receipt."""
        return self.entry.reference

    @property
    def invoice(self) -> str:
        """The invoice of a liquidation."""
        return self.entry.invoice


def register(
    session: Session,
    scope: Scope,
    kind: EntryKind,
    ids: Collection[int] | None = None,
) -> list[RegisterRow]:
    """List the acts of a kind that the books of the year hold, by number."""
    if fiscal_year(session, scope.year) is None:
        return []
    rows = ledger(session, scope)
    numbers = {row.id: row.number for row in rows}
    reversed_by = {r.reverses_id: r for r in rows if r.reverses_id is not None}
    withheld = _withheld(session) if kind is E.ORDER else {}
    credit = _credits(session, scope) if kind is E.COMMITMENT else {}
    outside = external_share(session) if kind in {E.ORDER, E.PAYMENT} else None
    found = [
        RegisterRow(
            row,
            numbers.get(row.follows_id or 0),
            credit.get(row.id, _UNKNOWN)[0],
            credit.get(row.id, _UNKNOWN)[1],
            _of(withheld, row),
            outside(row.operation_id, row.counted) if outside else Money(0),
            _state(row, reversed_by.get(row.id)),
        )
        for row in rows
        if row.kind is kind
        and row.side is Side.EXPENDITURE
        and (ids is None or row.id in ids)
    ]
    return sorted(found, key=lambda each: each.number)


_UNKNOWN: tuple[Money | None, Money | None] = (None, None)


def _of(withheld: dict[int, Money], row: LedgerRow) -> Money:
    if row.cancelled_on is not None:
        return Money(0)
    if row.reverses_id is not None:
        return -withheld.get(row.reverses_id, Money(0))
    return withheld.get(row.id, Money(0))


def _withheld(session: Session) -> dict[int, Money]:
    rows = session.execute(
        select(Deduction.entry_id, func.sum(Deduction.amount))
        .join(LedgerEntry, LedgerEntry.id == Deduction.entry_id)
        .group_by(Deduction.entry_id)
    )
    return {entry: amount for entry, amount in rows}  # noqa: C416  rows are no pairs


def _credits(session: Session, scope: Scope) -> dict[int, tuple[Money, Money]]:
    """Map each commitment to its credit and to what was committed before it."""
    found = {}
    for sheet in account_sheets(session, scope):
        opened = committed = 0
        for line in sheet.lines:
            opened += line.credit.francs if line.credit is not None else 0
            if line.committed is not None and line.entry_id is not None:
                found[line.entry_id] = (Money(opened), Money(committed))
                committed += line.committed.francs
    return found


def _state(row: LedgerRow, by: LedgerRow | None) -> Text | str:
    if row.cancelled_on is not None:
        return N_("cancelled on {date}: {reason}", date=row.cancelled_on,
                  reason=row.reason)  # fmt: skip
    if row.rejection:
        return N_("rejection: {reason}", reason=row.reason)
    if row.reverses_id is not None:
        return N_("reversal: {reason}", reason=row.reason)
    if by is not None and by.rejection:
        return N_("rejected on {date}", date=by.made_on)
    if by is not None:
        return N_("reversed on {date}", date=by.made_on)
    return ""


def commitments(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[RegisterRow]:
    """List the commitments of the year."""
    return register(session, scope, E.COMMITMENT, ids)


def payment_orders(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[RegisterRow]:
    """List the payment orders of the year."""
    return register(session, scope, E.ORDER, ids)


def payments(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[RegisterRow]:
    """List the payments of the year."""
    return register(session, scope, E.PAYMENT, ids)
