"""The TDRL through the commands: rolls, payments of villages, parts, chiefs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pytest
from test_budgets import line
from test_revenue import desk, handed, only, refused

from commune_desk.domain.budget import Side
from commune_desk.domain.execution import EXPENSE_CHAIN
from commune_desk.domain.money import Money, Share
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import Text
from commune_desk.services.books import Act, enter
from commune_desk.services.chief_payments import TieToRoll
from commune_desk.services.command import Command
from commune_desk.services.executed import ledger
from commune_desk.services.receipt_rows import receipts
from commune_desk.services.remittances import Remit, remittances
from commune_desk.services.revenue import line_states
from commune_desk.services.scope import Scope
from commune_desk.services.settings import SetPreference
from commune_desk.services.sharing import CHIEFS, AddKey
from commune_desk.services.tdrl_payments import standings_on
from commune_desk.services.tdrl_rolls import AddRoll, CopyRolls, rolls
from commune_desk.services.territory import AddVillage
from commune_desk.services.village_payments import PayVillages
from commune_desk.storage.models import BudgetLine, Operation

if TYPE_CHECKING:
    from commune_desk.services.desk import Desk
    from commune_desk.storage.unit import Unit

assert desk  # the fixture

SCOPE = Scope(2026)
MARCH = dt.date(2026, 3, 5)
LAST = dt.date(2026, 12, 31)


@pytest.fixture
def rolled(desk: Desk) -> tuple[Desk, list[int]]:
    """Two villages with rolls of 2026, and the keys 80/15/5."""
    for level, share, rest in (("Commune", 80, 1), ("Cercle", 15, 0), ("Région", 5, 0)):
        desk.do(
            AddKey(
                {
                    "tax": "TDRL",
                    "level": level,
                    "share": Share(share * 100),
                    "takes_rest": bool(rest),
                }
            )
        )
    made = []
    for name, liable in (("Un", 10), ("Deux", 20)):
        village = desk.do(AddVillage({"name": name}))
        roll = {"year": 2026, "village_id": village, "over_14": 25, "liable": liable}
        made.append(desk.do(AddRoll({**roll, "rate": Money(1_501)})))
    return desk, made


def test_villages_pay_in_one_step_and_the_commune_has_its_part(
    rolled: tuple[Desk, list[int]],
) -> None:
    desk, (one, two) = rolled
    book = handed(desk)
    desk.do(PayVillages(MARCH, book, 7, ((one, Money(1_501)), (two, Money(3_002)))))
    desk.do(Remit(MARCH))
    with desk.store.reading() as session:
        rows = standings_on(session, 2026, LAST)
        paid = [row.amount.francs for row in remittances(session, SCOPE)]
        entries = {row.village: row.amount.francs for row in ledger(session, SCOPE)}
        numbers = [row.first_number for row in receipts(session, SCOPE)]
        state = next(
            s for s in line_states(session, SCOPE).values() if s.code == "7111"
        )
    assert numbers == [7, 8]
    assert paid == [4_503]
    # 1501: 225 and 75 go, 1201 stay; 3002: 450 and 150 go, 2402 stay
    assert entries == {"Un": 1_201, "Deux": 2_402}
    assert state.collected == Money(3_603)
    assert {r.village: (r.paid.francs, r.left.francs) for r in rows} == {
        "Un": (1_501, 13_509),
        "Deux": (3_002, 27_018),
    }
    desk.undo()
    desk.undo()
    with desk.store.reading() as session:
        assert not receipts(session, SCOPE)


def test_a_budget_may_write_the_tdrl_whole(rolled: tuple[Desk, list[int]]) -> None:
    desk, (one, _) = rolled
    desk.do(SetPreference("tdrl.written", "brut"))
    desk.do(PayVillages(MARCH, handed(desk), 1, ((one, Money(1_501)),)))
    desk.do(Remit(MARCH))
    assert only(desk, "7111").collected == Money(1_501)


def test_a_roll_that_counts_too_many_is_refused(
    rolled: tuple[Desk, list[int]],
) -> None:
    desk, _ = rolled
    village = desk.do(AddVillage({"name": "Trois"}))
    roll = {"year": 2026, "village_id": village, "over_14": 25, "liable": 26}
    code, facts = refused(desk, AddRoll(roll))
    assert (code, facts["excess"]) == ("TDRL-01", 1)


@dataclass(frozen=True)
class Spend(Command[int]):
    """Pay an expense in one go."""

    label: ClassVar[Text] = Text("Spend")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    line_id: int
    francs: int

    def apply(self, unit: Unit) -> int:
        """Enter its four acts."""
        year = unit.find(BudgetLine, self.line_id).fiscal_year_id
        operation = Operation(
            fiscal_year_id=year,
            side=Side.EXPENDITURE,
            line_id=self.line_id,
            object="Remise au chef",
        )
        unit.add(operation)
        follows = None
        for kind in EXPENSE_CHAIN:
            act = Act(kind, Money(self.francs), MARCH, follows)
            follows = enter(unit, operation, act)
        return operation.id


def test_an_expense_that_is_tied_to_a_roll_counts_for_the_chief(
    rolled: tuple[Desk, list[int]],
) -> None:
    desk, (one, two) = rolled
    desk.do(AddKey({"tax": CHIEFS, "level": "Chefs", "share": Share(1_000)}))
    desk.do(PayVillages(MARCH, handed(desk), 1, ((one, Money(3_002)),)))
    spent = desk.do(Spend(line(desk, "6053").id, 200))
    desk.do(TieToRoll(spent, one))
    assert refused(desk, TieToRoll(spent, two))[0] == "TDRL-08"
    with desk.store.reading() as session:
        rows = {row.village: row for row in standings_on(session, 2026, LAST)}
    chief = rows["Un"]
    assert (chief.due_to_chief, chief.paid_to_chief) == (Money(300), Money(200))
    assert chief.left_to_chief == Money(100)
    assert not rows["Deux"].paid_to_chief


def test_a_year_starts_from_the_rolls_of_the_last(
    rolled: tuple[Desk, list[int]],
) -> None:
    desk, _ = rolled
    assert desk.do(CopyRolls(2027)) == 2
    assert refused(desk, CopyRolls(2027))[0] == "TDRL-04"
    with desk.store.reading() as session:
        kept = [(row.village, row.liable) for row in rolls(session, Scope(2027))]
    assert kept == [("Deux", 20), ("Un", 10)]
