"""The three rates, against a recomputation in fractions."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from commune_desk.domain.money import Money, Share
from commune_desk.domain.rates import Tracked, gap, progress_of, rates

FRANCS = st.integers(0, 10**9)
ACTIONS = st.lists(
    st.builds(
        Tracked,
        FRANCS.map(Money),
        FRANCS.map(Money),
        st.integers(0, 10_000).map(Share),
        st.booleans(),
    )
)


def half_up(number: Fraction) -> int:
    return int(number + Fraction(1, 2))


@given(ACTIONS)
def test_each_rate_is_the_quotient_that_its_formula_says(
    actions: list[Tracked],
) -> None:
    found = rates(actions)
    cost = sum(a.cost.francs for a in actions)
    paid = sum(a.paid.francs for a in actions)
    made = sum(Fraction(a.cost.francs * a.physical.basis_points) for a in actions)
    done = sum(a.done for a in actions)
    assert found.cost == Money(cost)
    assert found.paid == Money(paid)
    assert (found.physical is None) == (cost == 0)
    if cost:
        assert found.physical == Share(half_up(made / cost))
        assert found.financial == Share(half_up(Fraction(paid * 10_000, cost)))
    if actions:
        assert found.realisation == Share(
            half_up(Fraction(done * 10_000, len(actions)))
        )


@given(ACTIONS)
def test_the_physical_rate_stays_between_the_least_and_the_most(
    actions: list[Tracked],
) -> None:
    found = rates(actions).physical
    weighted = [a.physical.basis_points for a in actions if a.cost]
    if found is not None:
        assert min(weighted) <= found.basis_points <= max(weighted)


@given(ACTIONS)
def test_the_order_of_actions_changes_nothing(actions: list[Tracked]) -> None:
    assert rates(actions) == rates(actions[::-1])


def test_a_percentage_that_was_noted_wins_and_more_than_planned_is_all() -> None:
    assert progress_of(40, 2, 3) == Share(4_000)
    assert progress_of(None, 2, 3) == Share(6_667)
    assert progress_of(None, 9, 3) == Share(10_000)
    assert progress_of(None, 0, 3) == Share(0)
    assert progress_of(None, None, 3) is None
    assert progress_of(None, 2, None) is None


def test_the_gap_is_counted_in_whole_points() -> None:
    assert gap(Share(3_333), Share(6_300)) == -29
    assert gap(Share(3_000), Share(0)) == 30
    assert gap(None, Share(0)) is None
