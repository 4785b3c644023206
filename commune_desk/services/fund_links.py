"""What ties the money of agreements to the books: each receipt, each expense once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from commune_desk.domain.agreement_rules import refused
from commune_desk.domain.budget import Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.issues import Issue, Record, Remedy, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.records import USERS, taken
from commune_desk.storage.models import (
    Action,
    FiscalYear,
    FundUse,
    LedgerEntry,
    Operation,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.storage.unit import Unit

BOOKED = {Side.EXPENDITURE: EntryKind.COMMITMENT, Side.REVENUE: EntryKind.COLLECTION}
"""The act whose amount bounds what an agreement may count of an operation."""


def operation_refusals(unit: Unit, name: Text, row: Any, side: Side) -> Iterator[Issue]:
    """Refuse an operation of the wrong side, or one that is tied already."""
    if row.operation_id is None:
        return
    found = unit.find(Operation, row.operation_id)
    if found.side is not side:
        text = (
            N_("{name}: “{object}” is a receipt, no expense.",
               name=name, object=found.object)
            if side is Side.EXPENDITURE
            else N_("{name}: “{object}” is an expense, no receipt.",
                    name=name, object=found.object)
        )  # fmt: skip
        yield refused(text, "operation_id", "FUND-10")
    model = type(row)
    if taken(unit, model, ("operation_id",), (row.operation_id,), row.id):
        text = N_(
            "{name}: “{object}” of {amount} F in the budget is tied to another line"
            " already; the same money would count twice.",
            name=name,
            object=found.object,
            amount=booked_amount(unit.session, found.id, side),
        )
        yield refused(text, "operation_id", "FUND-10")


def booked_amount(session: Session, operation_id: int, side: Side) -> Money:
    """Add up what was committed or collected of an operation."""
    amount = session.scalar(
        select(func.sum(LedgerEntry.amount)).where(
            LedgerEntry.operation_id == operation_id,
            LedgerEntry.kind == BOOKED[side],
            LedgerEntry.cancelled_on.is_(None),
        )
    )
    return amount or Money(0)


def named_operations(session: Session, side: Side) -> list[tuple[int, str]]:
    """Name the operations of one side, the latest year first: “2026 – …”."""
    query = (
        select(Operation.id, FiscalYear.year, Operation.object)
        .join(FiscalYear, FiscalYear.id == Operation.fiscal_year_id)
        .where(Operation.side == side)
        .order_by(FiscalYear.year.desc(), Operation.id)
    )
    return [(row_id, f"{year} – {name}") for row_id, year, name in
            session.execute(query)]  # fmt: skip


def named_actions(session: Session) -> list[tuple[int, str]]:
    """Name the actions that agreements paid for, of whatever plan."""
    query = (
        select(Action.id, Action.code + " " + Action.title)
        .where(Action.id.in_(select(FundUse.action_id)))
        .order_by(Action.id)
    )
    return [(row_id, title) for row_id, title in session.execute(query)]


def refuse_if_funded(unit: Unit, action: Action) -> None:
    """Refuse to remove an action that the money of an agreement paid for."""
    used = unit.session.scalars(
        select(FundUse.id).where(FundUse.action_id == action.id)
    ).all()
    if not used:
        return
    text = N_(
        "Action {code} cannot be removed: {count} {users} refer to it.",
        code=action.code,
        count=len(used),
        users=USERS["fund_uses"],
    )
    show = Remedy(
        N_("See them"), records=tuple(Record("fund_uses", row_id) for row_id in used)
    )
    where = Record("actions", action.id)
    raise Rejected([Issue(Severity.ERROR, text, record=where, remedies=(show,))])
