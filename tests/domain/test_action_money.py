"""What was typed of an action and what the books say never add up."""

from __future__ import annotations

import datetime as dt

import pytest

from commune_desk.domain.action_money import Booked, BookedAct, booked, counted
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.issues import Severity
from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.money import Money
from commune_desk.domain.progress import Course, Limits, Seen, of_course

MAY, JUNE = dt.date(2026, 5, 4), dt.date(2026, 6, 8)
E = EntryKind


@pytest.mark.parametrize(
    ("typed", "books", "whole"),
    [
        (None, 0, None),
        (0, 0, 0),
        (None, 7, 7),
        (5, 0, 5),
        (5, 7, 7),
        (7, 5, 7),
    ],
)
def test_the_greater_counts(typed: int | None, books: int, whole: int | None) -> None:
    found = counted(None if typed is None else Money(typed), Money(books))
    assert found == (None if whole is None else Money(whole))


def test_acts_add_up_to_a_day_and_reversals_take_away() -> None:
    acts = (
        BookedAct(MAY, E.COMMITMENT, Money(900)),
        BookedAct(MAY, E.ORDER, Money(400)),
        BookedAct(MAY, E.PAYMENT, Money(400)),
        BookedAct(JUNE, E.PAYMENT, Money(-150)),
    )
    assert booked(acts, MAY) == Booked(Money(900), Money(400), Money(400))
    assert booked(acts) == Booked(Money(900), Money(400), Money(250))
    assert not booked(())


def told(typed: Seen, books: Booked) -> list[tuple[str | None, dict[str, object]]]:
    course = Course(
        1, "1.1", ActionState.FUNDED, None, seen=(typed,), booked=books
    )  # fmt: skip
    found = [i for i in of_course(course, JUNE, Limits()) if i.code == "PLAN-75"]
    assert all(issue.severity is Severity.INFORMATION for issue in found)
    return [(issue.field, dict(issue.text.facts)) for issue in found]


def test_a_difference_is_named_with_its_figures() -> None:
    books = Booked(Money(900), Money(400), Money(400))
    typed = Seen(MAY, committed=Money(900), paid=Money(1_000))
    ((field, facts),) = told(typed, books)
    assert field == "paid"
    assert (facts["typed"], facts["books"], facts["gap"]) == (
        Money(1_000),
        Money(400),
        Money(600),
    )
    ((field, facts),) = told(Seen(MAY, paid=Money(100)), books)
    assert (field, facts["gap"]) == ("paid", Money(300))


def test_what_the_books_do_not_know_or_nobody_typed_is_no_difference() -> None:
    assert told(Seen(MAY, paid=Money(1_000)), Booked()) == []
    assert told(Seen(MAY, percent=10), Booked(Money(900))) == []


def test_payments_of_the_books_count_for_overspending() -> None:
    course = Course(
        1,
        "1.1",
        ActionState.FUNDED,
        None,
        cost=Money(1_000),
        booked=Booked(Money(1_101), Money(1_101), Money(1_101)),
    )
    assert "PLAN-15" in {issue.code for issue in of_course(course, JUNE, Limits())}
