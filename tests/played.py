"""A year of entries for the tests, made through commands, known to the franc.

Only `services/books.enter` is used, so that what fills registers is what is tested.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sample import DATA, FRENCH
from sqlalchemy import select

from commune_desk.domain.budget import DocumentKind, Section, Side
from commune_desk.domain.execution import EntryKind, PaymentMode
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission, Role
from commune_desk.domain.text import Text
from commune_desk.exchange.founding import EARLIER, load_working_lists
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.prepared import Request
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.books import Act, enter
from commune_desk.services.budget_changes import MakeTransfer, OpenDocument
from commune_desk.services.budget_lines import lines_of, primitive
from commune_desk.services.budgets import ProposeAmount
from commune_desk.services.command import Command
from commune_desk.services.desk import Desk, User
from commune_desk.services.fiscal_years import ApproveBudget, TransmitBudget, VoteBudget
from commune_desk.services.scope import Scope
from commune_desk.storage.models import Account, BudgetLine, LedgerEntry, Operation
from commune_desk.storage.store import Store
from commune_desk.tables.budget import BUDGET

if TYPE_CHECKING:
    from pathlib import Path

    from commune_desk.storage.unit import Unit

E = EntryKind
YEAR = 2026


@dataclass(frozen=True)
class Enter(Command[int]):
    """Enter an act, opening its operation where there is none yet."""

    label: ClassVar[Text] = Text("Enter")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    code: str
    kind: EntryKind
    francs: int
    on: dt.date
    follows: int | None = None
    section: Section = Section.OPERATING
    object: str = "essai"
    mode: PaymentMode | None = None
    year: int = YEAR
    """The year of the books."""

    of: int = YEAR
    """The year of the operation, where it is opened."""

    def apply(self, unit: Unit) -> int:
        """Enter it."""
        if self.follows is not None:
            before = unit.find(LedgerEntry, self.follows)
            operation = unit.find(Operation, before.operation_id)
        else:
            operation = self._opened(unit)
        books = fiscal_year(unit.session, self.year)
        assert books is not None
        act = Act(
            self.kind,
            Money(self.francs),
            self.on,
            self.follows,
            fiscal_year_id=books.id,
            mode=self.mode,
        )
        return enter(unit, operation, act)

    def _opened(self, unit: Unit) -> Operation:
        year = fiscal_year(unit.session, self.of)
        assert year is not None
        side = Side.EXPENDITURE if self.kind is E.COMMITMENT else Side.REVENUE
        line = unit.session.scalars(
            select(BudgetLine)
            .join(Account, Account.id == BudgetLine.account_id)
            .where(
                Account.code == self.code,
                Account.section == self.section,
                Account.side == side,
                BudgetLine.fiscal_year_id == year.id,
            )
            .order_by(BudgetLine.id)
        ).first()
        assert line is not None, self.code
        operation = Operation(
            fiscal_year_id=year.id, side=side, line_id=line.id, object=self.object
        )
        unit.add(operation)
        return operation


def spend(
    desk: Desk,
    code: str,
    on: dt.date,
    *francs: int,
    section: Section = Section.OPERATING,
    object_: str = "essai",
) -> list[int]:
    """Commit, liquidate, order, pay: as many acts as there are amounts."""
    ids: list[int] = []
    for kind, amount in zip((E.COMMITMENT, E.LIQUIDATION, E.ORDER, E.PAYMENT), francs,
                            strict=False):  # fmt: skip
        before = ids[-1] if ids else None
        ids.append(
            desk.do(Enter(code, kind, amount, on, before, section, object=object_))
        )
    return ids


def receive(  # noqa: PLR0913  how far a chain goes, and what it is about
    desk: Desk,
    code: str,
    on: dt.date,
    titled: int,
    *collected: int,
    section: Section = Section.OPERATING,
    object_: str = "essai",
) -> list[int]:
    """Issue a title, then collect on it."""
    ids = [desk.do(Enter(code, E.TITLE, titled, on, None, section, object=object_))]
    for amount in collected:
        again = Enter(code, E.COLLECTION, amount, on, ids[0], section, object=object_)
        ids.append(desk.do(again))
    return ids


def opened(path: Path | None = None) -> Desk:
    """A desk with the budget of a rural commune, in force since 10 December."""
    store = Store(path)
    store.open()
    desk = Desk(store, User("secrétaire", Role.SECRETARY))
    load_working_lists(desk, FRENCH)
    path = DATA / "budget_demo_rural.csv"
    grid = read_grid(path)
    matching = propose(BUDGET, Scope(YEAR), grid.headings, FRENCH)
    fixed = {"nomenclature": EARLIER}
    request = Request(BUDGET, Scope(YEAR), grid, matching, FRENCH, path.name, fixed)
    command = prepare(store, request).command
    assert command is not None
    desk.do(command)
    _adopt(desk, _primitive(desk), dt.date(2025, 10, 28))
    return desk


def _adopt(desk: Desk, document: int, day: dt.date) -> None:
    desk.do(VoteBudget(document, day, "12/CR-N"))
    desk.do(TransmitBudget(document, day + dt.timedelta(6), "BE 41"))
    desk.do(ApproveBudget(document, day + dt.timedelta(43), "0057"))


def _primitive(desk: Desk) -> int:
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR)
        assert year is not None
        return primitive(session, year.id).id


def year_id(desk: Desk, year: int = YEAR) -> int:
    """The fiscal year."""
    with desk.store.reading() as session:
        found = fiscal_year(session, year)
        assert found is not None
        return found.id


def amend(desk: Desk, day: dt.date) -> None:
    """Adopt an additional budget: a result of 600 000 F taken over, to investment."""
    document = desk.do(OpenDocument(YEAR, DocumentKind.ADDITIONAL, "résultat 2025"))
    amounts = {
        (Section.OPERATING, Side.REVENUE, "121"): 600_000,
        (Section.OPERATING, Side.EXPENDITURE, "0421"): 600_000,
        (Section.INVESTMENT, Side.REVENUE, "122"): 600_000,
        (Section.INVESTMENT, Side.EXPENDITURE, "232"): 600_000,
    }
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR)
        assert year is not None
        lines = lines_of(session, year, primitive(session, year.id))
    first = {(r.section, r.side, r.code): r.id for r in lines if not r.detail}
    for key, francs in amounts.items():
        desk.do(ProposeAmount(document, first[key], Money(francs)))
    _adopt(desk, document, day)


def move(desk: Desk, day: dt.date) -> None:
    """Move 90 000 F within one chapter: the deliberation is enough."""
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR)
        assert year is not None
        rows = accounts_of(session, year.nomenclature_id).values()
        ids = {(r.section, r.side, r.code): r.id for r in rows}
    out = Section.OPERATING, Side.EXPENDITURE
    moves = ((ids[*out, "6011"], Money(-90_000)), (ids[*out, "6053"], Money(90_000)))
    made = desk.do(MakeTransfer(YEAR, moves, "carburant"))
    desk.do(VoteBudget(made, day, "14/CR-N"))


def played(path: Path | None = None) -> Desk:
    """A budget with its changes, and some thirty entries over the year."""
    desk = opened(path)
    day = dt.date
    amend(desk, day(2026, 5, 12))
    move(desk, day(2026, 9, 9))
    spend(desk, "6011", day(2026, 1, 20), 150_000, 150_000, 150_000, 150_000,
          object_="Fournitures de bureau")  # fmt: skip
    spend(desk, "6053", day(2026, 2, 3), 200_000, 200_000, 180_000, 100_000,
          object_="Carburant")  # fmt: skip
    spend(desk, "6053", day(2026, 10, 6), 120_000, 90_000)
    spend(desk, "232", day(2026, 6, 30), 3_000_000, 2_500_000, 2_500_000, 2_000_000,
          section=Section.INVESTMENT, object_="Salle de classe")  # fmt: skip
    spend(desk, "0421", day(2026, 12, 31), 1_000_000, 1_000_000, 1_000_000, 1_000_000)
    receive(desk, "122", day(2026, 12, 31), 1_000_000, 1_000_000,
            section=Section.INVESTMENT)  # fmt: skip
    receive(desk, "7111", day(2026, 3, 14), 2_400_000, 900_000, 350_000,
            object_="Impôt")  # fmt: skip
    receive(desk, "1011", day(2026, 4, 2), 4_000_000, 3_000_000,
            section=Section.INVESTMENT, object_="Dotation")  # fmt: skip
    spend(desk, "6613", day(2026, 11, 30), *(44_000_000,) * 4, object_="Enseignants")
    receive(desk, "7312", day(2026, 11, 30), 44_000_000, 44_000_000)
    desk.do(Enter("6012", E.COMMITMENT, 40_000, day(2027, 1, 15)))
    return desk
