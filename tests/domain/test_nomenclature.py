from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.nomenclature import (
    WHOLE,
    Entry,
    Step,
    chain,
    faults,
    leaves,
    split,
    unconverted,
)

IN, OUT = Side.REVENUE, Side.EXPENDITURE


def entry(
    code: str, parent: str = "", side: Side = OUT, line: int = 0, title: str = "x"
) -> Entry:
    return Entry(Section.INVESTMENT, side, code, title, parent, line)


def said(*entries: Entry) -> list[dict[str, object]]:
    return [dict(issue.text.facts) for issue in faults(entries)]


def test_a_sound_list_has_no_fault_and_a_code_may_stand_on_both_sides() -> None:
    both = (entry("16"), entry("161", "16"), entry("16", side=IN))
    assert said(*both, entry("161", "16", IN)) == []


def test_a_code_twice_is_told_with_both_lines() -> None:
    (facts,) = said(entry("2411", line=4), entry("2411", line=9, title="autre"))
    assert (facts["first"], facts["line"], facts["other"]) == (4, 9, "autre")


def test_a_parent_that_the_list_lacks_is_told_even_if_the_other_side_has_it() -> None:
    (facts,) = said(entry("16", side=IN), entry("161", "16", line=7))
    assert (facts["parent"], facts["line"]) == ("16", 7)


def test_accounts_in_a_ring_are_told_once() -> None:
    ring = (entry("1", "3"), entry("2", "1"), entry("3", "2"))
    (facts,) = said(*ring)
    assert facts["codes"] == "1 → 3 → 2 → 1"
    assert len(said(entry("5", "5"))) == 1


def test_an_account_without_a_title_is_told() -> None:
    assert len(said(entry("1", title=""))) == 1


def test_only_leaves_take_amounts() -> None:
    tree = (entry("23"), entry("231", "23"), entry("2312", "231"), entry("24"))
    assert {code for *_, code in leaves(tree)} == {"2312", "24"}


def test_the_chain_goes_from_the_chapter_down() -> None:
    assert chain({3: 2, 2: 1, 1: None}, 3) == [1, 2, 3]


def test_an_account_whose_parts_do_not_make_the_whole_is_told() -> None:
    old, new = entry("232"), entry("2312")
    assert unconverted([old.key], [Step(old.key, new.key, 9_999)]) == [old.key]
    assert unconverted([old.key], [Step(old.key, new.key, WHOLE)]) == []


@given(st.integers(0, 10**12), st.lists(st.integers(1, 5_000), min_size=1, max_size=6))
def test_no_franc_is_lost_in_a_conversion(francs: int, shares: list[int]) -> None:
    shares = [*shares[:-1], max(1, WHOLE - sum(shares[:-1]))]
    assert sum(split(francs, shares)) == francs
