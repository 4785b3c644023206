"""The recovery phrase: drawn by chance, written on paper, kept nowhere else.

Nine words of a list of 512 are 81 bits: no machine tries them all. The list is ours:
French words without accents, of which no two begin with the same four letters, so that
a word read badly on paper is still found.
"""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.text import N_
from commune_desk.services.reference import reference

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNT = 9
"""Words of a phrase."""

TELLING = 4
"""Letters that tell a word from all others."""

ASKED = 2
"""Words asked back before a phrase is used: the paper must lie there."""


@cache
def words() -> tuple[str, ...]:
    """Read the list."""
    return tuple(line["Mot"] for line in reference("recovery-words.csv"))


def new_phrase() -> str:
    """Draw a phrase."""
    return " ".join(secrets.choice(words()) for _ in range(COUNT))


def read_phrase(typed: str) -> str:
    """Read a phrase as it was typed: case, accents, commas and endings do not matter.

    Raises `Unreadable` with the word that is not of the list, or with the count.
    """
    by_start = {word[:TELLING]: word for word in words()}
    parts = _plain(typed).split()
    found = []
    for place, part in enumerate(parts, 1):
        word = by_start.get(part[:TELLING])
        if word is None:
            raise Unreadable(
                N_(
                    "Word {place}, “{word}”, is not in the list of words. Read the form"
                    " again.",
                    place=place,
                    word=part,
                )
            )
        found.append(word)
    if len(found) != COUNT:
        raise Unreadable(
            N_(
                "The phrase has {wanted} words; {count} were typed.",
                wanted=COUNT,
                count=len(found),
            )
        )
    return " ".join(found)


def asked_back() -> tuple[int, ...]:
    """Choose the places of the words to ask back, from 1, in order."""
    places = list(range(1, COUNT + 1))
    return tuple(sorted(secrets.SystemRandom().sample(places, ASKED)))


def answers(phrase: str, places: Sequence[int], typed: Sequence[str]) -> bool:
    """Tell whether the words asked back are those of the phrase."""
    said = phrase.split()
    return all(
        _plain(word)[:TELLING] == said[place - 1][:TELLING]
        for place, word in zip(places, typed, strict=True)
    )


def _plain(text: str) -> str:
    """Forget case, accents and whatever stands between words."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in letters if not unicodedata.combining(c))
    return re.sub(r"[^a-z]+", " ", kept).strip()
