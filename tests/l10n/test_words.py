from __future__ import annotations

import pytest
from sample import FRENCH

from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_

IN_LETTERS = {
    0: "zéro franc CFA",
    1: "un franc CFA",
    21: "vingt et un francs CFA",
    71: "soixante et onze francs CFA",
    80: "quatre-vingts francs CFA",
    81: "quatre-vingt-un francs CFA",
    91: "quatre-vingt-onze francs CFA",
    200: "deux cents francs CFA",
    201: "deux cent un francs CFA",
    280: "deux cent quatre-vingts francs CFA",
    1_000: "mille francs CFA",
    1_001: "mille un francs CFA",
    1_100: "mille cent francs CFA",
    21_000: "vingt et un mille francs CFA",
    80_000: "quatre-vingt mille francs CFA",
    200_000: "deux cent mille francs CFA",
    1_000_000: "un million de francs CFA",
    1_200_000: "un million deux cent mille francs CFA",
    80_000_000: "quatre-vingts millions de francs CFA",
    200_000_000: "deux cents millions de francs CFA",
    42_999_800: (
        "quarante-deux millions neuf cent quatre-vingt-dix-neuf mille huit cents"
        " francs CFA"
    ),
    89_400_800: "quatre-vingt-neuf millions quatre cent mille huit cents francs CFA",
    344_500_000: "trois cent quarante-quatre millions cinq cent mille francs CFA",
    71_059_836: (
        "soixante et onze millions cinquante-neuf mille huit cent trente-six francs CFA"
    ),
    6_112_470_871: (
        "six milliards cent douze millions quatre cent soixante-dix mille huit cent"
        " soixante et onze francs CFA"
    ),
    57_354_154_427: (
        "cinquante-sept milliards trois cent cinquante-quatre millions cent"
        " cinquante-quatre mille quatre cent vingt-sept francs CFA"
    ),
    61_057_126_967: (
        "soixante et un milliards cinquante-sept millions cent vingt-six mille neuf"
        " cent soixante-sept francs CFA"
    ),
}
"""The vectors of `budget.md` 11.4."""


@pytest.mark.parametrize("francs", IN_LETTERS)
def test_amounts_in_letters(francs: int) -> None:
    spelt = FRENCH.in_letters(Money(francs)).replace("\u00a0", " ")
    assert spelt == IN_LETTERS[francs]


def test_figures_are_grouped_by_narrow_spaces_and_minus_is_a_minus() -> None:
    assert FRENCH.say(Money(-12_500_000)) == "−12\u202f500\u202f000"


def test_a_share_has_two_places_on_paper() -> None:
    assert FRENCH.say(Share(1683)) == "16,83\u00a0%"


@pytest.mark.parametrize(
    ("name", "said"),
    [("Dembela", "Région de Dembela"), ("Ourikéla", "Région d’Ourikéla")],
)
def test_french_elides_before_a_vowel(name: str, said: str) -> None:
    assert FRENCH.say(N_("Region of {name}", name=name)) == said
