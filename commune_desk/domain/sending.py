"""What must hold for the sending of a plan (step 9), and for the calendar (1.8)."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = 12


class Sent(Protocol):
    """What the rules need to know of a plan sent to someone."""

    @property
    def id(self) -> int:
        """Its record."""

    @property
    def recipient(self) -> str:
        """To whom."""

    @property
    def sent_on(self) -> dt.date | None:
        """When it left."""

    @property
    def received_on(self) -> dt.date | None:
        """When it came, as the acknowledgement says."""

    @property
    def answered_on(self) -> dt.date | None:
        """When the commune answered observations."""

    @property
    def observations(self) -> str:
        """What came back."""


class Due(Protocol):
    """What the rules need to know of a line of the calendar."""

    @property
    def title(self) -> str:
        """What is due."""

    @property
    def first_month(self) -> int:
        """1 to 12."""

    @property
    def last_month(self) -> int:
        """1 to 12."""

    @property
    def last_day(self) -> int | None:
        """Day of the last month; None: its end."""


def sending_refusals(row: Sent) -> Iterator[Issue]:
    """Say what no sending can be: received before it left."""
    for early, late, field in (
        (row.sent_on, row.received_on, "received_on"),
        (row.received_on, row.answered_on, "answered_on"),
    ):
        if early is not None and late is not None and late < early:
            text = N_(
                "{recipient}: {late} comes before {early}.",
                recipient=row.recipient,
                late=late,
                early=early,
            )
            yield Issue(Severity.ERROR, text, field=field)


def unacknowledged(row: Sent, day: dt.date, patience: int) -> Iterator[Issue]:
    """Rules 34 and 36: no acknowledgement after so many days; unanswered remarks."""
    about = Record("transmissions", row.id)
    if row.sent_on is not None and row.received_on is None:
        if row.sent_on + dt.timedelta(days=patience) < day:
            text = N_(
                "{recipient}: the plan was sent on {date}; no acknowledgement after"
                " {patience} days.",
                recipient=row.recipient,
                date=row.sent_on,
                patience=patience,
            )
            yield Issue(Severity.WARNING, text, "PLAN-34", about, "received_on")
    elif row.observations and row.answered_on is None:
        text = N_(
            "{recipient}: observations not yet answered.", recipient=row.recipient
        )
        yield Issue(Severity.WARNING, text, "PLAN-36", about, "answered_on")


def deadline_refusals(row: Due) -> Iterator[Issue]:
    """Say what no line of a calendar can be."""
    for field in ("first_month", "last_month"):
        month = getattr(row, field)
        if not 1 <= month <= MONTHS:
            text = N_("{month} is no month: 1 to 12.", month=month)
            yield Issue(Severity.ERROR, text, field=field)
            return
    if row.last_month < row.first_month:
        text = N_(
            "The last month ({last}) comes before the first ({first}).",
            last=row.last_month,
            first=row.first_month,
        )
        yield Issue(Severity.ERROR, text, field="last_month")
    longest = calendar.monthrange(LEAP, row.last_month)[1]
    if row.last_day is not None and not 1 <= row.last_day <= longest:
        text = N_(
            "Month {month} has no day {day}.", month=row.last_month, day=row.last_day
        )
        yield Issue(Severity.ERROR, text, field="last_day")


LEAP = 2024
"""A year in which every day exists that any year has."""


def due_on(row: Due, day: dt.date) -> dt.date:
    """Give the next day, from `day` on, by which a line of the calendar is due."""
    this = due_in(row, day.year)
    return this if this >= day else due_in(row, day.year + 1)


def due_in(row: Due, year: int) -> dt.date:
    """Give the day of a year by which a line of the calendar is due."""
    end = calendar.monthrange(year, row.last_month)[1]
    return dt.date(year, row.last_month, min(row.last_day or end, end))
