"""A budget from its opening to its approval, with the figures of a rural commune."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from sample import DATA, FRENCH, build, content
from sqlalchemy import select

from commune_desk.domain.budget import DocumentState, Section, Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Role
from commune_desk.exchange.founding import EARLIER, LATER, load_working_lists
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.nomenclature_file import nomenclature_from
from commune_desk.exchange.prepared import Request, Verdict
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.actions import AddAction, Gift
from commune_desk.services.annual import TickActions
from commune_desk.services.budget_lines import budget_lines, primitive
from commune_desk.services.budget_rules import ReviseRule, budget_rules
from commune_desk.services.budget_starts import Base, StartFrom
from commune_desk.services.budgets import EnterLine, ProposeAmount
from commune_desk.services.desk import Desk, User
from commune_desk.services.fiscal_years import (
    ApproveBudget,
    DebateBudget,
    OpenYear,
    ReturnBudget,
    TransmitBudget,
    VoteBudget,
)
from commune_desk.services.plans import scope_for
from commune_desk.services.review import findings
from commune_desk.services.scope import Scope
from commune_desk.storage.models import Nomenclature
from commune_desk.storage.store import Store
from commune_desk.tables.budget import BUDGET

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.exchange.prepared import Prepared
    from commune_desk.services.budget_lines import BudgetRow

SCOPE = Scope(2026)
DEMO = DATA / "budget_demo_rural.csv"


def make() -> Desk:
    store = Store()
    store.open()
    desk = Desk(store, User("secrétaire", Role.SECRETARY))
    load_working_lists(desk, FRENCH)
    return desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = make()
    yield made
    made.store.close()


@pytest.fixture
def voting(desk: Desk) -> Desk:
    """A budget in balance, ready for the vote."""
    bring_budget(desk, DEMO)
    return desk


def bring_budget(desk: Desk, path: Path, year: int = 2026, name: str = EARLIER) -> None:
    command = prepared(desk, path, year, name).command
    assert command is not None
    desk.do(command)


def prepared(desk: Desk, path: Path, year: int, name: str) -> Prepared:
    grid = read_grid(path)
    scope = Scope(year)
    matching = propose(BUDGET, scope, grid.headings, FRENCH)
    fixed = {"nomenclature": name}
    request = Request(BUDGET, scope, grid, matching, FRENCH, path.name, fixed)
    return prepare(desk.store, request)


def lines(desk: Desk, year: int = 2026) -> list[BudgetRow]:
    with desk.store.reading() as session:
        return budget_lines(session, Scope(year))


def line(desk: Desk, code: str, year: int = 2026) -> BudgetRow:
    return next(row for row in lines(desk, year) if row.code == code)


def total(desk: Desk, section: Section, side: Side) -> int:
    rows = [r for r in lines(desk) if (r.section, r.side) == (section, side)]
    return Money.total(row.proposed for row in rows).francs


def document(desk: Desk, year: int = 2026) -> int:
    with desk.store.reading() as session:
        found = fiscal_year(session, year)
        assert found is not None
        return primitive(session, found.id).id


def nomenclature(desk: Desk, name: str) -> int:
    with desk.store.reading() as session:
        wanted = select(Nomenclature.id).where(Nomenclature.name == name)
        return session.scalars(wanted).one()


def refusal(desk: Desk, command: object) -> dict[str, object]:
    before = content(desk.store)
    with pytest.raises(Rejected) as refused:
        desk.do(command)  # type: ignore[arg-type]  # any command
    assert content(desk.store) == before
    return dict(refused.value.issues[0].text.facts)


def day(month: int, number: int) -> dt.date:
    return dt.date(2025, month, number)


def test_the_imported_budget_balances_to_the_franc(voting: Desk) -> None:
    sums = {Section.OPERATING: 65_945_000, Section.INVESTMENT: 23_455_800}
    for section, sum_ in sums.items():
        assert [total(voting, section, side) for side in Side] == [sum_, sum_]


def test_the_same_file_again_changes_nothing_and_undo_takes_all_of_it_back() -> None:
    desk = make()
    before = content(desk.store)
    bring_budget(desk, DEMO)
    after = content(desk.store)
    assert prepared(desk, DEMO, 2026, EARLIER).count(Verdict.SAME) == 60
    desk.undo()
    assert content(desk.store) == before
    desk.redo()
    assert content(desk.store) == after
    desk.store.close()


def test_a_code_that_the_version_lacks_is_refused_with_its_line(desk: Desk) -> None:
    bring_budget(desk, DEMO)
    enter = EnterLine(2026, Section.INVESTMENT, Side.EXPENDITURE, "9999", {})
    facts = refusal(desk, enter)
    assert (facts["code"], facts["year"]) == ("9999", 2026)


def test_amounts_go_to_leaves_only(voting: Desk) -> None:
    values = {"proposed": Money(1)}
    enter = EnterLine(2026, Section.OPERATING, Side.EXPENDITURE, "601", values)
    assert refusal(voting, enter)["code"] == "601"


def test_a_year_has_one_budget(voting: Desk) -> None:
    again = OpenYear(2026, nomenclature(voting, LATER))
    assert refusal(voting, again) == {"year": 2026}


def test_an_account_twice_in_a_file_goes_back_with_both_figures(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "double.csv"
    path.write_text(
        "section;sens;compte;montant\n"
        "investissement;depense;241;50000000\n"
        "investissement;depense;241;50000000\n",
        "utf-8",
    )
    (refused,) = prepared(desk, path, 2026, EARLIER).refused
    facts = dict(refused.issues[0].text.facts)
    assert (facts["first"], facts["second"]) == (Money(50_000_000), Money(50_000_000))


def test_from_debate_to_approval_each_act_follows_the_one_before(voting: Desk) -> None:
    budget = document(voting)
    voting.do(DebateBudget(budget, day(10, 15)))
    early = VoteBudget(budget, day(10, 14), "12/CR-N")
    assert refusal(voting, early)["last"] == day(10, 15)
    voting.do(VoteBudget(budget, day(10, 28), "12/CR-N"))
    assert voting.undo_label() is None
    row = line(voting, "6011")
    assert (row.voted, row.state) == (Money(600_000), DocumentState.VOTED)
    facts = refusal(voting, ProposeAmount(budget, row.id, Money(700_000)))
    assert facts["deliberation"] == "12/CR-N"
    assert refusal(voting, ApproveBudget(budget, day(11, 30), "4"))["state"] is (
        DocumentState.VOTED
    )
    voting.do(TransmitBudget(budget, day(11, 3), "BE 41"))
    voting.do(ReturnBudget(budget, day(11, 20), "Prévoir l’assurance."))
    voting.do(ProposeAmount(budget, line(voting, "6011").id, Money(590_000)))
    voting.do(ProposeAmount(budget, line(voting, "615").id, Money(10_000)))
    voting.do(VoteBudget(budget, day(11, 25), "13/CR-N"))
    voting.do(TransmitBudget(budget, day(11, 26), "BE 44"))
    voting.do(ApproveBudget(budget, day(12, 10), "0057/P-CS"))
    assert line(voting, "615").approved == Money(10_000)


def test_a_budget_off_balance_cannot_be_voted_until_it_is_mended(voting: Desk) -> None:
    budget, row = document(voting), line(voting, "6011")
    voting.do(ProposeAmount(budget, row.id, Money(600_001)))
    facts = refusal(voting, VoteBudget(budget, day(10, 28), "12"))
    assert facts["gap"] == Money(1)
    voting.undo()
    voting.do(VoteBudget(budget, day(10, 28), "12"))


def test_the_transfer_to_investment_is_the_same_on_both_sides(voting: Desk) -> None:
    budget = document(voting)
    for code, francs in (("0421", -1), ("6011", 1)):
        row = line(voting, code)
        assert row.proposed is not None
        amount = row.proposed + Money(francs)
        voting.do(ProposeAmount(budget, row.id, amount))
    facts = refusal(voting, VoteBudget(budget, day(10, 28), "12"))
    assert (facts["out"], facts["into"]) == (Money(2_755_799), Money(2_755_800))


def test_next_year_starts_from_this_one_in_the_accounts_of_its_own_list(
    voting: Desk,
) -> None:
    budget = document(voting)
    voting.do(VoteBudget(budget, day(10, 28), "12"))
    voting.do(OpenYear(2027, nomenclature(voting, LATER)))
    rows = {row.code: row for row in lines(voting, 2027)}
    assert rows["2312"].forecast == Money(13_000_000)
    assert rows["2352"].forecast == Money(5_500_000)
    assert rows["618"].forecast == Money(350_000)
    spent = Money.total(
        row.forecast for row in rows.values() if row.side is Side.EXPENDITURE
    )
    assert spent == Money(89_400_800)
    start = StartFrom(2027, Base.BUDGET, {"": 0, "60": 10}, origin="budget 2026")
    filled = voting.do(start)
    rows = {row.code: row for row in lines(voting, 2027)}
    assert filled == sum(row.proposed is not None for row in rows.values())
    assert (rows["6011"].proposed, rows["6011"].origin) == (
        Money(660_000),
        "budget 2026 +10 %",
    )
    assert rows["2312"].proposed == Money(13_000_000)
    voting.undo()
    assert all(row.proposed is None for row in lines(voting, 2027))


def test_the_list_of_guinea_loads_whole(desk: Desk) -> None:
    load = nomenclature_from(DATA / "nomenclature_gn.csv", FRENCH, "GN")
    assert len(load.entries) == 495
    number = desk.do(load)
    desk.do(OpenYear(2030, number))
    assert len(lines(desk, 2030)) > 300


def test_a_list_with_a_fault_is_refused_whole(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        "Code;Titre;Section;Sens;Parent\n"
        "23;A;investissement;dépense;24\n"
        "24;B;investissement;dépense;23\n",
        "utf-8",
    )
    facts = refusal(desk, nomenclature_from(path, FRENCH, "ronde"))
    assert facts["codes"] == "23 → 24 → 23"
    path.write_text("Code;Titre\n23;A\n", "utf-8")
    with pytest.raises(Rejected):
        nomenclature_from(path, FRENCH, "sans section")


def test_a_rule_that_was_switched_off_no_longer_blocks(voting: Desk) -> None:
    budget, row = document(voting), line(voting, "6011")
    voting.do(ProposeAmount(budget, row.id, Money(600_001)))
    with voting.store.reading() as session:
        rule = next(r for r in budget_rules(session, SCOPE) if r.code == "B1")
    voting.do(ReviseRule(rule.id, "active", value=False))
    voting.do(VoteBudget(budget, day(10, 28), "12"))


def test_the_part_of_the_commune_in_the_annual_plan_fits_the_credits_voted() -> None:
    made = build()
    load_working_lists(made.desk, FRENCH)
    bring_budget(made.desk, DEMO)
    rows = lines(made.desk)
    wanted = (Section.INVESTMENT, Side.EXPENDITURE)
    opened = sum(
        row.proposed.francs
        for row in rows
        if (row.section, row.side) == wanted and row.proposed is not None
    )
    part = Money(opened + 1)
    gift = Gift(2026, FunderClass.COMMUNE, part)
    values = {"title": "Puits", "sector_id": made.sector}
    add = AddAction(made.plan, values, costs={2026: part}, gifts=(gift,))
    action = made.desk.do(add)

    def found() -> list[dict[str, object]]:
        with made.store.reading() as session:
            every = findings(session, scope_for(session, 2026))
        return [dict(issue.text.facts) for issue in every if issue.code == "PLAN-08"]

    made.desk.do(TickActions((action,), 2026))
    assert found() == []  # a budget that is being prepared opens no credit
    made.desk.do(DebateBudget(document(made.desk), day(10, 15)))
    made.desk.do(VoteBudget(document(made.desk), day(10, 28), "12"))
    (facts,) = found()
    assert (facts["share"], facts["credits"]) == (part, Money(opened))
    assert facts["gap"] == Money(1)
    made.store.close()
