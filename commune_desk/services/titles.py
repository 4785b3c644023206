"""Revenue orders and what comes of them: collected, regularised, written off.

`budget.md` 6.1. Each command is one step and one undo; entries go in through
`services/books.py`, in the books of the year in which the act lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.budget import Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.names import NAMES
from commune_desk.domain.revenue import takes
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.books import Act, enter, left_of
from commune_desk.services.closings import closed_periods
from commune_desk.services.command import Command
from commune_desk.services.corrections import refuse
from commune_desk.services.debtors import party_named
from commune_desk.services.open_titles import (
    Way,
    books_for,
    course_of,
    revenue_line,
    settle_titles,
)
from commune_desk.storage.models import (
    LedgerEntry,
    Operation,
)

if TYPE_CHECKING:
    import datetime as dt

    from commune_desk.domain.execution import PaymentMode
    from commune_desk.domain.money import Money
    from commune_desk.storage.unit import Unit

E = EntryKind


@dataclass(frozen=True)
class _Opens(Command[int]):
    """What opens an operation of revenue."""

    line_id: int
    object: str
    amount: Money
    on: dt.date
    debtor: str = ""
    action_id: int | None = None
    village_id: int | None = None
    note: str = ""
    number: int | None = None

    def _opened(self, unit: Unit) -> Operation:
        line = revenue_line(unit, self.line_id)
        if not self.object.strip():
            text = N_("{field}: nothing was typed, and it is needed.", field=OBJECT)
            raise refuse(text, "REV-07", "object")
        operation = Operation(
            fiscal_year_id=line.fiscal_year_id,
            side=Side.REVENUE,
            line_id=line.id,
            object=self.object.strip(),
            party_id=party_named(unit, self.debtor),
            action_id=self.action_id,
            village_id=self.village_id,
            note=self.note,
        )
        unit.add(operation)
        return operation

    def describe(self, unit: Unit) -> Text:
        """Name the receipt and its amount."""
        del unit
        return N_(
            "{act}: {object}, {amount} F",
            act=self.label,
            object=self.object,
            amount=self.amount,
        )


OBJECT = N_("Object")


@dataclass(frozen=True)
class IssueTitle(_Opens):
    """Issue a revenue order; its collection may be in the same step."""

    label: ClassVar[Text] = N_("Issue a revenue order")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    collected: Money | None = None
    collected_on: dt.date | None = None
    mode: PaymentMode | None = None
    reference: str = ""

    def apply(self, unit: Unit) -> int:
        """Enter the title, then what was collected of it; return the operation."""
        operation = self._opened(unit)
        title = Act(E.TITLE, self.amount, self.on, number=self.number)
        title_id = enter(unit, operation, title)
        if self.collected is None and self.collected_on is None:
            return operation.id
        day = self.collected_on or self.on
        enter(
            unit,
            operation,
            Act(
                E.COLLECTION,
                self.amount if self.collected is None else self.collected,
                day,
                title_id,
                fiscal_year_id=books_for(unit, operation, day),
                mode=self.mode,
                reference=self.reference,
            ),
        )
        return operation.id


@dataclass(frozen=True)
class CollectFirst(_Opens):
    """Note money that came in before its title; the title regularises it later."""

    label: ClassVar[Text] = N_("Collect before title")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    mode: PaymentMode | None = None
    reference: str = ""

    def apply(self, unit: Unit) -> int:
        """Enter the collection; return the operation."""
        operation = self._opened(unit)
        enter(
            unit,
            operation,
            Act(
                E.COLLECTION,
                self.amount,
                self.on,
                number=self.number,
                mode=self.mode,
                reference=self.reference,
            ),
        )
        return operation.id


@dataclass(frozen=True)
class _OfOperation(Command[int]):
    """An act on an operation of revenue that is open already."""

    operation_id: int
    on: dt.date

    def describe(self, unit: Unit) -> Text:
        """Name the operation."""
        operation = unit.find(Operation, self.operation_id)
        return N_("{act}: {object}", act=self.label, object=operation.object)


@dataclass(frozen=True)
class Collect(_OfOperation):
    """Collect what is left of a title, or a part of it, in this year or a later."""

    label: ClassVar[Text] = N_("Collect")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    amount: Money | None = None
    """None: all that is left."""

    mode: PaymentMode | None = None
    reference: str = ""

    def apply(self, unit: Unit) -> int:
        """Enter it; refuse more than is left."""
        operation = unit.find(Operation, self.operation_id)
        course = course_of(unit, operation.id)
        amount = course.left if self.amount is None else self.amount
        if found := list(takes(course, amount, NAMES[E.COLLECTION])):
            raise Rejected(found)
        act = Act(
            E.COLLECTION,
            amount,
            self.on,
            fiscal_year_id=books_for(unit, operation, self.on),
        )
        return settle_titles(unit, operation, act, Way(self.mode, self.reference))


@dataclass(frozen=True)
class Regularise(_OfOperation):
    """Issue the title of money that came in before it."""

    label: ClassVar[Text] = N_("Issue the regularising title")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    number: int | None = None

    def apply(self, unit: Unit) -> int:
        """Title all that has none; the collections of open periods point at it."""
        operation = unit.find(Operation, self.operation_id)
        course = course_of(unit, operation.id)
        if not course.untitled:
            text = N_(
                "{object}: {collected} F collected, {titled} F titled: nothing waits"
                " for a title.",
                object=operation.object,
                collected=course.collected,
                titled=course.titled,
            )
            raise refuse(text, "REV-08")
        act = Act(E.TITLE, course.untitled, self.on, number=self.number)
        title = enter(unit, operation, act)
        self._point(unit, operation, title, course.untitled)
        return title

    @staticmethod
    def _point(unit: Unit, operation: Operation, title: int, amount: Money) -> None:
        """Let collections point at their title, where their period is still open."""
        unit.settle()
        waiting = unit.session.scalars(
            select(LedgerEntry).where(
                LedgerEntry.operation_id == operation.id,
                LedgerEntry.kind == E.COLLECTION,
                LedgerEntry.follows_id.is_(None),
                LedgerEntry.reverses_id.is_(None),
                LedgerEntry.cancelled_on.is_(None),
            )
        ).all()
        rest = amount.francs
        for entry in waiting:
            closed = closed_periods(unit.session, entry.fiscal_year_id)
            whole = left_of(unit, entry.id).amount == entry.amount
            if {entry.period, 0} & closed.keys() or not whole:
                continue
            if entry.amount.francs <= rest:
                entry.follows_id = title
                rest -= entry.amount.francs
        unit.forget()


@dataclass(frozen=True)
class WriteOff(_OfOperation):
    """Write off what cannot be collected (admission en non-valeur)."""

    label: ClassVar[Text] = N_("Write off")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    reason: str
    deliberation: str
    amount: Money | None = None
    """None: all that is left."""

    def apply(self, unit: Unit) -> int:
        """Write it off; refuse without a reason and a deliberation."""
        operation = unit.find(Operation, self.operation_id)
        for typed, field, name in (
            (self.reason, "reason", N_("Reason")),
            (self.deliberation, "deliberation", N_("Deliberation no.")),
        ):
            if not typed.strip():
                text = N_("{field}: nothing was typed, and it is needed.", field=name)
                raise refuse(text, "REV-09", field)
        course = course_of(unit, operation.id)
        if not course.titled:
            text = N_(
                "{object}: no title was issued, there is nothing to write off.",
                object=operation.object,
            )
            raise refuse(text, "REV-09")
        amount = course.left if self.amount is None else self.amount
        if found := list(takes(course, amount, NAMES[E.WRITE_OFF])):
            raise Rejected(found)
        act = Act(
            E.WRITE_OFF,
            amount,
            self.on,
            fiscal_year_id=books_for(unit, operation, self.on),
            reason=self.reason.strip(),
            reference=self.deliberation.strip(),
        )
        return settle_titles(unit, operation, act)
