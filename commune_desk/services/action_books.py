"""What the books say of the actions of the plan: commitments, orders, payments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.action_money import BookedAct
from commune_desk.domain.execution import EntryKind
from commune_desk.services.memory import read_once
from commune_desk.storage.models import (
    Action,
    BudgetLine,
    FiscalYear,
    LedgerEntry,
    Operation,
    Party,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

    from commune_desk.domain.money import Money

KINDS = (EntryKind.COMMITMENT, EntryKind.ORDER, EntryKind.PAYMENT)
LISTED = (EntryKind.ORDER, EntryKind.PAYMENT)

action_of: Any = func.coalesce(Operation.action_id, BudgetLine.action_id)
"""The action of an expense: its own, else that of its budget line."""


class BookedRow(NamedTuple):
    """An order or a payment of an action."""

    id: int
    kind: EntryKind
    number: int
    made_on: dt.date
    amount: Money
    operation_id: int
    object: str
    party: str
    year: int
    """The fiscal year among whose expenses it is found."""


def booked_acts(session: Session) -> Mapping[int, tuple[BookedAct, ...]]:
    """Map actions to what was entered for them, day by day, in all fiscal years.

    Reversals are taken off, cancelled entries left out.
    """
    return read_once(session, "action.books", lambda: _read(session))


def _read(session: Session) -> dict[int, tuple[BookedAct, ...]]:
    e = LedgerEntry
    query = (
        select(action_of, e.made_on, e.kind, func.sum(e.amount))
        .join(Operation, Operation.id == e.operation_id)
        .join(BudgetLine, BudgetLine.id == Operation.line_id)
        .where(e.kind.in_(KINDS), e.cancelled_on.is_(None), action_of.is_not(None))
        .group_by(action_of, e.made_on, e.kind)
        .order_by(action_of, e.made_on)
    )
    found: dict[int, list[BookedAct]] = {}
    for action, *facts in session.execute(query):
        found.setdefault(action, []).append(BookedAct(*facts))
    return {action: tuple(acts) for action, acts in found.items()}


def action_of_line(session: Session, line_id: int) -> str:
    """Give the code of the action that a budget line carries; empty without one."""
    query = (
        select(Action.code)
        .join(BudgetLine, BudgetLine.action_id == Action.id)
        .where(BudgetLine.id == line_id)
    )
    return session.scalar(query) or ""


def orders_and_payments(session: Session, action_id: int) -> list[BookedRow]:
    """List the orders and payments of an action that count, in the order of days."""
    e = LedgerEntry
    query = (
        select(
            e.id,
            e.kind,
            e.number,
            e.made_on,
            e.amount,
            Operation.id,
            Operation.object,
            func.coalesce(Party.name, ""),
            FiscalYear.year,
        )
        .join(Operation, Operation.id == e.operation_id)
        .join(BudgetLine, BudgetLine.id == Operation.line_id)
        .join(FiscalYear, FiscalYear.id == Operation.fiscal_year_id)
        .outerjoin(Party, Party.id == Operation.party_id)
        .where(e.kind.in_(LISTED), e.cancelled_on.is_(None), action_of == action_id)
        .order_by(e.made_on, e.id)
    )
    return [BookedRow._make(row) for row in session.execute(query)]
