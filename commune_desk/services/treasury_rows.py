"""Treasury statements and their lines as screens and papers see them: queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.execution import EntryKind
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.closings import days_of
from commune_desk.services.day_books import opening, read_cash
from commune_desk.storage.models import StatementLine, TreasuryStatement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.services.executed import LedgerRow
    from commune_desk.services.scope import Scope


def signed(row: LedgerRow) -> Money:
    """Give what an entry brings to the Treasury; what goes out is below zero."""
    return row.amount if row.kind is EntryKind.COLLECTION else -row.amount


class StatementRow(NamedTuple):
    """A statement beside our books on its day."""

    id: int
    made_on: dt.date
    opening: Money
    receipts: Money
    payments: Money
    balance: Money
    note: str
    ours: Money
    """The balance of our books on the day."""

    explained: Money
    """Differences of its lines that no entry of ours holds, and that are explained."""

    matched: int
    lines: int

    @property
    def gap(self) -> Money:
        """The Treasury’s balance − ours."""
        return self.balance - self.ours

    @property
    def unexplained(self) -> Money:
        """What of the gap nothing explains."""
        return self.gap - self.explained


def statements(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[StatementRow]:
    """List the statements of the year with our balance on each day."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    rows = session.scalars(
        select(TreasuryStatement)
        .where(TreasuryStatement.fiscal_year_id == year.id)
        .order_by(TreasuryStatement.made_on)
    ).all()
    lines: dict[int, list[StatementLine]] = defaultdict(list)
    for line in session.scalars(select(StatementLine)):
        lines[line.statement_id].append(line)
    first = opening(session, year)
    whole = replace(scope, until=days_of(session, year).last)
    moved = read_cash(session, whole, first)
    found = []
    for row in rows:
        until = [each for each in moved if each.made_on <= row.made_on]
        own = lines[row.id]
        found.append(
            StatementRow(
                row.id,
                row.made_on,
                row.opening,
                row.receipts,
                row.payments,
                row.balance,
                row.note,
                until[-1].balance if until else first,
                Money.total(
                    each.amount
                    for each in own
                    if each.entry_id is None and each.explanation.strip()
                ),
                sum(each.entry_id is not None for each in own),
                len(own),
            )
        )
    return [row for row in found if ids is None or row.id in ids]


class LineRow(NamedTuple):
    """A line of a statement, as a table sees it."""

    id: int
    statement_id: int
    on: dt.date
    made_on: dt.date | None
    title: str
    amount: Money
    reference: str
    entry_id: int | None
    explanation: str

    @property
    def came(self) -> Money | None:
        """What came in; None where it went out."""
        return self.amount if self.amount.francs > 0 else None

    @property
    def went(self) -> Money | None:
        """What went out, above zero."""
        return -self.amount if self.amount.francs < 0 else None

    @property
    def state(self) -> Text:
        """Say whether it is found, explained, or neither."""
        if self.entry_id is not None:
            return N_("found")
        return N_("explained") if self.explanation.strip() else N_("to explain")


def statement_lines(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[LineRow]:
    """List the lines of the year’s statements."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    rows = session.execute(
        select(
            StatementLine.id,
            StatementLine.statement_id,
            TreasuryStatement.made_on,
            StatementLine.made_on,
            StatementLine.title,
            StatementLine.amount,
            StatementLine.reference,
            StatementLine.entry_id,
            StatementLine.explanation,
        )
        .join(TreasuryStatement)
        .where(TreasuryStatement.fiscal_year_id == year.id)
        .order_by(TreasuryStatement.made_on, StatementLine.id)
    )
    found = [LineRow._make(row) for row in rows]
    return [row for row in found if ids is None or row.id in ids]


def treasury_findings(session: Session, scope: Scope) -> Iterator[Issue]:
    """Name the statements of which something is not explained."""
    for row in statements(session, scope):
        if row.unexplained:
            text = N_(
                "Treasury statement of {date}: {balance} F there, {ours} F in our"
                " books; of the gap of {gap} F, {unexplained} F are not explained.",
                date=row.made_on,
                balance=row.balance,
                ours=row.ours,
                gap=row.gap,
                unexplained=row.unexplained,
            )
            amount = Money(abs(row.unexplained.francs))
            where = Record("treasury_statements", row.id)
            yield Issue(Severity.WARNING, text, "EXEC-T2", where, amount=amount)


def matched_words(count: int) -> Text:
    """Say how many lines were found."""
    return P_(
        "{count} line was found in our entries.",
        "{count} lines were found in our entries.",
        count=count,
    )
