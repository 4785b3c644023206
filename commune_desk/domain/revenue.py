"""What a receipt has come to: titled, collected, written off, left to collect.

`budget.md` 6.1: money may come before its title (régisseur, receveur); a title made
later puts it in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.money import Money


class Stage(Enum):
    """How far a receipt has come."""

    FORECAST = "no_entry"
    BEFORE_TITLE = "before_title"
    TITLED = "titled"
    PARTLY = "partly_collected"
    COLLECTED = "collected"
    WRITTEN_OFF = "written_off"


@dataclass(frozen=True, slots=True)
class Course:
    """The sums of one operation of revenue."""

    operation_id: int
    titled: Money
    collected: Money
    written_off: Money

    @property
    def left(self) -> Money:
        """What is left to collect; below zero where money came before its title."""
        return self.titled - self.collected - self.written_off

    @property
    def untitled(self) -> Money:
        """Money that came in and waits for its title."""
        gap = self.collected - self.titled
        return gap if gap.francs > 0 else gap - gap

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        if self.untitled:
            return Stage.BEFORE_TITLE
        if not self.titled:
            return Stage.FORECAST
        if not self.left:
            return Stage.WRITTEN_OFF if self.written_off else Stage.COLLECTED
        return Stage.PARTLY if self.collected or self.written_off else Stage.TITLED


def takes(course: Course, asked: Money, what: object) -> Iterator[Issue]:
    """Check that a collection or a write-off asks no more than is left."""
    if course.titled and asked.francs > course.left.francs:
        text = N_(
            "{act} refused: titles {titled} F − collected {collected} F − written off"
            " {written_off} F = {left} F left; {asked} F asked, {excess} F too much.",
            act=what,
            titled=course.titled,
            collected=course.collected,
            written_off=course.written_off,
            left=course.left,
            asked=asked,
            excess=asked - course.left,
        )
        where = Record("operations", course.operation_id)
        yield Issue(Severity.ERROR, text, "REV-06", where, "amount")
