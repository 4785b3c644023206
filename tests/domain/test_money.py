from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune_desk.domain.money import Foreign, Money, Share
from commune_desk.domain.search import fold, matches


def test_a_share_is_rounded_half_up() -> None:
    assert Share.of(Money(9_066_667), Money(53_866_667)) == Share(1683)
    assert Share.of(Money(1), Money(20_000)) == Share(1)


def test_there_is_no_share_of_nothing() -> None:
    assert Share.of(Money(5), Money(0)) is None
    assert Share.of(None, Money(5)) is None


@pytest.mark.parametrize(
    ("euros", "francs"),
    [(119_490, 78_380_302), (133_590, 87_629_296), (127_192, 83_432_483)],
)
def test_euros_are_converted_to_the_nearest_franc(euros: int, francs: int) -> None:
    rate = Decimal("655.957")
    assert Foreign(euros * 100, "EUR").in_francs(rate) == Money(francs)


def test_half_a_franc_goes_up() -> None:
    assert Foreign(50, "XXX").in_francs(Decimal(1)) == Money(1)


@given(st.lists(st.integers(0, 10**12)))
def test_sums_are_exact(amounts: list[int]) -> None:
    assert Money.total(map(Money, amounts)) == Money(sum(amounts))


@pytest.mark.parametrize("spelt", ["Dembella", "DÉMBÉLA", "dembela"])
def test_spellings_of_a_place_fold_alike(spelt: str) -> None:
    assert fold(spelt) == fold("Dembela")


@pytest.mark.parametrize("wanted", ["n'tiobougou", "N’TIOBOUGOU", "ntiobou"])
def test_search_forgets_apostrophes_and_case(wanted: str) -> None:
    assert matches(wanted, "N’Tiobougou")
