"""The ranking: no gap, no tie left, and no matter in what order it is asked."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from commune_desk.domain.ranking import Entrant, moved, points, ranking
from commune_desk.domain.village_shares import parted

if TYPE_CHECKING:
    import random

WEIGHTS = {1: 3, 2: 2, 3: 1}
marks = st.dictionaries(st.sampled_from([1, 2, 3]), st.integers(0, 3), max_size=3)
heads = st.none() | st.fractions(0, 50_000, max_denominator=9)


@st.composite
def fields(draw: st.DrawFn) -> list[Entrant]:
    count = draw(st.integers(0, 12))
    return [
        Entrant(
            n,
            f"1.{n}",
            (n,),
            draw(marks),
            draw(heads),
            draw(st.integers(0, 4)),
        )
        for n in range(1, count + 1)
    ]


@given(fields())
def test_ranks_are_a_permutation_without_gaps(entrants: list[Entrant]) -> None:
    places = ranking(entrants, WEIGHTS)
    marked = [each for each in entrants if each.marks]
    assert set(places) == {each.id for each in marked}
    ranks = sorted(place.rank for place in places.values())
    assert ranks == list(range(1, len(marked) + 1))


@given(fields(), st.randoms())
def test_the_order_of_the_input_changes_no_rank(
    entrants: list[Entrant], dice: random.Random
) -> None:
    shuffled = entrants[:]
    dice.shuffle(shuffled)
    assert ranking(shuffled, WEIGHTS) == ranking(entrants, WEIGHTS)


@given(fields())
def test_more_points_come_first_and_only_ties_are_told(
    entrants: list[Entrant],
) -> None:
    places = ranking(entrants, WEIGHTS)
    totals = [places[k].total for k in sorted(places, key=lambda k: places[k].rank)]
    assert totals == sorted(totals, reverse=True)
    for place in places.values():
        assert (place.tie is not None) == (totals.count(place.total) > 1)


@given(fields())
def test_double_weights_change_no_rank(entrants: list[Entrant]) -> None:
    double = {key: 2 * weight for key, weight in WEIGHTS.items()}
    before, after = ranking(entrants, WEIGHTS), ranking(entrants, double)
    assert {k: p.rank for k, p in before.items()} == {
        k: p.rank for k, p in after.items()
    }


def entrant(n: int, a_head: int | None, kept: int) -> Entrant:
    share = None if a_head is None else Fraction(a_head)
    return Entrant(n, f"1.{n}", (n,), {1: 2}, share, kept)


def ranked(*entrants: Entrant) -> list[int]:
    places = ranking(entrants, WEIGHTS)
    return sorted(places, key=lambda each: places[each].rank)


def test_the_village_with_least_by_inhabitant_goes_first() -> None:
    assert ranked(entrant(1, 900, 0), entrant(2, 400, 5)) == [2, 1]


def test_where_a_population_is_unknown_kept_actions_decide_for_all() -> None:
    found = ranked(entrant(1, 100, 3), entrant(2, None, 1), entrant(3, 50, 2))
    assert found == [2, 3, 1]


def test_served_alike_the_number_decides_and_says_so() -> None:
    places = ranking([entrant(2, 5, 1), entrant(1, 5, 1)], WEIGHTS)
    assert (places[1].rank, places[2].rank) == (1, 2)
    tie = places[1].tie
    assert tie is not None
    assert "number" in tie.sentence


def test_points_are_weight_times_mark() -> None:
    assert points({1: 3, 2: 0, 3: 2}, WEIGHTS) == 11
    assert points({9: 3}, WEIGHTS) == 0


def test_a_change_of_place_is_an_arrow() -> None:
    assert [moved(5, 2), moved(2, 5), moved(3, 3)] == ["▲ 3", "▼ 3", "="]
    assert not moved(None, 3)


@given(st.integers(0, 10**12), st.integers(1, 40))
def test_parts_add_up_to_the_franc_and_differ_by_one_at_most(
    francs: int, parts: int
) -> None:
    found = parted(francs, parts)
    assert sum(found) == francs
    assert len(found) == parts
    assert max(found) - min(found) <= 1
