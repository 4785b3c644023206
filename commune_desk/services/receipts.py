"""What the régisseur takes in: one receipt of a book, or a run of tickets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.receipts import Span, Used, fits, worth
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.book_rows import book_of
from commune_desk.services.closings import period_for, refuse_closed
from commune_desk.services.command import Command
from commune_desk.services.corrections import needs_reason, refuse
from commune_desk.services.open_titles import revenue_line
from commune_desk.services.receipt_books import used_of
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.tdrl_payments import (
    line_for_roll,
    line_of_code,
    note_paid,
    roll_rules,
)
from commune_desk.storage.models import (
    DuePayment,
    FiscalYear,
    Party,
    Receipt,
    ReceiptBook,
    Remittance,
    Tariff,
    TdrlRoll,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from commune_desk.storage.unit import Unit


def _receipt_rules(unit: Unit, row: Receipt) -> Iterator[Issue]:
    if row.amount.francs <= 0:
        text = N_(
            "Receipt of {date}: the amount {amount} is not above zero.",
            date=row.made_on,
            amount=row.amount,
        )
        yield Issue(Severity.ERROR, text, "EXEC-N4", field="amount")
    line = revenue_line(unit, row.line_id)
    if line.fiscal_year_id != row.fiscal_year_id:
        text = N_("The line belongs to the budget of another year.")
        yield Issue(Severity.ERROR, text, "EXEC-N2", field="line_id")
    yield from _numbers(unit, row)
    if row.tariff_id is not None:
        yield from _in_force(unit.find(Tariff, row.tariff_id), row.made_on)
    if row.roll_id is not None:
        yield from roll_rules(unit, row)


def _numbers(unit: Unit, row: Receipt) -> Iterator[Issue]:
    if row.book_id is None or row.first_number is None:
        return
    book = unit.find(ReceiptBook, row.book_id)
    holder = ""
    if book.collector_id is not None:
        holder = unit.find(Party, book.collector_id).name
    last = row.first_number if row.last_number is None else row.last_number
    others = [u for u in used_of(unit, book.id) if u.receipt_id != row.id]
    span = Span(row.first_number, last)
    yield from fits(book_of(book, holder), span, row.made_on, others)
    if book.face_value is not None and row.amount != Money(
        book.face_value.francs * span.count
    ):
        text = N_(
            "Tickets no. {number}: {count} × {face} F = {worth} F, {amount} F typed.",
            number=span.told(),
            count=span.count,
            face=book.face_value,
            worth=Money(book.face_value.francs * span.count),
            amount=row.amount,
        )
        yield Issue(Severity.ERROR, text, "REV-11", field="amount")


def _in_force(tariff: Tariff, on: dt.date) -> Iterator[Issue]:
    early = tariff.valid_from is not None and on < tariff.valid_from
    late = tariff.valid_until is not None and on > tariff.valid_until
    if early or late:
        text = N_(
            "Tariff “{title}” holds from {first} to {last}, not on {date}.",
            title=tariff.title,
            first=tariff.valid_from or "–",
            last=tariff.valid_until or "–",
            date=on,
        )
        yield Issue(Severity.ERROR, text, "REV-12", field="tariff_id")


RECEIPT = Entity(
    Receipt,
    N_("receipt {title}"),
    lambda row: str(row.first_number or "–"),
    {
        "made_on": N_("Date"),
        "book_id": N_("Book"),
        "first_number": N_("No."),
        "last_number": N_("To no."),
        "line_id": N_("Budget line"),
        "tariff_id": N_("Tariff"),
        "quantity": N_("Quantity"),
        "amount": N_("Amount"),
        "payer": N_("Payer"),
        "village_id": N_("Village"),
        "roll_id": N_("TDRL roll"),
        "party_id": N_("Debtor"),
        "note": N_("Note"),
    },
    _receipt_rules,
    frozenset({"made_on", "book_id", "first_number", "line_id", "amount"}),
    {"due_payments": (DuePayment, "receipt_id")},
)


@dataclass(frozen=True)
class TypeReceipt(Add):
    """Note a receipt; its line and its amount follow from tariff, book or roll."""

    label: ClassVar[Text] = N_("Note a receipt")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = RECEIPT

    def apply(self, unit: Unit) -> int:
        """Add it, if its numbers, its period and its line agree."""
        for name in ("made_on", "book_id", "first_number"):
            if self.values.get(name) is None:
                raise RECEIPT.lacks(name)
        values = dict(self.values)
        values.setdefault("last_number", values["first_number"])
        made_on = values["made_on"]
        year = fiscal_year(unit.session, made_on.year)
        if year is None:
            text = N_(
                "Receipt of {date}: the budget of {year} is not open.",
                date=made_on,
                year=str(made_on.year),
            )
            raise refuse(text, "EXEC-C4", "made_on")
        year = unit.find(FiscalYear, year.id)
        values["fiscal_year_id"] = year.id
        values["period"] = period_for(unit, year, made_on)
        _complete(unit, values, year)
        for name in ("line_id", "amount"):
            if values.get(name) is None:
                raise RECEIPT.lacks(name)
        row = Receipt(**values)
        with unit.session.no_autoflush:
            RECEIPT.check(unit, row)
        row_id = unit.add(row)
        span = Span(values["first_number"], values["last_number"])
        known = used_of(unit, values["book_id"])
        if all(each.receipt_id != row_id for each in known):
            known.append(Used(span, made_on, row.payer, row.amount, row_id))
        note_paid(unit, row)
        return row_id

    def describe(self, unit: Unit) -> Text:
        """Name the number and the payer."""
        del unit
        return N_(
            "Receipt no. {number} added", number=str(self.values.get("first_number"))
        )


def _complete(unit: Unit, values: dict[str, Any], year: FiscalYear) -> None:
    """Fill in the line, the amount and the village that other facts imply."""
    roll = values.get("roll_id")
    if roll is not None:
        village = unit.find(TdrlRoll, roll).village_id
        if values.get("village_id") is None:
            values["village_id"] = village
        if values.get("line_id") is None:
            values["line_id"] = line_for_roll(unit, year, roll)
    tariff = None
    if values.get("tariff_id") is not None:
        tariff = unit.find(Tariff, values["tariff_id"])
        if values.get("line_id") is None and tariff.code:
            values["line_id"] = line_of_code(unit, year, tariff.code)
    if values.get("amount") is None:
        face = unit.find(ReceiptBook, values["book_id"]).face_value
        count = values["last_number"] - values["first_number"] + 1
        price = tariff.amount if tariff is not None else None
        values["amount"] = worth(price, values.get("quantity"), face, count)


def refuse_remitted(unit: Unit, row: Receipt) -> None:
    """Refuse to touch a receipt that was paid in or cancelled; raise `Rejected`."""
    facts: Mapping[str, Any] = {"number": str(row.first_number), "amount": row.amount}
    if row.cancelled_on is not None:
        text = N_(
            "Receipt no. {number} was cancelled on {date}.",
            date=row.cancelled_on,
            **facts,
        )
        raise refuse(text, "REV-13")
    if row.remittance_id is not None:
        paid = unit.find(Remittance, row.remittance_id)
        text = N_(
            "Receipt no. {number} of {amount} F was paid to the receveur with the"
            " payment no. {payment} of {date}: cancel that payment first.",
            payment=str(paid.number),
            date=paid.made_on,
            **facts,
        )
        raise refuse(text, "REV-13")
    refuse_closed(unit, unit.find(FiscalYear, row.fiscal_year_id), row.period)


@dataclass(frozen=True)
class ReviseReceipt(Revise):
    """Correct a receipt that was not paid in yet."""

    label: ClassVar[Text] = N_("Correct a receipt")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = RECEIPT

    def apply(self, unit: Unit) -> None:
        """Correct it; the period follows the date, the last number the first."""
        row = RECEIPT.get(unit, self.id)
        refuse_remitted(unit, row)
        if self.value is None and self.field in RECEIPT.required:
            raise RECEIPT.lacks(self.field)
        if self.field == "made_on":
            year = unit.find(FiscalYear, row.fiscal_year_id)
            row.period = period_for(unit, year, self.value)
        if self.field == "first_number" and row.last_number == row.first_number:
            row.last_number = self.value
        super().apply(unit)
        unit.forget()


@dataclass(frozen=True)
class RemoveReceipts(Remove):
    """Remove receipts typed by mistake, of an open period and not paid in."""

    label: ClassVar[Text] = N_("Remove receipts")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = RECEIPT

    def apply(self, unit: Unit) -> None:
        """Remove them all, or none."""
        for row_id in self.ids:
            refuse_remitted(unit, RECEIPT.get(unit, row_id))
        super().apply(unit)
        unit.forget()


@dataclass(frozen=True)
class CancelReceipt(Command[None]):
    """Cancel a receipt: its number stays used, its money no longer counts."""

    label: ClassVar[Text] = N_("Cancel a receipt")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    receipt_id: int
    on: dt.date
    reason: str

    def apply(self, unit: Unit) -> None:
        """Cancel it; refuse one that was paid in."""
        reason = needs_reason(self.reason)
        row = RECEIPT.get(unit, self.receipt_id)
        refuse_remitted(unit, row)
        row.cancelled_on, row.reason = self.on, reason

    def describe(self, unit: Unit) -> Text:
        """Name its number."""
        row = RECEIPT.get(unit, self.receipt_id)
        return N_("Receipt no. {number} cancelled", number=str(row.first_number))
