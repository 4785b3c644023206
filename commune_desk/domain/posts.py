"""Posts by their names, and those that one person may not hold together.

`planning.md` 7, rule 21: treasurer and auditor; president of a school committee and
headmaster, or president of the parents’ association. The pairs are data.
"""

from __future__ import annotations

from dataclasses import dataclass

from commune_desk.domain.search import fold

_ENDINGS = (
    ("iere", "ier"),
    ("trice", "teur"),
    ("ente", "ent"),
    ("rice", "eur"),
    ("ee", "e"),
)
"""Feminine and masculine of one post are one post. `fold` drops doubled letters."""


def post_key(title: str) -> str:
    """Name a post whatever its gender and accents: “trésorière” is a treasurer."""
    return " ".join(_masculine(word) for word in fold(title).split())


def _masculine(word: str) -> str:
    for feminine, masculine in _ENDINGS:
        if word.endswith(feminine):
            return word.removesuffix(feminine) + masculine
    return word


def is_post(title: str, wanted: str) -> bool:
    """Tell whether a post is the one wanted, or a deputy of it."""
    key, asked = post_key(title), post_key(wanted)
    return bool(asked) and (key == asked or key.startswith(f"{asked} "))


@dataclass(frozen=True, slots=True)
class Held:
    """A post that a person holds, with the code of the committee’s type."""

    term_id: int
    committee_id: int
    committee: str
    type_code: str
    post: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two posts that do not go together; `CGS: président` names a type of committee.

    Without a type the two are meant within one committee; with one, also across two.
    """

    first: str
    second: str
    refused: bool = True
    legal: str = ""
    sure: bool = False

    def forbids(self, one: Held, other: Held) -> bool:
        """Tell whether one person may not hold both."""
        return self._both(one, other) or self._both(other, one)

    def _both(self, one: Held, other: Held) -> bool:
        typed = ":" in self.first and ":" in self.second
        if one.committee_id != other.committee_id and not typed:
            return False
        return _fits(one, self.first) and _fits(other, self.second)


def _fits(held: Held, wanted: str) -> bool:
    code, colon, title = wanted.partition(":")
    if not colon:
        return is_post(held.post, wanted)
    return fold(held.type_code) == fold(code) and is_post(held.post, title)
