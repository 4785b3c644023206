"""The expenditure of a year crossed: functions down, chapters across (`budget.md` 2.4).

A cell holds the lines of one function in one chapter: of the function that a line
names, else of the one that its account proposes, which a command gives it for good.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import FROZEN, DocumentKind, Section, Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.nomenclature import chain
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.budget_lines import SECTIONS, budget_lines, primitive
from commune_desk.services.budgets import (
    AddLine,
    ProposeAmount,
    amount_of,
    first_line,
    leaf,
)
from commune_desk.services.carried_results import carried_accounts
from commune_desk.services.command import Command
from commune_desk.services.fiscal_years import document_of, open_document
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    FiscalYear,
    Function,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

NO_FUNCTION = -1
"""The row of the lines that name no function; it stands last."""

LAST = "~"
"""Sorts after all codes."""


class Chapter(NamedTuple):
    """A chapter of expenditure by nature: a column of the grid."""

    section: Section
    code: str
    title: str

    @property
    def key(self) -> str:
        """Names its column: a code may stand in both sections."""
        return f"{self.section.value}-{self.code}"


class CrossedRow(NamedTuple):
    """A function with what each chapter spends on it."""

    id: int
    code: str
    title: str
    division: str
    division_title: str
    cells: Mapping[str, tuple[BudgetRow, ...]]
    """Lines by the key of their chapter; without function, only those with a figure."""

    open: bool
    """Whether figures can still be typed."""

    @property
    def lines(self) -> tuple[BudgetRow, ...]:
        """All lines of the function, in the order of the budget."""
        return tuple(line for cell in self.cells.values() for line in cell)

    @property
    def proposed(self) -> bool:
        """Whether some line has its function from its account only."""
        return any(line.told is not None and line.told.proposed for line in self.lines)


class Leaf(NamedTuple):
    """An account of a chapter that can take an amount."""

    section: Section
    code: str
    title: str


def chapters(
    session: Session, scope: Scope, sections: Collection[Section]
) -> list[Chapter]:
    """List the chapters of expenditure of the year’s list of accounts.

    One that only takes deficits of earlier years is left out while it holds nothing.
    """
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    over = carried_accounts(session)
    parents = set(session.scalars(select(Account.parent_id)))
    used = {key for cells in _cells(session, scope, sections).values() for key in cells}
    found = {
        chapter
        for row in accounts_of(session, year.nomenclature_id).values()
        if row.side is Side.EXPENDITURE
        and row.section in sections
        and row.id not in parents
        and (
            (chapter := Chapter(row.section, row.chapter, row.chapter_title)).key
            in used
            or not over.hold(row)
        )
    }
    return sorted(found, key=lambda each: (SECTIONS.index(each.section), each.code))


def leaves_of(session: Session, scope: Scope, chapter: Chapter) -> list[Leaf]:
    """List the accounts of a chapter that stand above no other."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    parents = set(session.scalars(select(Account.parent_id)))
    rows = accounts_of(session, year.nomenclature_id).values()
    own = (chapter.section, Side.EXPENDITURE, chapter.code)
    return sorted(
        Leaf(row.section, row.code, row.title)
        for row in rows
        if (row.section, row.side, row.chapter) == own and row.id not in parents
    )


def crossed(
    session: Session, scope: Scope, sections: Collection[Section]
) -> list[CrossedRow]:
    """List the functions by code, then the lines without function."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    cells = _cells(session, scope, sections)
    known = session.execute(
        select(Function.id, Function.code, Function.title, Function.parent_id)
        .where(Function.nomenclature_id == year.nomenclature_id)
        .order_by(Function.code)
    ).all()
    parents = {row_id: parent for row_id, _, _, parent in known}
    above = set(parents.values())
    named = {row_id: (code, title) for row_id, code, title, _ in known}
    typed = primitive(session, year.id).state not in FROZEN
    rows = [
        CrossedRow(
            row_id,
            code,
            title,
            *named[chain(parents, row_id)[0]],
            _in_order(cells.get(row_id, {})),
            typed,
        )
        for row_id, code, title, _ in known
        if row_id not in above or row_id in cells
    ]
    bare = _in_order(cells.get(NO_FUNCTION, {}))
    return [*rows, CrossedRow(NO_FUNCTION, "", "", LAST, "", bare, typed)]


def _cells(
    session: Session, scope: Scope, sections: Collection[Section]
) -> dict[int, dict[str, list[BudgetRow]]]:
    """Put each line of expenditure where its function and its chapter cross."""
    found: dict[int, dict[str, list[BudgetRow]]] = {}
    for line in budget_lines(session, scope):
        if line.side is not Side.EXPENDITURE or line.section not in sections:
            continue
        if line.function_id is None and line.proposed is None:
            continue  # the first line that every account has from the opening
        account = line.account
        key = Chapter(line.section, account.chapter, account.chapter_title).key
        row_id = line.told.id if line.told else NO_FUNCTION
        found.setdefault(row_id, defaultdict(list))[key].append(line)
    return found


def _in_order(
    cells: Mapping[str, list[BudgetRow]],
) -> dict[str, tuple[BudgetRow, ...]]:
    return {key: tuple(lines) for key, lines in cells.items()}


@dataclass(frozen=True)
class EnterCell(Command[int]):
    """Enter a figure where a function and an account cross, and no line is yet.

    The first line of the account takes both while it holds nothing; else a line is
    added beside it.
    """

    label: ClassVar[Text] = N_("Enter a figure in the grid")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    year: int
    section: Section
    code: str
    function_id: int | None
    amount: Money

    def apply(self, unit: Unit) -> int:
        """Enter it; refuse a second line without function under one account."""
        document = document_of(unit, self.year, DocumentKind.PRIMITIVE)
        open_document(unit, document.id)
        key = (self.section, Side.EXPENDITURE, self.code)
        account = leaf(unit, document.fiscal_year_id, key)
        row_id = first_line(unit, document.fiscal_year_id, account)
        first = unit.find(BudgetLine, row_id)
        there = amount_of(unit, document.id, row_id).proposed
        told = (first.function_id, first.action_id, first.village_id)
        if there is None and all(each is None for each in told):
            first.function_id = self.function_id
            ProposeAmount(document.id, row_id, self.amount).apply(unit)
            unit.made.append((BudgetLine.__tablename__, row_id))
            return row_id
        if self.function_id is None:
            text = N_(
                "{code} has a line with {amount} F already: correct that line.",
                code=self.code,
                amount=there if there is not None else Money(0),
            )
            raise Rejected([Issue(Severity.ERROR, text, "BUDGET-N7", field="code")])
        values = {"function_id": self.function_id, "proposed": self.amount}
        return AddLine(self.year, *key, values).apply(unit)

    def describe(self, unit: Unit) -> Text:
        """Name the account."""
        del unit
        return N_("Line {code} entered", code=self.code)


@dataclass(frozen=True)
class GiveFunctions(Command[int]):
    """Give lines of expenditure without function the one their account proposes.

    Returns how many lines took one.
    """

    label: ClassVar[Text] = N_("Give the proposed functions")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    year: int

    def apply(self, unit: Unit) -> int:
        """Give them, while the budget is open; refuse where there is none to give."""
        document = document_of(unit, self.year, DocumentKind.PRIMITIVE)
        open_document(unit, document.id)
        given = proposals(unit.session, unit.find(FiscalYear, document.fiscal_year_id))
        if not given:
            text = N_("No line without function has an account that proposes one.")
            raise Rejected([Issue(Severity.ERROR, text)])
        for line_id, function_id in given.items():
            unit.find(BudgetLine, line_id).function_id = function_id
        return len(given)

    def describe(self, unit: Unit) -> Text:
        """Name the year."""
        del unit
        return N_("Proposed functions given in {year}", year=str(self.year))


def proposals(session: Session, year: FiscalYear) -> dict[int, int]:
    """Give the function that each line without one can take from its account."""
    rows = session.execute(
        select(BudgetLine.id, Function.id)
        .join(Account, Account.id == BudgetLine.account_id)
        .join(
            Function,
            (Function.nomenclature_id == year.nomenclature_id)
            & (Function.code == Account.function_code),
        )
        .where(
            BudgetLine.fiscal_year_id == year.id,
            BudgetLine.function_id.is_(None),
            Account.side == Side.EXPENDITURE,
        )
    )
    return {line: function for line, function in rows}  # noqa: C416  rows are no pairs


def waiting(session: Session, scope: Scope) -> int:
    """Count the lines with a figure that could take a proposed function."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return 0
    given = proposals(session, year)
    return sum(
        row.id in given
        for row in budget_lines(session, scope)
        if row.proposed is not None
    )


def counted(lines: Collection[BudgetRow]) -> Text:
    """Say how many lines a cell holds, and their sum."""
    return P_(
        "{count} line, {amount} F",
        "{count} lines, {amount} F",
        count=len(lines),
        amount=Money.total(line.proposed for line in lines),
    )
