"""The life of an action: its states, and the five that papers print.

`planning.md` 2.4: one lifecycle, each change dated; a postponed or abandoned action
says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence


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


NEXT: dict[ActionState, tuple[ActionState, ...]] = {
    ActionState.IDEA: (ActionState.PROGRAMMED, ActionState.ABANDONED),
    ActionState.PROGRAMMED: (
        ActionState.ANNUAL,
        ActionState.SEEKING,
        ActionState.FUNDED,
        ActionState.TENDER,
        ActionState.UNDER_WAY,
        ActionState.POSTPONED,
        ActionState.ABANDONED,
    ),
    ActionState.ANNUAL: (
        ActionState.SEEKING,
        ActionState.FUNDED,
        ActionState.TENDER,
        ActionState.UNDER_WAY,
        ActionState.POSTPONED,
        ActionState.ABANDONED,
    ),
    ActionState.SEEKING: (
        ActionState.FUNDED,
        ActionState.POSTPONED,
        ActionState.ABANDONED,
    ),
    ActionState.FUNDED: (
        ActionState.TENDER,
        ActionState.UNDER_WAY,
        ActionState.POSTPONED,
        ActionState.ABANDONED,
    ),
    ActionState.TENDER: (
        ActionState.UNDER_WAY,
        ActionState.POSTPONED,
        ActionState.ABANDONED,
    ),
    ActionState.UNDER_WAY: (
        ActionState.HANDED_OVER,
        ActionState.DONE,
        ActionState.SUSPENDED,
        ActionState.ABANDONED,
    ),
    ActionState.HANDED_OVER: (ActionState.DONE, ActionState.UNDER_WAY),
    ActionState.DONE: (),
    ActionState.SUSPENDED: (
        ActionState.UNDER_WAY,
        ActionState.POSTPONED,
        ActionState.ABANDONED,
    ),
    ActionState.POSTPONED: (
        ActionState.ANNUAL,
        ActionState.SEEKING,
        ActionState.FUNDED,
        ActionState.TENDER,
        ActionState.UNDER_WAY,
        ActionState.ABANDONED,
    ),
    ActionState.ABANDONED: (ActionState.PROGRAMMED,),
}
"""What may follow a state: the likeliest first; screens offer them in this order."""

REASONED = (ActionState.POSTPONED, ActionState.ABANDONED)
"""States that say why (rule 16)."""

UNDER_WORKS = (ActionState.UNDER_WAY, ActionState.HANDED_OVER)
"""States in which somebody should look at the works (rule 14)."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A state, and what was noted of it."""

    state: ActionState
    reached_on: dt.date
    to_year: int | None = None
    reason: str = ""
    deliberation: str = ""
    id: int | None = None


def told(code: str, turn: Turn, today: dt.date) -> Iterator[Issue]:
    """Rule 16 and its kin: what one turn must say of itself."""
    facts = {"code": code, "state": turn.state, "date": turn.reached_on}
    if turn.reached_on > today:
        text = N_(
            "Action {code}, “{state}”: {date} is after the day of the situation,"
            " {today}.",
            **facts,
            today=today,
        )
        yield Issue(Severity.ERROR, text, field="reached_on")
    if turn.state in REASONED and not turn.reason.strip():
        text = N_(
            "Action {code}, “{state}” on {date}: say why; the reason is compulsory.",
            **facts,
        )
        yield Issue(Severity.ERROR, text, "PLAN-16", field="reason")
    if turn.state is ActionState.POSTPONED:
        if turn.to_year is None:
            text = N_(
                "Action {code}, postponed on {date}: say to which year.",
                code=code,
                date=turn.reached_on,
            )
            yield Issue(Severity.ERROR, text, "PLAN-16", field="to_year")
        elif turn.to_year < turn.reached_on.year:
            text = N_(
                "Action {code}: postponed on {date} to {year}, a year already past.",
                code=code,
                date=turn.reached_on,
                year=str(turn.to_year),
            )
            yield Issue(Severity.ERROR, text, "PLAN-16", field="to_year")
    elif turn.to_year is not None:
        text = N_(
            "Action {code}, “{state}”: a year to come ({year}) is only noted for a"
            " postponed action.",
            code=code,
            state=turn.state,
            year=str(turn.to_year),
        )
        yield Issue(Severity.ERROR, text, field="to_year")


def followed(code: str, turns: Sequence[Turn]) -> Iterator[Issue]:
    """Each state may follow the one before; `turns` stand in their order."""
    before = None
    for turn in turns:
        state = before.state if before else ActionState.PROGRAMMED
        begins = before is None and turn.state in {
            ActionState.IDEA,
            ActionState.PROGRAMMED,
        }
        if before and turn.reached_on < before.reached_on:
            text = N_(
                "Action {code}: “{state}” on {date} comes before “{earlier}” on"
                " {since}.",
                code=code,
                state=turn.state,
                date=turn.reached_on,
                earlier=before.state,
                since=before.reached_on,
            )
            yield Issue(Severity.ERROR, text, "PLAN-70", field="reached_on")
        elif not begins and turn.state not in NEXT[state]:
            yield _astray(code, turn, before)
        before = turn


def _astray(code: str, turn: Turn, before: Turn | None) -> Issue:
    state = before.state if before else ActionState.PROGRAMMED
    facts = {"code": code, "state": turn.state, "date": turn.reached_on}
    if not NEXT[state]:
        text = N_(
            "Action {code}: “{state}” on {date} cannot follow “{earlier}”, which is"
            " the end.",
            **facts,
            earlier=state,
        )
    else:
        text = N_(
            "Action {code}: “{state}” on {date} cannot follow “{earlier}”; possible:"
            " {names}.",
            **facts,
            earlier=state,
            names=NEXT[state],
        )
    return Issue(Severity.ERROR, text, "PLAN-70", field="state")
