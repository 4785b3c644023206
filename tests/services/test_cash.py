"""Monthly profiles typed month by month, brought in by file; the plan that follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sample import FRENCH, content
from test_budgets import DEMO, bring_budget, make, refusal

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.exchange.grid import read_grid
from commune_desk.exchange.headings import propose
from commune_desk.exchange.importing import prepare
from commune_desk.exchange.prepared import Request, Verdict
from commune_desk.exchange.workbook import write_table
from commune_desk.services.budget_lines import budget_lines
from commune_desk.services.budgets import EnterLine
from commune_desk.services.cash import (
    SetOpeningBalance,
    cash_findings,
    cash_forecast,
    cash_lines,
)
from commune_desk.services.command import Several
from commune_desk.services.monthly import (
    ForgetProfiles,
    ProfileRow,
    SetMonth,
    monthly_profiles,
)
from commune_desk.services.scope import Scope
from commune_desk.tables.cash import PROFILES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.domain.cash import Forecast
    from commune_desk.exchange.prepared import Prepared
    from commune_desk.services.desk import Desk

SCOPE = Scope(2026)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = make()
    bring_budget(made, DEMO)
    yield made
    made.store.close()


def profile(desk: Desk, code: str) -> ProfileRow:
    with desk.store.reading() as session:
        rows = monthly_profiles(session, SCOPE)
    return next(row for row in rows if row.account.code == code)


def forecast(desk: Desk) -> Forecast:
    with desk.store.reading() as session:
        plan = cash_forecast(session, SCOPE)
    assert plan is not None
    return plan


def test_every_account_that_moves_money_has_its_months(desk: Desk) -> None:
    plan = forecast(desk)
    with desk.store.reading() as session:
        rows = budget_lines(session, SCOPE)
        chapters = cash_lines(session, SCOPE)
    for side in Side:
        moved = Money.total(r.proposed for r in rows if r.side is side and not r.order)
        assert Money.total(plan.of(side)) == moved
        assert Money.total(x.total for x in chapters if x.side is side) == moved
    codes = {flow.code for flow in plan.flows}
    assert not codes & {"0421", "122"}


def test_results_of_earlier_years_are_in_the_opening_balance(desk: Desk) -> None:
    before = Money.total(forecast(desk).of(Side.REVENUE))
    values = {"proposed": Money(840_000)}
    desk.do(EnterLine(2026, Section.OPERATING, Side.REVENUE, "121", values))
    plan = forecast(desk)
    assert Money.total(plan.of(Side.REVENUE)) == before
    assert plan.carried == Money(840_000)


def test_a_month_that_is_typed_leaves_the_rest_to_the_others(desk: Desk) -> None:
    row = profile(desk, "7111")
    before = content(desk.store)
    desk.do(SetMonth(row.id, 3, 8_900))
    assert profile(desk, "7111").shares == (100, 100, 8_900, *(100,) * 9)
    after = content(desk.store)
    desk.undo()
    assert content(desk.store) == before
    desk.redo()
    assert content(desk.store) == after
    desk.do(SetMonth(row.id, 3, None))
    assert profile(desk, "7111").told == 0


def test_too_much_too_little_and_no_share_are_refused_with_the_figures(
    desk: Desk,
) -> None:
    row = profile(desk, "7111")
    desk.do(SetMonth(row.id, 1, 6_000))
    facts = refusal(desk, SetMonth(row.id, 2, 4_001))
    assert str(FRENCH.say(facts["gap"])).startswith("0,01")
    for month in range(2, 12):
        desk.do(SetMonth(row.id, month, 0))
    facts = refusal(desk, SetMonth(row.id, 12, 3_900))
    assert str(FRENCH.say(facts["made"])).startswith("99,00")
    refusal(desk, SetMonth(row.id, 12, -1))
    refusal(desk, SetMonth(row.id, 12, 10_001))
    desk.do(SetMonth(row.id, 12, 4_000))


def test_a_whole_profile_takes_the_place_of_another_in_one_act(desk: Desk) -> None:
    row = profile(desk, "7111")

    def all_in(month: int) -> Several:
        steps = tuple(SetMonth(row.id, m, 10_000 * (m == month)) for m in range(1, 13))
        return Several(steps, N_("Monthly profile"))

    desk.do(all_in(3))
    desk.do(all_in(1))
    assert profile(desk, "7111").shares == (10_000, *(0,) * 11)
    wrong = (SetMonth(row.id, 1, 5_000), SetMonth(row.id, 2, 4_000))
    with pytest.raises(Rejected):
        desk.do(Several(wrong, N_("Monthly profile")))
    desk.do(ForgetProfiles((row.id,)))
    assert profile(desk, "7111").told == 0


def test_profiles_leave_and_come_back_through_a_file(
    desk: Desk, tmp_path: Path
) -> None:
    row = profile(desk, "7111")
    desk.do(SetMonth(row.id, 3, 2_550))
    for suffix in (".csv", ".xlsx"):
        path = tmp_path / f"profils{suffix}"
        with desk.store.reading() as session:
            count = write_table(session, PROFILES, SCOPE, FRENCH, path)
        assert prepared(desk, path).count(Verdict.SAME) == count > 0
    heads = "Section;Sens;Code;" + ";".join(f"{m}" for m in MONTHS)
    path.with_suffix(".csv").write_text(
        f"{heads}\n"
        "fonctionnement;recette;7111;50;50;0;0;0;0;0;0;0;0;0;0\n"
        "fonctionnement;recette;7112;50;40;0;0;0;0;0;0;0;0;0;0\n",
        "utf-8",
    )
    found = prepared(desk, path.with_suffix(".csv"))
    assert [line.verdict for line in found.lines] == [Verdict.CHANGED, Verdict.REFUSED]
    assert "90,00" in FRENCH.say(found.lines[1].issues[0].text)
    assert found.command is not None
    desk.do(found.command)
    assert profile(desk, "7111").shares[:3] == (5_000, 5_000, 0)


MONTHS = ("janv.", "févr.", "mars", "avr.", "mai", "juin",
          "juil.", "août", "sept.", "oct.", "nov.", "déc.")  # fmt: skip


def prepared(desk: Desk, path: Path) -> Prepared:
    grid = read_grid(path)
    matching = propose(PROFILES, SCOPE, grid.headings, FRENCH)
    assert len(matching) == len(grid.headings)
    request = Request(PROFILES, SCOPE, grid, matching, FRENCH, path.name, {})
    return prepare(desk.store, request)


def test_the_opening_balance_is_kept_with_its_year(desk: Desk) -> None:
    assert forecast(desk).opening is None
    desk.do(SetOpeningBalance(2026, Money(1_000)))
    plan = forecast(desk)
    assert plan.opening == Money(1_000)
    moves = Money.total(plan.of(Side.REVENUE)) - Money.total(plan.of(Side.EXPENDITURE))
    assert plan.closing[-1] == Money(1_000) + moves
    refusal(desk, SetOpeningBalance(2026, Money(-1)))
    with desk.store.reading() as session:
        assert cash_forecast(session, Scope(2030)) is None
    desk.undo()
    assert forecast(desk).opening is None


def test_months_below_zero_are_found_once_something_was_typed(desk: Desk) -> None:
    with desk.store.reading() as session:
        assert cash_findings(session, SCOPE) == []
    row = profile(desk, "6613")
    for month in range(1, 13):
        desk.do(SetMonth(row.id, month, 10_000 if month == 2 else None))
    with desk.store.reading() as session:
        found = cash_findings(session, SCOPE)
    assert [issue.code for issue in found] == ["CASH-2", "CASH-1"]
    said = FRENCH.say(found[1].text)
    assert said.startswith("Fin février 2026")
    assert "6613" in said
