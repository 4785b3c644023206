"""Values as a paper shows them; the same words in PDF and Word."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Foreign, Money, Share

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words
    from commune_desk.reports.grids import TableColumn

_STRANGE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2060\ufeff]"
)
_GROUPS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_UNITS = re.compile(r"(?<=\d) (?=F\b|%)|(?<=\bF) (?=CFA\b)|(?<=«) | (?=[:;?!»])")


def plain(text: str) -> str:
    """Leave out what no page can show: control characters, invisible marks."""
    text = unicodedata.normalize("NFC", text)
    return _STRANGE.sub(_seen, text) if _STRANGE.search(text) else text


def _seen(found: re.Match[str]) -> str:
    sign = found.group()
    if sign == "\u202f":
        return sign
    return "\n" if sign in "\u2028\u2029" else ""


def said(value: Any, words: Words) -> str:
    """Put a value into words for running text; money carries its unit.

    An `int` counts something and is grouped; a year is written as a text.
    """
    if isinstance(value, Money):
        return words.francs(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return words.number(value)
    return bound(plain(words.say(value)))


def bound(text: str) -> str:
    """Keep what was typed with plain spaces in one piece: amounts, units, signs."""
    return _UNITS.sub("\u00a0", _GROUPS.sub("\u202f", text))


def cell(value: Any, column: TableColumn, words: Words) -> str:
    """Put a value into words for a table: the unit is in the head, zero is a dash."""
    match value:
        case None:
            return ""
        case Money(francs):
            return words.number(francs) if francs else "–"
        case Foreign(cents):
            return words.decimal(Decimal(cents) / 100, 2) if cents else "–"
        case Share(basis_points) if column.percent_in_head:
            return words.share(Share(basis_points)).removesuffix("%").rstrip()
        case bool():
            return words.say(value)
        case int():
            return words.number(value)
    return plain(words.say(value))


def head(column: TableColumn, words: Words) -> str:
    """Title a column."""
    return plain(words.say(column.title))
