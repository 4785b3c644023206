"""What a new budget begins with: figures of the past, actions of the plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.budget import DocumentKind, Section, Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import accounts_of
from commune_desk.services.budget_past import past_of
from commune_desk.services.budgets import AddLine, amount_of, code_of
from commune_desk.services.command import Command
from commune_desk.services.fiscal_years import document_of, open_document
from commune_desk.storage.models import (
    Action,
    ActionPlace,
    BudgetLine,
    FiscalYear,
    Function,
    Sector,
    SectorFunction,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.services.budget_past import Past
    from commune_desk.storage.unit import Unit

HUNDRED = 100


class Base(Enum):
    """What a new budget starts from (`peers.md` row 21)."""

    BUDGET = "last_budget"
    ACCOUNT = "last_account"
    MEAN = "mean_of_three"


@dataclass(frozen=True)
class StartFrom(Command[int]):
    """Propose every line from the past, with a change in % by chapter.

    Returns how many lines were given a figure.
    """

    label: ClassVar[Text] = N_("Start from the past")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    year: int
    base: Base
    percent: Mapping[str, int]
    """Change in % by the code of a chapter; `""` stands for all others."""

    only_empty: bool = True
    origin: str = ""
    """What the figure says of itself; the screen gives it in the user’s words."""

    def apply(self, unit: Unit) -> int:
        """Fill the lines; details of accounts are left alone."""
        document = document_of(unit, self.year, DocumentKind.PRIMITIVE)
        open_document(unit, document.id)
        year = unit.find(FiscalYear, document.fiscal_year_id)
        past = past_of(unit.session, year)
        accounts = accounts_of(unit.session, year.nomenclature_id)
        first = _first_lines(unit, year.id)
        filled = 0
        for account_id, line in first.items():
            account = accounts[account_id]
            known = past.get((account.section, account.side, account.code))
            figure = self._figure(known)
            if figure is None:
                continue
            row = amount_of(unit, document.id, line)
            if self.only_empty and row.proposed is not None:
                continue
            change = self.percent.get(account.chapter, self.percent.get("", 0))
            row.proposed = Money(figure.francs * (HUNDRED + change) // HUNDRED)
            row.origin = f"{self.origin} {change:+d} %" if change else self.origin
            filled += 1
        if not filled:
            raise Rejected([Issue(Severity.ERROR, self._nothing(past))])
        return filled

    def _nothing(self, past: Mapping[Any, Past]) -> Text:
        """Say why no line was filled."""
        if any(self._figure(each) is not None for each in past.values()):
            return N_("All lines that have a figure of the past are filled already.")
        return N_(
            "No figure of the years before {year} is known: type the amounts, or"
            " enter what was forecast and realised under “Nomenclature”.",
            year=str(self.year),
        )

    def _figure(self, past: Past | None) -> Money | None:
        if past is None:
            return None
        match self.base:
            case Base.BUDGET:
                return past.forecast
            case Base.ACCOUNT:
                return past.realised
        return past.mean


def _first_lines(unit: Unit, fiscal_year_id: int) -> dict[int, int]:
    rows = unit.session.execute(
        select(BudgetLine.account_id, BudgetLine.id)
        .where(BudgetLine.fiscal_year_id == fiscal_year_id)
        .order_by(BudgetLine.id.desc())
    )
    return {account: line for account, line in rows}  # noqa: C416  the least id wins


@dataclass(frozen=True)
class EnterAction(Command[int]):
    """Enter an action of the plan in the budget as a line of investment.

    The account and the function are those proposed for its sector; the amount is its
    cost of the year.
    """

    label: ClassVar[Text] = N_("Enter an action in the budget")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    year: int
    action_id: int
    code: str = ""
    """The account, where the sector proposes none or another is wanted."""

    amount: Money | None = None
    restricted_id: int | None = None

    def apply(self, unit: Unit) -> int:
        """Add the line; refuse an action that is in the budget already."""
        action = unit.find(Action, self.action_id)
        document = document_of(unit, self.year, DocumentKind.PRIMITIVE)
        there = unit.session.scalar(
            select(BudgetLine.id).where(
                BudgetLine.fiscal_year_id == document.fiscal_year_id,
                BudgetLine.action_id == action.id,
            )
        )
        if there is not None:
            text = N_(
                "Action {code} is in the budget of {year} already (line {line}).",
                code=action.code,
                year=self.year,
                line=code_of(unit, there),
            )
            raise Rejected([Issue(Severity.ERROR, text)])
        cost = {c.year: c.amount for c in action.costs}.get(self.year)
        account, function = self._proposed(unit, document.fiscal_year_id, action)
        return AddLine(
            self.year,
            Section.INVESTMENT,
            Side.EXPENDITURE,
            account,
            {
                "action_id": action.id,
                "function_id": function,
                "village_id": _only_village(unit, action.id),
                "restricted_id": self.restricted_id,
                "proposed": self.amount or cost,
            },
        ).apply(unit)

    def _proposed(
        self, unit: Unit, fiscal_year_id: int, action: Action
    ) -> tuple[str, int | None]:
        sector = unit.find(Sector, action.sector_id)
        heads = [sector.id, sector.parent_id or 0]
        found = {
            row.sector_id: row
            for row in unit.session.scalars(
                select(SectorFunction).where(SectorFunction.sector_id.in_(heads))
            )
        }
        row = found.get(heads[0]) or found.get(heads[1])
        code = self.code or (row.account_code if row else "")
        if not code:
            text = N_(
                "Action {code}: say under which account it goes; its sector proposes"
                " none.",
                code=action.code,
            )
            raise Rejected([Issue(Severity.ERROR, text, field="code")])
        if row is None or not row.function_code:
            return code, None
        year = unit.find(FiscalYear, fiscal_year_id)
        return code, unit.session.scalar(
            select(Function.id).where(
                Function.nomenclature_id == year.nomenclature_id,
                Function.code == row.function_code,
            )
        )

    def describe(self, unit: Unit) -> Text:
        """Name the action."""
        code = unit.find(Action, self.action_id).code
        return N_(
            "Action {code} entered in the budget of {year}", code=code, year=self.year
        )


def _only_village(unit: Unit, action_id: int) -> int | None:
    rows = unit.session.scalars(
        select(ActionPlace.village_id).where(ActionPlace.action_id == action_id)
    ).all()
    return rows[0] if len(rows) == 1 else None
