"""The books: each act checked against its credit, its period and the act before."""

from __future__ import annotations

import datetime as dt
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pytest
from sqlalchemy import select
from test_budgets import DEMO, bring_budget, document, make

from commune_desk.domain.budget import Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import WHOLE_YEAR, EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import Text
from commune_desk.services.books import Act, enter
from commune_desk.services.closings import ClosePeriod, ReopenPeriod
from commune_desk.services.command import Command, Several
from commune_desk.services.executed import executed_by_line, ledger
from commune_desk.services.fiscal_years import ApproveBudget, TransmitBudget, VoteBudget
from commune_desk.services.scope import Scope
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    Closing,
    FiscalYear,
    LedgerEntry,
    Operation,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.desk import Desk
    from commune_desk.storage.unit import Unit

E = EntryKind
MARCH = dt.date(2026, 3, 5)


@dataclass(frozen=True)
class Enter(Command[int]):
    """Enter an act, opening its operation where there is none yet."""

    label: ClassVar[Text] = Text("Enter")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    code: str
    kind: EntryKind
    francs: int
    on: dt.date = MARCH
    follows: int | None = None
    invoice: str = ""

    def apply(self, unit: Unit) -> int:
        """Enter it."""
        if self.follows is not None:
            before = unit.find(LedgerEntry, self.follows)
            operation = unit.find(Operation, before.operation_id)
        else:
            operation = self._opened(unit)
        act = Act(self.kind, Money(self.francs), self.on, self.follows)
        return enter(unit, operation, act)

    def _opened(self, unit: Unit) -> Operation:
        line = unit.session.scalars(
            select(BudgetLine)
            .join(Account, Account.id == BudgetLine.account_id)
            .where(Account.code == self.code)
            .order_by(BudgetLine.id)
        ).first()
        assert line is not None
        expense = self.kind is E.COMMITMENT
        operation = Operation(
            fiscal_year_id=line.fiscal_year_id,
            side=Side.EXPENDITURE if expense else Side.REVENUE,
            line_id=line.id,
            object="essai",
        )
        unit.add(operation)
        return operation


@pytest.fixture
def desk() -> Iterator[Desk]:
    """A budget in force."""
    made = make()
    bring_budget(made, DEMO)
    budget = document(made)
    made.do(VoteBudget(budget, dt.date(2025, 10, 28), "12/CR-N"))
    made.do(TransmitBudget(budget, dt.date(2025, 11, 3), "BE 41"))
    made.do(ApproveBudget(budget, dt.date(2025, 12, 10), "0057"))
    yield made
    made.store.close()


def year_id(desk: Desk) -> int:
    with desk.store.reading() as session:
        found = session.scalar(select(FiscalYear.id).where(FiscalYear.year == 2026))
        assert found is not None
        return found


def refused(desk: Desk, command: Command[int]) -> tuple[str, dict[str, object]]:
    with pytest.raises(Rejected) as refusal:
        desk.do(command)
    issue = refusal.value.issues[0]
    return issue.code, dict(issue.text.facts)


def test_the_chain_goes_on_to_the_franc_and_no_further(desk: Desk) -> None:
    first = desk.do(Enter("6053", E.COMMITMENT, 57_350))
    service = desk.do(Enter("", E.LIQUIDATION, 57_350, follows=first))
    order = desk.do(Enter("", E.ORDER, 57_350, follows=service))
    desk.do(Enter("", E.PAYMENT, 50_000, follows=order))
    code, facts = refused(desk, Enter("", E.PAYMENT, 7_351, follows=order))
    assert code == "EXEC-C2"
    assert (facts["left"], facts["excess"]) == (Money(7_350), Money(1))
    desk.do(Enter("", E.PAYMENT, 7_350, follows=order))
    with desk.store.reading() as session:
        (sums,) = executed_by_line(session, year_id(desk)).values()
        rows = ledger(session, Scope(2026))
    assert sums[:4] == (57_350, 57_350, 57_350, 57_350)
    assert [row.number for row in rows] == [1, 1, 1, 1, 2]


def test_a_commitment_stays_within_the_credit_of_its_article(desk: Desk) -> None:
    desk.do(Enter("6053", E.COMMITMENT, 899_000))
    code, facts = refused(desk, Enter("6053", E.COMMITMENT, 1_001))
    assert code == "EXEC-C1"
    assert facts["final"] == Money(900_000)
    assert (facts["free"], facts["missing"]) == (Money(1_000), Money(1))


def test_many_acts_of_one_step_are_counted_as_they_come(desk: Desk) -> None:
    acts = tuple(Enter("6053", E.COMMITMENT, 100_000) for _ in range(10))
    assert refused(desk, Several(acts, Text("dix")))[0] == "EXEC-C1"  # type: ignore[arg-type]  its ids are many
    desk.do(Several(acts[:9], Text("neuf")))
    assert refused(desk, Enter("6053", E.COMMITMENT, 1))[0] == "EXEC-C1"


def test_dates_lie_in_the_year_and_in_the_order_of_the_chain(desk: Desk) -> None:
    early = Enter("6053", E.COMMITMENT, 1, dt.date(2025, 12, 31))
    assert refused(desk, early)[0] == "EXEC-C4"
    late = Enter("6053", E.COMMITMENT, 1, dt.date(2027, 3, 1))
    assert refused(desk, late)[0] == "EXEC-C4"
    desk.do(Enter("6053", E.COMMITMENT, 1, dt.date(2027, 2, 28)))
    first = desk.do(Enter("6053", E.COMMITMENT, 10))
    back = Enter("", E.LIQUIDATION, 10, dt.date(2026, 3, 4), follows=first)
    assert refused(desk, back)[0] == "EXEC-C4"
    with desk.store.reading() as session:
        assert {row.period for row in ledger(session, Scope(2026))} == {13, 3}


def test_a_closed_month_takes_nothing_until_it_is_reopened(desk: Desk) -> None:
    first = desk.do(Enter("6053", E.COMMITMENT, 10))
    closing = desk.do(ClosePeriod(year_id(desk), 3, dt.date(2026, 4, 2)))
    assert refused(desk, Enter("6053", E.COMMITMENT, 1))[0] == "EXEC-L1"
    attacks = (
        f"UPDATE ledger_entries SET amount = 9 WHERE id = {first}",
        f"UPDATE ledger_entries SET period = 4 WHERE id = {first}",
        f"UPDATE ledger_entries SET made_on = '2026-04-01' WHERE id = {first}",
        f"UPDATE ledger_entries SET cancelled_on = '2026-04-01' WHERE id = {first}",
        f"DELETE FROM ledger_entries WHERE id = {first}",
        "UPDATE operations SET line_id = line_id + 1",
        "DELETE FROM closings",
        "UPDATE closings SET reopened_on = '2026-04-03'",
    )
    for attack in attacks:
        with pytest.raises(sqlite3.IntegrityError):
            desk.store.looking(lambda raw, sql=attack: raw.execute(sql))  # type: ignore[misc]  mypy knows no default there
    assert not desk.undo_label()
    refusal = ReopenPeriod(closing, dt.date(2026, 4, 3), " ")
    with pytest.raises(Rejected):
        desk.do(refusal)
    desk.do(ReopenPeriod(closing, dt.date(2026, 4, 3), "facture oubliée"))
    desk.do(Enter("6053", E.COMMITMENT, 1))
    with desk.store.reading() as session:
        kept = session.get(Closing, closing)
        assert kept is not None
        assert kept.reopening_reason == "facture oubliée"


def test_a_year_closes_with_all_its_periods(desk: Desk) -> None:
    with pytest.raises(Rejected):
        desk.do(ClosePeriod(year_id(desk), WHOLE_YEAR, dt.date(2026, 12, 30)))
    desk.do(ClosePeriod(year_id(desk), WHOLE_YEAR, dt.date(2027, 1, 5)))
    assert refused(desk, Enter("6053", E.COMMITMENT, 1))[0] == "EXEC-L1"
