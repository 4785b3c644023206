"""Treasury statements typed in, matched with our entries, and what explains gaps."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.closings import days_of
from commune_desk.services.command import Command
from commune_desk.services.day_books import moves_money
from commune_desk.services.executed import ledger
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.services.scope import Scope
from commune_desk.services.treasury_rows import signed
from commune_desk.storage.models import FiscalYear, StatementLine, TreasuryStatement

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.services.executed import LedgerRow
    from commune_desk.storage.unit import Unit

NOTHING = Money(0)


def _statement_rules(unit: Unit, row: TreasuryStatement) -> Iterator[Issue]:
    year = unit.find(FiscalYear, row.fiscal_year_id)
    if days_of(unit.session, year).period(row.made_on) is None:
        text = N_(
            "The statement of {date} lies outside the year {year}.",
            date=row.made_on,
            year=str(year.year),
        )
        yield Issue(Severity.ERROR, text, "EXEC-T1", field="made_on")
    key = (row.fiscal_year_id, row.made_on)
    if taken(unit, TreasuryStatement, ("fiscal_year_id", "made_on"), key, row.id):
        text = N_("There is a statement of {date} already.", date=row.made_on)
        yield Issue(Severity.ERROR, text, field="made_on")
    ends = row.opening + row.receipts - row.payments
    if ends != row.balance:
        text = N_(
            "Statement of {date}: {opening} + {receipts} − {payments} = {ends} F;"
            " {balance} F typed, {gap} F apart.",
            date=row.made_on,
            opening=row.opening,
            receipts=row.receipts,
            payments=row.payments,
            ends=ends,
            balance=row.balance,
            gap=Money(abs((ends - row.balance).francs)),
        )
        yield Issue(Severity.ERROR, text, "EXEC-T1", field="balance")


STATEMENT = Entity(
    TreasuryStatement,
    N_("Treasury statement of {title}"),
    lambda row: f"{row.made_on:%d/%m/%Y}",
    {
        "made_on": N_("Date of the statement"),
        "opening": N_("Opening balance"),
        "receipts": N_("Receipts of the statement"),
        "payments": N_("Payments of the statement"),
        "balance": N_("Balance of the Treasury"),
        "note": N_("Note"),
    },
    _statement_rules,
    frozenset({"made_on"}),
    {"statement_lines": (StatementLine, "statement_id")},
)


@dataclass(frozen=True)
class AddStatement(Add):
    """Type what the receveur says there is at the Treasury on a day."""

    label: ClassVar[Text] = N_("Add a Treasury statement")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = STATEMENT


@dataclass(frozen=True)
class EnterStatement(Command[int]):
    """Type a statement of a year; without a balance it is added up."""

    label: ClassVar[Text] = N_("Add a Treasury statement")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    year: int
    made_on: dt.date | None = None
    opening: Money = NOTHING
    receipts: Money = NOTHING
    payments: Money = NOTHING
    balance: Money | None = None
    note: str = ""

    def apply(self, unit: Unit) -> int:
        """Keep it, if it adds up."""
        found = fiscal_year(unit.session, self.year)
        if self.made_on is None:
            needed = "made_on"
            raise STATEMENT.lacks(needed)
        if found is None:
            text = N_("The year {year} has no budget.", year=str(self.year))
            raise Rejected([Issue(Severity.ERROR, text, "EXEC-T1")])
        ends = self.opening + self.receipts - self.payments
        values = {
            "fiscal_year_id": found.id,
            "made_on": self.made_on,
            "opening": self.opening,
            "receipts": self.receipts,
            "payments": self.payments,
            "balance": ends if self.balance is None else self.balance,
            "note": self.note,
        }
        return AddStatement(values).apply(unit)


@dataclass(frozen=True)
class ReviseStatement(Revise):
    """Correct a statement; its balance follows what is typed."""

    label: ClassVar[Text] = N_("Correct a Treasury statement")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = STATEMENT

    def apply(self, unit: Unit) -> None:
        """Change the figure, and the balance with it."""
        if self.field in {"opening", "receipts", "payments"}:
            row = STATEMENT.get(unit, self.id)
            setattr(row, self.field, self.value or Money(0))
            row.balance = row.opening + row.receipts - row.payments
        super().apply(unit)


@dataclass(frozen=True)
class RemoveStatements(Remove):
    """Remove statements that hold no line."""

    label: ClassVar[Text] = N_("Remove Treasury statements")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = STATEMENT


def _line_rules(unit: Unit, row: StatementLine) -> Iterator[Issue]:
    unit.find(TreasuryStatement, row.statement_id)
    if not row.amount:
        text = N_("“{title}”: the amount is missing.", title=row.title)
        yield Issue(Severity.ERROR, text, field="amount")
    if row.entry_id is not None and taken(
        unit, StatementLine, ("entry_id",), (row.entry_id,), row.id
    ):
        text = N_("“{title}”: this entry is found in another line.", title=row.title)
        yield Issue(Severity.ERROR, text, "EXEC-T3", field="entry_id")


LINE = Entity(
    StatementLine,
    N_("line “{title}” of a statement"),
    lambda row: row.title,
    {
        "statement_id": N_("Statement"),
        "made_on": N_("Date"),
        "title": N_("Movement or difference"),
        "amount": N_("Amount, + in, − out"),
        "reference": N_("Reference"),
        "entry_id": N_("Our entry"),
        "explanation": N_("Explanation"),
    },
    _line_rules,
    frozenset({"statement_id", "title", "amount"}),
)


@dataclass(frozen=True)
class AddStatementLine(Add):
    """Type a movement of a statement, or a difference with its explanation."""

    label: ClassVar[Text] = N_("Add a line to a statement")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = LINE


@dataclass(frozen=True)
class ReviseStatementLine(Revise):
    """Correct a line of a statement."""

    label: ClassVar[Text] = N_("Correct a line of a statement")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = LINE


@dataclass(frozen=True)
class RemoveStatementLines(Remove):
    """Remove lines of statements."""

    label: ClassVar[Text] = N_("Remove lines of statements")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = LINE


@dataclass(frozen=True)
class MatchLines(Command[int]):
    """Find the lines of the year’s statements in our entries: amount, reference, date.

    Returns how many lines were found.
    """

    label: ClassVar[Text] = N_("Match the lines with our entries")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    year: int

    def apply(self, unit: Unit) -> int:
        """Match what has one amount; the reference first, then the nearest date."""
        session = unit.session
        lines = session.scalars(
            select(StatementLine)
            .join(TreasuryStatement)
            .join(FiscalYear, FiscalYear.id == TreasuryStatement.fiscal_year_id)
            .where(FiscalYear.year == self.year)
            .order_by(StatementLine.made_on, StatementLine.id)
        ).all()
        used = {line.entry_id for line in lines if line.entry_id is not None}
        waiting: dict[int, list[LedgerRow]] = defaultdict(list)
        for row in ledger(session, Scope(self.year)):
            if moves_money(row) and row.id not in used:
                waiting[signed(row).francs].append(row)
        found = 0
        for line in lines:
            same = waiting[line.amount.francs]
            if line.entry_id is not None or line.explanation or not same:
                continue
            distances = [(_distance(row, line), row.id, row) for row in same]
            best = min(distances)[2]
            same.remove(best)
            line.entry_id = best.id
            found += 1
        return found

    def describe(self, unit: Unit) -> Text:
        """Name the year."""
        del unit
        return N_("Statements of {year} matched", year=str(self.year))


def _distance(row: LedgerRow, line: StatementLine) -> tuple[bool, int]:
    other = not line.reference or row.reference.strip() != line.reference.strip()
    days = abs((row.made_on - line.made_on).days) if line.made_on else 0
    return other, days
