"""Visits of the commune with the grid of self-assessment (`planning.md` 4.8).

Questions and classes are data; here is only how points add up.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_, P_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping, Sequence

MOST = 2
"""Points of one question, by the layout of the dossier."""


class Trend(Enum):
    """How the points went from one visit to the next."""

    UP = "trend_up"
    SAME = "trend_same"
    DOWN = "trend_down"
    FIRST = "trend_first"
    """No visit before, or one whose grid was not filled."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the grid."""

    id: int
    code: str
    theme: str
    title: str
    position: int
    key: str = ""
    """Name of what the dossier can answer by itself."""

    valid_from: dt.date | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Step:
    """A class of the grid, and the points from which it holds."""

    lowest: int
    title: str


@dataclass(frozen=True, slots=True)
class Score:
    """What a grid adds up to."""

    points: int
    answered: int
    asked: int
    """Questions of the grid on the day of the visit."""

    title: str = ""
    """The class; empty until every question is answered."""

    @property
    def most(self) -> int:
        """The points that the whole grid gives at most."""
        return self.asked * MOST

    @property
    def whole(self) -> bool:
        """Whether every question is answered."""
        return self.asked > 0 and self.answered == self.asked


def grid_on(day: dt.date, questions: Iterable[Question]) -> tuple[Question, ...]:
    """Give the grid of a day: of each question, its latest wording by then."""
    held: dict[str, Question] = {}
    for each in sorted(questions, key=_since):
        if each.valid_from is None or each.valid_from <= day:
            held[each.code] = each
    kept = (each for each in held.values() if each.active)
    return tuple(sorted(kept, key=lambda q: (q.position, q.code)))


def _since(question: Question) -> str:
    return question.valid_from.isoformat() if question.valid_from else ""


def class_of(points: int, classes: Iterable[Step]) -> str:
    """Name the class of so many points; empty below the lowest."""
    reached = [step for step in classes if step.lowest <= points]
    return max(reached, key=lambda step: step.lowest).title if reached else ""


def score_of(
    points: Mapping[int, int], grid: Sequence[Question], classes: Iterable[Step]
) -> Score:
    """Add up the points of a grid, by the ids of its questions."""
    given = [points[each.id] for each in grid if each.id in points]
    total, whole = sum(given), bool(grid) and len(given) == len(grid)
    title = class_of(total, classes) if whole else ""
    return Score(total, len(given), len(grid), title)


def trend_of(now: Score | None, before: Score | None) -> Trend:
    """Compare two visits whose grids are whole."""
    if now is None or before is None or not (now.whole and before.whole):
        return Trend.FIRST
    if now.points == before.points:
        return Trend.SAME
    return Trend.UP if now.points > before.points else Trend.DOWN


@dataclass(frozen=True, slots=True)
class Seen:
    """A visit as the rules see it."""

    committee: str
    made_on: dt.date
    remarks: str = ""
    deadline: dt.date | None = None
    settled_on: dt.date | None = None

    @property
    def open(self) -> bool:
        """Whether something was asked that is not settled."""
        return bool(self.remarks) and self.settled_on is None

    def late(self, day: dt.date) -> int:
        """Count the days since the deadline of what is still open."""
        if not self.open or self.deadline is None:
            return 0
        return max(0, (day - self.deadline).days)


def visit_refusals(seen: Seen, day: dt.date) -> Iterator[Issue]:
    """Say what is wrong with one visit."""
    facts = {"committee": seen.committee, "date": seen.made_on}
    if seen.made_on > day:
        text = N_(
            "{committee}, visit of {date}: it comes after the day of the situation,"
            " {today}.",
            today=day,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="made_on")
    if seen.deadline is not None and seen.deadline < seen.made_on:
        text = N_(
            "{committee}, visit of {date}: remarks cannot be due on {deadline}, before"
            " the visit.",
            deadline=seen.deadline,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="deadline")
    settled = seen.settled_on
    if settled is not None and settled < seen.made_on:
        text = N_(
            "{committee}, visit of {date}: remarks cannot be settled on {settled},"
            " before the visit.",
            settled=settled,
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="settled_on")
    if not seen.remarks and (seen.deadline or settled):
        text = N_(
            "{committee}, visit of {date}: a deadline needs remarks to be settled.",
            **facts,
        )
        yield Issue(Severity.ERROR, text, field="remarks")


def late_remarks(seen: Seen, record: Record, day: dt.date) -> Iterator[Issue]:
    """Find remarks that are open past their deadline."""
    count = seen.late(day)
    if count:
        text = P_(
            "{committee}: remarks of the visit of {date} were to be settled by"
            " {deadline}, {count} day ago.",
            "{committee}: remarks of the visit of {date} were to be settled by"
            " {deadline}, {count} days ago.",
            count=count,
            committee=seen.committee,
            date=seen.made_on,
            deadline=seen.deadline,
        )
        yield Issue(Severity.WARNING, text, "COM-21", record, "deadline")
