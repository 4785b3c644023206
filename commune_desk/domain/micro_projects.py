"""Micro-projects of villages: how far one has come, whatever its portfolio."""

from __future__ import annotations

from enum import Enum


class MicroState(Enum):
    """How far a micro-project has come (`planning.md` 4.7)."""

    NEED = "micro_need"
    SUBMITTED = "micro_submitted"
    APPROVED = "micro_approved"
    AGREED = "micro_agreed"
    RUNNING = "micro_running"
    HANDED_OVER = "micro_handed_over"
    REFUSED = "micro_refused"
    ABANDONED = "micro_abandoned"


LIVE = (
    MicroState.NEED,
    MicroState.SUBMITTED,
    MicroState.APPROVED,
    MicroState.AGREED,
    MicroState.RUNNING,
)
"""States of a project that is still to come or under way."""
