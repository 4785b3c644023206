"""Contracts as tables, rules and papers read them, with the sums of their expenses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.budget import Side
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money, Share
from commune_desk.domain.procurement import FINAL, RELEASE, Contract, Step
from commune_desk.domain.text import N_, Text
from commune_desk.domain.thresholds import asked_by, in_force
from commune_desk.services.procurement_steps import contract_steps
from commune_desk.services.procurement_thresholds import thresholds
from commune_desk.services.today import situation
from commune_desk.storage.models import (
    Action,
    FiscalYear,
    LedgerEntry,
    Operation,
    Party,
    Procurement,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.execution import ProcurementKind
    from commune_desk.domain.thresholds import Threshold
    from commune_desk.services.scope import Scope

_PLACES = {EntryKind.COMMITMENT: 0, EntryKind.ORDER: 1, EntryKind.PAYMENT: 2}


def charged(session: Session) -> dict[int, list[int]]:
    """Add up committed, ordered and paid by contract, in francs, over all years."""
    query = (
        select(Operation.procurement_id, LedgerEntry.kind, func.sum(LedgerEntry.amount))
        .join(Operation, Operation.id == LedgerEntry.operation_id)
        .where(
            Operation.procurement_id.is_not(None),
            LedgerEntry.cancelled_on.is_(None),
            LedgerEntry.kind.in_(_PLACES),
        )
        .group_by(Operation.procurement_id, LedgerEntry.kind)
    )
    found: dict[int, list[int]] = {}
    for contract, kind, amount in session.execute(query):
        if contract is not None:
            found.setdefault(contract, [0, 0, 0])[_PLACES[kind]] = amount.francs
    return found


def contracts(session: Session) -> dict[int, Contract]:
    """Read all contracts with their steps and the sums of their expenses."""
    steps: dict[int, list[Step]] = {}
    for row in contract_steps(session):
        steps.setdefault(row.procurement_id, []).append(
            Step(row.id, row.key, row.title, row.position, row.planned_on, row.done_on)
        )
    sums, lines = charged(session), _lines(session)
    p = Procurement
    query = select(
        p.id, p.year, p.reference, p.object, p.kind, p.procedure, p.estimate, p.amount,
        p.guarantee, p.delay_days, p.action_id,
    ).order_by(p.year.desc(), p.reference)  # fmt: skip
    return {
        row[0]: Contract(
            *row,
            frozenset(lines.get(row[0], ())),
            tuple(steps.get(row[0], ())),
            *(Money(francs) for francs in sums.get(row[0], (0, 0, 0))),
        )
        for row in session.execute(query)
    }


def _lines(session: Session) -> dict[int, set[int]]:
    query = select(Operation.procurement_id, Operation.line_id).where(
        Operation.procurement_id.is_not(None)
    )
    found: dict[int, set[int]] = {}
    for contract, line in session.execute(query):
        if contract is not None:
            found.setdefault(contract, set()).add(line)
    return found


NOT_BEGUN = N_("not begun")
ENDED = N_("ended")


@dataclass(frozen=True, slots=True)
class ProcurementRow:
    """A contract as tables and papers see it."""

    id: int
    contract: Contract
    supplier: str
    action: str
    note: str
    asked: Threshold | None
    """What the estimate asks for on the day that the contract began."""

    day: dt.date
    """The day for which delays are counted."""

    @property
    def year(self) -> int:
        """The year of the plan of procurement."""
        return self.contract.year

    @property
    def reference(self) -> str:
        """Its number."""
        return self.contract.reference

    @property
    def object(self) -> str:
        """What is bought."""
        return self.contract.object

    @property
    def kind(self) -> ProcurementKind:
        """Works, supplies, services."""
        return self.contract.kind

    @property
    def procedure(self) -> str | None:
        """The procedure noted; None where none is."""
        return self.contract.procedure or None

    @property
    def action_id(self) -> int | None:
        """The action of the plan that it carries out."""
        return self.contract.action_id

    @property
    def estimate(self) -> Money | None:
        """What it should cost."""
        return self.contract.estimate

    @property
    def amount(self) -> Money | None:
        """What was awarded."""
        return self.contract.amount

    @property
    def guarantee(self) -> Share | None:
        """The rate of the retention."""
        rate = self.contract.guarantee
        return None if rate is None else Share(rate)

    @property
    def retained(self) -> Money | None:
        """The retention in francs."""
        return self.contract.retained

    @property
    def delay_days(self) -> int | None:
        """Days from the order of service to the provisional handover."""
        return self.contract.delay_days

    @property
    def committed(self) -> Money:
        """Committed by the expenses tied to it."""
        return self.contract.committed

    @property
    def ordered(self) -> Money:
        """Ordered for payment."""
        return self.contract.ordered

    @property
    def paid(self) -> Money:
        """Paid."""
        return self.contract.paid

    @property
    def left(self) -> Money | None:
        """What is left to pay; below zero where too much was paid."""
        amount = self.contract.amount
        return None if amount is None else amount - self.contract.paid

    @property
    def state(self) -> Text | str:
        """The furthest step that was done."""
        if self.ended:
            return ENDED
        current = self.contract.current
        return current.title if current is not None else NOT_BEGUN

    @property
    def ended(self) -> bool:
        """Whether nothing more is due: handed over, and the retention released."""
        released = self.contract.done(RELEASE) is not None
        final = self.contract.done(FINAL) is not None
        return released or (final and not self.retained)

    @property
    def next(self) -> str:
        """The next step."""
        step = self.contract.next
        return step.title if step is not None else ""

    @property
    def next_on(self) -> dt.date | None:
        """The day that is planned for the next step."""
        step = self.contract.next
        return step.planned_on if step is not None else None

    @property
    def late(self) -> int | None:
        """Days beyond the delay; None where there are none."""
        return self.contract.late(self.day) or None


def procurements(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ProcurementRow]:
    """List the contracts of the year, then those of earlier years still open."""
    day, known = situation(session, scope.year), thresholds(session)
    ladder = [row.threshold for row in known]
    more = _more(session)
    found = []
    for contract in contracts(session).values():
        supplier, action, note = more[contract.id]
        steps = in_force(ladder, contract.kind, contract.begun_on)
        asked = asked_by(steps, contract.estimate) if contract.estimate else None
        row = ProcurementRow(contract.id, contract, supplier, action, note, asked, day)
        here = row.year == scope.year or (row.year < scope.year and not row.ended)
        if here and (ids is None or row.id in ids):
            found.append(row)
    return found


def _more(session: Session) -> dict[int, tuple[str, str, str]]:
    query = (
        select(
            Procurement.id,
            func.coalesce(Party.name, ""),
            func.coalesce(Action.code + " " + Action.title, ""),
            Procurement.note,
        )
        .outerjoin(Party, Party.id == Procurement.party_id)
        .outerjoin(Action, Action.id == Procurement.action_id)
    )
    return {
        row_id: (supplier, action, note)
        for row_id, supplier, action, note in session.execute(query)
    }


def contract_titles(session: Session) -> list[tuple[int, int, str, str]]:
    """List all contracts: id, year, reference, object; the latest year first."""
    query = select(
        Procurement.id, Procurement.year, Procurement.reference, Procurement.object
    ).order_by(Procurement.year.desc(), Procurement.reference)
    return [(*row,) for row in session.execute(query)]


class ExpenseRow(NamedTuple):
    """An expense that is, or might be, of a contract."""

    id: int
    object: str
    procurement_id: int | None
    committed: Money
    ordered: Money
    paid: Money


def expenses_for(session: Session, contract: Contract) -> list[ExpenseRow]:
    """List its expenses, then those of its action or its supplier that have none."""
    o, e = Operation, LedgerEntry
    mine = o.procurement_id == contract.id
    if contract.action_id is not None:
        alike = o.action_id == contract.action_id
        mine |= o.procurement_id.is_(None) & alike
    named_by = select(Procurement.party_id).where(Procurement.id == contract.id)
    party = session.scalar(named_by)
    if party is not None:
        mine |= o.procurement_id.is_(None) & (o.party_id == party)
    query = (
        select(o.id, o.object, o.procurement_id, e.kind, func.sum(e.amount))
        .outerjoin(e, (e.operation_id == o.id) & e.cancelled_on.is_(None))
        .where(mine, o.side == Side.EXPENDITURE)
        .group_by(o.id, o.object, o.procurement_id, e.kind)
        .order_by(o.procurement_id.is_(None), o.id)
    )
    sums: dict[int, list[int]] = {}
    named: dict[int, tuple[str, int | None]] = {}
    for row_id, object_, own, kind, amount in session.execute(query):
        named[row_id] = (object_, own)
        row = sums.setdefault(row_id, [0, 0, 0])
        if kind in _PLACES:
            row[_PLACES[kind]] = amount.francs
    return [
        ExpenseRow(row_id, *named[row_id], *(Money(francs) for francs in row))
        for row_id, row in sums.items()
    ]


def every_action(session: Session) -> list[tuple[int, str]]:
    """List the actions that contracts name, of whatever plan."""
    query = (
        select(Action.id, Action.code + " " + Action.title)
        .join(Procurement, Procurement.action_id == Action.id)
        .distinct()
    )
    return [(row_id, title) for row_id, title in session.execute(query)]


def untied_expenses(session: Session, contract: Contract) -> list[int]:
    """List the expenses of a contract’s action and year that no contract has."""
    if contract.action_id is None:
        return []
    query = (
        select(Operation.id)
        .join(FiscalYear, FiscalYear.id == Operation.fiscal_year_id)
        .where(
            Operation.action_id == contract.action_id,
            Operation.procurement_id.is_(None),
            Operation.side == Side.EXPENDITURE,
            FiscalYear.year == contract.year,
        )
    )
    return list(session.scalars(query))
