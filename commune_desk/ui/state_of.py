"""In which state the values of the domain are.

Apart from `states.py` for start-up time: they bring their parts of the domain in.
"""

from __future__ import annotations

from commune_desk.domain.committee_lights import LightState
from commune_desk.domain.diagnosis import SheetState
from commune_desk.domain.funding import FundingStatus
from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.priorities import Decision
from commune_desk.domain.visits import Trend
from commune_desk.ui.states import State

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
