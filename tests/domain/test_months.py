"""Months of a budget: exact to the franc, and short where the till is short."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.cash import (
    TWELFTHS,
    YEAR,
    Flow,
    Forecast,
    Typed,
    by_month,
    filled,
    profile_faults,
    shortages,
)
from commune_desk.domain.money import Money, Share

WHOLE = 10_000


def profiles() -> st.SearchStrategy[Typed]:
    """Months that make no more than the year, some of them free."""

    def within(cuts: list[int], free: list[bool]) -> Typed:
        edges = [0, *sorted(cuts), WHOLE]
        shares = [b - a for a, b in pairwise(edges)]
        return tuple(None if f else s for s, f in zip(shares, free, strict=True))

    cuts = st.lists(st.integers(0, WHOLE), min_size=YEAR - 1, max_size=YEAR - 1)
    free = st.lists(st.booleans(), min_size=YEAR, max_size=YEAR)
    return st.builds(within, cuts, free)


@given(st.integers(-(10**12), 10**12), profiles())
def test_the_months_of_a_line_make_the_line_to_the_franc(
    francs: int, typed: Typed
) -> None:
    months = by_month(Money(francs), typed)
    assert len(months) == YEAR
    assert sum(month.francs for month in months) == francs


@given(profiles())
def test_months_that_nobody_typed_take_what_the_others_leave(typed: Typed) -> None:
    shares = filled(typed)
    assert sum(shares) == WHOLE
    assert all(t in {None, s} for t, s in zip(typed, shares, strict=True))
    free = [s for t, s in zip(typed, shares, strict=True) if t is None]
    assert free == sorted(free)
    assert not free or free[-1] - free[0] <= 1


def test_twelfths_leave_the_odd_francs_to_the_last_months() -> None:
    assert [m.francs for m in by_month(Money(26), TWELFTHS)] == [2] * 10 + [3] * 2


def flow(side: Side, months: dict[int, int], code: str = "1") -> Flow:
    francs = tuple(Money(months.get(month, 0)) for month in range(1, YEAR + 1))
    return Flow(Section.OPERATING, side, code, f"Compte {code}", "1", "Un", francs)


def plan(opening: int | None, *flows: Flow) -> Forecast:
    start = None if opening is None else Money(opening)
    return Forecast(2026, start, flows, profiled=True, carried=Money(0))


def facts(issue: object) -> dict[str, object]:
    return dict(issue.text.facts)  # type: ignore[attr-defined]  # it is an issue


def test_each_month_ends_with_what_came_and_went() -> None:
    made = plan(10, flow(Side.REVENUE, {2: 5}), flow(Side.EXPENDITURE, {3: 12}))
    assert [m.francs for m in made.closing] == [10, 15] + [3] * 10
    assert made.lowest == 2
    assert list(shortages(made)) == []


def test_a_shortage_names_its_months_what_is_missing_and_the_largest_lines() -> None:
    spent = [flow(Side.EXPENDITURE, {4: 10 * n, 5: 1}, f"6{n}") for n in range(1, 6)]
    made = plan(100, *spent, flow(Side.REVENUE, {6: 200}))
    (issue,) = shortages(made)
    told = facts(issue)
    assert (told["missing"], told["most"]) == (Money(50), Money(55))
    assert issue.amount == Money(55)
    assert [dict(line.facts)["code"] for line in told["lines"]] == ["65", "64", "63"]  # type: ignore[attr-defined]  # each is a text
    assert told["last"] != told["month"]
    again = plan(100, *spent, flow(Side.REVENUE, {5: 200}))
    (short,) = shortages(again)
    assert "last" not in short.text.sentence


def test_two_shortages_are_two_findings_and_an_unknown_opening_is_said() -> None:
    out = flow(Side.EXPENDITURE, {1: 5, 6: 5})
    made = plan(None, out, flow(Side.REVENUE, {3: 5, 9: 5}))
    assert [issue.code for issue in shortages(made)] == ["CASH-2", "CASH-1", "CASH-1"]


@pytest.mark.parametrize(
    ("months", "gap"),
    [
        ((5_000, 5_001), 1),
        ((*(800,) * 11, 1_199), 1),
        ((800,) * 12, 400),
    ],
)
def test_months_that_do_not_make_the_year_are_refused_with_the_gap(
    months: tuple[int, ...], gap: int
) -> None:
    typed = (*months, *(None,) * (YEAR - len(months)))
    (issue,) = profile_faults("7111", "TDRL", typed)
    told = facts(issue)
    assert (told["made"], told["gap"]) == (Share(sum(months)), Share(gap))


def test_months_that_make_less_are_kept_while_one_is_free() -> None:
    assert not list(profile_faults("7111", "TDRL", (5_000, *(None,) * 11)))
    assert not list(profile_faults("7111", "TDRL", (*(800,) * 11, 1_200)))
    assert list(profile_faults("7111", "TDRL", (10_001, *(None,) * 11)))
