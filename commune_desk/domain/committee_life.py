"""What must hold for the life of a committee (`planning.md` 4.3 and 7, rule 20)."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.committees import MeetingKind
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.progress import months
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commune_desk.domain.text import Text

ASSEMBLIES = frozenset(
    {MeetingKind.ASSEMBLY, MeetingKind.ACCOUNTS, MeetingKind.ELECTION}
)
"""Meetings at which all members are called."""

YEAR = 12
"""Months."""


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting as the rules see it."""

    kind: MeetingKind
    held_on: dt.date
    women: int | None = None
    men: int | None = None
    minutes: bool = False
    accounts_shown: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as the rules see it."""

    committee: str
    title: str
    met_on: dt.date
    responsible: str = ""
    due_on: dt.date | None = None
    done_on: dt.date | None = None

    def late(self, day: dt.date) -> int:
        """Count the days by which it is late; 0 where it is not."""
        if self.done_on is not None or self.due_on is None:
            return 0
        return max(0, (day - self.due_on).days)


def later(day: dt.date, count: int) -> dt.date:
    """Give the same day so many months later, or the last of a shorter month."""
    whole = day.month - 1 + count
    year, month = day.year + whole // YEAR, whole % YEAR + 1
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_assembly(met: Iterable[Met], day: dt.date) -> dt.date | None:
    """Give the day of the last general assembly, of whatever kind."""
    days = (m.held_on for m in met if m.kind in ASSEMBLIES and m.held_on <= day)
    return max(days, default=None)


def last_bureau(met: Iterable[Met], day: dt.date) -> dt.date | None:
    """Give the day of the last meeting of the bureau that left minutes."""
    own = (m for m in met if m.kind is MeetingKind.BUREAU and m.minutes)
    return max((m.held_on for m in own if m.held_on <= day), default=None)


def last_accounts(met: Iterable[Met], day: dt.date) -> dt.date | None:
    """Give the day of the last assembly that was shown the accounts."""
    own = (m for m in met if m.kind in ASSEMBLIES and m.accounts_shown)
    return max((m.held_on for m in own if m.held_on <= day), default=None)


def meeting_refusals(
    committee: str, met: Met, created_on: dt.date | None, day: dt.date
) -> Iterator[Issue]:
    """Say what is wrong with one meeting."""
    facts = {"committee": committee, "date": met.held_on}
    if met.held_on > day:
        text = N_(
            "{committee}, meeting of {date}: it comes after the day of the situation,"
            " {today}.",
            today=day,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="held_on")
    if created_on is not None and met.held_on < created_on:
        text = N_(
            "{committee}, meeting of {date}: the committee was created on {created}.",
            created=created_on,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="held_on")
    for key, name, count in (
        ("women", N_("women"), met.women),
        ("men", N_("men"), met.men),
    ):
        if count is not None and count < 0:
            text = N_(
                "{committee}, meeting of {date}: {count} {who} cannot have come.",
                count=count,
                who=name,
                **facts,
            )
            yield Issue(Severity.ERROR, text, field=key)
    if met.accounts_shown and met.kind is MeetingKind.BUREAU:
        text = N_(
            "{committee}, meeting of {date}: accounts are shown to a general assembly,"
            " not to the bureau.",
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="accounts_shown")


def decision_refusals(decided: Decided, day: dt.date) -> Iterator[Issue]:
    """A decision is due and done after the meeting that took it."""
    facts = {
        "committee": decided.committee,
        "title": decided.title,
        "met": decided.met_on,
    }
    if decided.due_on is not None and decided.due_on < decided.met_on:
        text = N_(
            "{committee}, “{title}”: due on {due}, before the meeting of {met}.",
            due=decided.due_on,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="due_on")
    done = decided.done_on
    if done is not None and done < decided.met_on:
        text = N_(
            "{committee}, “{title}”: done on {done}, before the meeting of {met}.",
            done=done,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="done_on")
    if done is not None and done > day:
        text = N_(
            "{committee}, “{title}”: done on {done}, after the day of the situation,"
            " {today}.",
            done=done,
            today=day,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="done_on")


def late_decision(decided: Decided, record: Record, day: dt.date) -> Iterator[Issue]:
    """Find a decision that is past its day and not done."""
    count = decided.late(day)
    if count:
        who = decided.responsible or N_("nobody named")
        text = P_(
            "{committee}, “{title}”: due on {due}, {count} day late ({who}).",
            "{committee}, “{title}”: due on {due}, {count} days late ({who}).",
            count=count,
            committee=decided.committee,
            title=decided.title,
            due=decided.due_on,
            who=who,
        )
        yield Issue(Severity.WARNING, text, "COM-20", record, "due_on")


@dataclass(frozen=True, slots=True)
class Asked:
    """How often a type of committee must meet; None where nothing is asked."""

    assembly: int | None = None
    """Months between two general assemblies, at most."""

    bureau: int | None = None
    """Months between two meetings of the bureau with minutes, at most."""


def silence(  # noqa: PLR0913, PLR0917  whom, since when, what was lived and what is asked
    committee: str,
    record: Record,
    created_on: dt.date | None,
    met: Iterable[Met],
    asked: Asked,
    day: dt.date,
) -> Iterator[Issue]:
    """Rule 20: no general assembly for too long, no minutes of the bureau.

    A committee of which nothing was ever noted is measured from its creation.
    """
    held = tuple(met)
    for every, last, found in (
        (asked.assembly, last_assembly(held, day), _no_assembly),
        (asked.bureau, last_bureau(held, day), _no_bureau),
    ):
        since = last or created_on
        if every is None or since is None or day <= later(since, every):
            continue
        text = found(committee, last, since, months(since, day))
        yield Issue(Severity.WARNING, text, "PLAN-20", record)


def _no_assembly(
    committee: str, last: dt.date | None, since: dt.date, count: int
) -> Text:
    if last is None:
        return N_(
            "{committee}: no general assembly is noted since its creation on {date}.",
            committee=committee,
            date=since,
        )
    return P_(
        "{committee}: no general assembly for {count} month (the last on {date}).",
        "{committee}: no general assembly for {count} months (the last on {date}).",
        count=count,
        committee=committee,
        date=last,
    )


def _no_bureau(
    committee: str, last: dt.date | None, since: dt.date, count: int
) -> Text:
    if last is None:
        return N_(
            "{committee}: no minutes of the bureau are noted since its creation on"
            " {date}.",
            committee=committee,
            date=since,
        )
    return P_(
        "{committee}: no minutes of the bureau for {count} month (the last of {date}).",
        "{committee}: no minutes of the bureau for {count} months (the last of"
        " {date}).",
        count=count,
        committee=committee,
        date=last,
    )
