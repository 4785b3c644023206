"""Payments to the receveur: one act takes the receipts and fills the books.

Receipts are taken whole. They become collections, one for each line, roll and debtor:
against the open titles of that debtor, else before title (`budget.md` 6.1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.budget import Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind, PaymentMode
from commune_desk.domain.money import Money
from commune_desk.domain.receipts import remits
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.books import Act
from commune_desk.services.closings import period_for, refuse_closed
from commune_desk.services.command import Command
from commune_desk.services.corrections import needs_reason, refuse
from commune_desk.services.open_titles import Way, open_titles, settle_titles
from commune_desk.services.receipt_rows import cash_on
from commune_desk.services.reversals import CancelEntry
from commune_desk.services.sharing import in_books
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    FiscalYear,
    LedgerEntry,
    Operation,
    Receipt,
    Remittance,
    TdrlRoll,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

Target = tuple[int, int | None, int | None]
"""Line, roll and debtor: receipts that agree in them make one collection."""


@dataclass(frozen=True)
class Remit(Command[int]):
    """Pay the receipts up to a day to the receveur; return the payment."""

    label: ClassVar[Text] = N_("Pay to the receveur")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    on: dt.date
    reference: str = ""
    """Number of the receveur’s receipt."""

    amount: Money | None = None
    """What was counted; None: what the receipts make."""

    until: dt.date | None = None
    """The last day whose receipts are taken; None: that of the payment."""

    note: str = ""

    def apply(self, unit: Unit) -> int:
        """Take the receipts, number the payment, enter the collections."""
        year = fiscal_year(unit.session, self.on.year)
        if year is None:
            text = N_(
                "Payment of {date}: the budget of {year} is not open.",
                date=self.on,
                year=str(self.on.year),
            )
            raise refuse(text, "EXEC-C4", "on")
        year = unit.find(FiscalYear, year.id)
        period = period_for(unit, year, self.on)
        until = min(self.until or self.on, self.on)
        taken = self._receipts(unit, until)
        ready = Money.total(row.amount for row in taken)
        asked = ready if self.amount is None else self.amount
        found = list(remits(asked, ready, cash_on(unit.session), until))
        if found:
            raise Rejected(found)
        last = unit.session.scalar(
            select(func.max(Remittance.number)).where(
                Remittance.fiscal_year_id == year.id
            )
        )
        remittance = Remittance(
            fiscal_year_id=year.id,
            number=(last or 0) + 1,
            made_on=self.on,
            period=period,
            amount=asked,
            reference=self.reference.strip(),
            note=self.note,
        )
        made = unit.add(remittance)
        targets: dict[Target, list[Receipt]] = {}
        for row in taken:
            row.remittance_id = made
            target = (row.line_id, row.roll_id, row.party_id)
            targets.setdefault(target, []).append(row)
        for target, rows in targets.items():
            self._collect(unit, year, remittance, target, rows)
        return made

    @staticmethod
    def _receipts(unit: Unit, until: dt.date) -> list[Receipt]:
        unit.settle()
        return list(
            unit.session.scalars(
                select(Receipt)
                .where(
                    Receipt.remittance_id.is_(None),
                    Receipt.cancelled_on.is_(None),
                    Receipt.made_on <= until,
                )
                .order_by(Receipt.made_on, Receipt.id)
            )
        )

    def _collect(
        self,
        unit: Unit,
        year: FiscalYear,
        remittance: Remittance,
        target: Target,
        rows: list[Receipt],
    ) -> None:
        amount = Money.total(row.amount for row in rows)
        if target[1] is not None:
            amount = in_books(unit.session, amount, self.on)
        way = Way(PaymentMode.CASH, remittance.reference, remittance.id)
        rest = amount.francs
        for operation, left in _owing(unit, target):
            part = min(rest, left.francs)
            if part:
                self._enter(unit, year, operation, Money(part), way)
                rest -= part
        if rest:
            operation = _standing(unit, year, target)
            self._enter(unit, year, operation, Money(rest), way)

    def _enter(
        self, unit: Unit, year: FiscalYear, operation: Operation, part: Money, way: Way
    ) -> None:
        act = Act(EntryKind.COLLECTION, part, self.on, fiscal_year_id=year.id)
        settle_titles(unit, operation, act, way)

    def describe(self, unit: Unit) -> Text:
        """Name the day, and the amount where it is known."""
        del unit
        return N_("Payment to the receveur of {date}", date=self.on)


def _owing(unit: Unit, target: Target) -> list[tuple[Operation, Money]]:
    """List the operations whose open titles the receipts pay, the oldest first."""
    line, roll, party = target
    query = select(Operation).where(Operation.side == Side.REVENUE)
    if roll is not None:
        query = query.where(Operation.roll_id == roll)
    elif party is not None:
        account = unit.find(BudgetLine, line).account_id
        query = query.join(BudgetLine, BudgetLine.id == Operation.line_id).where(
            Operation.party_id == party, BudgetLine.account_id == account
        )
    else:
        return []
    found = []
    for operation in unit.session.scalars(query.order_by(Operation.id)).all():
        left = Money.total(left for _, left in open_titles(unit, operation.id))
        if left:
            found.append((operation, left))
    return found


def _standing(unit: Unit, year: FiscalYear, target: Target) -> Operation:
    """Give the operation that gathers a year’s receipts before title of a target."""
    line, roll, party = target
    title = unit.find(Account, unit.find(BudgetLine, line).account_id).title
    village = None
    if roll is not None:
        known = unit.find(TdrlRoll, roll)
        village = known.village_id
        title = f"TDRL {known.year}, {unit.find(Village, village).name}"
    query = select(Operation).where(
        Operation.fiscal_year_id == year.id,
        Operation.line_id == line,
        Operation.roll_id.is_(None) if roll is None else Operation.roll_id == roll,
        Operation.party_id.is_(None) if party is None else Operation.party_id == party,
        Operation.object == title,
    )
    found = unit.session.scalars(query.order_by(Operation.id)).first()
    if found is not None:
        return found
    operation = Operation(
        fiscal_year_id=year.id,
        side=Side.REVENUE,
        line_id=line,
        object=title,
        party_id=party,
        village_id=village,
        roll_id=roll,
    )
    unit.add(operation)
    return operation


@dataclass(frozen=True)
class CancelRemittance(Command[None]):
    """Cancel a payment to the receveur: its receipts are cash on hand again."""

    label: ClassVar[Text] = N_("Cancel a payment to the receveur")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    remittance_id: int
    on: dt.date
    reason: str

    def apply(self, unit: Unit) -> None:
        """Cancel it with its entries; refuse in a closed period, and after a title."""
        reason = needs_reason(self.reason)
        row = unit.find(Remittance, self.remittance_id)
        if row.cancelled_on is not None:
            text = N_(
                "Payment no. {number} was cancelled on {date}.",
                number=row.number,
                date=row.cancelled_on,
            )
            raise refuse(text, "REV-14")
        refuse_closed(unit, unit.find(FiscalYear, row.fiscal_year_id), row.period)
        entries = unit.session.scalars(
            select(LedgerEntry.id).where(
                LedgerEntry.remittance_id == row.id,
                LedgerEntry.cancelled_on.is_(None),
            )
        ).all()
        for entry in entries:
            CancelEntry(entry, self.on, reason, whole=True).apply(unit)
        for receipt in unit.session.scalars(
            select(Receipt).where(Receipt.remittance_id == row.id)
        ).all():
            receipt.remittance_id = None
        row.cancelled_on, row.reason = self.on, reason

    def describe(self, unit: Unit) -> Text:
        """Name its number."""
        row = unit.find(Remittance, self.remittance_id)
        return N_("Payment no. {number} cancelled", number=row.number)


class RemittanceRow(NamedTuple):
    """A payment to the receveur as screens and papers show it."""

    id: int
    number: int
    made_on: dt.date
    period: int
    amount: Money
    reference: str
    cancelled_on: dt.date | None
    reason: str
    note: str
    receipts: int

    @property
    def counted(self) -> Money:
        """What it adds to sums: nothing once it was cancelled."""
        return Money(0) if self.cancelled_on is not None else self.amount


def remittances(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[RemittanceRow]:
    """List the payments of the year."""
    r = Remittance
    query: Any = (
        select(
            r.id,
            r.number,
            r.made_on,
            r.period,
            r.amount,
            r.reference,
            r.cancelled_on,
            r.reason,
            r.note,
            func.count(Receipt.id),
        )
        .join(FiscalYear, FiscalYear.id == r.fiscal_year_id)
        .outerjoin(Receipt, Receipt.remittance_id == r.id)
        .where(FiscalYear.year == scope.year)
        .group_by(r.id)
        .order_by(r.number)
    )
    if ids is not None:
        query = query.where(r.id.in_(ids))
    return [RemittanceRow(*row) for row in session.execute(query)]
