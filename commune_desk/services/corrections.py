"""Correct an entry or an operation while its period is open; each asks why.

The other two verbs, reverse and cancel, are in `reversals`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind, Verb
from commune_desk.domain.issues import Issue, Record, Remedy, Severity
from commune_desk.domain.ledger import above_zero, carries_on
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.books import (
    Act,
    beside_credit,
    left_of,
    recounted,
)
from commune_desk.services.closings import period_for, refuse_closed
from commune_desk.services.command import Command
from commune_desk.storage.models import (
    BudgetLine,
    Correction,
    FiscalYear,
    LedgerEntry,
    Operation,
)

if TYPE_CHECKING:
    import datetime as dt

    from commune_desk.storage.unit import Unit

FIELDS: dict[str, Text] = {
    "amount": N_("Amount"),
    "made_on": N_("Date"),
    "invoice": N_("Invoice"),
    "invoiced_on": N_("Date of the invoice"),
    "mode": N_("Way of payment"),
    "reference": N_("Reference"),
}
"""What can be corrected in an entry."""

OPERATION_FIELDS: dict[str, Text] = {
    "object": N_("Object"),
    "party_id": N_("Other party"),
    "line_id": N_("Budget line"),
    "action_id": N_("Action"),
    "village_id": N_("Village"),
    "note": N_("Note"),
}
"""What can be corrected in an operation."""


def refuse(text: Text, code: str, field: str = "", *ways: Remedy) -> Rejected:
    """Make a refusal of one sentence."""
    issue = Issue(Severity.ERROR, text, code, field=field or None, remedies=ways)
    return Rejected([issue])


def needs_reason(reason: str) -> str:
    """Give the reason; raise `Rejected` where none was typed."""
    if not reason.strip():
        raise refuse(N_("Say why: the reason is kept."), "EXEC-R1", "reason")
    return reason.strip()


def live(unit: Unit, entry_id: int) -> LedgerEntry:
    """Fetch an entry; raise `Rejected` where it was cancelled."""
    entry = unit.find(LedgerEntry, entry_id)
    if entry.cancelled_on is not None:
        text = N_(
            "{kind} no. {number} was cancelled on {date}.",
            kind=entry.kind,
            number=entry.number,
            date=entry.cancelled_on,
        )
        raise refuse(text, "EXEC-R2")
    return entry


def refuse_brought(entry: LedgerEntry) -> None:
    """Refuse to change alone what a payment to the receveur brought with others."""
    if entry.remittance_id is not None:
        text = N_(
            "{kind} no. {number} came with a payment to the receveur: cancel the"
            " payment, and enter it again.",
            kind=entry.kind,
            number=entry.number,
        )
        show = Remedy(
            N_("See them"), records=(Record("remittances", entry.remittance_id),)
        )
        raise refuse(text, "EXEC-R7", "", show)


def why(
    row: LedgerEntry | Operation, verb: Verb, reason: str, on: dt.date
) -> Correction:
    """Write down why a record is put right."""
    return Correction(
        record_table=row.__tablename__,
        record_id=row.id,
        verb=verb,
        reason=reason,
        made_on=on,
    )


@dataclass(frozen=True)
class CorrectEntry(Command[None]):
    """Correct a field of an entry while its period is open."""

    label: ClassVar[Text] = N_("Correct an entry")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    id: int
    field: str
    value: Any
    reason: str
    on: dt.date

    def apply(self, unit: Unit) -> None:
        """Correct it, if chain, credit and periods agree."""
        reason = needs_reason(self.reason)
        if self.field not in FIELDS:
            raise refuse(N_("This field is not corrected here."), "EXEC-R6")
        entry = live(unit, self.id)
        year = unit.find(FiscalYear, entry.fiscal_year_id)
        refuse_closed(unit, year, entry.period)
        operation = unit.find(Operation, entry.operation_id)
        before = getattr(entry, self.field)
        if self.field in {"amount", "made_on"}:
            refuse_brought(entry)
        if self.field == "amount":
            self._amount(unit, operation, entry)
        elif self.field == "made_on":
            self._date(unit, year, entry)
        value = self.value
        if value is None and isinstance(before, str):
            value = ""
        setattr(entry, self.field, value)
        correction = why(entry, Verb.CORRECT, reason, self.on)
        correction.detail = _told(self.field, before, value)
        unit.add(correction)

    def _amount(self, unit: Unit, operation: Operation, entry: LedgerEntry) -> None:
        if found := list(above_zero(entry.kind, self.value)):
            raise Rejected(found)
        left = left_of(unit, entry.id)
        if entry.reverses_id is not None or left.amount != entry.amount:
            text = N_("What was reversed is not corrected: enter the act again.")
            raise refuse(text, "EXEC-R4", "amount")
        if self.value.francs < left.taken.francs:
            text = N_(
                "{kind} no. {number}: {taken} F were carried on already, {asked} F"
                " typed.",
                kind=entry.kind,
                number=entry.number,
                taken=left.taken,
                asked=self.value,
            )
            raise refuse(text, "EXEC-C2", "amount")
        more = self.value - entry.amount
        found = list(
            beside_credit(unit, operation.line_id, Act(entry.kind, more, entry.made_on))
        )
        if entry.follows_id is not None:
            before = left_of(unit, entry.follows_id)
            found += carries_on(entry.kind, more, entry.made_on, before)
        found = [issue for issue in found if issue.severity is Severity.ERROR]
        if found:
            raise Rejected(found)
        recounted(unit, operation, entry, more)

    def _date(self, unit: Unit, year: FiscalYear, entry: LedgerEntry) -> None:
        if self.value is None:
            raise refuse(N_("An entry has a date."), "EXEC-C4", "made_on")
        entry.period = period_for(unit, year, self.value)
        unit.flush()
        first = None
        if entry.follows_id is not None:
            first = unit.find(LedgerEntry, entry.follows_id).made_on
        stands_on = (LedgerEntry.follows_id == entry.id) | (
            LedgerEntry.reverses_id == entry.id
        )
        last = unit.session.scalar(
            select(LedgerEntry.made_on)
            .where(stands_on, LedgerEntry.cancelled_on.is_(None))
            .order_by(LedgerEntry.made_on)
        )
        if (first and self.value < first) or (last and self.value > last):
            text = N_(
                "{kind} no. {number}: {date} does not lie between the act before"
                " ({first}) and the act after ({last}).",
                kind=entry.kind,
                number=entry.number,
                date=self.value,
                first=first or "–",
                last=last or "–",
            )
            raise refuse(text, "EXEC-C4", "made_on")

    def describe(self, unit: Unit) -> Text:
        """Name the field and the entry."""
        entry = unit.find(LedgerEntry, self.id)
        what = N_("{kind} no. {number}", kind=entry.kind, number=entry.number)
        return N_("{field}, {record}", field=FIELDS[self.field], record=what)


@dataclass(frozen=True)
class CorrectOperation(Command[None]):
    """Correct what an operation says: its object, its line, its action."""

    label: ClassVar[Text] = N_("Correct an operation")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    id: int
    field: str
    value: Any
    reason: str
    on: dt.date

    def apply(self, unit: Unit) -> None:
        """Correct it; another line must have the credit, and no entry be closed."""
        reason = needs_reason(self.reason)
        if self.field not in OPERATION_FIELDS:
            raise refuse(N_("This field is not corrected here."), "EXEC-R6")
        operation = unit.find(Operation, self.id)
        before = getattr(operation, self.field)
        if self.field == "line_id":
            self._line(unit, operation)
        value = self.value
        if value is None and isinstance(before, str):
            value = ""
        setattr(operation, self.field, value)
        correction = why(operation, Verb.CORRECT, reason, self.on)
        correction.detail = _told(self.field, before, value)
        unit.add(correction)

    def _line(self, unit: Unit, operation: Operation) -> None:
        line = unit.find(BudgetLine, self.value)
        if line.fiscal_year_id != operation.fiscal_year_id:
            text = N_("The line belongs to the budget of another year.")
            raise refuse(text, "EXEC-N2", "line_id")
        unit.flush()
        entries = unit.session.scalars(
            select(LedgerEntry).where(
                LedgerEntry.operation_id == operation.id,
                LedgerEntry.cancelled_on.is_(None),
            )
        ).all()
        for entry in entries:
            refuse_closed(
                unit, unit.find(FiscalYear, entry.fiscal_year_id), entry.period
            )
        commitments = [e for e in entries if e.kind is EntryKind.COMMITMENT]
        moved = Money.total(e.amount for e in commitments)
        if commitments and moved.francs > 0:
            day = max(entry.made_on for entry in commitments)
            act = Act(EntryKind.COMMITMENT, moved, day)
            asked = beside_credit(unit, line.id, act, leaves=operation.line_id)
            found = [i for i in asked if i.severity is Severity.ERROR]
            if found:
                raise Rejected(found)
        unit.forget()

    def describe(self, unit: Unit) -> Text:
        """Name the field and the operation."""
        operation = unit.find(Operation, self.id)
        return N_(
            "{field}, {record}",
            field=OPERATION_FIELDS[self.field],
            record=operation.object,
        )


def _told(field: str, before: Any, after: Any) -> str:
    """Write what changed, as JSON: field, value before, value after."""
    told = {"field": field, "before": _plain(before), "after": _plain(after)}
    return json.dumps(told, ensure_ascii=False)


def _plain(value: Any) -> str | int | None:
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, Money):
        return value.francs
    return str(getattr(value, "value", value))
