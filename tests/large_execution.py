"""A dossier of five executed years: 420 lines, 20 000 entries, of one pattern."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.budget import DocumentKind, Section, Side
from commune_desk.domain.execution import EXPENSE_CHAIN, EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.nomenclature import Entry
from commune_desk.domain.roles import Permission, Role
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import accounts_of
from commune_desk.services.books import Act, enter
from commune_desk.services.budgets import ProposeAmount
from commune_desk.services.command import Command, Several
from commune_desk.services.desk import Desk, User
from commune_desk.services.fiscal_years import (
    ApproveBudget,
    OpenYear,
    TransmitBudget,
    VoteBudget,
)
from commune_desk.services.nomenclature_files import LoadNomenclature
from commune_desk.storage.models import (
    BudgetDocument,
    BudgetLine,
    FiscalYear,
    Operation,
)
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from commune_desk.storage.unit import Unit

YEARS = range(2022, 2027)
LINES = 420
MANY = 20_000
CREDIT = 10_000_000
"""Francs of each line, so that each part is in balance."""


@dataclass(frozen=True)
class Executed(Command[int]):
    """An operation with all its acts: of an expense, or of a receipt."""

    label: ClassVar[Text] = N_("Work")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    fiscal_year_id: int
    line_id: int
    side: Side
    day: dt.date
    amount: Money

    def apply(self, unit: Unit) -> int:
        """Enter it."""
        operation = Operation(
            fiscal_year_id=self.fiscal_year_id,
            side=self.side,
            line_id=self.line_id,
            object="Opération d’essai",
        )
        unit.add(operation)
        expense = self.side is Side.EXPENDITURE
        chain = EXPENSE_CHAIN if expense else (EntryKind.TITLE, EntryKind.COLLECTION)
        last: int | None = None
        for kind in chain:
            last = enter(unit, operation, Act(kind, self.amount, self.day, last))
        return operation.id


def entries() -> Iterator[Entry]:
    """Give the accounts: a quarter of the lines in each of the four parts."""
    for section in Section:
        for side in Side:
            for chapter in range(5):
                code = f"{chapter + 10}"
                yield Entry(section, side, code, f"Chapitre {code}")
                for number in range(LINES // 20):
                    leaf = f"{code}{number:02}"
                    yield Entry(section, side, leaf, f"Compte {leaf}", code)


def build(path: Path, years: Sequence[int] = YEARS, many: int = MANY) -> Desk:
    """Make the dossier; each year is voted, approved and executed."""
    store = Store(path)
    store.open()
    desk = Desk(store, User("banc", Role.SECRETARY))
    nomenclature = desk.do(LoadNomenclature("grande", "grande", tuple(entries())))
    for year in years:
        number = desk.do(OpenYear(year, nomenclature))
        document, lines = _laid_out(desk, number, nomenclature)
        amounts: tuple[Command[Any], ...] = tuple(
            ProposeAmount(document, line, Money(CREDIT)) for line, _ in lines
        )
        desk.do(Several(amounts, N_("Import")))
        day = dt.date(year - 1, 10, 28)
        desk.do(VoteBudget(document, day, "1"))
        desk.do(TransmitBudget(document, day, "1"))
        desk.do(ApproveBudget(document, day, "1"))
        acts: tuple[Command[Any], ...] = tuple(_acts(number, year, lines, many))
        desk.do(Several(acts, N_("Import")))
    return desk


def _laid_out(
    desk: Desk, year_id: int, nomenclature: int
) -> tuple[int, list[tuple[int, Side]]]:
    with desk.store.reading() as session:
        accounts = accounts_of(session, nomenclature)
        document = session.scalar(
            select(BudgetDocument.id).where(
                BudgetDocument.fiscal_year_id == year_id,
                BudgetDocument.kind == DocumentKind.PRIMITIVE,
            )
        )
        rows = session.execute(
            select(BudgetLine.id, BudgetLine.account_id)
            .where(BudgetLine.fiscal_year_id == year_id)
            .order_by(BudgetLine.id)
        ).all()
    assert document is not None
    return document, [(line, accounts[account].side) for line, account in rows]


def _acts(
    year_id: int, year: int, lines: Sequence[tuple[int, Side]], many: int
) -> Iterator[Command[Any]]:
    wanted = many // len(YEARS)
    made = number = 0
    while made < wanted:
        line, side = lines[number % len(lines)]
        day = dt.date(year, 1, 1) + dt.timedelta(days=number * 7 % 365)
        yield Executed(year_id, line, side, day, Money(1_000 + number))
        made += 4 if side is Side.EXPENDITURE else 2
        number += 1


def year_ids(desk: Desk) -> dict[int, int]:
    """Map each year to its record."""
    with desk.store.reading() as session:
        rows = session.execute(select(FiscalYear.year, FiscalYear.id))
        return {year: row_id for year, row_id in rows}  # noqa: C416  rows are no pairs to mypy
