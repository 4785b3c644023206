from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from commune_desk.domain.balance import Applied, balance_of, check
from commune_desk.domain.budget import Section, Side
from commune_desk.domain.issues import Severity
from commune_desk.domain.money import Money

E, W = Severity.ERROR, Severity.WARNING
ALL = {code: Applied(E) for code in ("B1", "B2", "B4", "B6", "N4")} | {
    "B7": Applied(W),
    "B8": Applied(W, 20),
    "J1": Applied(W, 20),
    "N5": Applied(W),
    "O1": Applied(W),
}
IN, OUT = Side.REVENUE, Side.EXPENDITURE


@dataclass(frozen=True)
class Line:
    section: Section
    side: Side
    amount: Money | None
    code: str = "6011"
    id: int = 1
    title: str = "Fournitures"
    order: bool = False
    compulsory: bool = False
    action_id: int | None = None
    placed: bool = False
    outside_reason: str = ""
    restricted_id: int | None = None
    mean: Money | None = None
    forecast: Money | None = None
    note: str = ""


def operating(side: Side, francs: int, **facts: object) -> Line:
    return Line(Section.OPERATING, side, Money(francs), **facts)  # type: ignore[arg-type]  # facts of the case


def investment(side: Side, francs: int, **facts: object) -> Line:
    return Line(Section.INVESTMENT, side, Money(francs), **facts)  # type: ignore[arg-type]  # facts of the case


def found(*lines: Line) -> list[str]:
    return [issue.code.removeprefix("BUDGET-") for issue in check(lines, ALL)]


def test_a_surplus_in_one_section_does_not_excuse_a_gap_in_the_other() -> None:
    lines = (operating(IN, 100), investment(OUT, 100, outside_reason="étude"))
    issues = check(lines, ALL)
    assert [dict(issue.text.facts)["gap"] for issue in issues] == [Money(100)] * 2
    assert found(*lines) == ["B1", "B2"]


def test_equality_is_to_the_franc() -> None:
    assert found(operating(IN, 65_945_000), operating(OUT, 65_945_000)) == []
    assert found(operating(IN, 65_945_001), operating(OUT, 65_945_000)) == ["B1"]


def test_what_operating_hands_over_is_what_investment_receives() -> None:
    lines = (
        operating(IN, 10),
        operating(OUT, 10, order=True),
        investment(IN, 9, order=True),
        investment(OUT, 9, outside_reason="étude"),
    )
    assert found(*lines) == ["B4"]


def test_money_given_for_a_purpose_is_spent_on_it() -> None:
    gift = investment(IN, 14, id=7, code="1011")
    works = investment(OUT, 13, restricted_id=7, outside_reason="étude")
    rest = investment(OUT, 1, outside_reason="étude")
    (issue,) = check((gift, works, rest), ALL)
    assert (issue.code, dict(issue.text.facts)["gap"]) == ("BUDGET-B6", Money(1))


def test_an_investment_names_its_action_and_its_place_or_says_why_not() -> None:
    gift = investment(IN, 5)
    assert found(gift, investment(OUT, 5)) == ["N5"]
    assert found(gift, investment(OUT, 5, action_id=3)) == ["B7"]
    assert found(gift, investment(OUT, 5, action_id=3, placed=True)) == []
    assert found(gift, investment(OUT, 5, outside_reason="urgence")) == []


def test_a_compulsory_line_without_a_franc_is_told() -> None:
    assert found(Line(Section.OPERATING, OUT, None, compulsory=True)) == ["O1"]


def test_a_forecast_far_above_the_mean_is_told_from_one_franc_on() -> None:
    def told(francs: int) -> list[str]:
        mean = Money(1_000_000)
        return found(operating(IN, francs, mean=mean), operating(OUT, francs))

    assert told(1_200_000) == []
    assert told(1_200_001) == ["B8"]


def test_a_variation_beyond_the_threshold_is_to_be_justified() -> None:
    def told(francs: int, note: str = "") -> list[str]:
        line = operating(IN, francs, forecast=Money(1_000_000), note=note)
        return [code for code in found(line) if code == "J1"]

    assert told(1_200_000) == told(800_000) == []
    assert told(1_200_001) == told(799_999) == told(0) == ["J1"]
    assert told(1_200_001, "nouvelle école") == []


def test_an_account_of_several_lines_varies_as_a_whole_and_has_one_note() -> None:
    first = operating(IN, 400_000, forecast=Money(1_000_000))
    second = operating(IN, 600_000, id=2)
    more = operating(IN, 900_000, id=2)
    assert "J1" not in found(first, second)
    (issue,) = [i for i in check((first, more), ALL) if i.code == "BUDGET-J1"]
    assert (issue.record and issue.record.id, issue.field) == (1, "note")
    assert dict(issue.text.facts)["now"] == Money(1_300_000)
    assert "J1" not in found(first, operating(IN, 900_000, id=2, note="hausse"))


def test_what_moves_no_money_and_what_is_new_need_no_note() -> None:
    order = operating(IN, 5, order=True, forecast=Money(1))
    assert "J1" not in found(order, operating(IN, 5, code="7012"))


def test_a_rule_that_the_commune_switched_off_is_silent() -> None:
    assert check((operating(IN, 1),), {}) == []


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 10**9)), max_size=30))
def test_the_balance_is_the_sum_of_both_sides(parts: list[tuple[bool, int]]) -> None:
    lines = [operating(IN if inward else OUT, francs) for inward, francs in parts]
    wanted = sum(francs if inward else -francs for inward, francs in parts)
    assert balance_of(lines, Section.OPERATING).gap == Money(wanted)
