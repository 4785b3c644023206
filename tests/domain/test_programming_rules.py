from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune_desk.domain import programming as rules
from commune_desk.domain.apportioning import WHOLE, apportioned
from commune_desk.domain.issues import Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.places import Places
from commune_desk.domain.text import Text
from commune_desk.domain.versions import Change, compared

WHO = Text("ANICT")
IN_VILLAGE = Places(villages=(1,))


@dataclass(frozen=True)
class Action:
    costs: dict[int, Money] = field(default_factory=dict)
    annual: dict[int, Money] = field(default_factory=dict)
    title: str = "Forage"
    places: Places = IN_VILLAGE
    code: str = "1.1"
    id: int = 1


@given(st.integers(0, 10**12), st.lists(st.integers(0, WHOLE), min_size=1, max_size=9))
def test_parts_make_the_whole_to_the_franc(francs: int, weights: list[int]) -> None:
    parts = apportioned(Money(francs), weights)
    whole = Money(francs) if sum(weights) else Money(0)
    assert Money.total(parts) == whole
    base = sum(weights) or 1
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part.francs * base - francs * weight) < base


def test_parts_that_fall_short_leave_the_rest_to_nobody() -> None:
    assert apportioned(Money(100), [5_000], WHOLE) == [Money(50)]


def test_an_annual_plan_that_differs_is_found_unless_it_was_carried_over() -> None:
    action = Action({2025: Money(100)}, {2025: Money(90), 2026: Money(10)})
    told = [dict(i.text.facts) for i in rules.consistent(action, frozenset())]
    assert told[0]["gap"] == Money(10)
    assert [i.field for i in rules.consistent(action, frozenset({2025}))] == ["2026"]


@pytest.mark.parametrize(
    ("planned", "reason", "severity"),
    [
        (Money(100), "", None),
        (Money(101), "", Severity.ERROR),
        (Money(101), "demandé", Severity.WARNING),
    ],
)
def test_more_than_the_envelope_is_never_silent(
    planned: Money, reason: str, severity: Severity | None
) -> None:
    found = list(rules.within_envelope(1, WHO, 2026, Money(100), planned, reason))
    assert [issue.severity for issue in found] == ([severity] if severity else [])
    assert [dict(i.text.facts)["over"] for i in found] == [Money(1)] * len(found)


@pytest.mark.parametrize(
    ("known", "cost", "income", "land", "codes"),
    [
        (False, None, None, "", ["PLAN-61"]),
        (True, None, None, "", ["PLAN-62"]),
        (True, Money(10), Money(9), "titre", ["PLAN-64"]),
        (True, Money(10), None, "titre", ["PLAN-64"]),
        (True, Money(10), Money(10), "titre", []),
    ],
)
def test_works_have_a_sheet_a_title_and_what_pays(
    known: bool,  # noqa: FBT001  a case of the table
    cost: Money | None,
    income: Money | None,
    land: str,
    codes: list[str],
) -> None:
    found = rules.looked_after(
        1, "1.1", known=known, cost=cost, income=income, land_title=land
    )
    assert [issue.code for issue in found] == codes


def test_parts_of_communes_make_the_whole() -> None:
    (issue,) = rules.shared_out(1, "2.5", [Share(6000), Share(3000)])
    assert dict(issue.text.facts)["gap"] == Share(1000)
    assert list(rules.shared_out(1, "2.5", [Share(6000), Share(4000)])) == []


@pytest.mark.parametrize(("each", "count"), [(49, 1), (50, 0), (400, 0), (401, 1)])
def test_a_unit_cost_outside_the_past_by_a_factor_is_told(
    each: int, count: int
) -> None:
    past = (Money(100), Money(200))
    found = rules.usual(1, "1.1", "salles", Money(each), *past, Decimal(2))
    assert len(list(found)) == count


def test_the_part_of_the_commune_fits_its_credits() -> None:
    (issue,) = rules.within_credits(2026, Money(12), Money(10))
    assert dict(issue.text.facts)["gap"] == Money(2)
    assert list(rules.within_credits(2026, Money(10), Money(10))) == []


def test_announced_parts_may_fall_short_until_all_are_typed() -> None:
    def found(parts: list[int], *, complete: bool) -> int:
        amounts = [Money(part) for part in parts]
        whole = Money(100)
        issues = rules.parts_of_whole(1, WHO, None, whole, amounts, complete=complete)
        return len(list(issues))

    assert found([40], complete=False) == 0
    assert found([40], complete=True) == 1
    assert found([40, 61], complete=False) == 1
    assert found([40, 60], complete=True) == 0


def test_the_spread_names_most_and_least_by_cost_and_by_inhabitant() -> None:
    villages = {
        1: ("Oueto", 100, Money(1_000)),
        2: ("Sondio", 10, Money(500)),
        3: ("Komala", None, Money(0)),
    }
    cost, heads = (dict(issue.text.facts) for issue in rules.spread(villages))
    assert (cost["most"], cost["least"]) == ("Oueto", "Sondio")
    assert (heads["most"], heads["least"]) == ("Sondio", "Oueto")


def test_versions_tell_each_kind_of_change() -> None:
    old = Action({2024: Money(10)})
    cases = {
        (): old,
        (Change.COST,): Action({2024: Money(11)}),
        (Change.YEARS,): Action({2025: Money(10)}),
        (Change.PLACE,): Action(old.costs, places=Places(villages=(1, 2))),
        (Change.TITLE,): Action(old.costs, title="Puits"),
        (Change.COST, Change.YEARS): Action({2024: Money(10), 2025: Money(1)}),
    }
    for changes, new in cases.items():
        found = list(compared({1: old}, {1: new}))
        assert [d.changes for d in found] == ([changes] if changes else [])
    (gone,) = compared({1: old}, {})
    (come,) = compared({}, {1: old})
    assert (gone.changes, come.changes) == ((Change.REMOVED,), (Change.ADDED,))
