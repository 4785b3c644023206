"""What each step of the making of a plan needs, and how it stands (1.4).

The rules read a step through `Step`, and what is expected of it from the template,
which is data: they know no number and no title.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.attachments import AttachmentKind
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.process import StepState
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from commune_desk.domain.text import Text


@dataclass(frozen=True, slots=True)
class Expected:
    """What a step is expected to leave behind."""

    date: bool = True
    place: bool = True
    attendance: bool = True
    minutes: bool = True
    """Their number or place noted, or the paper attached."""

    papers: frozenset[AttachmentKind] = frozenset()


class Step(Protocol):
    """What the rules need to know of a step."""

    @property
    def id(self) -> int:
        """Its record."""

    @property
    def number(self) -> int:
        """0 to 13 in the template."""

    @property
    def title(self) -> str:
        """What is done."""

    @property
    def state(self) -> StepState:
        """What the clerk says of it."""

    @property
    def planned_on(self) -> dt.date | None:
        """When it should be held."""

    @property
    def held_on(self) -> dt.date | None:
        """When it was."""

    @property
    def place(self) -> str:
        """Where."""

    @property
    def men(self) -> int | None:
        """Grown men present."""

    @property
    def women(self) -> int | None:
        """Grown women present."""

    @property
    def young_men(self) -> int | None:
        """Young men present."""

    @property
    def young_women(self) -> int | None:
        """Young women present."""

    @property
    def minutes(self) -> str:
        """Where the minutes are."""


class Standing(Enum):
    """How a step stands, all considered."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    """Held, but something is still missing."""

    LATE = "late"
    UNDER_WAY = "under_way"
    TO_COME = "to_come"
    SKIPPED = "skipped"


PAPERS = {
    AttachmentKind.MINUTES: N_("the minutes as an attached paper"),
    AttachmentKind.DELIBERATION: N_("the deliberation as an attached paper"),
    AttachmentKind.ATTENDANCE: N_("the attendance sheet as an attached paper"),
    AttachmentKind.LETTER: N_("the slip or letter as an attached paper"),
}
"""How a paper that is missing is called; the template asks for no others."""


def present(step: Step) -> int | None:
    """Count who was there; None while nobody was counted."""
    counted = [c for c in _counts(step) if c is not None]
    return sum(counted) if counted else None


def lacks(
    step: Step, expected: Expected, attached: Collection[AttachmentKind]
) -> tuple[Text, ...]:
    """List what the step still lacks, in words."""
    return tuple(_lacking(step, expected, attached))


def standing(step: Step, lacking: Collection[Text], today: dt.date) -> Standing:
    """Tell how a step stands."""
    match step.state:
        case StepState.SKIPPED:
            return Standing.SKIPPED
        case StepState.HELD:
            return Standing.INCOMPLETE if lacking else Standing.COMPLETE
    if step.planned_on is not None and step.planned_on < today:
        return Standing.LATE
    if step.state is StepState.IN_HAND:
        return Standing.UNDER_WAY
    return Standing.TO_COME


def step_refusals(step: Step, today: dt.date) -> Iterator[Issue]:
    """Say what no step can be."""
    for name in ("men", "women", "young_men", "young_women"):
        count = getattr(step, name)
        if count is not None and count < 0:
            text = N_("{count} people cannot have been present.", count=count)
            yield Issue(Severity.ERROR, text, field=name)
    if step.held_on is not None and step.held_on > today:
        text = N_(
            "“{title}”: held on {date}, a day that is still to come.",
            title=step.title,
            date=step.held_on,
        )
        yield Issue(Severity.ERROR, text, field="held_on")


def step_findings(
    step: Step, lacking: Collection[Text], today: dt.date
) -> Iterator[Issue]:
    """Rules 30 to 32: a step is late, held without its papers, held without women."""
    about = Record("process_steps", step.id)
    match standing(step, lacking, today):
        case Standing.LATE:
            text = N_(
                "Step {number}, “{title}”: planned for {date}, not yet held.",
                number=step.number,
                title=step.title,
                date=step.planned_on,
            )
            yield Issue(Severity.WARNING, text, "PLAN-30", about, "planned_on")
        case Standing.INCOMPLETE:
            text = N_(
                "Step {number}, “{title}”, was held; missing: {what}.",
                number=step.number,
                title=step.title,
                what=tuple(lacking),
            )
            yield Issue(Severity.WARNING, text, "PLAN-31", about, "state")
    women = [c for c in (step.women, step.young_women) if c is not None]
    if step.state is StepState.HELD and women and not sum(women):
        text = N_(
            "Step {number}, “{title}”: {total} people present, no woman among them.",
            number=step.number,
            title=step.title,
            total=present(step),
        )
        yield Issue(Severity.WARNING, text, "PLAN-32", about, "women")


def _counts(step: Step) -> tuple[int | None, ...]:
    return step.men, step.women, step.young_men, step.young_women


def _lacking(
    step: Step, expected: Expected, attached: Collection[AttachmentKind]
) -> Iterator[Text]:
    if expected.date and step.held_on is None:
        yield N_("the date")
    if expected.place and not step.place:
        yield N_("the place")
    if expected.attendance:
        yield from _uncounted(step)
    minutes = AttachmentKind.MINUTES
    nowhere = not step.minutes and minutes not in attached
    if expected.minutes and nowhere:
        yield N_("the minutes")
    for kind, words in PAPERS.items():
        said = kind is minutes and expected.minutes and nowhere
        if kind in expected.papers and kind not in attached and not said:
            yield words


def _uncounted(step: Step) -> Iterator[Text]:
    counts = _counts(step)
    if all(count is None for count in counts):
        yield N_("the attendance")
        return
    names = (
        N_("the number of men"),
        N_("the number of women"),
        N_("the number of young men"),
        N_("the number of young women"),
    )
    yield from (
        name for name, count in zip(names, counts, strict=True) if count is None
    )
