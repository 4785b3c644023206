"""Read amounts of any currency as files of elsewhere write them.

In one column of one bulletin stand `26.534.100`, `191,817,697`, `24 752 766` and
`181.136,217 USD`. What has one meaning is read; `191,817` alone, which may be 191,817
or 191 817, is asked about: once for the whole column (`Habit`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from commune_desk.domain.currencies import FRANCS
from commune_desk.domain.errors import Doubtful, Unreadable
from commune_desk.domain.text import N_
from commune_desk.l10n.reading import LARGEST

MILLION = 1_000_000

_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_MILLIONS = re.compile(r"\bmillions?\b(?:\s+de?\b)?", re.IGNORECASE)
_UNITS = (
    (FRANCS, r"f\.?\s*cfa|fcfa|xof|francs?(?:\s+cfa)?|f"),
    ("USD", r"usd|us\s*\$|\$\s*us|\$|dollars?(?:\s+(?:am[ée]ricains?|us))?"),
    ("EUR", r"eur|€|euros?"),
)
_NAMED = tuple(
    (
        code,
        re.compile(
            rf"(?:^(?:{words})\b\.?|(?<![^\W\d])(?:{words})\.?$)", re.IGNORECASE
        ),
    )
    for code, words in _UNITS
)
_CODE = re.compile(r"^([A-Z]{3})\b|\b([A-Z]{3})$")
_GROUPS = re.compile(r"\d{1,3}(?:(?P<by>[ .,])\d{3})(?:(?P=by)\d{3})*")
_DIGITS = re.compile(r"\d+")
ALONE = 3
"""Figures after a single sign that may be a group or decimals."""


class Habit(Enum):
    """What stands before the decimals in a file."""

    COMMA = "comma"
    """181.136,22: points between the groups."""

    POINT = "point"
    """191,817.50: commas between the groups."""


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount, and what was read to get at it."""

    value: Decimal
    currency: str = ""
    """The code that stood beside it; empty where none did."""

    plain: bool = True
    """Whether it stood as the desk itself writes it."""


def amount(typed: str, habit: Habit | None = None, currency: str = "") -> Amount | None:
    """Read an amount; None where nothing was typed.

    `currency` is the one known beforehand: francs are whole, so that `191,817` can
    only be 191 817. Raises `Doubtful` for what can be read in two ways, `Unreadable`
    for what cannot be read at all.
    """
    text = _SPACES.sub(" ", typed).strip()
    if not text:
        return None
    bare, named = _without_unit(text.strip("()"))
    bare, times = _without_millions(bare)
    if not bare or re.search(r"[^\d ., ]", bare):
        raise Unreadable(N_("“{typed}” is no amount.", typed=text))
    whole = (named or currency) == FRANCS and times == 1
    value = _value(bare, text, habit, whole=whole) * times
    if value > LARGEST:
        raise Unreadable(
            N_("“{typed}” is too large: {largest} at most.", typed=text,
               largest=Decimal(LARGEST))
        )  # fmt: skip
    plain = bool(re.fullmatch(r"\d+(?:,\d{1,2})?", text))
    return Amount(value, named, plain)


def _without_unit(text: str) -> tuple[str, str]:
    for code, unit in _NAMED:
        if found := unit.search(text):
            rest = text[: found.start()] + text[found.end() :]
            return _end(rest), code
    if found := _CODE.search(text):
        rest = text[: found.start()] + text[found.end() :]
        return _end(rest), found[1] or found[2]
    return _end(text), ""


def _end(text: str) -> str:
    return re.sub(r"\s+de?$", "", text.strip()).strip()


def _without_millions(text: str) -> tuple[str, int]:
    if found := _MILLIONS.search(text):
        rest = text[: found.start()] + text[found.end() :]
        return rest.strip(), MILLION
    return text, 1


def _value(bare: str, typed: str, habit: Habit | None, *, whole: bool) -> Decimal:
    signs = [c for c in bare if c in ".,"]
    if not signs:
        return Decimal(_grouped(bare, typed))
    last = signs[-1]
    before, _, after = bare.rpartition(last)
    if signs.count(last) > 1 and len(set(signs)) == 1:
        return Decimal(_grouped(bare, typed))
    if len(set(signs)) == 1 and _may_group(before, after):
        if " " in before:
            raise _wrong(typed)
        return _one_sign(before, after, last, (typed, habit), whole=whole)
    if signs.count(last) > 1 or not _DIGITS.fullmatch(after):
        raise _wrong(typed)
    return Decimal(f"{_grouped(before, typed)}.{after}")


def _may_group(before: str, after: str) -> bool:
    return (
        len(after) == ALONE
        and after.isdecimal()
        and before.isdecimal()
        and len(before) <= ALONE
        and not before.startswith("0")
    )


def _one_sign(
    before: str,
    after: str,
    sign: str,
    asked: tuple[str, Habit | None],
    *,
    whole: bool,
) -> Decimal:
    """Read `191,817`, whose sign stands before decimals or before a group."""
    typed, habit = asked
    group, part = Decimal(before + after), Decimal(f"{before}.{after}")
    if whole:
        return group
    if habit is None:
        raise Doubtful(
            N_(
                "“{typed}” is {first} or {second}: say how decimals are written.",
                typed=typed,
                first=part,
                second=group,
            )
        )
    decimals = "," if habit is Habit.COMMA else "."
    return part if sign == decimals else group


def _grouped(text: str, typed: str) -> str:
    """Take the signs between groups of three out; refuse groups of another size."""
    if _DIGITS.fullmatch(text) or _GROUPS.fullmatch(text):
        return re.sub(r"\D", "", text)
    raise _wrong(typed)


def _wrong(typed: str) -> Unreadable:
    return Unreadable(
        N_("“{typed}” is no amount: its figures are not grouped by three.", typed=typed)
    )
