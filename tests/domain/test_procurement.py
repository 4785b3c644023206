"""The rules of contracts: procedure, steps, sums, delays, splitting (`budget.md` 8)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from commune_desk.domain.assets import next_number
from commune_desk.domain.execution import ProcurementKind
from commune_desk.domain.money import Money
from commune_desk.domain.procurement import (
    FINAL,
    PROVISIONAL,
    RELEASE,
    SERVICE_ORDER,
    Contract,
    Step,
    of_contract,
    refusals,
)
from commune_desk.domain.splitting import split
from commune_desk.domain.thresholds import Threshold, asked_by, in_force, overlaps

WORKS, SUPPLIES = ProcurementKind.WORKS, ProcurementKind.SUPPLIES
DAY = dt.date(2026, 10, 31)
KEYS = ("plan", "award", SERVICE_ORDER, PROVISIONAL, FINAL, RELEASE)


def rung(
    name: str, low: int, high: int | None, since: dt.date | None = None
) -> Threshold:
    top = None if high is None else Money(high)
    return Threshold(WORKS, name, Money(low), top, since)


LADDER = [
    rung("cotation", 0, 5_000_000),
    rung("DRP", 5_000_000, 100_000_000),
    rung("appel", 100_000_000, None),
]


def steps(**done: dt.date) -> tuple[Step, ...]:
    return tuple(
        Step(n, key, key, n, None, done.get(key.replace("-", "_")))
        for n, key in enumerate(KEYS, start=1)
    )


def contract(number: int = 1, **facts: Any) -> Contract:
    nothing = Money(0)
    plain = Contract(
        number,
        2026,
        f"M-{number}",
        f"objet {chr(96 + number)}",
        WORKS,
        "cotation",
        Money(4_000_000),
        None,
        None,
        None,
        None,
        frozenset(),
        (),
        nothing,
        nothing,
        nothing,
    )
    return replace(plain, **facts)


def codes(one: Contract, day: dt.date = DAY) -> list[str]:
    return [issue.code for issue in of_contract(one, LADDER, day)]


def facts(one: Contract, code: str) -> dict[str, Any]:
    found = [i for i in of_contract(one, LADDER, DAY) if i.code == code]
    assert len(found) == 1
    return dict(found[0].text.facts)


def test_a_sum_asks_for_the_procedure_whose_range_holds_it() -> None:
    for francs, name in (
        (0, "cotation"),
        (4_999_999, "cotation"),
        (5_000_000, "DRP"),
        (99_999_999, "DRP"),
        (100_000_000, "appel"),
    ):
        found = asked_by(LADDER, Money(francs))
        assert found is not None
        assert found.procedure == name


def test_thresholds_of_a_later_day_replace_the_earlier_ones_from_that_day_on() -> None:
    later = rung("libre", 0, None, dt.date(2026, 7, 1))
    both = [*LADDER, later]
    assert in_force(both, WORKS, dt.date(2026, 6, 30)) == LADDER
    assert in_force(both, WORKS, dt.date(2026, 7, 1)) == [later]
    assert in_force(both, SUPPLIES, DAY) == []


def test_ranges_of_one_day_and_kind_do_not_overlap() -> None:
    assert overlaps(rung("x", 4_999_999, 6_000_000), LADDER) == LADDER[0]
    assert overlaps(rung("x", 100_000_000, None), LADDER) == LADDER[2]
    assert overlaps(rung("x", 0, 9, dt.date(2027, 1, 1)), LADDER) is None


def test_a_procedure_lighter_than_the_sum_asks_for_is_found() -> None:
    low = contract(estimate=Money(5_500_000))
    assert facts(low, "PROC-01")["gap"] == Money(500_000)
    assert "PROC-01" in codes(contract(procedure=""))
    assert codes(contract(procedure="DRP")) == []
    assert codes(contract()) == []


def test_dates_go_in_the_order_of_the_steps() -> None:
    early = steps(award=dt.date(2026, 5, 2), service_order=dt.date(2026, 5, 1))
    assert [i.code for i in refusals(contract(steps=early))] == ["PROC-11"]
    same = steps(award=dt.date(2026, 5, 2), service_order=dt.date(2026, 5, 2))
    assert list(refusals(contract(steps=same))) == []


def test_a_step_passed_over_is_named() -> None:
    made = steps(plan=dt.date(2026, 1, 5), service_order=dt.date(2026, 5, 2))
    assert facts(contract(steps=made), "PROC-03")["steps"] == ("award",)


def test_an_award_above_the_estimate_tells_by_how_much() -> None:
    assert facts(contract(amount=Money(4_000_001)), "PROC-04")["gap"] == Money(1)
    assert codes(contract(amount=Money(4_000_000))) == []


def test_the_furthest_act_above_the_amount_is_told() -> None:
    sums = {"committed": Money(30), "ordered": Money(22), "paid": Money(20)}
    over = contract(amount=Money(21), **sums)
    assert facts(over, "PROC-05")["gap"] == Money(1)
    assert facts(over, "PROC-05")["sum"] == Money(22)
    assert codes(contract(amount=Money(30), **sums)) == []


def test_a_delay_that_has_ended_counts_its_days() -> None:
    started = steps(plan=DAY, award=DAY, service_order=dt.date(2026, 5, 11))
    late = contract(steps=started, delay_days=150)
    assert late.due_on == dt.date(2026, 10, 8)
    assert facts(late, "PROC-06")["days"] == 23
    assert "PROC-06" not in codes(late, dt.date(2026, 10, 8))
    handed = steps(
        plan=DAY,
        award=DAY,
        service_order=dt.date(2026, 5, 11),
        provisional_handover=dt.date(2026, 10, 18),
    )
    done = contract(steps=handed, delay_days=150)
    assert "PROC-06" not in codes(done)
    assert done.late(DAY) == 10


def test_the_retention_is_due_between_the_final_handover_and_its_release() -> None:
    days = {
        "plan": DAY, "award": DAY, "service_order": DAY,
        "provisional_handover": DAY, "final_handover": DAY,
    }  # fmt: skip
    amount = {"amount": Money(1_415_010), "guarantee": 500}
    held = contract(steps=steps(**days), **amount)
    assert held.retained == Money(70_751)  # 70 750.5, rounded half up
    assert facts(held, "PROC-07")["amount"] == Money(70_751)
    given = contract(steps=steps(**days, guarantee_release=DAY), **amount)
    assert "PROC-07" not in codes(given)


def pairs(*contracts: Contract) -> list[dict[str, Any]]:
    return [dict(issue.text.facts) for issue in split(contracts, LADDER)]


def test_contracts_that_belong_together_are_added_up() -> None:
    lots = [
        contract(1, object="Jardin, lot 1", estimate=Money(2_800_000)),
        contract(2, object="Jardin, lot 2", estimate=Money(2_200_000)),
    ]
    (found,) = pairs(*lots)
    assert found["whole"] == Money(5_000_000)
    assert found["contracts"] == ("M-1", "M-2")
    assert pairs(lots[0], replace(lots[1], estimate=Money(2_199_999))) == []
    assert pairs(lots[0], replace(lots[1], procedure="DRP")) == []
    assert pairs(lots[0], replace(lots[1], year=2025)) == []
    assert pairs(lots[0], replace(lots[1], object="Puits")) == []


def test_an_action_or_a_budget_line_brings_contracts_together_once() -> None:
    one = contract(1, action_id=7, lines=frozenset({3}))
    two = contract(2, action_id=7, lines=frozenset({3}))
    assert len(pairs(one, two)) == 1
    assert len(pairs(replace(one, action_id=None), replace(two, action_id=None))) == 1
    apart = replace(two, action_id=8, lines=frozenset({4}))
    assert pairs(one, apart) == []
    assert pairs(one, replace(two, kind=SUPPLIES)) == []


def test_numbers_go_on_after_the_highest_of_their_year() -> None:
    known = ["INV-2026-007", "INV-2025-099", "vieux"]
    assert next_number("INV-{année}-{rang}", 2026, known) == "INV-2026-008"
    assert next_number("INV-{année}-{rang}", 2027, known) == "INV-2027-001"
