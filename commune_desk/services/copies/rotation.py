"""Which copies are kept (`exchange-and-safety.md` 6.4): pure, from names and dates.

All of today and yesterday, then one for each of 12 days, of 10 weeks, of 9 months. The
day of a copy is the one in its name: the date of a file changes when it is carried.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Sequence

DAYS, WEEKS, MONTHS = 12, 10, 9
"""How many daily, weekly and monthly copies are kept, as Anki does."""

APART = dt.timedelta(minutes=30)
"""Routine copies of the last two days stand at least so far apart."""

ROUTINE = frozenset({"auto", "fermeture"})
"""Reasons of copies that no act asked for."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What the rotation knows of a copy."""

    name: str
    at: dt.datetime
    reason: str
    verified: bool
    """Whether it was read back and nothing since says that it is spoilt."""


def kept(copies: Collection[Dated], today: dt.date) -> set[str]:
    """Name the copies to keep; the rest may go."""
    newest = sorted(copies, key=lambda copy: copy.at, reverse=True)
    recent = [c for c in newest if (today - c.at.date()).days <= 1]
    names = _recent(recent)
    older = [c for c in newest if (today - c.at.date()).days > 1]
    for most, part in (
        (DAYS, _day),
        (WEEKS, _week),
        (MONTHS, _month),
    ):
        older, chosen = _one_of_each(older, most, part)
        names |= chosen
    sound = [c for c in newest if c.verified]
    if sound and not any(c.name in names for c in sound):
        names.add(sound[0].name)
    return names


def _recent(newest: Sequence[Dated]) -> set[str]:
    """Keep those of the last two days, but routine ones only so far apart.

    The newest stays; of the others the earlier one, or a busy day would keep one.
    """
    names = {copy.name for copy in newest if copy.reason not in ROUTINE}
    routine = [copy for copy in reversed(newest) if copy.reason in ROUTINE]
    last: dt.datetime | None = None
    for copy in routine:
        if last is None or copy.at - last >= APART:
            names.add(copy.name)
            last = copy.at
    return names | {copy.name for copy in routine[-1:]}


def _one_of_each(
    newest: Sequence[Dated], most: int, part: Callable[[dt.date], Hashable]
) -> tuple[list[Dated], set[str]]:
    """Keep the last sound copy of each of the `most` latest days, weeks or months.

    What lies before them is given back.
    """
    parts: dict[Hashable, Dated] = {}
    for at, copy in enumerate(newest):
        key = part(copy.at.date())
        if key not in parts and len(parts) == most:
            return list(newest[at:]), {each.name for each in parts.values()}
        best = parts.get(key)
        if best is None or (copy.verified and not best.verified):
            parts[key] = copy
    return [], {each.name for each in parts.values()}


def _day(day: dt.date) -> Hashable:
    return day


def _week(day: dt.date) -> Hashable:
    return day.isocalendar()[:2]


def _month(day: dt.date) -> Hashable:
    return (day.year, day.month)
