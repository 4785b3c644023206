"""What a party had the last time: ready to be entered again this year."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import Side
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.search import fold
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.expense_rows import deductions_of
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    LedgerEntry,
    Operation,
    Party,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.execution import PaymentMode
    from commune_desk.services.scope import Scope

E = EntryKind


class LastTime(NamedTuple):
    """What was entered the last time for a party, ready for this year."""

    object: str
    line_id: int | None
    """The line of this year with the account of the last time; None without one."""

    amount: Money
    action_id: int | None
    village_id: int | None
    mode: PaymentMode | None
    deductions: tuple[tuple[str, Money], ...]


def last_time(session: Session, scope: Scope, party: str) -> LastTime | None:
    """Find the last expense of a party by any spelling of its name."""
    year = fiscal_year(session, scope.year)
    wanted = fold(party)
    if year is None or not wanted:
        return None
    rows = session.execute(select(Party.id, Party.name))
    party_id = next((row_id for row_id, name in rows if fold(name) == wanted), None)
    if party_id is None:
        return None
    operation = session.scalars(
        select(Operation)
        .where(Operation.party_id == party_id, Operation.side == Side.EXPENDITURE)
        .order_by(Operation.id.desc())
    ).first()
    if operation is None:
        return None
    acts = session.scalars(
        select(LedgerEntry)
        .where(
            LedgerEntry.operation_id == operation.id,
            LedgerEntry.reverses_id.is_(None),
        )
        .order_by(LedgerEntry.id)
    ).all()
    order = next((act for act in acts if act.kind is E.ORDER), None)
    return LastTime(
        operation.object,
        _same_line(session, operation, year.id, year.nomenclature_id),
        acts[0].amount if acts else Money(0),
        operation.action_id,
        operation.village_id,
        next((act.mode for act in acts if act.mode is not None), None),
        tuple(deductions_of(session, order.id)) if order is not None else (),
    )


def _same_line(
    session: Session, operation: Operation, fiscal_year_id: int, nomenclature_id: int
) -> int | None:
    """Find the line of a year that has the account of an expense."""
    if operation.fiscal_year_id == fiscal_year_id:
        return operation.line_id
    account = session.execute(
        select(Account.section, Account.code)
        .join(BudgetLine, BudgetLine.account_id == Account.id)
        .where(BudgetLine.id == operation.line_id)
    ).one()
    return line_with(session, fiscal_year_id, nomenclature_id, *account)


def line_with(
    session: Session,
    fiscal_year_id: int,
    nomenclature_id: int,
    section: object,
    code: str,
) -> int | None:
    """Find the first line of a year on an account of expenditure."""
    found: Sequence[int] = session.scalars(
        select(BudgetLine.id)
        .join(Account, Account.id == BudgetLine.account_id)
        .where(
            BudgetLine.fiscal_year_id == fiscal_year_id,
            Account.nomenclature_id == nomenclature_id,
            Account.section == section,
            Account.side == Side.EXPENDITURE,
            Account.code == code,
        )
        .order_by(BudgetLine.id)
    ).all()
    return found[0] if found else None
