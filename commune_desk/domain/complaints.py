"""What must hold for a complaint: it is answered after it came, and in time.

A complaint that was made in confidence is told by its number alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.committees import ComplaintState
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.domain.text import Text

SETTLED = frozenset({ComplaintState.ANSWERED, ComplaintState.CLOSED})
"""States in which nobody waits any more."""


@dataclass(frozen=True, slots=True)
class Case:
    """A complaint as the rules see it."""

    year: int
    number: int
    received_on: dt.date
    state: ComplaintState = ComplaintState.RECEIVED
    due_on: dt.date | None = None
    answered_on: dt.date | None = None
    closed_on: dt.date | None = None
    answer: str = ""

    @property
    def reference(self) -> str:
        """Number it as the register does: “3/2026”."""
        return f"{self.number}/{self.year}"

    def late(self, day: dt.date) -> int:
        """Count the days by which an answer is late; 0 where it is not."""
        if self.due_on is None or self.state in SETTLED:
            return 0
        return max(0, (day - self.due_on).days)

    @property
    def days(self) -> int | None:
        """Days between reception and answer; None while nobody answered."""
        if self.answered_on is None:
            return None
        return (self.answered_on - self.received_on).days


def complaint_refusals(case: Case, day: dt.date) -> Iterator[Issue]:
    """Say what is wrong with one complaint."""
    ref, received = case.reference, case.received_on
    if received > day:
        text = N_(
            "Complaint no. {ref}: received on {date}, after the day of the situation,"
            " {today}.",
            ref=ref,
            date=received,
            today=day,
        )
        yield Issue(Severity.ERROR, text, field="received_on")
    if received.year != case.year:
        text = N_(
            "Complaint no. {ref}: received on {date}, it belongs to the register of"
            " {year}.",
            ref=ref,
            date=received,
            year=str(received.year),
        )
        yield Issue(Severity.ERROR, text, field="year")
    if case.number < 1:
        text = N_("A complaint is numbered from 1 on, not {number}.",
                  number=case.number)  # fmt: skip
        yield Issue(Severity.ERROR, text, field="number")
    for key, told, on in (
        ("due_on", N_("to be answered by"), case.due_on),
        ("answered_on", N_("answered on"), case.answered_on),
        ("closed_on", N_("closed on"), case.closed_on),
    ):
        if on is not None and on < received:
            text = N_(
                "Complaint no. {ref}: {told} {date}, before it was received on"
                " {received}.",
                ref=ref,
                told=told,
                date=on,
                received=received,
            )
            yield Issue(Severity.ERROR, text, field=key)
    yield from _of_the_end(case)


def _of_the_end(case: Case) -> Iterator[Issue]:
    ref, answered, closed = case.reference, case.answered_on, case.closed_on
    if answered is not None and closed is not None and closed < answered:
        text = N_(
            "Complaint no. {ref}: closed on {closed}, before the answer of {answered}.",
            ref=ref,
            closed=closed,
            answered=answered,
        )
        yield Issue(Severity.ERROR, text, field="closed_on")
    if case.state is ComplaintState.ANSWERED and answered is None:
        text = N_("Complaint no. {ref}: say on which day it was answered.", ref=ref)
        yield Issue(Severity.ERROR, text, field="answered_on")
    if case.state is ComplaintState.CLOSED and closed is None:
        text = N_("Complaint no. {ref}: say on which day it was closed.", ref=ref)
        yield Issue(Severity.ERROR, text, field="closed_on")


def unanswered(
    case: Case, subject: Text | str, record: Record, day: dt.date
) -> Iterator[Issue]:
    """Find a complaint whose answer is late; `subject` says what may be told."""
    count = case.late(day)
    if count:
        text = P_(
            "Complaint no. {ref} ({subject}): no answer, {count} day late.",
            "Complaint no. {ref} ({subject}): no answer, {count} days late.",
            count=count,
            ref=case.reference,
            subject=subject,
        )
        yield Issue(Severity.WARNING, text, "COM-22", record, "due_on")
