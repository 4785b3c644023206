"""The life of an action: its states, and the five that papers print.

`planning.md` 2.4: one lifecycle, each change dated; a postponed or abandoned action
says why.
"""

from __future__ import annotations

from enum import Enum


class ActionState(Enum):
    """How far an action has come."""

    IDEA = "idea"
    PROGRAMMED = "programmed"
    ANNUAL = "annual"
    SEEKING = "seeking"
    FUNDED = "funded"
    TENDER = "tender"
    UNDER_WAY = "under_way"
    HANDED_OVER = "handed_over"
    DONE = "done"
    SUSPENDED = "suspended"
    POSTPONED = "postponed"
    ABANDONED = "abandoned"


class Stage(Enum):
    """What printed reports say: the states collapsed into five."""

    DONE = "stage_done"
    UNDER_WAY = "stage_under_way"
    NOT_STARTED = "stage_not_started"
    POSTPONED = "stage_postponed"
    ABANDONED = "stage_abandoned"


_STAGES = {
    ActionState.DONE: Stage.DONE,
    ActionState.HANDED_OVER: Stage.DONE,
    ActionState.TENDER: Stage.UNDER_WAY,
    ActionState.UNDER_WAY: Stage.UNDER_WAY,
    ActionState.SUSPENDED: Stage.UNDER_WAY,
    ActionState.POSTPONED: Stage.POSTPONED,
    ActionState.ABANDONED: Stage.ABANDONED,
}


def stage_of(state: ActionState) -> Stage:
    """Collapse a state into what papers print."""
    return _STAGES.get(state, Stage.NOT_STARTED)
