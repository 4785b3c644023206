"""What committees pay: noted once, in the dues and in the receipts of the commune.

A payment through the régisseur makes his receipt; one that the receveur got directly
makes a collection. Where the receipt or the collection is in the books already, it is
tied to it: nothing is booked twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.budget import Side
from commune_desk.domain.dues import Payment, payment_refusals, span
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.books import Act
from commune_desk.services.debtors import party_named
from commune_desk.services.dues import DUE, levy_for, owed_of
from commune_desk.services.open_titles import (
    Way,
    books_for,
    open_titles,
    settle_titles,
)
from commune_desk.services.receipts import TypeReceipt
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.tdrl_payments import line_of_code
from commune_desk.services.today import today
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    Committee,
    Due,
    DuePayment,
    DueRule,
    FiscalYear,
    LedgerEntry,
    Operation,
    Party,
    Receipt,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from commune_desk.domain.money import Money
    from commune_desk.storage.unit import Unit

WAYS = frozenset({"book_id", "receipt_number", "mode"})
"""What is typed of a payment and kept by its receipt or its entry."""


def _rules(unit: Unit, row: DuePayment) -> Iterator[Issue]:
    due = unit.find(Due, row.due_id)
    owed = owed_of(unit, due, but=row.id)
    payment = Payment(owed, row.paid_on, row.amount)
    yield from payment_refusals(payment, today(unit.session))


DUE_PAYMENT = Entity(
    DuePayment,
    N_("payment of {title}"),
    lambda row: f"{row.paid_on:%d/%m/%Y}",
    {
        "due_id": N_("Due paid"),
        "paid_on": N_("Paid on"),
        "amount": N_("Paid"),
        "book_id": N_("Book"),
        "receipt_number": N_("Receipt no."),
        "mode": N_("Means"),
        "reference": N_("Reference"),
        "note": N_("Note"),
    },
    _rules,
    frozenset({"due_id", "paid_on", "amount"}),
)


@dataclass(frozen=True)
class RecordDuePayment(Add):
    """Note what a committee paid; the receipts of the commune follow."""

    label: ClassVar[Text] = N_("Record a payment")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = DUE_PAYMENT

    def apply(self, unit: Unit) -> int:
        """Check it, book it or find it in the books, and note it."""
        values = {k: v for k, v in self.values.items() if v is not None}
        for name in DUE_PAYMENT.required:
            if values.get(name) is None:
                raise DUE_PAYMENT.lacks(name)
        own = {k: v for k, v in values.items() if k not in WAYS}
        row = DuePayment(**own)
        with unit.session.no_autoflush:
            DUE_PAYMENT.check(unit, row)
        booked = _Booking(unit, row, values).booked()
        unit.settle()  # what it points at must be in the file before
        facts: dict[str, Any] = {**own, **booked}
        return unit.add(DuePayment(**facts))

    def describe(self, unit: Unit) -> Text:
        """Name the committee, the period and the amount."""
        due = DUE.get(unit, self.values["due_id"])
        return N_(
            "{committee} paid {amount} F for {span}",
            committee=levy_for(unit, due.rule_id).committee,
            amount=self.values["amount"],
            span=span(due.begins_on, due.ends_on),
        )


class _Booking:
    """Puts one payment into the receipts of the commune, or finds it there."""

    def __init__(self, unit: Unit, row: DuePayment, values: Mapping[str, Any]) -> None:
        self.unit, self.row, self.values = unit, row, values
        self.due = unit.find(Due, row.due_id)
        self.rule = unit.find(DueRule, self.due.rule_id)
        self.committee = unit.find(Committee, self.rule.committee_id)

    def booked(self) -> dict[str, int]:
        """Give the receipt or the entry; nothing for a year that has no budget here."""
        year = fiscal_year(self.unit.session, self.row.paid_on.year)
        with_receipt = self.values.get("receipt_number") is not None
        if year is None and not with_receipt and self.values.get("mode") is None:
            return {}
        if with_receipt:
            for name in ("book_id",):
                if self.values.get(name) is None:
                    raise DUE_PAYMENT.lacks(name)
            return {"receipt_id": self._receipt(year)}
        if year is None:
            text = N_(
                "Payment of {date}: the budget of {year} is not open.",
                date=self.row.paid_on,
                year=str(self.row.paid_on.year),
            )
            raise self._refuse(text, "paid_on")
        found = self._entry_known()
        if found is None and self.values.get("mode") is None:
            text = N_(
                "{committee}: say how it was paid. Type the number of the régisseur’s"
                " receipt, or the means by which the receveur got it.",
                committee=self.committee.name,
            )
            raise self._refuse(text, "receipt_number")
        return {"entry_id": self._collect(year) if found is None else found}

    def _line(self, year: FiscalYear) -> int:
        code = self.rule.code
        if not code:
            text = N_(
                "{committee}: its rule names no account of the commune’s receipts; type"
                " it there.",
                committee=self.committee.name,
            )
            raise self._refuse(text, "due_id")
        line = line_of_code(self.unit, year, code)
        if line is None:
            text = N_(
                "{committee}: the budget of {year} has no line of receipts {code}.",
                committee=self.committee.name,
                year=str(year.year),
                code=code,
            )
            raise self._refuse(text, "due_id")
        return line

    def _refuse(self, text: Text, field: str) -> Rejected:
        where = Record("dues", self.due.id)
        return Rejected([Issue(Severity.ERROR, text, "COM-42", where, field)])

    def _receipt(self, year: FiscalYear | None) -> int:
        """Find the receipt of that number, or make it."""
        unit, number = self.unit, self.values["receipt_number"]
        unit.settle()
        row = unit.session.scalar(
            select(Receipt).where(
                Receipt.book_id == self.values["book_id"],
                Receipt.first_number == number,
                Receipt.cancelled_on.is_(None),
            )
        )
        if row is not None:
            self._same(row.id, number, row.made_on, row.amount, row.line_id)
            self._untied(DuePayment.receipt_id == row.id, number)
            return row.id
        values = {
            "made_on": self.row.paid_on,
            "book_id": self.values["book_id"],
            "first_number": number,
            "amount": self.row.amount,
            "payer": self.committee.name,
            "village_id": self.committee.village_id,
            "party_id": self._debtor(),
            "note": self.row.note or "",
        }
        if year is not None:
            values["line_id"] = self._line(year)
        return TypeReceipt({k: v for k, v in values.items() if v is not None}).apply(
            unit
        )

    def _same(
        self, row_id: int, number: int, made_on: dt.date, amount: Money, line_id: int
    ) -> None:
        """Refuse a receipt that is there already for something else."""
        line = self.unit.find(BudgetLine, line_id)
        code = self.unit.find(Account, line.account_id).code
        mine = (self.row.paid_on, self.row.amount, self.rule.code)
        if (made_on, amount, code) == mine:
            return
        text = N_(
            "Receipt no. {number} is there already: {there} F on {date}, account"
            " {code}. Typed: {amount} F on {typed}, account {wanted}.",
            number=str(number),
            there=amount,
            date=made_on,
            code=code,
            amount=self.row.amount,
            typed=self.row.paid_on,
            wanted=self.rule.code or "–",
        )
        where = Record("receipts", row_id)
        raise Rejected([Issue(Severity.ERROR, text, "COM-42", where, "receipt_number")])

    def _untied(self, where: Any, number: int) -> None:
        """Refuse what another payment is booked with."""
        other = self.unit.session.scalar(select(DuePayment).where(where))
        if other is not None:
            text = N_(
                "Receipt no. {number} is tied to a payment of {amount} F already.",
                number=str(number),
                amount=other.amount,
            )
            raise self._refuse(text, "receipt_number")

    def _entry_known(self) -> int | None:
        """Find the collection of the same reference, day, amount and account."""
        reference = str(self.values.get("reference") or "").strip()
        if not reference or not self.rule.code:
            return None
        self.unit.settle()
        tied = select(DuePayment.entry_id).where(DuePayment.entry_id.is_not(None))
        return self.unit.session.scalar(
            select(LedgerEntry.id)
            .join(Operation, Operation.id == LedgerEntry.operation_id)
            .join(BudgetLine, BudgetLine.id == Operation.line_id)
            .join(Account, Account.id == BudgetLine.account_id)
            .where(
                LedgerEntry.kind == EntryKind.COLLECTION,
                LedgerEntry.reference == reference,
                LedgerEntry.made_on == self.row.paid_on,
                LedgerEntry.amount == self.row.amount,
                LedgerEntry.cancelled_on.is_(None),
                LedgerEntry.id.not_in(tied),
                Account.code == self.rule.code,
            )
        )

    def _debtor(self) -> int | None:
        """Give the debtor of an open title of this committee; None without any."""
        found = self._titled()
        return None if found is None else found.party_id

    def _titled(self) -> Operation | None:
        """Find the oldest title of this committee that the payment fits into whole."""
        self.unit.settle()
        query = (
            select(Operation)
            .join(Party, Party.id == Operation.party_id)
            .join(BudgetLine, BudgetLine.id == Operation.line_id)
            .join(Account, Account.id == BudgetLine.account_id)
            .where(
                Operation.side == Side.REVENUE,
                Party.name == self.committee.name,
                Account.code == self.rule.code,
            )
            .order_by(Operation.id)
        )
        for operation in self.unit.session.scalars(query).all():
            titles = open_titles(self.unit, operation.id)
            if titles and titles[0][1] >= self.row.amount:
                return operation
        return None

    def _collect(self, year: FiscalYear) -> int:
        """Enter the collection: against an open title, else before title."""
        operation = self._titled()
        if operation is None:
            line = self.unit.find(BudgetLine, self._line(year))
            title = self.unit.find(Account, line.account_id).title
            operation = Operation(
                fiscal_year_id=year.id,
                side=Side.REVENUE,
                line_id=line.id,
                object=f"{title}, {self.committee.name}, {self._span()}",
                party_id=party_named(self.unit, self.committee.name),
                village_id=self.committee.village_id,
                note=self.row.note or "",
            )
            self.unit.add(operation)
        act = Act(
            EntryKind.COLLECTION,
            self.row.amount,
            self.row.paid_on,
            fiscal_year_id=books_for(self.unit, operation, self.row.paid_on),
        )
        way = Way(self.values.get("mode"), str(self.values.get("reference") or ""))
        return settle_titles(self.unit, operation, act, way)

    def _span(self) -> str:
        """Write the period as the books keep it."""
        found = span(self.due.begins_on, self.due.ends_on)
        if isinstance(found, str):
            return found
        return f"{self.due.begins_on:%d/%m/%Y} – {self.due.ends_on:%d/%m/%Y}"


@dataclass(frozen=True)
class ReviseDuePayment(Revise):
    """Correct a payment; what is in the books is corrected there."""

    label: ClassVar[Text] = N_("Correct a payment")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = DUE_PAYMENT

    def apply(self, unit: Unit) -> None:
        """Correct the note; the rest while it is not booked."""
        row = DUE_PAYMENT.get(unit, self.id)
        if self.field != "note":
            _refuse_booked(unit, row)
        if self.field in WAYS:
            text = N_(
                "How a payment was made is noted once: remove it, and record it again."
            )
            raise Rejected([Issue(Severity.ERROR, text, "COM-42", field=self.field)])
        super().apply(unit)


@dataclass(frozen=True)
class RemoveDuePayments(Remove):
    """Remove payments that are not, or no longer, in the receipts of the commune."""

    label: ClassVar[Text] = N_("Remove payments of dues")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = DUE_PAYMENT

    def apply(self, unit: Unit) -> None:
        """Remove them; one whose receipt or entry stands is refused."""
        for row_id in self.ids:
            _refuse_booked(unit, DUE_PAYMENT.get(unit, row_id))
        super().apply(unit)
        unit.forget()


def _refuse_booked(unit: Unit, row: DuePayment) -> None:
    if row.receipt_id is not None:
        receipt = unit.find(Receipt, row.receipt_id)
        if receipt.cancelled_on is None:
            text = N_(
                "This payment of {amount} F is in the commune’s receipts, receipt no."
                " {number} of {date}: cancel that receipt first.",
                amount=row.amount,
                number=str(receipt.first_number),
                date=receipt.made_on,
            )
            where = Record("receipts", receipt.id)
            raise Rejected([Issue(Severity.ERROR, text, "COM-42", where)])
    if row.entry_id is not None:
        entry = unit.find(LedgerEntry, row.entry_id)
        undone = select(LedgerEntry.id).where(
            LedgerEntry.reverses_id == entry.id, LedgerEntry.cancelled_on.is_(None)
        )
        if entry.cancelled_on is None and unit.session.scalar(undone) is None:
            text = N_(
                "This payment of {amount} F is in the commune’s receipts, collection"
                " no. {number} of {date}: take that entry back first.",
                amount=row.amount,
                number=str(entry.number),
                date=entry.made_on,
            )
            where = Record("ledger_entries", entry.id)
            raise Rejected([Issue(Severity.ERROR, text, "COM-42", where)])
