"""The five states: each has a shape, a word and a colour."""

from __future__ import annotations

from enum import Enum

from commune_desk.domain.committee_lights import LightState
from commune_desk.domain.diagnosis import SheetState
from commune_desk.domain.funding import FundingStatus
from commune_desk.domain.issues import Severity
from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.priorities import Decision
from commune_desk.domain.visits import Trend


class State(Enum):
    """An icon, and the colour token of its word."""

    OK = ("circle-check", "link")
    WATCH = ("alert-triangle", "amber")
    CORRECT = ("alert-octagon", "red")
    WAITING = ("clock", "ink_soft")
    UNKNOWN = ("circle-dashed", "ink_soft")
    TOLD = ("info-circle", "link")

    @property
    def picture(self) -> str:
        """The name of the icon."""
        return self.value[0]

    @property
    def token(self) -> str:
        """The colour of the icon and of its word."""
        return self.value[1]


OF_SEVERITY = {
    Severity.ERROR: State.CORRECT,
    Severity.WARNING: State.WATCH,
    Severity.INFORMATION: State.TOLD,
}

OF_FUNDING = {
    FundingStatus.SOUGHT: State.WATCH,
    FundingStatus.PROMISED: State.WAITING,
    FundingStatus.SECURED: State.OK,
    FundingStatus.PAID: State.OK,
}

OF_SHEET = {
    SheetState.NONE: State.UNKNOWN,
    SheetState.NO_WOMEN: State.WATCH,
    SheetState.COMPLETE: State.OK,
}

OF_DECISION = {
    Decision.OPEN: State.UNKNOWN,
    Decision.KEPT: State.OK,
    Decision.LATER: State.WAITING,
    Decision.REJECTED: State.CORRECT,
}

OF_ACTION = {
    ActionState.IDEA: State.UNKNOWN,
    ActionState.PROGRAMMED: State.UNKNOWN,
    ActionState.ANNUAL: State.UNKNOWN,
    ActionState.SEEKING: State.WATCH,
    ActionState.FUNDED: State.WAITING,
    ActionState.TENDER: State.WAITING,
    ActionState.UNDER_WAY: State.WAITING,
    ActionState.HANDED_OVER: State.OK,
    ActionState.DONE: State.OK,
    ActionState.SUSPENDED: State.WATCH,
    ActionState.POSTPONED: State.WATCH,
    ActionState.ABANDONED: State.CORRECT,
}

OF_LIGHT = {
    LightState.OK: State.OK,
    LightState.WATCH: State.WATCH,
    LightState.CORRECT: State.CORRECT,
    LightState.UNKNOWN: State.UNKNOWN,
    LightState.NOT_ASKED: State.UNKNOWN,
}

OF_TREND = {
    Trend.UP: State.OK,
    Trend.SAME: State.TOLD,
    Trend.DOWN: State.WATCH,
    Trend.FIRST: State.UNKNOWN,
}
