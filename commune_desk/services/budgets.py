"""The lines of a budget: proposing, detailing, starting from what is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.budget import DocumentKind, Section, Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import accounts_of
from commune_desk.services.command import Command
from commune_desk.services.fiscal_years import (
    OpenYear,
    document_of,
    open_document,
)
from commune_desk.services.records import Entity, Revise
from commune_desk.storage.models import (
    Account,
    BudgetDocument,
    BudgetLine,
    FiscalYear,
    LineAmount,
    Nomenclature,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from commune_desk.domain.money import Money
    from commune_desk.storage.unit import Unit


def _line_rules(unit: Unit, line: BudgetLine) -> Iterator[Issue]:
    account = unit.find(Account, line.account_id)
    if line.restricted_id is not None:
        receipt = unit.find(BudgetLine, line.restricted_id)
        source = unit.find(Account, receipt.account_id)
        if source.side is not Side.REVENUE or account.side is not Side.EXPENDITURE:
            text = N_(
                "{code}: only a receipt can pay an expenditure; {source} is none.",
                code=account.code,
                source=source.code,
            )
            yield Issue(Severity.ERROR, text, field="restricted_id")


LINE = Entity(
    BudgetLine,
    N_("line {title}"),
    lambda row: str(row.id),
    {
        "function_id": N_("Function"),
        "action_id": N_("Action"),
        "village_id": N_("Village"),
        "restricted_id": N_("Paid by"),
        "outside_reason": N_("Reason to stand outside the plan"),
        "note": N_("Justification"),
    },
    _line_rules,
)


@dataclass(frozen=True)
class ReviseLine(Revise):
    """Correct what is said of a budget line; its figure is proposed apart."""

    label: ClassVar[Text] = N_("Correct a budget line")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET
    entity: ClassVar[Entity] = LINE

    def apply(self, unit: Unit) -> None:
        """Change the field, while the year is open."""
        line = unit.find(BudgetLine, self.id)
        year = unit.find(FiscalYear, line.fiscal_year_id)
        document = document_of(unit, year.year, DocumentKind.PRIMITIVE)
        open_document(unit, document.id)
        super().apply(unit)

    def describe(self, unit: Unit) -> Text:
        """Name the field and the account."""
        return N_(
            "{field}, line {code}",
            field=LINE.fields[self.field],
            code=code_of(unit, self.id),
        )


def code_of(unit: Unit, line_id: int) -> str:
    """Give the code of a line’s account."""
    line = unit.find(BudgetLine, line_id)
    return unit.find(Account, line.account_id).code


@dataclass(frozen=True)
class ProposeAmount(Command[None]):
    """Propose a figure for a line of a document; None empties it."""

    label: ClassVar[Text] = N_("Propose an amount")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    document_id: int
    line_id: int
    amount: Money | None
    origin: str = ""
    """Where the figure comes from; empty where it was typed."""

    def apply(self, unit: Unit) -> None:
        """Write it, while the document is open and the line is a leaf’s."""
        document = open_document(unit, self.document_id)
        line = unit.find(BudgetLine, self.line_id)
        self._check(unit, document, line)
        row = amount_of(unit, document.id, line.id)
        row.proposed, row.origin = self.amount, self.origin

    def _check(self, unit: Unit, document: BudgetDocument, line: BudgetLine) -> None:
        if line.fiscal_year_id != document.fiscal_year_id:
            text = N_("This line belongs to the budget of another year.")
            raise Rejected([Issue(Severity.ERROR, text)])
        signed = document.kind is not DocumentKind.PRIMITIVE
        if self.amount is not None and self.amount.francs < 0 and not signed:
            text = N_(
                "{code}: {amount} F is below zero.",
                code=code_of(unit, line.id),
                amount=self.amount,
            )
            raise Rejected([Issue(Severity.ERROR, text, "BUDGET-N4")])

    def describe(self, unit: Unit) -> Text:
        """Name the line."""
        return N_("Proposal on line {code}", code=code_of(unit, self.line_id))


def amount_of(unit: Unit, document_id: int, line_id: int) -> LineAmount:
    """Find what a document says of a line, or begin to say it."""
    waiting: dict[tuple[int, int], LineAmount] = unit.once("line_amounts.new", dict)
    key = document_id, line_id
    row = waiting.get(key) or unit.session.scalar(
        select(LineAmount).where(
            LineAmount.document_id == document_id, LineAmount.line_id == line_id
        )
    )
    if row is None:
        row = waiting[key] = LineAmount(document_id=document_id, line_id=line_id)
        unit.session.add(row)
    return row


@dataclass(frozen=True)
class AddLine(Command[int]):
    """Add a line under an account that has one already: a function, a place."""

    label: ClassVar[Text] = N_("Add a budget line")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    year: int
    section: Section
    side: Side
    code: str
    values: Mapping[str, Any]
    """`function_id`, `action_id`, `village_id`, `restricted_id`, `outside_reason`,
    `note`, `proposed`."""

    def apply(self, unit: Unit) -> int:
        """Add it; refuse an account that is unknown or has accounts under it."""
        document = document_of(unit, self.year, DocumentKind.PRIMITIVE)
        open_document(unit, document.id)
        account = leaf(
            unit, document.fiscal_year_id, (self.section, self.side, self.code)
        )
        values = dict(self.values)
        proposed = values.pop("proposed", None)
        line = BudgetLine(
            fiscal_year_id=document.fiscal_year_id, account_id=account, **values
        )
        with unit.session.no_autoflush:
            LINE.check(unit, line)
        row_id = unit.add(line)
        if proposed is not None:
            ProposeAmount(document.id, row_id, proposed).apply(unit)
        return row_id

    def describe(self, unit: Unit) -> Text:
        """Name the account."""
        del unit
        return N_("Line added under {code}", code=self.code)


def leaf(unit: Unit, fiscal_year_id: int, key: tuple[Section, Side, str]) -> int:
    """Find the account of a year by its code.

    Raises `Rejected` for a code that the year’s version lacks (N2), or for an account
    that is the sum of others (N1).
    """
    year = unit.find(FiscalYear, fiscal_year_id)
    section, side, code = key

    def read() -> dict[tuple[Section, Side, str], int]:
        return {
            (row.section, row.side, row.code): row.id
            for row in accounts_of(unit.session, year.nomenclature_id).values()
        }

    def parents() -> set[int | None]:
        return set(unit.session.scalars(select(Account.parent_id)))

    name = f"accounts.{year.nomenclature_id}"
    account = unit.once(name, read).get(key)
    if account is None:
        text = N_(
            "{code} ({section}, {side}) is no account of the nomenclature of {year}.",
            code=code,
            section=section,
            side=side,
            year=year.year,
        )
        raise Rejected([Issue(Severity.ERROR, text, "BUDGET-N2", field="code")])
    if account in unit.once(f"{name}.parents", parents):
        text = N_(
            "{code} is the sum of the accounts under it: amounts go to those.",
            code=code,
        )
        raise Rejected([Issue(Severity.ERROR, text, "BUDGET-N1", field="code")])
    return account


@dataclass(frozen=True)
class EnterLine(Command[int]):
    """Enter a line as a budget on paper has it: an account, its amount.

    A year that has no budget yet is opened with the list that is named, or with the
    latest. The first line of an account takes the amount; a second one needs what
    tells it from the first: a function, an action, a village.
    """

    label: ClassVar[Text] = N_("Enter a budget line")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    year: int
    section: Section
    side: Side
    code: str
    values: Mapping[str, Any]
    """As those of `AddLine`."""

    nomenclature: str = ""

    def apply(self, unit: Unit) -> int:
        """Enter it; refuse an account that has an amount already."""
        before = len(unit.made)
        opened(unit, self.year, self.nomenclature)
        del unit.made[before:]  # it is the line that the act makes, not its year
        document = document_of(unit, self.year, DocumentKind.PRIMITIVE)
        told_apart = ("function_id", "action_id", "village_id")
        if any(self.values.get(name) is not None for name in told_apart):
            added = AddLine(self.year, self.section, self.side, self.code, self.values)
            return added.apply(unit)
        key = (self.section, self.side, self.code)
        account = leaf(unit, document.fiscal_year_id, key)
        line = first_line(unit, document.fiscal_year_id, account)
        row = amount_of(unit, document.id, line)
        proposed = self.values.get("proposed")
        if row.proposed is not None and proposed is not None:
            text = N_(
                "{code} ({section}, {side}) is entered twice: {first} F, then"
                " {second} F.",
                code=self.code,
                section=self.section,
                side=self.side,
                first=row.proposed,
                second=proposed,
            )
            raise Rejected([Issue(Severity.ERROR, text, "BUDGET-N7", field="code")])
        row.proposed = proposed
        found = unit.find(BudgetLine, line)
        for name in ("outside_reason", "note", "restricted_id"):
            if self.values.get(name) is not None:
                setattr(found, name, self.values[name])
        unit.made.append((BudgetLine.__tablename__, line))
        return line

    def describe(self, unit: Unit) -> Text:
        """Name the account."""
        del unit
        return N_("Line {code} entered", code=self.code)


def opened(unit: Unit, year: int, nomenclature: str) -> None:
    """Open a year that has no budget yet."""
    there = unit.session.scalar(select(FiscalYear.id).where(FiscalYear.year == year))
    if there is not None:
        return
    query = select(Nomenclature.id).order_by(Nomenclature.id.desc())
    if nomenclature:
        query = query.where(Nomenclature.name == nomenclature)
    found = unit.session.scalars(query).first()
    OpenYear(year, found or 0).apply(unit)


def first_line(unit: Unit, fiscal_year_id: int, account_id: int) -> int:
    """Give the line that every account of a year has from its opening."""

    def read() -> dict[int, int]:
        rows = unit.session.execute(
            select(BudgetLine.account_id, func.min(BudgetLine.id))
            .where(BudgetLine.fiscal_year_id == fiscal_year_id)
            .group_by(BudgetLine.account_id)
        )
        return {account: line for account, line in rows}  # noqa: C416  rows are no pairs

    return unit.once(f"budget_lines.{fiscal_year_id}.first", read)[account_id]


@dataclass(frozen=True)
class RemoveLines(Command[None]):
    """Remove lines that detail an account; its first line stays."""

    label: ClassVar[Text] = N_("Remove budget lines")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    ids: tuple[int, ...]

    def apply(self, unit: Unit) -> None:
        """Remove them all, or none."""
        for row_id in self.ids:
            line = unit.find(BudgetLine, row_id)
            year = unit.find(FiscalYear, line.fiscal_year_id)
            document = document_of(unit, year.year, DocumentKind.PRIMITIVE)
            open_document(unit, document.id)
            others = unit.session.scalars(
                select(BudgetLine.id).where(
                    BudgetLine.fiscal_year_id == line.fiscal_year_id,
                    BudgetLine.account_id == line.account_id,
                )
            ).all()
            if min(others) == row_id:
                text = N_(
                    "{code}: the first line of an account stays; empty its amount.",
                    code=code_of(unit, row_id),
                )
                raise Rejected(
                    [Issue(Severity.ERROR, text, record=Record("budget_lines", row_id))]
                )
            unit.session.delete(line)

    def describe(self, unit: Unit) -> Text:
        """Count what was removed."""
        del unit
        return N_("{label} ({count})", label=self.label, count=len(self.ids))
