"""Expenses as screens and papers see them: how far each is, and the last of a party."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.budget import Side
from commune_desk.domain.execution import EXPENSE_CHAIN, EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.spending import Part, SpendingStage, stage_of
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.who_pays import sources_of
from commune_desk.storage.columnwise import columns_of
from commune_desk.storage.models import (
    Action,
    BudgetLine,
    Deduction,
    LedgerEntry,
    Operation,
    Party,
    Slip,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.domain.execution import PaymentMode
    from commune_desk.services.accounts import AccountRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.who_pays import Source

E = EntryKind


class ActRow(NamedTuple):
    """One act of an expense."""

    id: int
    kind: EntryKind
    number: int
    made_on: dt.date
    amount: Money
    reverses_id: int | None
    cancelled_on: dt.date | None
    rejection: bool
    invoice: str
    invoiced_on: dt.date | None
    mode: PaymentMode | None
    reference: str
    slip_id: int | None
    slip: int | None


class ExpenseRow(NamedTuple):
    """An expense with the sums of its acts; reversals are taken off."""

    id: int
    fiscal_year_id: int
    line_id: int
    account: AccountRow
    object: str
    party_id: int | None
    party: str
    action_id: int | None
    action_code: str
    village_id: int | None
    village: str
    repeated_id: int | None
    note: str
    acts: tuple[ActRow, ...]
    deductions: tuple[tuple[str, Money], ...]
    """What is withheld from the orders that still count."""

    sources: tuple[Source, ...]
    sums: Mapping[EntryKind, Money]
    """The acts of each kind that count."""

    def sum_of(self, kind: EntryKind) -> Money:
        """Give the sum of the acts of a kind that count."""
        return self.sums.get(kind, Money(0))

    def last(self, kind: EntryKind) -> ActRow | None:
        """Give the last act of a kind that still stands."""
        found = [
            act
            for act in self.acts
            if act.kind is kind
            and act.cancelled_on is None
            and act.reverses_id is None
            and act.id not in self._taken_back
        ]
        return found[-1] if found else None

    @property
    def _taken_back(self) -> set[int]:
        return {act.reverses_id for act in self.acts if act.reverses_id is not None}

    @property
    def sources_as_parts(self) -> tuple[Part, ...]:
        """Who pays it."""
        return tuple(Part(s.funder, s.amount, s.partner_id) for s in self.sources)

    @property
    def committed(self) -> Money:
        """What it may cost."""
        return self.sum_of(E.COMMITMENT)

    @property
    def liquidated(self) -> Money:
        """What is owed."""
        return self.sum_of(E.LIQUIDATION)

    @property
    def ordered(self) -> Money:
        """What the receveur was asked to pay."""
        return self.sum_of(E.ORDER)

    @property
    def paid(self) -> Money:
        """What he paid."""
        return self.sum_of(E.PAYMENT)

    @property
    def left(self) -> Money:
        """What is left to pay of the commitment."""
        return self.committed - self.paid

    @property
    def withheld(self) -> Money:
        """What is withheld in all."""
        return Money.total(amount for _, amount in self.deductions)

    @property
    def mode(self) -> PaymentMode | None:
        """How it is or will be paid."""
        found = [act.mode for act in self.acts if act.mode is not None]
        return found[-1] if found else None

    @property
    def net(self) -> Money:
        """What is ordered, less what is withheld."""
        return self.ordered - self.withheld

    @property
    def stage(self) -> SpendingStage:
        """How far it has come."""
        return stage_of(
            self.committed.francs,
            self.liquidated.francs,
            self.ordered.francs,
            self.paid.francs,
        )

    @property
    def rejected(self) -> bool:
        """Whether the receveur sent an order back that is not issued anew."""
        return self.last(E.ORDER) is None and any(a.rejection for a in self.acts)

    @property
    def next_kind(self) -> EntryKind | None:
        """The next act that it waits for; None once it is paid or taken back."""
        sums = [self.sum_of(kind).francs for kind in EXPENSE_CHAIN]
        if sums[0] <= 0:
            return None
        for kind, before, own in zip(
            EXPENSE_CHAIN[1:], sums[:-1], sums[1:], strict=True
        ):
            if own < before:
                return kind
        return None

    @property
    def open_amount(self) -> Money:
        """What the next act may take; the whole once there is none."""
        kind = self.next_kind
        if kind is None:
            return self.committed
        before = EXPENSE_CHAIN[EXPENSE_CHAIN.index(kind) - 1]
        return self.sum_of(before) - self.sum_of(kind)


def expenses(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ExpenseRow]:
    """List the expenses of the year in the order of their first act."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    query = (
        select(
            Operation.id,
            Operation.fiscal_year_id,
            Operation.line_id,
            BudgetLine.account_id,
            Operation.object,
            Operation.party_id,
            func.coalesce(Party.name, ""),
            Operation.action_id,
            func.coalesce(Action.code, ""),
            Operation.village_id,
            func.coalesce(Village.name, ""),
            Operation.repeated_id,
            Operation.note,
        )
        .join(BudgetLine, BudgetLine.id == Operation.line_id)
        .outerjoin(Party, Party.id == Operation.party_id)
        .outerjoin(Action, Action.id == Operation.action_id)
        .outerjoin(Village, Village.id == Operation.village_id)
        .where(Operation.fiscal_year_id == year.id, Operation.side == Side.EXPENDITURE)
    )
    if ids is not None:
        query = query.where(Operation.id.in_(ids))
    accounts = accounts_of(session, year.nomenclature_id)
    acts = _acts(session, year.id, ids)
    withheld = _withheld(session, year.id)
    sources = sources_of(session)
    found = []
    for row in zip(*columns_of(session, query), strict=True):
        own = acts.get(row[0], ())
        found.append(
            ExpenseRow._make(
                (
                    *row[:3],
                    accounts[row[3]],
                    *row[4:],
                    tuple(own),
                    tuple(withheld.get(row[0], ())),
                    tuple(sources.get(row[0], ())),
                    _sums(own),
                )
            )
        )
    return sorted(found, key=_order)


def _sums(acts: Iterable[ActRow]) -> dict[EntryKind, Money]:
    found: dict[EntryKind, int] = defaultdict(int)
    for act in acts:
        if act.cancelled_on is None:
            found[act.kind] += act.amount.francs
    return {kind: Money(francs) for kind, francs in found.items()}


def _order(row: ExpenseRow) -> tuple[str, int]:
    return (row.acts[0].made_on.isoformat() if row.acts else "", row.id)


def _acts(
    session: Session, fiscal_year_id: int, ids: Collection[int] | None
) -> dict[int, list[ActRow]]:
    e = LedgerEntry
    query = (
        select(
            e.operation_id,
            e.id,
            e.kind,
            e.number,
            e.made_on,
            e.amount,
            e.reverses_id,
            e.cancelled_on,
            e.rejection,
            e.invoice,
            e.invoiced_on,
            e.mode,
            e.reference,
            e.slip_id,
            Slip.number,
        )
        .join(Operation, Operation.id == e.operation_id)
        .outerjoin(Slip, Slip.id == e.slip_id)
        .where(
            Operation.fiscal_year_id == fiscal_year_id,
            Operation.side == Side.EXPENDITURE,
        )
        .order_by(e.made_on, e.id)
    )
    if ids is not None:
        query = query.where(e.operation_id.in_(ids))
    found: dict[int, list[ActRow]] = defaultdict(list)
    operation, *facts = columns_of(session, query)
    for owner, *act in zip(operation, *facts, strict=True):
        found[owner].append(ActRow._make(act))
    return found


def _withheld(
    session: Session, fiscal_year_id: int
) -> dict[int, list[tuple[str, Money]]]:
    """Map expenses to what is withheld from orders that still count."""
    taken_back = select(LedgerEntry.reverses_id).where(
        LedgerEntry.reverses_id.is_not(None), LedgerEntry.cancelled_on.is_(None)
    )
    rows = session.execute(
        select(LedgerEntry.operation_id, Deduction.title, Deduction.amount)
        .join(LedgerEntry, LedgerEntry.id == Deduction.entry_id)
        .join(Operation, Operation.id == LedgerEntry.operation_id)
        .where(
            Operation.fiscal_year_id == fiscal_year_id,
            LedgerEntry.cancelled_on.is_(None),
            LedgerEntry.id.not_in(taken_back),
        )
        .order_by(Deduction.id)
    )
    found: dict[int, list[tuple[str, Money]]] = defaultdict(list)
    for operation, title, amount in rows:
        found[operation].append((title, amount))
    return found


def deductions_of(session: Session, entry_id: int) -> list[tuple[str, Money]]:
    """List what is withheld from an order."""
    rows = session.execute(
        select(Deduction.title, Deduction.amount)
        .where(Deduction.entry_id == entry_id)
        .order_by(Deduction.id)
    )
    return [(title, amount) for title, amount in rows]
