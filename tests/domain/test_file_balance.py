"""A gap of a file is explained by the one line that has its amount, or by none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.file_balance import Entered, Printed, gaps_explained
from commune_desk.domain.money import Money

if TYPE_CHECKING:
    from commune_desk.domain.issues import Issue

IN, OUT = Side.REVENUE, Side.EXPENDITURE
HERE, THERE = Section.OPERATING, Section.INVESTMENT


def lines(*rows: tuple[Side, str, int], refused: tuple[int, ...] = ()) -> list[Entered]:
    return [
        Entered(number, HERE, side, code, Money(francs), number not in refused)
        for number, (side, code, francs) in enumerate(rows, start=2)
    ]


def told(issue: Issue) -> dict[str, object]:
    return dict(issue.text.facts)


def test_a_line_entered_twice_explains_the_gap() -> None:
    file = lines((IN, "7", 100), (OUT, "6", 60), (OUT, "24", 40), (OUT, "24", 40),
                 refused=(5,))  # fmt: skip
    (issue,) = gaps_explained(file)
    facts = told(issue)
    assert (facts["code"], facts["rows"], facts["amount"]) == (
        "24",
        ("4", "5"),
        Money(40),
    )
    assert (facts["revenue"], facts["expenditure"], facts["gap"]) == (
        Money(100),
        Money(140),
        Money(40),
    )


@pytest.mark.parametrize("side", [IN, OUT])
def test_one_line_too_many_is_found_on_either_side(side: Side) -> None:
    other = OUT if side is IN else IN
    file = lines((side, "1", 60), (side, "2", 40), (side, "3", 7), (other, "4", 100))
    (issue,) = gaps_explained(file)
    assert (told(issue)["code"], told(issue)["row"]) == ("3", "4")


def test_two_candidates_are_both_named() -> None:
    file = lines((IN, "7", 100), (OUT, "6", 90), (OUT, "21", 10), (OUT, "22", 10))
    (issue,) = gaps_explained(file)
    codes = [dict(line.facts)["code"] for line in told(issue)["lines"]]  # type: ignore[attr-defined]  # each is a text
    assert codes == ["21", "22"]


def test_a_gap_that_no_line_has_is_told_without_a_culprit() -> None:
    (issue,) = gaps_explained(lines((IN, "7", 100), (OUT, "6", 60)))
    assert "no line" in issue.text.sentence
    assert told(issue)["gap"] == Money(40)


def test_a_file_in_balance_or_with_one_side_only_says_nothing() -> None:
    assert not list(gaps_explained(lines((IN, "7", 100), (OUT, "6", 100))))
    assert not list(gaps_explained(lines((OUT, "6", 60), (OUT, "60", 40))))


def test_what_the_refused_line_leaves_missing_is_said() -> None:
    file = lines((IN, "7", 100), (OUT, "6", 60), (OUT, "99", 40), refused=(4,))
    (issue,) = gaps_explained(file)
    assert issue.code == "BUDGET-F2"
    (line,) = told(issue)["lines"]  # type: ignore[misc]  # it is one text
    assert dict(line.facts)["code"] == "99"


def test_each_section_is_looked_at_where_both_have_both_sides() -> None:
    rows = [
        (HERE, IN, "7", 100), (HERE, OUT, "6", 110), (HERE, OUT, "60", 10),
        (THERE, IN, "1", 120), (THERE, OUT, "2", 100),
    ]  # fmt: skip
    file = [
        Entered(number, section, side, code, Money(francs), taken=True)
        for number, (section, side, code, francs) in enumerate(rows, start=2)
    ]
    here, there = gaps_explained(file)
    assert told(here)["gap"] == told(there)["gap"] == Money(20)
    assert told(here)["where"] != told(there)["where"]


def test_a_printed_total_is_compared_with_its_lines() -> None:
    file = lines((OUT, "1", 60), (OUT, "2", 40), (OUT, "3", 5))
    assert not list(gaps_explained(file, [Printed(5, Money(105))]))
    (issue,) = gaps_explained(file, [Printed(5, Money(65))])
    facts = told(issue)
    assert (facts["printed"], facts["made"], facts["gap"]) == (
        Money(65),
        Money(105),
        Money(40),
    )
    (line,) = facts["lines"]  # type: ignore[misc]  # it is one text
    assert dict(line.facts)["code"] == "2"
    (other,) = gaps_explained(file, [Printed(5, Money(100_000))])
    assert "lines" not in told(other)
