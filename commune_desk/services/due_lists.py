"""What each committee owes the commune: due, paid, late.

A payment counts while what it was booked with stands: its receipt not cancelled, its
entry neither cancelled nor reversed.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from commune_desk.domain.dues import Owed, span, told
from commune_desk.domain.money import Money
from commune_desk.services.due_rules import DueRuleRow, due_rules
from commune_desk.services.today import today
from commune_desk.storage.models import (
    Due,
    DuePayment,
    LedgerEntry,
    Receipt,
    ReceiptBook,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

    from commune_desk.domain.execution import PaymentMode
    from commune_desk.domain.text import Text
    from commune_desk.services.scope import Scope


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment as tables see it, with what it is booked with."""

    id: int
    due_id: int
    committee: str
    span: Text | str
    paid_on: dt.date
    amount: Money
    reference: str
    receipt_id: int | None
    entry_id: int | None
    note: str
    book_id: int | None
    series: str
    receipt_number: int | None
    mode: PaymentMode | None
    entry_number: int | None
    void: bool
    """Whether its receipt or its entry no longer stands."""

    @property
    def counted(self) -> Money:
        """What it adds to what is paid."""
        return Money(0) if self.void else self.amount

    @property
    def booked(self) -> bool:
        """Whether it is in the receipts of the commune."""
        return self.receipt_id is not None or self.entry_id is not None


@dataclass(frozen=True, slots=True)
class DueRow:
    """A due as tables and papers see it, on a day."""

    id: int
    rule_id: int
    rule: DueRuleRow
    begins_on: dt.date
    ends_on: dt.date
    due_on: dt.date
    amount: Money
    base: int | None
    note: str
    paid: Money
    last_on: dt.date | None
    day: dt.date

    @property
    def committee_id(self) -> int:
        """Who owes it."""
        return self.rule.committee_id

    @property
    def committee(self) -> str:
        """Who owes it, by name."""
        return self.rule.committee

    @property
    def owed(self) -> Owed:
        """As the rules see it."""
        return Owed(
            self.rule.levy,
            self.begins_on,
            self.ends_on,
            self.due_on,
            self.amount,
            self.base,
            self.paid,
        )

    @property
    def span(self) -> Text | str:
        """The period it is owed for."""
        return span(self.begins_on, self.ends_on)

    @property
    def sum(self) -> Text | str:
        """How it was reckoned."""
        return told(self.rule.levy, self.base)

    @property
    def left(self) -> Money:
        """What is still to be paid."""
        return self.owed.left

    @property
    def late(self) -> int:
        """Days past its last day; 0 where nothing is late."""
        return self.owed.late(self.day)

    @property
    def overdue(self) -> Money:
        """What is late of it."""
        return self.left if self.late else Money(0)

    @property
    def standing(self) -> Text:
        """How it stands: paid, late, to be paid."""
        return self.owed.standing(self.day)


def payments(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[PaymentRow]:
    """List what committees paid, the latest first."""
    undone = aliased(LedgerEntry)
    reversed_ = (
        select(undone.id)
        .where(undone.reverses_id == DuePayment.entry_id, undone.cancelled_on.is_(None))
        .exists()
    )
    p = DuePayment
    query = (
        select(
            p.id, p.due_id, p.paid_on, p.amount, p.reference, p.receipt_id, p.entry_id,
            p.note, Receipt.book_id, ReceiptBook.series, Receipt.first_number,
            LedgerEntry.mode, LedgerEntry.number, Receipt.cancelled_on,
            LedgerEntry.cancelled_on, reversed_, Due.rule_id, Due.begins_on,
            Due.ends_on,
        )
        .join(Due, Due.id == p.due_id)
        .outerjoin(Receipt, Receipt.id == p.receipt_id)
        .outerjoin(ReceiptBook, ReceiptBook.id == Receipt.book_id)
        .outerjoin(LedgerEntry, LedgerEntry.id == p.entry_id)
        .order_by(p.paid_on.desc(), p.id.desc())
    )  # fmt: skip
    if ids is not None:
        query = query.where(p.id.in_(ids))
    rules = {row.id: row.committee for row in due_rules(session)}
    found = []
    for row in session.execute(query):
        facts: tuple[Any, ...] = tuple(row)
        receipt_void, entry_void, is_reversed, rule, begins, ends = facts[13:]
        void = receipt_void is not None or entry_void is not None or bool(is_reversed)
        row_id, due_id, *others = facts[:13]
        others[7] = others[7] or ""
        who = (rules[rule], span(begins, ends))
        known: list[Any] = [row_id, due_id, *who, *others, void]
        found.append(PaymentRow(*known))
    return found


def dues(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[DueRow]:
    """List the dues, committee by committee, the latest period first."""
    return dues_on(session, today(session), ids)


def dues_on(
    session: Session, day: dt.date, ids: Collection[int] | None = None
) -> list[DueRow]:
    """List the dues as they stood on a day."""
    paid: dict[int, list[PaymentRow]] = defaultdict(list)
    for row in payments(session):
        if row.paid_on <= day and not row.void:
            paid[row.due_id].append(row)
    query = select(Due)
    if ids is not None:
        query = query.where(Due.id.in_(ids))
    rules = {row.id: row for row in due_rules(session)}
    found = [
        DueRow(
            due.id,
            due.rule_id,
            rules[due.rule_id],
            due.begins_on,
            due.ends_on,
            due.due_on,
            due.amount,
            due.base,
            due.note,
            Money.total(row.amount for row in paid[due.id]),
            max((row.paid_on for row in paid[due.id]), default=None),
            day,
        )
        for due in session.scalars(query)
    ]
    return sorted(found, key=_order)


def _order(row: DueRow) -> tuple[str, dt.timedelta, int]:
    return row.committee, dt.date.max - row.begins_on, row.id


@dataclass(frozen=True, slots=True)
class Debt:
    """What one committee owes on a day."""

    committee_id: int
    committee: str
    due: Money
    paid: Money
    late: Money
    since: dt.date | None
    """Day on which the oldest late due was to be paid."""

    @property
    def left(self) -> Money:
        """What is still to be paid, late or not."""
        return Money(max(0, self.due.francs - self.paid.francs))


def debts(rows: Iterable[DueRow]) -> list[Debt]:
    """Add up by committee what is owed, those that are late longest first."""
    by_committee: dict[int, list[DueRow]] = defaultdict(list)
    for row in rows:
        by_committee[row.committee_id].append(row)
    found = [
        Debt(
            committee_id,
            own[0].committee,
            Money.total(row.amount for row in own),
            Money.total(row.paid for row in own),
            Money.total(row.overdue for row in own),
            min((row.due_on for row in own if row.late), default=None),
        )
        for committee_id, own in by_committee.items()
    ]
    return sorted(found, key=lambda d: (d.since or dt.date.max, -d.left.francs))


def owing(session: Session, day: dt.date) -> list[Debt]:
    """Say who owes the commune what on a day."""
    return [debt for debt in debts(dues_on(session, day)) if debt.left]
