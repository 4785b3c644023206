"""Slips of payment orders: made, sent to the receveur, come back paid or rejected.

`budget.md` 6.2. An order stands on one slip; what the receveur rejects is taken back by
a reversal of its own kind, and the order can be issued anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind, SlipKind
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.command import Command
from commune_desk.services.executed import ledger
from commune_desk.services.expense_registers import payment_orders
from commune_desk.services.expenses import NextAct, enter_acts
from commune_desk.services.reversals import ReverseEntry
from commune_desk.storage.models import FiscalYear, LedgerEntry, Operation, Slip

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.execution import PaymentMode
    from commune_desk.services.expense_registers import RegisterRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

E = EntryKind


def _refused(
    text: Text, code: str, field: str = "", where: Record | None = None
) -> Rejected:
    return Rejected([Issue(Severity.ERROR, text, code, where, field or None)])


@dataclass(frozen=True)
class MakeSlip(Command[int]):
    """Put payment orders on a slip; returns it."""

    label: ClassVar[Text] = N_("Make a slip")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    fiscal_year_id: int
    orders: tuple[int, ...]
    made_on: dt.date
    number: int | None = None
    """None: the next one of the year."""

    note: str = ""

    def apply(self, unit: Unit) -> int:
        """Make it; refuse an order that is on a slip, gone, or later than the slip."""
        year = unit.find(FiscalYear, self.fiscal_year_id)
        if not self.orders:
            raise _refused(N_("Choose at least one payment order."), "EXEC-B1")
        unit.settle()
        own = (Slip.fiscal_year_id == year.id, Slip.kind == SlipKind.ORDERS)
        last = unit.session.scalar(select(func.max(Slip.number)).where(*own)) or 0
        number = self.number if self.number is not None else last + 1
        known = unit.session.scalar(select(Slip.id).where(*own, Slip.number == number))
        if known is not None or number < 1:
            text = N_("Slip no. {number} of {year} is there already.",
                      number=number, year=year.year)  # fmt: skip
            raise _refused(text, "EXEC-B2", "number", Record("slips", known or 0))
        entries = [self._order(unit, each) for each in self.orders]
        slip = Slip(
            fiscal_year_id=year.id,
            kind=SlipKind.ORDERS,
            number=number,
            made_on=self.made_on,
            note=self.note.strip(),
        )
        made = unit.add(slip)
        for entry in entries:
            entry.slip_id = made
        return made

    def _order(self, unit: Unit, entry_id: int) -> LedgerEntry:
        entry = unit.find(LedgerEntry, entry_id)
        facts = {"number": entry.number, "date": entry.made_on}
        where = Record("ledger_entries", entry.id)
        if entry.kind is not E.ORDER or entry.reverses_id is not None:
            text = N_("A slip carries payment orders only.")
            raise _refused(text, "EXEC-B3", where=where)
        taken_back = unit.session.scalar(
            select(LedgerEntry.id).where(
                LedgerEntry.reverses_id == entry.id, LedgerEntry.cancelled_on.is_(None)
            )
        )
        if entry.cancelled_on is not None or taken_back is not None:
            text = N_("Payment order no. {number} was taken back.", **facts)
            raise _refused(text, "EXEC-B3", where=where)
        if entry.slip_id is not None:
            slip = unit.find(Slip, entry.slip_id)
            text = N_(
                "Payment order no. {number} is on slip no. {slip} already.",
                slip=slip.number,
                **facts,
            )
            raise _refused(text, "EXEC-B4", where=where)
        if entry.made_on > self.made_on:
            text = N_(
                "Payment order no. {number} is of {date}, after the slip ({made}).",
                made=self.made_on,
                **facts,
            )
            raise _refused(text, "EXEC-C4", "made_on", where)
        return entry

    def describe(self, unit: Unit) -> Text:
        """Name the slip."""
        made = next((i for t, i in reversed(unit.made) if t == "slips"), None)
        if made is None:
            return self.label
        return N_("slip no. {number}", number=unit.find(Slip, made).number)


@dataclass(frozen=True)
class SendSlip(Command[None]):
    """Note the day on which a slip went to the receveur."""

    label: ClassVar[Text] = N_("Send a slip")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    slip_id: int
    on: dt.date

    def apply(self, unit: Unit) -> None:
        """Note it; refuse a day before the slip was made."""
        slip = unit.find(Slip, self.slip_id)
        if self.on < slip.made_on:
            text = N_(
                "Slip no. {number} was made on {made}: it cannot be sent on {date}.",
                number=slip.number,
                made=slip.made_on,
                date=self.on,
            )
            raise _refused(text, "EXEC-C4", "on", Record("slips", slip.id))
        slip.sent_on = self.on

    def describe(self, unit: Unit) -> Text:
        """Name the slip."""
        number = unit.find(Slip, self.slip_id).number
        return N_("slip no. {number} sent", number=number)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the receveur did with one order of a slip."""

    order_id: int
    paid_on: dt.date | None = None
    amount: Money | None = None
    """What he paid; None for all that is left."""

    rejection: str = ""
    """Why he sent it back; empty where he paid."""

    mode: PaymentMode | None = None
    reference: str = ""


@dataclass(frozen=True)
class ReturnSlip(Command[None]):
    """Enter the return of a slip: each order paid, or rejected with its reason."""

    label: ClassVar[Text] = N_("Enter the return of a slip")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    slip_id: int
    on: dt.date
    answers: tuple[Answer, ...]

    def apply(self, unit: Unit) -> None:
        """Enter payments and rejections; refuse an order that is not on the slip."""
        slip = unit.find(Slip, self.slip_id)
        if slip.sent_on is None:
            text = N_("Slip no. {number} was not sent yet.", number=slip.number)
            raise _refused(text, "EXEC-B5", where=Record("slips", slip.id))
        if self.on < slip.sent_on:
            text = N_(
                "Slip no. {number} was sent on {sent}: it cannot come back on {date}.",
                number=slip.number,
                sent=slip.sent_on,
                date=self.on,
            )
            raise _refused(text, "EXEC-C4", "on", Record("slips", slip.id))
        for answer in self.answers:
            order = unit.find(LedgerEntry, answer.order_id)
            if order.slip_id != slip.id:
                text = N_(
                    "Payment order no. {number} is not on slip no. {slip}.",
                    number=order.number,
                    slip=slip.number,
                )
                raise _refused(text, "EXEC-B6")
            self._answer(unit, order, answer)
        slip.returned_on = self.on

    def _answer(self, unit: Unit, order: LedgerEntry, answer: Answer) -> None:
        if answer.rejection.strip():
            ReverseEntry(
                order.id, answer.paid_on or self.on, answer.rejection, rejection=True
            ).apply(unit)
            return
        operation = unit.find(Operation, order.operation_id)
        paid = NextAct(
            E.PAYMENT,
            answer.paid_on or self.on,
            answer.amount,
            mode=answer.mode or order.mode,
            reference=answer.reference,
            follows_id=order.id,
        )
        enter_acts(unit, operation, (paid,))

    def describe(self, unit: Unit) -> Text:
        """Name the slip."""
        number = unit.find(Slip, self.slip_id).number
        return N_("return of slip no. {number}", number=number)


class SlipRow(NamedTuple):
    """A slip with the orders that it carries."""

    id: int
    number: int
    made_on: dt.date
    sent_on: dt.date | None
    returned_on: dt.date | None
    note: str
    orders: tuple[RegisterRow, ...]

    @property
    def many(self) -> int:
        """How many orders it carries."""
        return len(self.orders)

    @property
    def gross(self) -> Money:
        """What the orders come to."""
        return Money.total(row.amount for row in self.orders)

    @property
    def net(self) -> Money:
        """What is to be paid."""
        return Money.total(row.net for row in self.orders)

    @property
    def state(self) -> Text:
        """How far it is."""
        if self.returned_on is not None:
            return N_("came back")
        return N_("at the receveur") if self.sent_on is not None else N_("to be sent")


def order_slips(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[SlipRow]:
    """List the slips of payment orders of the year, by number."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    carried: dict[int, list[RegisterRow]] = {}
    for row in payment_orders(session, scope):
        if row.entry.slip_id is not None:
            carried.setdefault(row.entry.slip_id, []).append(row)
    query = (
        select(Slip)
        .where(Slip.fiscal_year_id == year.id, Slip.kind == SlipKind.ORDERS)
        .order_by(Slip.number)
    )
    if ids is not None:
        query = query.where(Slip.id.in_(ids))
    return [
        SlipRow(
            slip.id,
            slip.number,
            slip.made_on,
            slip.sent_on,
            slip.returned_on,
            slip.note,
            tuple(carried.get(slip.id, ())),
        )
        for slip in session.scalars(query)
    ]


def orders_without_slip(session: Session, scope: Scope) -> list[RegisterRow]:
    """List the payment orders that stand and that no slip carries yet."""
    rows = payment_orders(session, scope)
    taken_back = {row.entry.reverses_id for row in rows}
    return [
        row
        for row in rows
        if row.entry.slip_id is None
        and row.entry.reverses_id is None
        and row.entry.cancelled_on is None
        and row.id not in taken_back
    ]


def waiting_orders(session: Session, scope: Scope, slip: SlipRow) -> dict[int, Text]:
    """Map the orders of a slip that are neither paid whole nor taken back to words."""
    taken: dict[int, int] = {}
    for row in ledger(session, scope):
        on = row.follows_id if row.kind is E.PAYMENT else row.reverses_id
        if on is not None and row.cancelled_on is None:
            sign = 1 if row.kind is E.PAYMENT else -1
            taken[on] = taken.get(on, 0) + sign * row.amount.francs
    found = {}
    for order in slip.orders:
        left = order.amount.francs - taken.get(order.id, 0)
        if left > 0:
            found[order.id] = N_(
                "no. {number} {object}, {left} F left",
                number=str(order.number),
                object=order.object,
                left=Money(left),
            )
    return found
