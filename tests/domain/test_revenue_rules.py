"""Rules of receipts, books and rolls, with plain values."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from hypothesis import given
from hypothesis import strategies as st

from commune_desk.domain.balance import Applied
from commune_desk.domain.issues import Severity
from commune_desk.domain.money import Money
from commune_desk.domain.receipts import (
    Book,
    Cash,
    Span,
    Used,
    fits,
    missing,
    next_number,
    remits,
    worth,
)
from commune_desk.domain.revenue import Course, Stage, takes
from commune_desk.domain.tdrl import (
    Key,
    Paid,
    Roll,
    complete,
    counted,
    forecast_within,
    ranked,
    shared,
    within_roll,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commune_desk.domain.issues import Issue

DAY = dt.date(2026, 3, 5)
WARNS = Applied(Severity.WARNING)
THREE = (Key("Commune", 8_000, takes_rest=True), Key("Cercle", 1_500), Key("R", 500))


def book(**changes: Any) -> Book:
    facts: dict[str, Any] = {
        "id": 1,
        "series": "A",
        "span": Span(1, 50),
        "collector": "Collecteur 1",
        "handed_on": dt.date(2026, 1, 5),
        "returned_on": None,
    }
    return Book(**{**facts, **changes})


def codes(found: Iterable[Issue]) -> list[str]:
    return [issue.code for issue in found]


def used(first: int, last: int) -> Used:
    return Used(Span(first, last), DAY, "Payeur", Money(500), 9)


def test_a_number_is_used_once() -> None:
    (issue,) = fits(book(), Span(12, 12), DAY, [used(10, 12)])
    assert issue.code == "REV-01"
    assert dict(issue.text.facts) == {
        "number": "10–12",
        "series": "A",
        "date": DAY,
        "payer": "Payeur",
        "amount": Money(500),
    }
    assert not codes(fits(book(), Span(13, 13), DAY, [used(10, 12)]))


def test_a_number_lies_in_its_book() -> None:
    assert codes(fits(book(), Span(51, 51), DAY, [])) == ["REV-02"]
    assert codes(fits(book(), Span(50, 51), DAY, [])) == ["REV-02"]
    assert codes(fits(book(), Span(9, 8), DAY, [])) == ["REV-02"]
    assert not codes(fits(book(), Span(50, 50), DAY, []))


def test_a_book_is_in_the_hands_of_its_collector() -> None:
    nobody = book(collector="", handed_on=None)
    assert codes(fits(nobody, Span(1, 1), DAY, [])) == ["REV-03"]
    later = book(handed_on=dt.date(2026, 3, 6))
    assert codes(fits(later, Span(1, 1), DAY, [])) == ["REV-03"]
    back = book(returned_on=dt.date(2026, 3, 4))
    assert codes(fits(back, Span(1, 1), DAY, [])) == ["REV-03"]


def test_stubs_that_were_passed_over_are_missing() -> None:
    spans = [Span(1, 3), Span(5, 5), Span(9, 10)]
    assert missing(book(), spans) == (Span(4, 4), Span(6, 8))
    assert next_number(book(), spans) == 11
    assert next_number(book(), [Span(1, 50)]) is None
    assert not missing(book(), [])


def test_what_is_paid_in_is_what_the_receipts_make() -> None:
    cash = Cash(Money(900), Money(300), 4)
    (above,) = remits(Money(601), Money(500), cash, DAY)
    assert (above.code, dict(above.text.facts)["excess"]) == ("REV-04", Money(1))
    (other,) = remits(Money(499), Money(500), cash, DAY)
    assert (other.code, dict(other.text.facts)["gap"]) == ("REV-05", Money(1))
    assert codes(remits(Money(0), Money(0), cash, DAY)) == ["REV-05"]
    assert not codes(remits(Money(500), Money(500), cash, DAY))


def test_amounts_follow_from_tickets_and_tariffs() -> None:
    assert worth(None, None, Money(100), 25) == Money(2_500)
    assert worth(Money(500), 3, None, 1) == Money(1_500)
    assert worth(Money(500), None, None, 1) == Money(500)
    assert worth(None, 3, None, 1) is None


def test_a_collection_takes_no_more_than_is_left() -> None:
    course = Course(4, Money(100), Money(60), Money(10))
    assert course.stage is Stage.PARTLY
    (issue,) = takes(course, Money(31), "x")
    assert dict(issue.text.facts)["excess"] == Money(1)
    assert not list(takes(course, Money(30), "x"))
    early = Course(4, Money(0), Money(60), Money(0))
    assert (early.stage, early.untitled) == (Stage.BEFORE_TITLE, Money(60))
    assert Course(4, Money(9), Money(9), Money(0)).stage is Stage.COLLECTED
    assert Course(4, Money(9), Money(4), Money(5)).stage is Stage.WRITTEN_OFF


def test_a_roll_has_no_more_persons_than_the_village() -> None:
    good = Roll(1, "Dembela", 2026, 990, 717, 273, Money(1_500), 1_800)
    assert not list(counted(good))
    assert good.amount == Money(1_075_500)
    bad = Roll(1, "Dembela", 2026, 990, 718, 273, Money(1_500), 1_800)
    (issue,) = counted(bad)
    facts = dict(issue.text.facts)
    assert (issue.code, facts["total"], facts["excess"]) == ("TDRL-01", 991, 1)
    more = Roll(1, "Dembela", 2026, 1_801, 1, 0, Money(1_500), 1_800)
    assert codes(counted(more)) == ["TDRL-01"]


@given(st.integers(0, 10**12), st.permutations((8_000, 1_500, 500)), st.integers(0, 2))
def test_shares_make_the_amount_to_the_franc(
    francs: int, shares: list[int], taker: int
) -> None:
    keys = [Key(str(n), share, n == taker) for n, share in enumerate(shares)]
    parts = shared(Money(francs), keys)
    assert sum(part.francs for part in parts.values()) == francs
    for key in keys:
        exact = francs * key.share / 10_000
        slack = len(keys) if key.takes_rest else 1
        assert abs(parts[key.level].francs - exact) < slack + 1e-3


def test_the_rest_goes_to_the_level_that_takes_it() -> None:
    parts = shared(Money(7), THREE)
    assert parts == {"Commune": Money(6), "Cercle": Money(1), "R": Money(0)}
    assert shared(Money(7_800_000), THREE)["Commune"] == Money(6_240_000)
    assert codes(complete("TDRL", DAY, THREE[:2])) == ["TDRL-02"]
    assert not codes(complete("TDRL", DAY, THREE))


def test_equal_rates_share_a_rank() -> None:
    rows = [
        Paid(1, "A", 2026, Money(100), Money(50)),
        Paid(2, "B", 2026, Money(200), Money(100)),
        Paid(3, "C", 2026, Money(100), Money(100)),
        Paid(4, "D", 2026, Money(100), Money(10)),
    ]
    assert [(rank, row.village) for rank, row in ranked(rows)] == [
        (1, "C"),
        (2, "B"),
        (2, "A"),
        (4, "D"),
    ]


def test_more_than_the_roll_is_said_with_its_francs() -> None:
    (issue,) = within_roll(Paid(1, "A", 2026, Money(100), Money(101)), WARNS)
    assert (issue.severity, issue.amount) == (Severity.WARNING, Money(1))
    assert not list(within_roll(Paid(1, "A", 2026, Money(100), Money(100)), WARNS))


def test_a_forecast_above_what_the_rolls_bring_is_said() -> None:
    rolls, part = Money(7_800_000), Money(6_240_000)
    assert not list(forecast_within(2026, part, rolls, part, WARNS))
    more = Money(6_240_001)
    (issue,) = forecast_within(2026, more, rolls, part, WARNS)
    assert (issue.code, issue.amount) == ("N6", Money(1))
