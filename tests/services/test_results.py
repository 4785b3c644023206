"""The administrative account: its columns, its results, what is made of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from played import YEAR, Enter, opened, played, receive, spend, year_id

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.results import Allocation, Results, allocated, proposed
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.allocations import (
    AddAllocation,
    AllocateResult,
    ReviseAllocation,
    allocations,
)
from commune_desk.services.budget_past import past_of
from commune_desk.services.fiscal_years import OpenYear
from commune_desk.services.nomenclature_lists import nomenclatures
from commune_desk.services.receveur import (
    EnterFigures,
    TypeFigure,
    concordance,
    concordance_findings,
)
from commune_desk.services.remainders import remainders
from commune_desk.services.results import result_findings, results, whole_year
from commune_desk.services.scope import Scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.services.desk import Desk
    from commune_desk.services.results import SectionResult

SCOPE = Scope(YEAR, until=dt.date(2027, 2, 28))
RIGHTS = 46_400_000 - 45_330_000
"""Operating titles − operating orders of the year that is played."""


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = played()
    yield made
    made.store.close()


def both(desk: Desk, year: int = YEAR) -> tuple[SectionResult, SectionResult]:
    with desk.store.reading() as session:
        found = fiscal_year(session, year)
        assert found is not None
        operating, investment = results(session, found)
    return operating, investment


def codes(refusal: pytest.ExceptionInfo[Rejected]) -> set[str]:
    return {issue.code for issue in refusal.value.issues}


def test_the_forecast_of_each_account_is_its_documents(desk: Desk) -> None:
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR)
        assert year is not None
        rows = whole_year(session, year)
    for row in rows:
        credit = row.credit
        whole = credit.primitive + credit.additional + credit.changes
        assert whole == credit.final == row.final
    assert sum(row.credit.additional.francs for row in rows) == 4 * 600_000
    assert sum(row.credit.changes.francs for row in rows) == 0


def test_the_result_on_both_bases(desk: Desk) -> None:
    operating, investment = both(desk)
    assert operating.of_the_year.francs == RIGHTS
    assert operating.in_cash.francs == 45_250_000 - 45_250_000
    assert investment.of_the_year.francs == 5_000_000 - 2_500_000
    assert investment.in_cash.francs == 4_000_000 - 2_000_000
    desk.do(AddAllocation({"year": YEAR - 1, "operating_result": Money(600_000),
                           "carried_operating": Money(600_000)}))  # fmt: skip
    again, _ = both(desk)
    assert again.carried.francs == 600_000
    assert again.result.francs == RIGHTS + 600_000
    assert again.in_cash == operating.in_cash


def test_what_a_later_year_collects_is_no_part_of_the_result(desk: Desk) -> None:
    before = both(desk)[0]
    with desk.store.reading() as session:
        left = remainders(session, SCOPE)
    assert {(row.left.francs, row.account.code) for row in left} == {
        (1_150_000, "7111"),
        (1_000_000, "1011"),
        (80_000, "6053"),
        (500_000, "232"),
    }
    assert both(desk)[0] == before


def test_the_result_is_allocated_to_the_franc(desk: Desk) -> None:
    on = dt.date(2027, 3, 30)
    with pytest.raises(Rejected) as refusal:
        desk.do(AllocateResult(YEAR, Money(0), Money(RIGHTS - 1), "3/CR", on))
    assert codes(refusal) == {"EXEC-A1"}
    facts = dict(refusal.value.issues[0].text.facts)
    assert (facts["result"], facts["gap"]) == (Money(RIGHTS), Money(1))
    desk.do(AllocateResult(YEAR, Money(70_000), Money(RIGHTS - 70_000), "3/CR", on))
    with desk.store.reading() as session:
        (row,) = allocations(session, SCOPE)
    assert row.carried_investment == Money(2_500_000)
    desk.do(ReviseAllocation(row.id, "to_investment", Money(100_000)))
    with desk.store.reading() as session:
        (row,) = allocations(session, SCOPE)
    assert row.carried_operating == Money(RIGHTS - 100_000)
    with pytest.raises(Rejected) as refusal:
        desk.do(ReviseAllocation(row.id, "to_investment", Money(RIGHTS + 1)))
    assert "EXEC-A3" in codes(refusal)


def test_the_deficit_of_investment_is_covered_first() -> None:
    known = Results(2026, Money(1_000), Money(-400))
    assert proposed(known) == Allocation(Money(400), Money(600), Money(-400))
    assert list(allocated(known, proposed(known))) == []
    little = Allocation(Money(399), Money(601), Money(-400))
    (issue,) = allocated(known, little)
    assert issue.code == "EXEC-A2"
    assert dict(issue.text.facts)["missing"] == Money(1)
    short = Results(2026, Money(300), Money(-400))
    assert proposed(short) == Allocation(Money(300), Money(0), Money(-400))
    deficit = Results(2026, Money(-5), Money(-400))
    assert proposed(deficit) == Allocation(Money(0), Money(-5), Money(-400))
    assert list(allocated(deficit, proposed(deficit))) == []


def test_results_of_a_year_kept_elsewhere_are_typed(desk: Desk) -> None:
    with pytest.raises(Rejected) as refusal:
        desk.do(AddAllocation({"year": 2024, "carried_operating": Money(1)}))
    assert codes(refusal) == {"EXEC-A4"}
    with pytest.raises(Rejected) as refusal:
        desk.do(AddAllocation({"year": YEAR, "operating_result": Money(1)}))
    assert codes(refusal) == {"EXEC-A4"}


def test_what_the_budget_takes_over_is_the_result_of_the_year_before(
    desk: Desk,
) -> None:
    def found() -> list[str]:
        with desk.store.reading() as session:
            return [issue.code for issue in result_findings(session, SCOPE)]

    with desk.store.reading() as session:
        (unknown,) = result_findings(session, SCOPE)
    assert dict(unknown.text.facts)["operating"] == Money(600_000)
    typed = desk.do(
        AddAllocation({"year": YEAR - 1, "operating_result": Money(650_000)})
    )
    with desk.store.reading() as session:
        (issue,) = result_findings(session, SCOPE)
    assert issue.code == "BUDGET-B5"
    assert issue.amount == Money(50_000)
    desk.do(ReviseAllocation(typed, "operating_result", Money(600_000)))
    assert found() == []


def test_the_receveurs_figures_stand_beside_ours(desk: Desk) -> None:
    values = {"taken_up": Money(2_400_000), "realised": Money(1_250_000)}
    desk.do(EnterFigures(YEAR, Section.OPERATING, _revenue(desk), "7111", values))
    with desk.store.reading() as session:
        row = next(r for r in concordance(session, SCOPE) if r.code == "7111")
        assert not list(concordance_findings(session, SCOPE))
    assert (row.gap, row.moved_gap) == (Money(0), Money(0))
    desk.do(TypeFigure(row.year_id, row.id, "realised", Money(1_200_000)))
    with desk.store.reading() as session:
        (issue,) = concordance_findings(session, SCOPE)
    assert issue.amount == Money(50_000)
    desk.do(TypeFigure(row.year_id, row.id, "note", "quittance du 31/12"))
    with desk.store.reading() as session:
        assert not list(concordance_findings(session, SCOPE))
    with pytest.raises(Rejected):
        desk.do(TypeFigure(row.year_id, row.id, "realised", Money(-1)))


def _revenue(desk: Desk) -> Side:
    with desk.store.reading() as session:
        return next(
            row.side for row in concordance(session, SCOPE) if row.code == "7111"
        )


def test_remainders_of_a_year_are_its_account(desk: Desk) -> None:
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR)
        assert year is not None
        rows = whole_year(session, year)
        left = remainders(session, SCOPE)
    assert sum(row.left.francs for row in rows) == sum(r.left.francs for r in left)


def test_nothing_entered_gives_no_result() -> None:
    desk = opened()
    try:
        operating, investment = both(desk)
        assert not operating.result
        assert not investment.result
        with pytest.raises(Rejected):
            desk.do(AllocateResult(YEAR, Money(0), Money(0)))
        spend(desk, "6011", dt.date(2026, 1, 5), 10, 10, 10)
        receive(desk, "7111", dt.date(2026, 1, 5), 5)
        assert both(desk)[0].result.francs == -5
        kind = EntryKind.COMMITMENT
        desk.do(Enter("6011", kind, 1, dt.date(2026, 1, 6)))
        assert both(desk)[0].result.francs == -5
        assert year_id(desk)
    finally:
        desk.store.close()


def test_what_was_realised_feeds_the_budgets_to_come(desk: Desk) -> None:
    with desk.store.reading() as session:
        latest = nomenclatures(session, SCOPE)[0].id
    desk.do(OpenYear(YEAR + 2, latest, ()))
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR + 2)
        assert year is not None
        past = past_of(session, year)
    tax = past[Section.OPERATING, Side.REVENUE, "7111"]
    assert tax.realised == Money(2_400_000)
    classes = sum(
        row.realised.francs
        for (section, side, _), row in past.items()
        if (section, side) == (Section.INVESTMENT, Side.EXPENDITURE) and row.realised
    )
    assert classes == 2_500_000
    desk.do(OpenYear(YEAR + 1, latest, ()))
    with desk.store.reading() as session:
        year = fiscal_year(session, YEAR + 1)
        assert year is not None
        past = past_of(session, year)
    assert all(row.mean is None for row in past.values())
