from __future__ import annotations

import pytest

from commune_desk.domain.budget import Section
from commune_desk.domain.credits import Credit, Move, Terms, needs, transfer
from commune_desk.domain.money import Money

TERMS = Terms(cap=20)


def credit(code: str, francs: int, committed: int = 0, **facts: object) -> Credit:
    section = Section.INVESTMENT if code.startswith("2") else Section.OPERATING
    return Credit(
        int(code),
        code,
        "",
        section,
        code[:2],
        Money(francs),
        Money(francs),
        Money(committed),
        **facts,  # type: ignore[arg-type]  # flags of the case
    )


OFFICE, FUEL = credit("6011", 600_000), credit("6053", 900_000)
UNFORESEEN = credit("653", 150_000, unforeseen=True)


def moved(giver: Credit, taker: Credit, francs: int) -> list[Move]:
    return [Move(giver, Money(-francs)), Move(taker, Money(francs))]


def codes(moves: list[Move], terms: Terms = TERMS) -> list[str]:
    return [issue.code for issue in transfer(moves, terms)]


@pytest.mark.parametrize(("francs", "found"), [(120_000, []), (120_001, ["BUDGET-M4"])])
def test_an_article_rises_by_a_fifth_at_most(francs: int, found: list[str]) -> None:
    assert codes(moved(FUEL, OFFICE, francs)) == found


def test_earlier_transfers_count_in_the_fifth() -> None:
    raised = credit("6011", 600_000, raised=Money(100_000))
    assert codes(moved(FUEL, raised, 20_000)) == []
    (issue,) = transfer(moved(FUEL, raised, 20_001), TERMS)
    facts = dict(issue.text.facts)
    assert (facts["most"], facts["excess"]) == (Money(120_000), Money(1))


def test_without_a_limit_in_the_texts_there_is_none() -> None:
    assert codes(moved(FUEL, OFFICE, 500_000), Terms(cap=None)) == []


def test_within_a_chapter_a_deliberation_is_enough() -> None:
    asked = needs(moved(OFFICE, FUEL, 100_000))
    assert (asked.deliberation, asked.approval) == (True, False)


def test_between_chapters_and_from_unforeseen_the_state_approves() -> None:
    assert needs(moved(UNFORESEEN, OFFICE, 100_000)).approval
    assert needs(moved(OFFICE, credit("6111", 500_000), 1)).approval
    inside = moved(UNFORESEEN, credit("654", 100_000), 10_000)
    assert needs(inside).approval


def test_what_is_committed_cannot_be_taken() -> None:
    giver = credit("6053", 900_000, committed=850_000)
    (issue,) = transfer(moved(giver, OFFICE, 60_000), TERMS)
    facts = dict(issue.text.facts)
    assert (facts["free"], facts["missing"]) == (Money(50_000), Money(10_000))


def test_sections_are_never_crossed() -> None:
    assert "BUDGET-M5" in codes(moved(credit("2312", 9_000_000), OFFICE, 100_000))


def test_what_is_taken_is_what_is_given() -> None:
    moves = [Move(FUEL, Money(-100)), Move(OFFICE, Money(99))]
    (issue,) = transfer(moves, TERMS)
    assert dict(issue.text.facts)["gap"] == Money(1)
    assert codes([]) == ["BUDGET-M5"]
