"""Seats and terms: who holds what on a day, and for how long still.

A term holds its seat from the day it begins until the day before it is left; whose
mandate has ended but who was not replaced is carried over (`peers.md` 2.4).
"""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commune_desk.domain.committees import Sex

YEAR = 12


class Standing(Enum):
    """How a seat stands on a day, or a term."""

    RUNNING = "term_running"
    ENDING = "term_ending"
    """It ends within the days at which the committee wants to be told."""

    OVER = "term_over"
    """The mandate has ended; who held it is still there."""

    VACANT = "term_vacant"
    LEFT = "term_left"
    TO_COME = "term_to_come"


@dataclass(frozen=True, slots=True)
class Post:
    """A seat of one committee, from a day on and perhaps until one."""

    id: int
    committee_id: int
    position: int
    title: str
    from_on: dt.date
    until_on: dt.date | None = None
    """The last day on which it exists."""

    ex_officio: bool = False
    woman: bool = False
    literate: bool = False
    key_post: bool = False
    bureau: bool = True

    def exists(self, day: dt.date) -> bool:
        """Tell whether the committee has the seat on a day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True, slots=True)
class Tenure:
    """A person in a seat."""

    id: int
    seat_id: int
    person_id: int
    name: str
    begins_on: dt.date
    ends_on: dt.date | None = None
    """The last day of the mandate; None where it goes with another function."""

    left_on: dt.date | None = None
    """The first day on which the person is no longer there."""

    left_reason: str = ""
    elected: bool = True
    alternate: bool = False
    sex: Sex | None = None
    literate: bool | None = None
    meeting_id: int | None = None
    note: str = ""

    def holds(self, day: dt.date) -> bool:
        """Tell whether the person is in the seat on a day."""
        return self.begins_on <= day and (self.left_on is None or day < self.left_on)

    def meets(self, other: Tenure) -> dt.date | None:
        """Give the first day on which both would hold; None where they never do."""
        day = max(self.begins_on, other.begins_on)
        return day if self.holds(day) and other.holds(day) else None


@dataclass(frozen=True, slots=True)
class SeatState:
    """How a seat stands on a day."""

    post: Post
    standing: Standing
    days: int = 0
    """Vacant since so many days; over since so many; ending in so many."""

    holder: Tenure | None = None
    alternate: Tenure | None = None
    terms: int = 0
    """Terms that the holder has had in this seat without a break, this one included."""


def seat_state(
    post: Post, tenures: Iterable[Tenure], day: dt.date, warning: int
) -> SeatState:
    """Say who holds a seat on a day, and how long still."""
    own = [each for each in tenures if each.seat_id == post.id]
    held = [each for each in own if each.holds(day)]
    holder = next((each for each in held if not each.alternate), None)
    stand_in = next((each for each in held if each.alternate), None)
    if holder is None:
        left = [t.left_on for t in own if not t.alternate and t.left_on is not None]
        since = max((d for d in (post.from_on, *left) if d <= day), default=day)
        return SeatState(post, Standing.VACANT, (day - since).days, alternate=stand_in)
    standing, days = term_standing(holder, day, warning)
    return SeatState(post, standing, days, holder, stand_in, successive(own, holder))


def term_standing(term: Tenure, day: dt.date, warning: int) -> tuple[Standing, int]:
    """Say how a term stands on a day, with the days that this counts."""
    if day < term.begins_on:
        return Standing.TO_COME, (term.begins_on - day).days
    if not term.holds(day):
        return Standing.LEFT, 0
    if term.ends_on is None:
        return Standing.RUNNING, 0
    left = (term.ends_on - day).days
    if left < 0:
        return Standing.OVER, -left
    return (Standing.ENDING if left <= warning else Standing.RUNNING), left


def successive(tenures: Iterable[Tenure], term: Tenure) -> int:
    """Count the terms of a person in one seat that follow each other."""
    before = sorted(
        (
            each
            for each in tenures
            if each.seat_id == term.seat_id
            and not each.alternate
            and each.begins_on < term.begins_on
        ),
        key=lambda each: each.begins_on,
        reverse=True,
    )
    count = 1
    for each in before:
        if each.person_id != term.person_id:
            break
        count += 1
    return count


def mandate_end(begins: dt.date, months: int | None) -> dt.date | None:
    """Give the last day of a mandate of so many months; None where none is set."""
    if months is None:
        return None
    whole = begins.month - 1 + months
    year, month = begins.year + whole // YEAR, whole % YEAR + 1
    day = min(begins.day, calendar.monthrange(year, month)[1])
    return dt.date(year, month, day) - dt.timedelta(days=1)
