"""What a micro-project goes through, and what it does with its money.

A step comes after the one before it; money comes after the agreement and is spent
after it came (`planning.md` 4.7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.currencies import stated
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class CycleStep:
    """A step of the cycle of a portfolio."""

    id: int
    position: int
    title: str
    state: MicroState


@dataclass(frozen=True, slots=True)
class Course:
    """The steps that a project has taken, against the cycle of its portfolio."""

    called: str
    cycle: tuple[CycleStep, ...]
    """In the order of their positions."""

    taken: Mapping[int, dt.date]
    """Step → day."""

    state: MicroState

    @property
    def last(self) -> CycleStep | None:
        """The farthest step that was taken."""
        return next((s for s in reversed(self.cycle) if s.id in self.taken), None)

    @property
    def next(self) -> CycleStep | None:
        """The step that comes next; None where the project came to its end."""
        if self.state in {MicroState.REFUSED, MicroState.ABANDONED}:
            return None
        last = self.last
        after = last.position if last is not None else -1
        return next((s for s in self.cycle if s.position > after), None)

    @property
    def reached(self) -> MicroState:
        """The state that the steps bring the project to."""
        if self.state in {MicroState.REFUSED, MicroState.ABANDONED}:
            return self.state
        return self.last.state if self.last is not None else self.state

    def day_of(self, state: MicroState) -> dt.date | None:
        """Give the day of the first step that brings to a state."""
        days = [self.taken[s.id] for s in self.cycle
                if s.state is state and s.id in self.taken]  # fmt: skip
        return days[0] if days else None


def course_refusals(course: Course, today: dt.date) -> Iterator[Issue]:
    """Refuse a step out of order, before the one before it, or in days to come."""
    before: CycleStep | None = None
    skipped: CycleStep | None = None
    decision = next(
        (s.position for s in course.cycle if s.state is MicroState.APPROVED), None
    )
    for step in course.cycle:
        on = course.taken.get(step.id)
        if on is None:
            skipped = skipped or step
            continue
        if skipped is not None:
            text = N_(
                "{project}: “{step}” comes after “{missing}”, which was not done yet.",
                project=course.called,
                step=step.title,
                missing=skipped.title,
            )
            yield Issue(Severity.ERROR, text, "MICRO-11", field="step_id")
        if before is not None and on < course.taken[before.id]:
            text = N_(
                "{project}: “{step}” on {day}, before “{before}” on {earlier}.",
                project=course.called,
                step=step.title,
                day=on,
                before=before.title,
                earlier=course.taken[before.id],
            )
            yield Issue(Severity.ERROR, text, "MICRO-11", field="done_on")
        if on > today:
            text = N_(
                "{project}: “{step}” on {day}, after the day of the situation,"
                " {today}.",
                project=course.called,
                step=step.title,
                day=on,
                today=today,
            )
            yield Issue(Severity.ERROR, text, "MICRO-11", field="done_on")
        past = decision is not None and step.position > decision
        if course.state is MicroState.REFUSED and past:
            text = N_(
                "{project}: the file was refused; “{step}” cannot follow.",
                project=course.called,
                step=step.title,
            )
            yield Issue(Severity.ERROR, text, "MICRO-11", field="step_id")
        before = step


@dataclass(frozen=True, slots=True)
class Purse:
    """What a project received and spent, in hundredths of its currency."""

    called: str
    currency: str
    received: tuple[tuple[dt.date, int], ...] = ()
    spent: tuple[tuple[dt.date, int, str], ...] = ()
    """Day, amount, what for."""

    agreed_on: dt.date | None = None
    needs_agreement: bool = False
    """Whether its cycle has an agreement and it has taken steps."""

    @property
    def in_hand(self) -> int:
        """What is left of what came."""
        return self.whole - sum(cents for _, cents, _ in self.spent)

    @property
    def whole(self) -> int:
        """All that came."""
        return sum(cents for _, cents in self.received)


def purse_refusals(purse: Purse) -> Iterator[Issue]:
    """Refuse money before the agreement, and spending what did not come."""
    for on, cents in purse.received:
        if not purse.needs_agreement:
            break
        if purse.agreed_on is None:
            text = N_(
                "{project}: {amount} received on {day}, and the agreement is not"
                " signed yet.",
                project=purse.called,
                amount=stated(cents, purse.currency),
                day=on,
            )
            yield Issue(Severity.ERROR, text, "MICRO-12", field="received_on")
        elif on < purse.agreed_on:
            text = N_(
                "{project}: {amount} received on {day}, before the agreement of"
                " {agreed}.",
                project=purse.called,
                amount=stated(cents, purse.currency),
                day=on,
                agreed=purse.agreed_on,
            )
            yield Issue(Severity.ERROR, text, "MICRO-12", field="received_on")
    yield from _overspent(purse)


def _overspent(purse: Purse) -> Iterator[Issue]:
    """Follow the purse day by day; what comes on a day may be spent on it."""
    moves = [(on, 0, cents, "") for on, cents in purse.received]
    moves += [(on, 1, -cents, title) for on, cents, title in purse.spent]
    left = came = 0
    for on, _, cents, title in sorted(moves):
        left += cents
        came += max(cents, 0)
        if left < 0:
            text = N_(
                "{project}, {day}: “{title}” brings what was spent to {spent},"
                " {missing} more than the {received} received.",
                project=purse.called,
                day=on,
                title=title,
                spent=stated(came - left, purse.currency),
                missing=stated(-left, purse.currency),
                received=stated(came, purse.currency),
            )
            yield Issue(Severity.ERROR, text, "MICRO-08", field="amount")
            return
