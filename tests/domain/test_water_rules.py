"""Water and dues with plain values: steps, losses, bases, refusals with figures."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample import FRENCH

from commune_desk.domain.committees import DueKind, MeterKind
from commune_desk.domain.dues import (
    Levy,
    Owed,
    Payment,
    due_refusals,
    levy_refusals,
    payment_refusals,
    span,
    told,
    unpaid,
)
from commune_desk.domain.issues import Issue, Record
from commune_desk.domain.money import Money
from commune_desk.domain.water import (
    Price,
    Shown,
    Step,
    Typed,
    balance,
    losses,
    point,
    price_on,
    reading_refusals,
    steps,
)

DAY = dt.date(2026, 10, 31)
YEAR = (dt.date(2025, 1, 1), dt.date(2025, 12, 31))
HERE = Record("committees", 1)


def day(month: int, number: int = 28) -> dt.date:
    return dt.date(2025, month, number)


def said(issues: list[Issue]) -> str:
    text = " ".join(FRENCH.say(issue.text) for issue in issues)
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def test_a_new_meter_is_not_counted_from_the_old_one() -> None:
    shown = (
        Shown(day(1), 900),
        Shown(day(2), 960),
        Shown(day(3, 1), 0, replaced=True),
        Shown(day(3), 25),
    )
    assert [step.volume for step in steps(shown)] == [None, 60, None, 25]


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=12))
def test_steps_add_up_to_what_the_meter_went_on(volumes: list[int]) -> None:
    index, shown = 100, [Shown(dt.date(2025, 1, 1), 100)]
    for number, volume in enumerate(volumes, start=1):
        index += volume
        shown.append(Shown(dt.date(2025, 1, 1) + dt.timedelta(days=number), index))
    assert sum(step.volume or 0 for step in steps(shown)) == index - 100


def test_the_price_is_that_of_the_day_and_connections_fall_back() -> None:
    known = (
        Price(MeterKind.STANDPIPE, day(1, 1), Money(450)),
        Price(MeterKind.STANDPIPE, day(6, 1), Money(500)),
        Price(MeterKind.PRIVATE, day(9, 1), Money(600)),
    )
    assert price_on(known, MeterKind.STANDPIPE, day(5)) == Money(450)
    assert price_on(known, MeterKind.PRIVATE, day(6)) == Money(500)
    assert price_on(known, MeterKind.PRIVATE, day(9)) == Money(600)
    assert price_on((), MeterKind.PRIVATE, day(9)) is None
    made = point(
        MeterKind.STANDPIPE,
        [
            Step(day(4), day(5), 10, Money(4_000)),
            Step(day(5), day(6), 10, Money(5_000)),
        ],
        known,
        1500,
    )
    assert (made.due, made.paid, made.kept) == (
        Money(9_500),
        Money(9_000),
        Money(1_350),
    )
    assert point(MeterKind.STANDPIPE, [Step(day(4), day(5), 10)], ()).due is None


@pytest.mark.parametrize(("sold", "found"), [(800, 0), (799, 1)])
def test_losses_are_named_above_the_setting_only(sold: int, found: int) -> None:
    made = balance(
        (
            point(MeterKind.PRODUCTION, [Step(day(1), day(2), 1_000)], ()),
            point(MeterKind.STANDPIPE, [Step(day(1), day(2), sold)], ()),
        )
    )
    issues = list(losses("AUEP", HERE, made, 80, YEAR))
    assert [issue.code for issue in issues] == ["PLAN-24"] * found
    if issues:
        assert "201 m³ sur 1 000 m³" in said(issues)
        assert "20,10 %" in said(issues)


def test_a_network_without_a_borehole_meter_has_no_losses() -> None:
    made = balance((point(MeterKind.STANDPIPE, [Step(day(1), day(2), 5)], ()),))
    assert (made.produced, made.lost, made.losses) == (None, None, None)
    assert list(losses("AUEP", HERE, made, 80, YEAR)) == []


def test_a_meter_that_goes_back_is_refused_with_its_figures() -> None:
    back = Typed(
        "AUEP, BF 1",
        MeterKind.STANDPIPE,
        Shown(day(3), 1_180),
        Shown(day(2), 1_240),
        Shown(day(4), 1_100),
    )
    text = said(list(reading_refusals(back, DAY)))
    assert "1 180 m³ le 28/03/2025 après 1 240 m³ le 28/02/2025" in text
    assert "soit 60 m³ en arrière" in text
    assert "soit 80 m³ en arrière" in text
    new = Typed("BF", MeterKind.STANDPIPE, Shown(day(3), 0, replaced=True), back.before)
    assert list(reading_refusals(new, DAY)) == []
    odd = Shown(dt.date(2027, 1, 1), -1, paid=Money(5))
    late = Typed("Forage", MeterKind.PRODUCTION, odd)
    codes = [issue.code for issue in reading_refusals(late, DAY)]
    assert codes == ["COM-35", "COM-31", "COM-32"]


def levy(kind: DueKind, amount: int | None = None, rate: int | None = None) -> Levy:
    money = None if amount is None else Money(amount)
    return Levy("AUEP", kind, dt.date(2025, 1, 1), amount=money, rate=rate)


@pytest.mark.parametrize(
    ("rule", "base", "owed"),
    [
        (levy(DueKind.FIXED, 90_000), None, 90_000),
        (levy(DueKind.GROSS, rate=1_000), 1_450_000, 145_000),
        (levy(DueKind.GROSS, rate=333), 1_001, 33),
        (levy(DueKind.NET, rate=500), -35_000, 0),
        (levy(DueKind.CUBIC_METRE, 15), 6_000, 90_000),
        (levy(DueKind.MEMBER, 500), 64, 32_000),
    ],
)
def test_each_kind_of_due_is_reckoned_on_its_base(
    rule: Levy, base: int | None, owed: int
) -> None:
    assert rule.owed(base) == Money(owed)


def test_nothing_is_reckoned_on_an_unknown_base() -> None:
    assert levy(DueKind.NET, rate=500).owed(None) is None
    assert told(levy(DueKind.NET, rate=500), None) == ""


@given(st.integers(-(10**9), 0), st.integers(1, 10_000))
def test_a_loss_year_gives_zero(base: int, rate: int) -> None:
    assert levy(DueKind.NET, rate=rate).owed(base) == Money(0)


def test_periods_follow_each_other_up_to_the_day() -> None:
    half = Levy("A", DueKind.FIXED, dt.date(2025, 8, 31), every_months=6)
    first, second = half.spans(DAY)
    assert first == (dt.date(2025, 8, 31), dt.date(2026, 2, 27))
    assert second == (dt.date(2026, 2, 28), dt.date(2026, 8, 30))
    ended = Levy("A", DueKind.FIXED, dt.date(2025, 1, 1), dt.date(2025, 12, 31))
    assert len(list(ended.spans(DAY))) == 1
    assert span(*YEAR) == "2025"


def test_a_rule_that_reckons_nothing_is_refused() -> None:
    assert "taux" in said(list(levy_refusals(levy(DueKind.GROSS, 5))))
    assert "montant" in said(list(levy_refusals(levy(DueKind.FIXED, rate=5))))
    odd = Levy("A", DueKind.FIXED, DAY, dt.date(2020, 1, 1), Money(1), None, 0, -1)
    fields = [issue.field for issue in levy_refusals(odd)]
    assert fields == ["valid_until", "every_months", "days_to_pay"]


def owed(amount: int, paid: int = 0) -> Owed:
    rule = levy(DueKind.CUBIC_METRE, 15)
    return Owed(rule, *YEAR, dt.date(2026, 6, 30), Money(amount), 6_000, Money(paid))


def test_a_sum_that_is_not_what_the_rule_gives_is_refused() -> None:
    assert list(due_refusals(owed(90_000))) == []
    assert "6 000 m³ × 15 F = 90 000 F ; 80 000 F saisis" in said(
        list(due_refusals(owed(80_000)))
    )


def test_more_than_is_left_is_refused_with_the_sum() -> None:
    one = Payment(owed(90_000, 40_000), DAY, Money(60_000))
    text = said(list(payment_refusals(one, DAY)))
    assert "dû 90 000 F − payé 40 000 F = 50 000 F ; 60 000 F saisis" in text
    assert "10 000 F de trop" in text
    late = Payment(owed(90_000), dt.date(2026, 11, 1), Money(0))
    codes = [issue.field for issue in payment_refusals(late, DAY)]
    assert codes == ["amount", "paid_on"]


def test_a_due_is_late_until_it_is_paid() -> None:
    (issue,) = unpaid(owed(90_000, 40_000), HERE, DAY)
    assert issue.amount == Money(50_000)
    assert "123 jours" in said([issue])
    assert list(unpaid(owed(90_000, 90_000), HERE, DAY)) == []
    assert list(unpaid(owed(90_000), HERE, dt.date(2026, 6, 30))) == []
