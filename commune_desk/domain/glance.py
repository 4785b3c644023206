"""What the window shows of a dossier at first sight: the home page and the bars.

All of it is ready to be written: sentences are in the language of the user. It can
therefore be kept and painted again before the dossier itself is brought in.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Self

from commune_desk.domain.charts import Chart
from commune_desk.domain.issues import Record, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from commune_desk.domain.issues import Issue

MOST_RULES, MOST_DATES = 7, 5
"""Rules and dates of which the home page tells; the others are one link away."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one rule found, in one sentence."""

    severity: Severity
    code: str
    text: str
    table: str = ""
    """The table of all its records, where they have one."""

    ids: tuple[int, ...] = ()
    """Its records: what the screen of that table shows then, and no others."""

    @property
    def records(self) -> tuple[Record, ...]:
        """Where to jump; empty where it found what no one screen shows."""
        return tuple(Record(self.table, each) for each in self.ids)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """Something with a date: what home lists under “next dates”."""

    on: dt.date
    title: Any
    """A text, or already words."""

    days: int
    """Days left; negative once the day has passed."""

    place: str = ""
    """The place of the window where the work is done."""

    record: Record | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many findings wait to be settled."""

    count: int = 0
    tables: Mapping[str, int] = field(default_factory=dict)
    """By the database table of their record."""


def waiting(found: Iterable[Issue]) -> Waiting:
    """Count the findings to settle."""
    settle = [each for each in found if each.severity is not Severity.INFORMATION]
    tables = Counter(each.record.table for each in settle if each.record)
    return Waiting(len(settle), dict(tables))


@dataclass(frozen=True, slots=True)
class Day:
    """What another day may change: what the rules find, and what comes next."""

    rules: tuple[Told, ...] = ()
    """The gravest, at most `MOST_RULES`."""

    points: int = 0
    """How many rules found something."""

    waiting: Waiting = Waiting()
    dates: tuple[Upcoming, ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """The last sending to the region."""

    on: dt.date
    answer: str
    """What became of it, in words; empty while no answer is known."""

    refused: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """The home page of a year, and the bars around it."""

    commune: str
    demonstration: bool
    year: int
    years: tuple[int, ...]
    undo: str
    """What undo would take back; empty if there is nothing."""

    redo: str
    charts: tuple[Chart, ...]
    counts: Mapping[str, int]
    """Records, by the name of their table."""

    on: dt.date
    sent: Sent | None
    day: Day | None
    """What holds on that day only; None where another day has come since."""

    def plain(self) -> dict[str, Any]:
        """Take it apart for JSON."""
        return asdict(self)

    @classmethod
    def of_plain(cls, kept: Mapping[str, Any], today: dt.date) -> Self:
        """Put it together again, as far as it still holds; `ValueError` if it cannot.

        What was true of another day is left out.
        """
        try:
            on = dt.date.fromisoformat(kept["on"])
            return cls(
                **{
                    **kept,
                    "years": tuple(kept["years"]),
                    "charts": tuple(Chart.of_plain(one) for one in kept["charts"]),
                    "sent": _sent(kept["sent"]),
                    "on": on,
                    "day": _day(kept["day"]) if on == today else None,
                }
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError from error


def _day(kept: Mapping[str, Any]) -> Day:
    rules = [
        Told(**{**one, "severity": Severity(one["severity"]), "ids": tuple(one["ids"])})
        for one in kept["rules"]
    ]
    dates = [
        Upcoming(
            **{**one, "on": dt.date.fromisoformat(one["on"]), "record": _record(one)}
        )
        for one in kept["dates"]
    ]
    count = Waiting(**kept["waiting"])
    return Day(tuple(rules), kept["points"], count, tuple(dates))


def _sent(kept: Mapping[str, Any] | None) -> Sent | None:
    if kept is None:
        return None
    return Sent(**{**kept, "on": dt.date.fromisoformat(kept["on"])})


def _record(kept: Mapping[str, Any]) -> Record | None:
    return None if kept["record"] is None else Record(**kept["record"])
