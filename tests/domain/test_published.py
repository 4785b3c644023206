"""The published figures of `budget.md` 10.1, row by row: those that do not add up."""

from __future__ import annotations

import pytest

from commune_desk.domain.money import Money, Share
from commune_desk.domain.published import told_share, told_sum

RIGHT_SUMS = {
    "Commune I 2021": ((5_632_496_262, 479_974_609), 6_112_470_871),
    "District 2025": ((51_206_638_899, 6_147_515_528), 57_354_154_427),
    "District 2024": ((57_354_154_427, 11_534_838_242), 68_888_992_669),
}
SHARES = {
    "District 2025, fall": (11_534_838_242, 68_888_992_669, 1674, 2, True),
    "Commune V 2023, own receipts": (1_268_328_612, 1_775_700_000, 7100, 0, True),
    "Commune V 2023, execution": (8_190_000_000, 9_700_000_000, 8400, 0, True),
    "Commune V 2025, operating": (9_081_000_000, 9_498_000_000, 9400, 0, False),
    "Commune V 2025, investment": (417_410_000, 9_498_000_000, 600, 0, False),
    "Bourem 2024, execution": (56_119_773, 887_701_797, 630, 1, True),
}


@pytest.mark.parametrize("name", RIGHT_SUMS)
def test_a_right_sum_is_not_blamed_and_a_franc_is_missed(name: str) -> None:
    parts, printed = RIGHT_SUMS[name]
    amounts = [Money(francs) for francs in parts]
    assert not list(told_sum(amounts, Money(printed)))
    (found,) = told_sum(amounts, Money(printed + 1))
    assert dict(found.text.facts)["gap"] == Money(1)


@pytest.mark.parametrize("name", SHARES)
def test_a_wrong_printed_share_is_found(name: str) -> None:
    part, whole, printed, places, right = SHARES[name]
    found = list(told_share(Money(part), Money(whole), Share(printed), places))
    assert (not found) is right


def test_the_finding_says_both_shares() -> None:
    (found,) = told_share(
        Money(9_081_000_000), Money(9_498_000_000), Share(9400), places=0
    )
    facts = dict(found.text.facts)
    assert (facts["found"], facts["printed"]) == (Share(9561), Share(9400))


def test_two_totals_of_two_sources_differ() -> None:
    (found,) = told_sum([Money(61_057_126_967)], Money(61_570_000_000))
    assert dict(found.text.facts)["gap"] == Money(512_873_033)
