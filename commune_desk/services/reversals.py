"""Take an entry back: reverse it in an open period, or cancel it in its own.

A reversal is an entry below zero with a link to what it takes back: the only way once
a month is closed. Cancelling keeps the number of an entry that should never have
been, and counts it for nothing. A rejection by the receveur is a reversal of its own
kind. Correcting is in `corrections`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind, Verb
from commune_desk.domain.issues import Record, Remedy, Severity
from commune_desk.domain.ledger import above_zero, carries_on
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.books import (
    Act,
    added,
    beside_credit,
    left_of,
    numbered,
    recounted,
)
from commune_desk.services.closings import period_for, refuse_closed
from commune_desk.services.command import Command
from commune_desk.services.corrections import (
    live,
    needs_reason,
    refuse,
    refuse_brought,
    why,
)
from commune_desk.storage.models import FiscalYear, LedgerEntry, Operation

if TYPE_CHECKING:
    import datetime as dt

    from commune_desk.domain.ledger import Left
    from commune_desk.domain.money import Money
    from commune_desk.storage.unit import Unit


def _refuse_carried_on(unit: Unit, left: Left) -> None:
    """Refuse to take an act back on which later acts stand."""
    if not left.taken:
        return
    unit.flush()
    later = unit.session.scalars(
        select(LedgerEntry.id).where(
            LedgerEntry.follows_id == left.id,
            LedgerEntry.reverses_id.is_(None),
            LedgerEntry.cancelled_on.is_(None),
        )
    ).all()
    text = N_(
        "{kind} no. {number}: {taken} F of it were carried on ({count} later acts);"
        " take those back first.",
        kind=left.kind,
        number=left.number,
        taken=left.taken,
        count=len(later),
    )
    records = tuple(Record("ledger_entries", row_id) for row_id in later)
    raise refuse(text, "EXEC-R3", "", Remedy(N_("See them"), records=records))


@dataclass(frozen=True)
class ReverseEntry(Command[int]):
    """Take an act back by another one below zero, in an open period."""

    label: ClassVar[Text] = N_("Reverse an entry")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    id: int
    on: dt.date
    reason: str
    amount: Money | None = None
    """A part of it; None: all that is left."""

    rejection: bool = False
    """Whether the receveur sent the order back."""

    fiscal_year_id: int | None = None
    """The year whose books take it; None: those of the entry."""

    def apply(self, unit: Unit) -> int:
        """Reverse it; refuse what later acts stand on."""
        reason = needs_reason(self.reason)
        entry = live(unit, self.id)
        left = left_of(unit, entry.id)
        amount = left.amount if self.amount is None else self.amount
        self._check(unit, entry, left, amount)
        year_id = self.fiscal_year_id or entry.fiscal_year_id
        year = unit.find(FiscalYear, year_id)
        reversal = LedgerEntry(
            operation_id=entry.operation_id,
            fiscal_year_id=year.id,
            kind=entry.kind,
            number=numbered(unit, year, entry.kind, None),
            made_on=self.on,
            period=period_for(unit, year, self.on),
            amount=-amount,
            follows_id=entry.follows_id,
            reverses_id=entry.id,
            rejection=self.rejection,
            reason=reason,
        )
        operation = unit.find(Operation, entry.operation_id)
        made = added(unit, operation, reversal)
        unit.add(why(entry, Verb.REVERSE, reason, self.on))
        return made

    def _check(self, unit: Unit, entry: LedgerEntry, left: Left, amount: Money) -> None:
        if entry.reverses_id is not None:
            text = N_("A reversal is not reversed: enter the act again.")
            raise refuse(text, "EXEC-R4")
        if self.rejection and entry.kind is not EntryKind.ORDER:
            text = N_(
                "The receveur rejects payment orders, not a {kind}.", kind=entry.kind
            )
            raise refuse(text, "EXEC-R5")
        if found := list(above_zero(entry.kind, amount)):
            raise Rejected(found)
        if amount.francs > left.left.francs:
            if left.taken and self.amount is None:
                _refuse_carried_on(unit, left)
            text = N_(
                "{kind} no. {number}: {left} F are left to take back, {asked} F asked.",
                kind=entry.kind,
                number=entry.number,
                left=left.left,
                asked=amount,
            )
            raise refuse(text, "EXEC-R3", "amount")
        if self.on < entry.made_on:
            text = N_(
                "The reversal of {date} comes before the act, of {earlier}.",
                date=self.on,
                earlier=entry.made_on,
            )
            raise refuse(text, "EXEC-C4", "on")

    def describe(self, unit: Unit) -> Text:
        """Name the act that is taken back."""
        entry = unit.find(LedgerEntry, self.id)
        what = N_("{kind} no. {number}", kind=entry.kind, number=entry.number)
        if self.rejection:
            return N_("{entry} rejected by the receveur", entry=what)
        return N_("{entry} reversed", entry=what)


@dataclass(frozen=True)
class CancelEntry(Command[None]):
    """Cancel an entry that should never have been; its number stays taken."""

    label: ClassVar[Text] = N_("Cancel an entry")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    id: int
    on: dt.date
    reason: str
    whole: bool = False
    """Whether the payment to the receveur that brought it is cancelled with it."""

    def apply(self, unit: Unit) -> None:
        """Cancel it; refuse in a closed period and where later acts stand on it."""
        reason = needs_reason(self.reason)
        entry = live(unit, self.id)
        if not self.whole:
            refuse_brought(entry)
        year = unit.find(FiscalYear, entry.fiscal_year_id)
        refuse_closed(unit, year, entry.period)
        operation = unit.find(Operation, entry.operation_id)
        if entry.reverses_id is None:
            left = left_of(unit, entry.id)
            _refuse_carried_on(unit, left)
            if left.amount != entry.amount:
                text = N_(
                    "{kind} no. {number} was reversed: cancel the reversal first.",
                    kind=entry.kind,
                    number=entry.number,
                )
                raise refuse(text, "EXEC-R4")
        else:
            _refuse_again(unit, operation, entry)
        entry.cancelled_on, entry.reason = self.on, reason
        recounted(unit, operation, entry, -entry.amount)
        unit.add(why(entry, Verb.CANCEL, reason, self.on))

    def describe(self, unit: Unit) -> Text:
        """Name the entry."""
        entry = unit.find(LedgerEntry, self.id)
        what = N_("{kind} no. {number}", kind=entry.kind, number=entry.number)
        return N_("{entry} cancelled", entry=what)


def _refuse_again(unit: Unit, operation: Operation, reversal: LedgerEntry) -> None:
    """Refuse to cancel a reversal where what it took back no longer fits."""
    back = -reversal.amount
    found = list(
        beside_credit(
            unit, operation.line_id, Act(reversal.kind, back, reversal.made_on)
        )
    )
    if reversal.follows_id is not None:
        before = left_of(unit, reversal.follows_id)
        found += carries_on(reversal.kind, back, reversal.made_on, before)
    found = [issue for issue in found if issue.severity is Severity.ERROR]
    if found:
        raise Rejected(found)
