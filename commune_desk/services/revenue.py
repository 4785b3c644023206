"""Receipts as screens and papers see them: operations, lines, arrears."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import Side
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money, Share
from commune_desk.domain.revenue import Course, Stage
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_lines import budget_lines
from commune_desk.services.credits import changes_of
from commune_desk.services.executed import Executed, executed_by_line
from commune_desk.services.memory import read_once
from commune_desk.storage.columnwise import columns_of
from commune_desk.storage.models import (
    Action,
    BudgetLine,
    FiscalYear,
    LedgerEntry,
    Operation,
    Party,
    TdrlRoll,
    Village,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope

E = EntryKind


class Event(NamedTuple):
    """One entry of an operation, in short."""

    id: int
    kind: EntryKind
    number: int
    made_on: dt.date
    year: int
    amount: Money
    reason: str
    reference: str
    remittance_id: int | None
    cancelled_on: dt.date | None


class RevenueRow(NamedTuple):
    """One operation of revenue, with how far it has come."""

    id: int
    year: int
    code: str
    account: str
    line_id: int
    object: str
    party_id: int | None
    party: str
    village_id: int | None
    village: str
    action_id: int | None
    action: str
    roll_year: int | None
    note: str
    events: tuple[Event, ...]
    titled: Money
    collected: Money
    written_off: Money

    @property
    def course(self) -> Course:
        """Its sums, as the rules see them."""
        return Course(self.id, self.titled, self.collected, self.written_off)

    @property
    def left(self) -> Money:
        """What is left to collect; nothing where money came before its title."""
        return Money(max(0, self.course.left.francs))

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return self.course.stage

    @property
    def titles(self) -> tuple[int, ...]:
        """The numbers of its titles."""
        return tuple(e.number for e in self.events if e.kind is E.TITLE)

    @property
    def last_on(self) -> dt.date | None:
        """The day of its last act."""
        return max((event.made_on for event in self.events), default=None)

    @property
    def first_on(self) -> dt.date | None:
        """The day of its first act."""
        return min((event.made_on for event in self.events), default=None)


def operations(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[RevenueRow]:
    """List the receipts of the year’s budget."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []

    def read() -> list[RevenueRow]:
        return _rows(session, Operation.fiscal_year_id == year.id, ids)

    if ids is not None:
        return read()
    return list(read_once(session, ("receipts", year.id), read))


def arrears(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[RevenueRow]:
    """List what earlier years’ titles left to collect, and what came of it since.

    What was collected wholly before the year of the scope is not in it.
    """
    earlier = (
        select(FiscalYear.id).where(FiscalYear.year < scope.year).scalar_subquery()
    )
    rows = _rows(session, Operation.fiscal_year_id.in_(earlier), ids)
    return [
        row
        for row in rows
        if row.titled
        and (row.left or any(event.year == scope.year for event in row.events))
    ]


def _rows(
    session: Session, where: ColumnElement[bool], ids: Collection[int] | None
) -> list[RevenueRow]:
    query = (
        select(
            Operation.id,
            FiscalYear.year,
            FiscalYear.nomenclature_id,
            BudgetLine.account_id,
            Operation.line_id,
            Operation.object,
            Operation.party_id,
            Party.name,
            Operation.village_id,
            Village.name,
            Operation.action_id,
            Action.code,
            TdrlRoll.year,
            Operation.note,
        )
        .join(FiscalYear, FiscalYear.id == Operation.fiscal_year_id)
        .join(BudgetLine, BudgetLine.id == Operation.line_id)
        .outerjoin(Party, Party.id == Operation.party_id)
        .outerjoin(Village, Village.id == Operation.village_id)
        .outerjoin(Action, Action.id == Operation.action_id)
        .outerjoin(TdrlRoll, TdrlRoll.id == Operation.roll_id)
        .where(where, Operation.side == Side.REVENUE)
    )
    if ids is not None:
        query = query.where(Operation.id.in_(ids))
    found = session.execute(query).all()
    events = _events(session, [row[0] for row in found])
    accounts = {
        nomenclature: accounts_of(session, nomenclature)
        for nomenclature in {row[2] for row in found}
    }
    rows = []
    for row in found:
        account = accounts[row[2]][row[3]]
        own = events.get(row[0], [])
        live = [e for e in own if e.cancelled_on is None]
        sums = (
            Money.total(e.amount for e in live if e.kind is kind)
            for kind in (E.TITLE, E.COLLECTION, E.WRITE_OFF)
        )
        rows.append(
            RevenueRow(
                row[0],
                row[1],
                account.code,
                account.title,
                row[4],
                row[5],
                row[6],
                row[7] or "",
                row[8],
                row[9] or "",
                row[10],
                row[11] or "",
                row[12],
                row[13],
                tuple(own),
                *sums,
            )
        )
    return sorted(rows, key=lambda r: (r.code, r.first_on is None, r.first_on, r.id))


def _events(session: Session, ids: Collection[int]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = {}
    query = (
        select(
            LedgerEntry.operation_id,
            LedgerEntry.id,
            LedgerEntry.kind,
            LedgerEntry.number,
            LedgerEntry.made_on,
            FiscalYear.year,
            LedgerEntry.amount,
            LedgerEntry.reason,
            LedgerEntry.reference,
            LedgerEntry.remittance_id,
            LedgerEntry.cancelled_on,
        )
        .join(FiscalYear, FiscalYear.id == LedgerEntry.fiscal_year_id)
        .join(Operation, Operation.id == LedgerEntry.operation_id)
        .where(Operation.side == Side.REVENUE)
        .order_by(LedgerEntry.made_on, LedgerEntry.id)
    )
    if len(ids) < FEW:
        query = query.where(LedgerEntry.operation_id.in_(ids))
    wanted = set(ids)
    for operation_id, *event in zip(*columns_of(session, query), strict=True):
        if operation_id in wanted:
            found.setdefault(operation_id, []).append(Event(*event))
    return found


FEW = 500
"""Operations that are asked for by their ids; of more, all entries are read."""


class LineState(NamedTuple):
    """How a line of revenue stands."""

    line_id: int
    code: str
    title: str
    forecast: Money
    titled: Money
    collected: Money
    written_off: Money

    @property
    def id(self) -> int:
        """The line."""
        return self.line_id

    @property
    def left(self) -> Money:
        """Titled and not collected yet; nothing where money came first."""
        francs = self.titled.francs - self.collected.francs - self.written_off.francs
        return Money(max(0, francs))

    @property
    def used(self) -> bool:
        """Whether anything is forecast on it, or came in."""
        return bool(self.forecast or self.titled or self.collected)

    @property
    def rate(self) -> Share | None:
        """The part of the forecast that is collected."""
        return Share.of(self.collected, self.forecast)


def line_states(
    session: Session, scope: Scope, until: dt.date | None = None
) -> dict[int, LineState]:
    """Give for each line of revenue its final forecast and what came of it."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return {}
    sums = executed_by_line(session, year.id, until)
    in_force: dict[int, int] = {}
    for change in changes_of(session, year):
        if change.in_force:
            francs = in_force.get(change.account_id, 0) + change.amount.francs
            in_force[change.account_id] = francs
    found: dict[int, LineState] = {}
    for row in budget_lines(session, scope):
        if row.side is not Side.REVENUE or row.account.order:
            continue
        forecast = row.approved or row.voted or row.proposed or Money(0)
        if row.account.id in in_force and not row.several:
            forecast = Money(in_force[row.account.id])
        done = sums.get(row.id, Executed())
        found[row.id] = LineState(
            row.id,
            row.code,
            row.title,
            forecast,
            Money(done.titled),
            Money(done.collected),
            Money(done.written_off),
        )
    return found
