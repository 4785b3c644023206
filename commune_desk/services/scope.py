"""What a screen or a paper is asked about: which plan, which year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from commune_desk.domain.ranking import Measure


@dataclass(frozen=True, slots=True)
class Scope:
    """The plan and the year chosen in the top bar, or on the command line."""

    year: int
    plan_id: int | None = None
    years: tuple[int, ...] = ()
    """The years of the plan, first to last."""

    criteria: tuple[Measure, ...] = ()
    """The criteria of the plan’s grid: columns of the table of priorities."""

    until: dt.date | None = None
    """The day up to which execution is looked at; None for the day of the situation."""
