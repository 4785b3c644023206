"""The tables of follow-up: states, progress, the tracking table, equity."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.lifecycle import ActionState
from commune_desk.domain.rates import POINT
from commune_desk.domain.text import N_
from commune_desk.services.equity import EquityRow, equity
from commune_desk.services.followup import (
    PROGRESS,
    TRANSITION,
    AddOutsideAction,
    AddProgress,
    ChangeState,
    NoteProgress,
    RemoveProgress,
    RemoveTransitions,
    ReviseProgress,
    ReviseTransition,
)
from commune_desk.services.programming import code_key, proposals
from commune_desk.services.tracking import progress, tracked, transitions
from commune_desk.tables.actions import ACTIONS
from commune_desk.tables.choices import action_choices, members
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Collection, Mapping

    from sqlalchemy.orm import Session

    from commune_desk.domain.money import Share
    from commune_desk.services.command import Command
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.records import Add
    from commune_desk.services.scope import Scope
    from commune_desk.services.tracking import FollowRow, ProgressRow, TransitionRow

STATES = members(ActionState)
_turn = fields_of(TRANSITION, ReviseTransition)
_entry = fields_of(PROGRESS, ReviseProgress)
BOOKS: dict[str, str | None] = dict.fromkeys(
    ("ledger_entries", "operations", "budget_lines")
)
"""Where the books say what is committed and paid of an action: read all again."""

WHOLE_AMOUNT = N_(
    "From the start of the action, what the budget pays and what others pay beside it."
)
GREATER = N_(
    "From the start of the action: the greater of the amount noted and of what the"
    " books say."
)


def _adding(command: type[Add]) -> Callable[[Scope, Mapping[str, Any]], Command[int]]:
    return lambda _, values: command({k: v for k, v in values.items() if v is not None})


TRANSITIONS: Table[TransitionRow] = Table(
    name="transitions",
    title=N_("States"),
    purpose=N_("Each state that an action has reached, when, and why."),
    rows=transitions,
    reads={"transitions": "id", "actions": None},
    columns=always(
        _turn("action_id", Kind.CHOICE, width=34, choices=action_choices, shown=False),
        _turn("state", Kind.CHOICE, width=24, choices=STATES),
        _turn("reached_on", Kind.DATE, width=12),
        _turn("to_year", Kind.YEAR, width=9),
        _turn("reason", width=44),
        _turn("deliberation", width=18),
        _turn("note", width=24, shown=False),
    ),
    levels=(
        Level(
            lambda x: code_key(x.action_code), lambda x: f"{x.action_code}  {x.action}"
        ),
    ),
    identity=("action_id", "state", "reached_on"),
    add=_adding(ChangeState),
    remove=lambda rows: RemoveTransitions(tuple(row.id for row in rows)),
    record="transitions",
    required=frozenset({"action_id", "state", "reached_on"}),
    row_title=lambda row: f"{row.action_code}  {row.reached_on:%d/%m/%Y}",
    empty=N_("No state was noted yet."),
    fills=("tracking", "stocktaking"),
)

PROGRESS_TABLE: Table[ProgressRow] = Table(
    name="progress",
    title=N_("Progress"),
    purpose=N_("How far each action had come on a day: works, money, difficulties."),
    rows=progress,
    reads={"progress": "id", "actions": None},
    columns=always(
        _entry("action_id", Kind.CHOICE, width=34, choices=action_choices, shown=False),
        _entry("seen_on", Kind.DATE, width=12),
        _entry("quantity", Kind.INTEGER, width=10),
        _entry("percent", Kind.INTEGER, width=9),
        _entry("committed", Kind.MONEY, width=15, note=WHOLE_AMOUNT),
        _entry("paid", Kind.MONEY, width=15, note=WHOLE_AMOUNT),
        _entry("difficulties", width=36),
        _entry("measures", width=36),
        _entry("note", width=24, shown=False),
    ),
    levels=TRANSITIONS.levels,  # type: ignore[arg-type]  # both rows name their action
    identity=("action_id", "seen_on"),
    add=_adding(AddProgress),
    remove=lambda rows: RemoveProgress(tuple(row.id for row in rows)),
    record="progress",
    required=frozenset({"action_id", "seen_on"}),
    row_title=lambda row: f"{row.action_code}  {row.seen_on:%d/%m/%Y}",
    empty=N_("No progress was noted yet."),
    fills=("tracking", "stocktaking"),
)


class Day:
    """The day that figures typed into the tracking table are noted for."""

    on: dt.date | None = None
    """None for the day of the situation."""


def _percent(value: Share | None) -> int | None:
    return None if value is None else value.basis_points // POINT


def tracking(day: Day) -> Table[FollowRow]:
    """Describe the tracking table (`planning.md` T9); typed figures go to `day`."""

    def noted(key: str, read: Callable[[Any], Any] = lambda v: v) -> Any:
        return lambda row, value: NoteProgress(row.id, key, read(value), day.on)

    columns: tuple[Column[FollowRow], ...] = (
        Column("code", N_("No."), lambda x: x.code, Kind.CODE, 7),
        Column("title", N_("Action"), lambda x: x.title, width=40),
        Column("state", N_("State"), lambda x: x.state, width=18),
        Column("cost", N_("Planned cost"), lambda x: x.cost, Kind.MONEY, 13, adds=True),
        Column(
            "paid", N_("Paid"), lambda x: x.paid, Kind.MONEY, 13,
            edit=noted("paid"), adds=True, note=GREATER,
        ),
        Column(
            "physical", N_("Works in %"), lambda x: x.physical, Kind.PROGRESS, 14,
            edit=noted("percent", _percent),
        ),
        Column(
            "financial", N_("Paid in %"), lambda x: x.financial, Kind.PROGRESS, 14,
            ratio=("paid", "cost"),
        ),
        Column(
            "quantity", N_("Units done"), lambda x: x.quantity, Kind.INTEGER, 9,
            edit=noted("quantity"),
        ),
        Column("ends_on", N_("End"), lambda x: x.plan.ends_on, Kind.DATE, 11),
        Column(
            "committed", N_("Committed"), lambda x: x.committed, Kind.MONEY, 13,
            edit=noted("committed"), adds=True, note=GREATER,
        ),
        Column(
            "places", N_("Place"), lambda x: x.places, Kind.PLACES, 16, shown=False
        ),
        Column(
            "planned", N_("Quantity"), lambda x: x.plan.quantity, Kind.INTEGER, 8,
            shown=False,
        ),
        Column("unit", N_("Unit"), lambda x: x.plan.unit, width=10, shown=False),
        Column("stage", N_("Stage"), lambda x: x.stage, width=14, shown=False),
        Column(
            "seen_on", N_("Seen on"), lambda x: x.seen_on, Kind.DATE, 11, shown=False
        ),
        Column(
            "difficulties", N_("Difficulties"), lambda x: x.difficulties, width=26,
            edit=noted("difficulties", lambda v: v or ""), shown=False,
        ),
        Column(
            "measures", N_("Measures taken"), lambda x: x.measures, width=26,
            edit=noted("measures", lambda v: v or ""), shown=False,
        ),
        Column(
            "responsible", N_("Responsible"), lambda x: x.plan.responsible, width=16,
            shown=False,
        ),
    )  # fmt: skip
    return Table(
        name="tracking",
        title=N_("Tracking"),
        purpose=N_("What was planned, what is done, what is paid, action by action."),
        rows=tracked,
        reads={
            "actions": "id",
            "action_costs": "action_id",
            "action_places": "action_id",
            "transitions": "action_id",
            "progress": "action_id",
            **BOOKS,
            "sectors": None,
            "villages": None,
            "settings": None,
        },
        columns=always(*columns),
        levels=(
            Level(
                lambda x: (x.plan.outside_plan, x.plan.sector_code),
                lambda x: (
                    N_("Outside the plan: {sector}", sector=x.plan.sector)
                    if x.plan.outside_plan
                    else x.plan.sector
                ),
            ),
        ),
        identity=("code",),
        record="actions",
        row_title=lambda row: f"{row.code}  {row.title}",
        empty=N_("No action to follow yet."),
        fills=("tracking", "stocktaking", "restitution", "officials"),
    )


TRACKING = tracking(Day())


def outside(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ActionRow]:
    """List what was done without having been planned."""
    return [row for row in proposals(session, scope, ids) if row.outside_plan]


def _add_outside(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    assert ACTIONS.add is not None  # noqa: S101  the table of actions adds
    return AddOutsideAction(ACTIONS.add(scope, values), scope.plan_id or 0)


OUTSIDE: Table[ActionRow] = Table(
    name="outside",
    title=N_("Outside the plan"),
    purpose=N_("What was done without having been planned; it is counted apart."),
    rows=outside,
    reads=ACTIONS.reads,
    columns=ACTIONS.columns,
    levels=(Level(lambda x: x.sector_code, lambda x: x.sector),),
    identity=("code",),
    likeness=("title", "places"),
    add=_add_outside,
    remove=ACTIONS.remove,
    record="actions",
    required=ACTIONS.required,
    row_title=ACTIONS.row_title,
    empty=N_("Nothing was done outside the plan."),
    fills=("stocktaking",),
)

EQUITY: Table[EquityRow] = Table(
    name="equity",
    title=N_("Equity"),
    purpose=N_("What the plan brings to each village, and to women and men."),
    rows=equity,
    reads=dict.fromkeys(
        ("villages", "actions", "action_costs", "action_places", "progress",
         "transitions", "settings", *BOOKS)
    ),
    columns=always(
        Column("name", N_("Village"), lambda x: x.name, width=26),
        Column(
            "population", N_("Population"), lambda x: x.population, Kind.INTEGER, 11,
            adds=True,
        ),
        Column("actions", N_("Actions"), lambda x: x.actions, Kind.INTEGER, 8),
        Column("done", N_("Actions done"), lambda x: x.done, Kind.INTEGER, 8),
        Column("cost", N_("Cost"), lambda x: x.cost, Kind.MONEY, 14, adds=True),
        Column("whole", N_("Cost of the plan"), lambda x: x.whole, Kind.MONEY, 14,
               shown=False),
        Column("share", N_("Share"), lambda x: x.share, Kind.PROGRESS, 14),
        Column("per_head", N_("Per inhabitant"), lambda x: x.per_head, Kind.MONEY, 13),
        Column("paid", N_("Paid"), lambda x: x.paid, Kind.MONEY, 14, adds=True),
        Column(
            "women", N_("Women served"), lambda x: x.women, Kind.INTEGER, 9, adds=True
        ),
        Column("men", N_("Men served"), lambda x: x.men, Kind.INTEGER, 9, adds=True),
    ),
    identity=("name",),
    row_title=lambda row: str(row.name),
    empty=N_("No village yet."),
    fills=("equity",),
)  # fmt: skip
