"""Read values as people type them; say what was read when it is not one.

Amounts may be grouped by any space, a full stop or an apostrophe, and may carry
their unit; they are whole, positive francs. `3 000 0000` is refused: its last
group has four figures, as in the published plan of Commune V (`planning.md` 0.8).
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, Text

LARGEST = 999_999_999_999
"""Francs; above any budget of the country's communes, below any slip of a key."""

_UNIT = re.compile(
    r"\s*(?:f\.?\s*(?:r\s*)?cfa|fcfa|xof|francs?(?:\s*cfa)?|f)\.?\s*$", re.IGNORECASE
)
_SPACES = re.compile(r"[\s\u00a0\u202f\u2009']+")
_GROUPED = re.compile(r"\d{1,3}(?:[ .]\d{3})+")
_DECIMAL = re.compile(r"[-+]?(?:\d{1,12}(?:\.\d{0,12})?|\.\d{1,12})")
"""No exponent and no “NaN”: what a person writes."""

_PAGES = re.compile(r"(\d{1,4})(?:\s*([-–àa]|to)\s*(\d{1,4})?)?", re.IGNORECASE)
_MONTH_LAST = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def signed_money(typed: str) -> Money | None:
    """Read an amount that may be below zero: a deficit, money that goes out."""
    text = typed.strip()
    if text[:1] not in MINUS:
        return money(typed)
    amount = money(text[1:])
    return None if amount is None else -amount


MINUS = tuple("-−–")
"""Signs that people, keyboards and spreadsheets put before what is below zero."""


def money(typed: str) -> Money | None:
    """Read an amount of francs; None where nothing was typed.

    Raises `Unreadable` for anything but whole, positive francs.
    """
    text = _SPACES.sub(" ", _UNIT.sub("", typed)).strip()
    if not text:
        if typed.strip():
            raise _refuse(N_("“{typed}” holds no figure.", typed=typed.strip()))
        return None
    if text[0] in MINUS:
        raise _refuse(
            N_(
                "“{typed}” is negative: type an amount without a sign.",
                typed=typed.strip(),
            )
        )
    if letters := re.search(r"[^\d .,]", text):
        raise _refuse(
            N_(
                "“{typed}” is no amount: “{sign}” is not a figure.",
                typed=typed.strip(),
                sign=letters[0],
            )
        )
    return Money(_whole(text, typed.strip()))


def _whole(text: str, typed: str) -> int:
    if text.isdecimal():
        return _within(text, typed)
    if _GROUPED.fullmatch(text) and len({c for c in text if not c.isdigit()}) == 1:
        return _within(re.sub(r"\D", "", text), typed)
    if re.fullmatch(r"[\d ]+[.,]\d{0,2}", text) or "," in text:
        raise _refuse(N_("“{typed}” has decimals: francs are whole.", typed=typed))
    groups = " | ".join(re.split(r"[ .]", text))
    raise _refuse(
        N_(
            "“{typed}” is not grouped by three: read as {groups}.",
            typed=typed,
            groups=groups,
        )
    )


def _within(figures: str, typed: str) -> int:
    """Count figures before Python reads them: it refuses numbers without end."""
    if len(figures.lstrip("0")) > len(str(LARGEST)):
        raise _refuse(
            N_(
                "“{typed}” is too large: {largest} at most.",
                typed=typed,
                largest=Money(LARGEST),
            )
        )
    return int(figures)


def share(typed: str) -> Share | None:
    """Read a percentage, with or without its sign: `16,83 %`, `100`."""
    text = typed.replace("%", "").replace(",", ".").strip()
    if not text:
        return None
    if not _DECIMAL.fullmatch(text):
        raise _refuse(N_("“{typed}” is no percentage.", typed=typed.strip()))
    return Share(int((Decimal(text) * 100).to_integral_value(ROUND_HALF_UP)))


def integer(typed: str) -> int | None:
    """Read a whole number, grouped or not; None where nothing was typed."""
    text = _SPACES.sub("", typed)
    if not text:
        return None
    if not text.isdecimal():
        raise _refuse(N_("“{typed}” is not a whole number.", typed=typed.strip()))
    return _within(text, typed.strip())


def decimal(typed: str) -> Decimal | None:
    """Read a number with decimals, after a comma or a point."""
    text = _SPACES.sub("", typed).replace(",", ".").replace("−", "-")
    if not text:
        return None
    if not _DECIMAL.fullmatch(text):
        raise _refuse(N_("“{typed}” is not a number.", typed=typed.strip()))
    return Decimal(text)


def date(typed: str) -> dt.date | None:
    """Read a date: 12/10/2026, 12.10.2026, 12-10-2026 or 2026-10-12."""
    text = typed.strip()
    if not text:
        return None
    try:
        if found := _MONTH_LAST.fullmatch(text):
            day, month, year = (int(part) for part in found.groups())
            return dt.date(year, month, day)
        if found := _YEAR_FIRST.fullmatch(text):
            year, month, day = (int(part) for part in found.groups())
            return dt.date(year, month, day)
    except ValueError:
        raise _refuse(
            N_("“{typed}” is not a day of the calendar.", typed=text)
        ) from None
    raise _refuse(N_("“{typed}” is not a date: type day/month/year.", typed=text))


def page_range(typed: str, count: int) -> tuple[int, int]:
    """Read which pages of a paper are wanted: 3-7, 3 à 7, 3 to the end, or 5 alone.

    Gives the first and the last; 0 and 0 where nothing was typed: all of them.
    """
    text = typed.strip()
    if not text:
        return 0, 0
    found = _PAGES.fullmatch(text)
    if found is None:
        raise _refuse(
            N_("“{typed}” is no range of pages: type 3-7, or 5 alone.", typed=text)
        )
    first, dash, last = found.groups()
    low = int(first)
    high = int(last) if last else (count if dash else low)
    if not 1 <= low <= high <= count:
        raise _refuse(
            N_(
                "Pages {first} to {last} are not in this paper: it has {count}.",
                first=low,
                last=high,
                count=count,
            )
        )
    return low, high


def _refuse(text: Text) -> Unreadable:
    return Unreadable(text)
