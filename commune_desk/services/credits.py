"""The credits of a year: what all documents in force make of each account."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import DocumentKind, DocumentState, Side
from commune_desk.domain.credits import Credit, Move, needs
from commune_desk.domain.money import Money
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_lines import SECTIONS, SIDES
from commune_desk.services.executed import executed_by_account
from commune_desk.services.settings import preference
from commune_desk.storage.models import BudgetDocument, BudgetLine, LineAmount

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.accounts import AccountRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.models import FiscalYear


def unforeseen_codes(session: Session) -> frozenset[str]:
    """Read which accounts are unforeseen expenditure: a setting of the commune."""
    codes = preference(session, "budget.unforeseen")
    return frozenset(code.strip() for code in codes.split(",") if code.strip())


class Change(NamedTuple):
    """What one document makes of one account, in francs; it may be negative."""

    document_id: int
    kind: DocumentKind
    account_id: int
    amount: Money
    in_force: bool


class CreditRow(NamedTuple):
    """An account of the year with the documents that make its final forecast."""

    id: int
    """The first line of the account."""

    account: AccountRow
    primitive: Money
    additional: Money
    """Additional budgets and special authorisations."""

    transfers: Money
    waiting: Money
    """What documents that are not in force yet would add."""

    @property
    def final(self) -> Money:
        """The final forecast (prévision définitive): all documents in force."""
        return self.primitive + self.additional + self.transfers


def changes_of(session: Session, year: FiscalYear) -> list[Change]:
    """List what each document says of each account, and whether it is in force."""
    rows = session.execute(
        select(
            BudgetDocument.id,
            BudgetDocument.kind,
            BudgetDocument.state,
            BudgetLine.account_id,
            LineAmount.proposed,
            LineAmount.voted,
            LineAmount.approved,
        )
        .join(LineAmount, LineAmount.document_id == BudgetDocument.id)
        .join(BudgetLine, BudgetLine.id == LineAmount.line_id)
        .where(
            BudgetDocument.fiscal_year_id == year.id,
            BudgetDocument.state != DocumentState.CANCELLED,
        )
        .order_by(BudgetDocument.id, LineAmount.id)
    ).all()
    light = _needing_no_approval(session, year, rows)
    found = []
    for document, kind, state, account, proposed, voted, approved in rows:
        in_force = state is DocumentState.APPROVED or (
            document in light
            and state in {DocumentState.VOTED, DocumentState.TRANSMITTED}
        )
        amount = approved or voted or proposed
        if amount is not None:
            found.append(Change(document, kind, account, amount, in_force))
    return found


def _needing_no_approval(
    session: Session, year: FiscalYear, rows: Iterable[Any]
) -> set[int]:
    """Give the transfers for which a deliberation is enough (M3 a)."""
    transfers = [row for row in rows if row[1] is DocumentKind.TRANSFER]
    if not transfers:
        return set()
    accounts = accounts_of(session, year.nomenclature_id)
    codes = unforeseen_codes(session)
    moves: dict[int, list[Move]] = defaultdict(list)
    for row in transfers:
        document, _, _, account, proposed, *_ = row
        if proposed is not None:
            moves[document].append(Move(_bare(accounts[account], codes), proposed))
    return {d for d, listed in moves.items() if not needs(listed).approval}


def _bare(row: AccountRow, unforeseen: frozenset[str]) -> Credit:
    nothing = Money(0)
    return Credit(
        row.id,
        row.code,
        row.title,
        row.section,
        row.chapter,
        nothing,
        nothing,
        nothing,
        unforeseen=row.code in unforeseen,
    )


def light_transfers(session: Session, year: FiscalYear) -> set[int]:
    """Give the transfers for which a deliberation is enough (M3 a)."""
    query = (
        select(
            BudgetDocument.id,
            BudgetDocument.kind,
            BudgetDocument.state,
            BudgetLine.account_id,
            LineAmount.proposed,
        )
        .join(LineAmount, LineAmount.document_id == BudgetDocument.id)
        .join(BudgetLine, BudgetLine.id == LineAmount.line_id)
        .where(BudgetDocument.fiscal_year_id == year.id)
    )
    return _needing_no_approval(session, year, session.execute(query).all())


def credits_of(session: Session, year: FiscalYear) -> dict[int, Credit]:
    """Give the credit of each account of expenditure, as a transfer sees it."""
    accounts = accounts_of(session, year.nomenclature_id)
    codes = unforeseen_codes(session)
    initial: dict[int, int] = defaultdict(int)
    present: dict[int, int] = defaultdict(int)
    raised: dict[int, int] = defaultdict(int)
    for change in changes_of(session, year):
        if change.kind is DocumentKind.PRIMITIVE:
            initial[change.account_id] += change.amount.francs
        if change.in_force or change.kind is DocumentKind.PRIMITIVE:
            present[change.account_id] += change.amount.francs
        if change.kind is DocumentKind.TRANSFER and change.amount.francs > 0:
            raised[change.account_id] += change.amount.francs
    lines = _first_lines(session, year.id)
    spent = executed_by_account(session, year.id)
    return {
        row.id: Credit(
            row.id,
            row.code,
            row.title,
            row.section,
            row.chapter,
            Money(initial[row.id]),
            Money(present[row.id]),
            Money(spent[row.id].committed if row.id in spent else 0),
            Money(raised[row.id]),
            row.code in codes,
            row.id in lines,
        )
        for row in accounts.values()
        if row.side is Side.EXPENDITURE
    }


def credit_rows(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[CreditRow]:
    """List the accounts of the year with what each document made of them."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    accounts = accounts_of(session, year.nomenclature_id)
    first = _first_lines(session, year.id)
    sums: dict[int, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for change in changes_of(session, year):
        sums[change.account_id][_column(change)] += change.amount.francs
    rows = [
        CreditRow(
            first[account],
            accounts[account],
            Money(found["primitive"]),
            Money(found["additional"]),
            Money(found["transfers"]),
            Money(found["waiting"]),
        )
        for account, found in sums.items()
        if ids is None or first[account] in ids
    ]
    return sorted(rows, key=_order)


def _column(change: Change) -> str:
    if change.kind is DocumentKind.PRIMITIVE:
        return "primitive"
    if not change.in_force:
        return "waiting"
    return "transfers" if change.kind is DocumentKind.TRANSFER else "additional"


def _first_lines(session: Session, fiscal_year_id: int) -> Mapping[int, int]:
    rows = session.execute(
        select(BudgetLine.account_id, BudgetLine.id)
        .where(BudgetLine.fiscal_year_id == fiscal_year_id)
        .order_by(BudgetLine.id.desc())
    )
    return {account: line for account, line in rows}  # noqa: C416  the least id wins


def _order(row: CreditRow) -> tuple[int, int, str]:
    account = row.account
    return SECTIONS.index(account.section), SIDES.index(account.side), account.code
