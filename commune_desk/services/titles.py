"""Revenue orders and what comes of them: collected, regularised, written off.

`budget.md` 6.1. Each command is one step and one undo; entries go in through
`services/books.py`, in the books of the year in which the act lies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.budget import Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.ledger import above_zero
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.revenue import Course, takes
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.books import Act, enter, left_of
from commune_desk.services.closings import closed_periods, days_of
from commune_desk.services.command import Command
from commune_desk.services.corrections import refuse
from commune_desk.services.debtors import party_named
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    FiscalYear,
    LedgerEntry,
    Operation,
)

if TYPE_CHECKING:
    import datetime as dt

    from commune_desk.domain.execution import PaymentMode
    from commune_desk.storage.store import Unit

E = EntryKind
OF_REVENUE = (E.TITLE, E.COLLECTION, E.WRITE_OFF)


def course_of(unit: Unit, operation_id: int) -> Course:
    """Add up what an operation has come to, with what this unit entered."""
    unit.settle()
    rows: Any = unit.session.execute(
        select(LedgerEntry.kind, func.sum(LedgerEntry.amount))
        .where(
            LedgerEntry.operation_id == operation_id,
            LedgerEntry.cancelled_on.is_(None),
        )
        .group_by(LedgerEntry.kind)
    )
    sums: dict[EntryKind, Money] = dict(rows.all())
    titled, collected, written_off = (sums.get(kind, Money(0)) for kind in OF_REVENUE)
    return Course(operation_id, titled, collected, written_off)


def books_for(unit: Unit, operation: Operation, on: dt.date) -> int:
    """Give the year whose books take an act of a day.

    The operation’s own year while the day lies in it, its complementary days included
    as long as they are open; else the year of the day.
    """
    own = unit.find(FiscalYear, operation.fiscal_year_id)
    if on.year <= own.year:
        return own.id
    period = days_of(unit.session, own).period(on)
    closed = closed_periods(unit.session, own.id)
    later = fiscal_year(unit.session, on.year)
    if period is not None and not {period, 0} & closed.keys():
        return own.id
    return own.id if later is None else later.id


def revenue_line(unit: Unit, line_id: int) -> BudgetLine:
    """Fetch a line of revenue; raise `Rejected` where it is one of expenditure."""
    line = unit.find(BudgetLine, line_id)
    account = unit.find(Account, line.account_id)
    if account.side is not Side.REVENUE:
        text = N_(
            "{code} {title} is a line of expenditure.",
            code=account.code,
            title=account.title,
        )
        raise refuse(text, "EXEC-N3", "line_id")
    return line


def open_titles(unit: Unit, operation_id: int) -> list[tuple[int, Money]]:
    """List the titles of an operation on which something is left, the oldest first."""
    unit.settle()
    found = unit.session.scalars(
        select(LedgerEntry.id)
        .where(
            LedgerEntry.operation_id == operation_id,
            LedgerEntry.kind == E.TITLE,
            LedgerEntry.reverses_id.is_(None),
            LedgerEntry.cancelled_on.is_(None),
        )
        .order_by(LedgerEntry.made_on, LedgerEntry.id)
    )
    rows = [(row_id, left_of(unit, row_id).left) for row_id in found]
    return [(row_id, left) for row_id, left in rows if left.francs > 0]


@dataclass(frozen=True)
class Way:
    """How money came in."""

    mode: PaymentMode | None = None
    reference: str = ""
    remittance_id: int | None = None


def settle_titles(
    unit: Unit, operation: Operation, act: Act, way: Way | None = None
) -> int:
    """Enter a collection or a write-off against the open titles of an operation.

    Money above what is titled, or before any title, is a collection before title. The
    id of the last entry is returned.
    """
    if found := list(above_zero(act.kind, act.amount)):
        raise Rejected(found)
    way = way or Way()
    rest, made = act.amount.francs, 0
    parts: list[tuple[int | None, int]] = []
    for title_id, left in open_titles(unit, operation.id):
        part = min(rest, left.francs)
        if part:
            parts.append((title_id, part))
            rest -= part
    if rest:
        parts.append((None, rest))
    for follows, part in parts:
        made = enter(
            unit,
            operation,
            Act(
                act.kind,
                Money(part),
                act.made_on,
                follows,
                fiscal_year_id=act.fiscal_year_id,
                reason=act.reason,
                mode=way.mode,
                reference=way.reference or act.reference,
                remittance_id=way.remittance_id,
            ),
        )
    return made


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
