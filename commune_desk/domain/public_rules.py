"""What must hold for restitutions, bodies, recommendations and steps of complaints.

The yearly restitution tells of an exercise that is over (`planning.md` 1.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.accountability import SETTLED, RecommendationState
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.domain.text import Text


def held_refusals(
    year: int, held_on: dt.date, announced_on: dt.date | None, day: dt.date
) -> Iterator[Issue]:
    """Say what is wrong with the days of a restitution; one to come may be noted."""
    if held_on.year < year or (held_on.year == year and held_on.month < LAST_MONTH):
        text = N_(
            "The restitution of {year} cannot be on {date}: the exercise is not over.",
            year=str(year),
            date=held_on,
        )
        yield Issue(Severity.ERROR, text, field="held_on")
    if announced_on is not None and announced_on > held_on:
        text = N_(
            "Announced on {announced}, after the session of {date}.",
            announced=announced_on,
            date=held_on,
        )
        yield Issue(Severity.ERROR, text, field="announced_on")
    if year > day.year:
        text = N_(
            "The exercise {year} is still to come on {day}.", year=str(year), day=day
        )
        yield Issue(Severity.ERROR, text, field="year")


LAST_MONTH = 12
"""From December on a year can be told of."""


def attendance_refusals(
    village: Text | str, women: int, men: int, young: int
) -> Iterator[Issue]:
    """Say what is wrong with who came from a village."""
    for field, count, word in (
        ("women", women, N_("women")),
        ("men", men, N_("men")),
        ("young", young, N_("young people")),
    ):
        if count < 0:
            text = N_(
                "{village}: {count} {word}; nobody can be fewer than none.",
                village=village,
                count=count,
                word=word,
            )
            yield Issue(Severity.ERROR, text, field=field)
    if young > women + men:
        text = N_(
            "{village}: {young} young people among {present} present.",
            village=village,
            young=young,
            present=women + men,
        )
        yield Issue(Severity.ERROR, text, field="young")


@dataclass(frozen=True, slots=True)
class Asked:
    """A recommendation as the rules see it."""

    title: str
    met_on: dt.date
    owner: str
    due_on: dt.date | None
    state: RecommendationState
    done_on: dt.date | None

    def late(self, day: dt.date) -> int:
        """Count the days past its term; 0 where nobody waits."""
        if self.due_on is None or self.state in SETTLED:
            return 0
        return max(0, (day - self.due_on).days)


def recommendation_refusals(asked: Asked, day: dt.date) -> Iterator[Issue]:
    """Say what is wrong with a recommendation."""
    for field, on in (("due_on", asked.due_on), ("done_on", asked.done_on)):
        if on is not None and on < asked.met_on:
            text = N_(
                "Recommendation “{title}”: {date} is before the session of {met}.",
                title=asked.title,
                date=on,
                met=asked.met_on,
            )
            yield Issue(Severity.ERROR, text, field=field)
    if asked.done_on is not None and asked.done_on > day:
        text = N_(
            "Recommendation “{title}”: carried out on {date}, after the day of the"
            " situation, {today}.",
            title=asked.title,
            date=asked.done_on,
            today=day,
        )
        yield Issue(Severity.ERROR, text, field="done_on")
    if asked.state is RecommendationState.DONE and asked.done_on is None:
        text = N_(
            "Recommendation “{title}”: say on which day it was carried out.",
            title=asked.title,
        )
        yield Issue(Severity.ERROR, text, field="done_on")
    if asked.state is not RecommendationState.DONE and asked.done_on is not None:
        text = N_(
            "Recommendation “{title}”: carried out on {date}, and yet not “done”.",
            title=asked.title,
            date=asked.done_on,
        )
        yield Issue(Severity.ERROR, text, field="state")


def late_recommendation(asked: Asked, record: Record, day: dt.date) -> Iterator[Issue]:
    """Find a recommendation past its term."""
    count = asked.late(day)
    if count:
        text = P_(
            "Recommendation “{title}” ({owner}): {count} day late.",
            "Recommendation “{title}” ({owner}): {count} days late.",
            count=count,
            title=asked.title,
            owner=asked.owner or N_("nobody in charge"),
        )
        yield Issue(Severity.WARNING, text, "PUB-02", record, "due_on")


def step_refusals(
    reference: str, received: dt.date, done_on: dt.date, day: dt.date
) -> Iterator[Issue]:
    """Say what is wrong with the day of a step of a complaint."""
    if done_on < received:
        text = N_(
            "Complaint no. {ref}: a step on {date}, before it was received on"
            " {received}.",
            ref=reference,
            date=done_on,
            received=received,
        )
        yield Issue(Severity.ERROR, text, field="done_on")
    if done_on > day:
        text = N_(
            "Complaint no. {ref}: a step on {date}, after the day of the situation,"
            " {today}.",
            ref=reference,
            date=done_on,
            today=day,
        )
        yield Issue(Severity.ERROR, text, field="done_on")


def validity_refusals(
    short: str, valid_from: dt.date | None, valid_until: dt.date | None
) -> Iterator[Issue]:
    """Say what is wrong with the days between which the text of a body holds."""
    if valid_from is not None and valid_until is not None and valid_until < valid_from:
        text = N_(
            "{body}: in force until {until}, before it begins on {begins}.",
            body=short,
            until=valid_until,
            begins=valid_from,
        )
        yield Issue(Severity.ERROR, text, field="valid_until")


def outside_text(
    short: str, held_on: dt.date, begins: dt.date | None, ends: dt.date | None
) -> Iterator[Issue]:
    """Refuse a session of a body on a day on which its text does not hold."""
    if (begins is not None and held_on < begins) or (
        ends is not None and held_on > ends
    ):
        text = N_(
            "{body}: its text holds from {begins} to {ends}, not on {date}.",
            body=short,
            begins=begins or "…",
            ends=ends or "…",
            date=held_on,
        )
        yield Issue(Severity.ERROR, text, field="held_on")


def untold(
    year: int, ended: dt.date, months: int, record: Record, day: dt.date
) -> Iterator[Issue]:
    """Find a closed year that nobody told to the public, `months` after its end."""
    since = (day.year - ended.year) * 12 + day.month - ended.month
    if since > months:
        text = N_(
            "The year {year} is closed; {since} months after its end it was not told"
            " to the public ({months} are left for it).",
            year=str(year),
            since=since,
            months=months,
        )
        yield Issue(Severity.WARNING, text, "PUB-01", record)


def no_step(
    reference: str, last: dt.date, most: int, record: Record, day: dt.date
) -> Iterator[Issue]:
    """Find a complaint that waits, and about which nothing was done for long.

    One that is late with its answer is found by COM-22 already, and not told twice.
    """
    count = (day - last).days
    if count > most:
        text = N_(
            "Complaint no. {ref}: nothing was noted for {count} days, since {last};"
            " at most {most} are left between two steps.",
            ref=reference,
            count=count,
            last=last,
            most=most,
        )
        yield Issue(Severity.WARNING, text, "PUB-03", record)


def lacking(
    procedure: Text | str, name: str, papers: tuple[str, ...], record: Record
) -> Iterator[Issue]:
    """Find a record that lacks papers of its procedure."""
    text = P_(
        "{procedure}, {name}: {count} paper is missing: {papers}.",
        "{procedure}, {name}: {count} papers are missing: {papers}.",
        count=len(papers),
        procedure=procedure,
        name=name,
        papers=papers,
    )
    yield Issue(Severity.INFORMATION, text, "PUB-04", record)
