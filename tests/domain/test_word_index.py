"""The index of words: what is found, in which order, what mistakes it forgives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commune_desk.domain.word_index import Mistakes, WordIndex, mistakes_allowed

TITLES = (
    "Forage à Démbéla",
    "Réhabilitation du forage de N’Tiobougou",
    "Construction de trois salles de classe",
    "Achat d’un tricycle",
    "Foire de Kapala",
    "Mandat n° 38",
)


def found(asked: str) -> list[str]:
    index: WordIndex[str] = WordIndex()
    for title in TITLES:
        index.add(title, title)
    return index.find(asked, 10)


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("dembela", 0),
        ("FORAGE ntio", 1),
        ("frage demb", 0),
        ("froage dembela", 0),
        ("forrage tiobugou", 1),
        ("constrcution clase", 2),
        ("rehabiltiaton", 1),
        ("un tricicle", 3),
        ("mandat 38", 5),
        ("tricycel", 3),
    ],
)
def test_words_are_found_half_typed_and_with_mistakes(asked: str, first: int) -> None:
    assert found(asked)[0] == TITLES[first]


@pytest.mark.parametrize(
    "asked", ["", "f", "xyz", "mandat 39", "forage kapala", "cla6e"]
)
def test_what_is_not_there_is_not_found(asked: str) -> None:
    assert found(asked) == []


def test_what_is_spelt_so_comes_before_what_is_only_like_it() -> None:
    assert found("foire") == [TITLES[4]]
    assert found("foir") == [TITLES[4], TITLES[0], TITLES[1]]


def test_what_is_called_so_comes_before_what_only_speaks_of_it() -> None:
    index: WordIndex[str] = WordIndex()
    index.add("Cartes de membre ASACO de Dembela", "line", 0, "Cartes de membre")
    called = "ASACO de Dembela"
    index.add(f"{called} Dembela ville, 31/12/2026", "committee", 0, called)
    assert index.find("asaco dembela", 10) == ["committee", "line"]
    assert index.find("dembela cartes", 10) == ["line"]


def test_a_text_that_was_dropped_is_not_found() -> None:
    index: WordIndex[int] = WordIndex()
    numbers = [index.add("puits", number) for number in range(3)]
    index.drop(numbers[1])
    assert index.find("puits", 10) == [0, 2]
    assert len(index) == 2


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("eau", 0),
        ("puit", 1),
        ("barrage", 1),
        ("plantati", 2),
        ("2026", 0),
        ("a1bc", 0),
    ],
)
def test_longer_words_may_hold_more_mistakes(word: str, count: int) -> None:
    assert mistakes_allowed(word) == count


def table(wanted: str, word: str) -> int:
    """Count by the whole table of all beginnings, as the books do."""
    rows = [[max(i, j) for j in range(len(word) + 1)] for i in range(len(wanted) + 1)]
    for i, letter in enumerate(wanted, 1):
        for j, sign in enumerate(word, 1):
            rows[i][j] = min(
                rows[i - 1][j] + 1,
                rows[i][j - 1] + 1,
                rows[i - 1][j - 1] + (letter != sign),
            )
            if i > 1 and j > 1 and wanted[i - 2 : i] == word[j - 2 : j][::-1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return min(rows[-1])


@given(st.text("abcd", min_size=1, max_size=9), st.text("abcd", max_size=12))
def test_mistakes_are_counted_as_the_whole_table_counts_them(
    wanted: str, word: str
) -> None:
    assert Mistakes(wanted).to(word) == table(wanted, word)
