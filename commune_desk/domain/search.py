"""Compare words as people remember them, not as they are spelt."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"ɓ": "b", "ɛ": "e", "ɔ": "o", "ɲ": "n", "ŋ": "n", "œ": "oe"})
_NOISE = re.compile(r"[^a-z0-9]+")
_TWICE = re.compile(r"([a-z])\1")


def fold(text: str) -> str:
    """Forget accents, case, apostrophes, hyphens and doubled letters.

    Spelling of place names varies (Dembela, Dembella, Démbéla; N'Tiobougou,
    N’Tiobougou), see `planning.md` 3.2. Words stay apart by one space.
    """
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    letters = re.sub(r"['’ʼ`´]", "", letters)
    return _TWICE.sub(r"\1", _NOISE.sub(" ", letters).strip())


def matches(wanted: str, text: str) -> bool:
    """Tell whether each word of `wanted` begins a word of `text`, or lies in it."""
    there = fold(text)
    return all(word in there for word in fold(wanted).split())
