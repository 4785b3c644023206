"""What a screen or a paper is asked about: which plan, which year."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """The plan and the year chosen in the top bar, or on the command line."""

    year: int
    plan_id: int | None = None
    years: tuple[int, ...] = ()
    """The years of the plan, first to last."""
