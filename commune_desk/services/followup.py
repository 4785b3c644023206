"""What comes of the actions: commands on states and on progress."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.lifecycle import ActionState, Turn, followed, told
from commune_desk.domain.progress import (
    Course,
    Seen,
    physical_of,
    refused,
    unfinished,
)
from commune_desk.domain.rates import WHOLE
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.command import Command
from commune_desk.services.plans import plan_of
from commune_desk.services.records import Add, Entity, Remove, Revise
from commune_desk.services.today import today
from commune_desk.storage.models import Action, Progress, Transition

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from commune_desk.storage.unit import Unit

FIGURES = ("quantity", "percent", "committed", "paid")


def rows_of(unit: Unit, model: type[Any], action_id: int) -> list[Any]:
    """List what was noted of an action, with what this unit has added to it."""

    def read() -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        for row in unit.session.scalars(select(model)):
            found.setdefault(row.action_id, []).append(row)
        return found

    if unit.bulk:
        kept = unit.once(f"{model.__tablename__}.rows", read).get(action_id, [])
    else:
        here = select(model).where(model.action_id == action_id)
        kept = list(unit.session.scalars(here))
    new = [r for r in unit.session.new if isinstance(r, model)]
    gone = unit.session.deleted
    every = {id(r): r for r in (*kept, *new) if r.action_id == action_id}
    return [row for row in every.values() if row not in gone]


def turn_of(row: Transition) -> Turn:
    """Read a row as the rules do."""
    return Turn(
        row.state, row.reached_on, row.to_year, row.reason, row.deliberation, row.id
    )


def seen_of(row: Progress) -> Seen:
    """Read a row as the rules do."""
    return Seen(row.seen_on, row.quantity, row.percent, row.committed, row.paid)


def _history(unit: Unit, action_id: int, extra: Transition | None) -> list[Turn]:
    """Put the states in order; one that is just typed comes last.

    An import brings a whole life in any order: there each stands at its date.
    """
    rows = rows_of(unit, Transition, action_id)
    typed = extra is not None and extra not in rows
    if typed and unit.bulk:
        rows.append(extra)
    rows.sort(key=_in_time)
    if typed and not unit.bulk:
        rows.append(extra)
    return [turn_of(row) for row in rows]


def _in_time(row: Transition) -> tuple[dt.date, int]:
    return row.reached_on, row.id or 1 << 62


def _action(unit: Unit, action_id: int) -> Action:
    action = unit.find(Action, action_id)
    plan_of(unit, action.plan_id)
    return action


def _transition_rules(unit: Unit, row: Transition) -> Iterator[Issue]:
    action = _action(unit, row.action_id)
    yield from told(action.code, turn_of(row), today(unit.session))
    yield from followed(action.code, _history(unit, action.id, row))
    if row.state is ActionState.DONE:
        yield from _done(unit, action)


def _done(unit: Unit, action: Action) -> Iterator[Issue]:
    """Rule 15: what is done is wholly done."""
    rows = rows_of(unit, Progress, action.id)
    seen = tuple(seen_of(row) for row in sorted(rows, key=lambda r: r.seen_on))
    found = physical_of(seen, action.quantity)
    if found != WHOLE:
        course = Course(
            action.id, action.code, ActionState.DONE, None, physical=found, seen=seen
        )
        yield course.issue(Severity.ERROR, unfinished(course), "PLAN-15", "state")


def _progress_rules(unit: Unit, row: Progress) -> Iterator[Issue]:
    action = _action(unit, row.action_id)
    yield from refused(action.code, seen_of(row), today(unit.session))
    if all(getattr(row, name) is None for name in FIGURES) and not (
        row.difficulties or row.measures or row.note
    ):
        text = N_(
            "Action {code}, progress of {date}: nothing is noted in it.",
            code=action.code,
            date=row.seen_on,
        )
        yield Issue(Severity.ERROR, text, field="percent")
    for other in rows_of(unit, Progress, row.action_id):
        if other is not row and other.seen_on == row.seen_on:
            text = N_(
                "Action {code}: there is already an entry of {date}; correct it.",
                code=action.code,
                date=row.seen_on,
            )
            yield Issue(Severity.ERROR, text, field="seen_on")


TRANSITION = Entity(
    Transition,
    N_("state “{title}”"),
    lambda row: row.state,
    {
        "action_id": N_("Action"),
        "state": N_("State"),
        "reached_on": N_("Date"),
        "to_year": N_("Put off to"),
        "reason": N_("Reason"),
        "deliberation": N_("Deliberation no."),
        "note": N_("Note"),
    },
    _transition_rules,
    frozenset({"action_id", "state", "reached_on"}),
)
PROGRESS = Entity(
    Progress,
    N_("progress of {title}"),
    lambda row: row.seen_on,
    {
        "action_id": N_("Action"),
        "seen_on": N_("Date"),
        "quantity": N_("Quantity done"),
        "percent": N_("Works in %"),
        "committed": N_("Committed"),
        "paid": N_("Paid"),
        "difficulties": N_("Difficulties"),
        "measures": N_("Measures taken"),
        "note": N_("Note"),
    },
    _progress_rules,
    frozenset({"action_id", "seen_on"}),
)


@dataclass(frozen=True)
class ChangeState(Add):
    """Say that an action has reached a state, and when."""

    label: ClassVar[Text] = N_("Change the state of an action")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = TRANSITION

    def describe(self, unit: Unit) -> Text:
        """Name the action and its new state."""
        action = unit.find(Action, self.values["action_id"])
        return N_(
            "Action {code}: {state}", code=action.code, state=self.values["state"]
        )


@dataclass(frozen=True)
class ReviseTransition(Revise):
    """Correct a state that was noted."""

    label: ClassVar[Text] = N_("Correct a state")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = TRANSITION


@dataclass(frozen=True)
class RemoveTransitions(Remove):
    """Take back states that were noted by mistake."""

    label: ClassVar[Text] = N_("Remove states")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = TRANSITION

    def apply(self, unit: Unit) -> None:
        """Remove them, if what stays is still a life."""
        touched = {TRANSITION.get(unit, row_id).action_id for row_id in self.ids}
        super().apply(unit)
        for action_id in touched:
            action = _action(unit, action_id)
            issues = list(followed(action.code, _history(unit, action_id, None)))
            if issues:
                raise Rejected(issues)


@dataclass(frozen=True)
class AddProgress(Add):
    """Note how far an action has come."""

    label: ClassVar[Text] = N_("Note progress")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PROGRESS

    def describe(self, unit: Unit) -> Text:
        """Name the action and the day."""
        action = unit.find(Action, self.values["action_id"])
        return N_(
            "Action {code}: progress of {date}",
            code=action.code,
            date=self.values["seen_on"],
        )


@dataclass(frozen=True)
class ReviseProgress(Revise):
    """Correct an entry of progress."""

    label: ClassVar[Text] = N_("Correct progress")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PROGRESS


@dataclass(frozen=True)
class RemoveProgress(Remove):
    """Remove entries of progress."""

    label: ClassVar[Text] = N_("Remove progress")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN
    entity: ClassVar[Entity] = PROGRESS


@dataclass(frozen=True)
class NoteProgress(Command[None]):
    """Note one figure as of a day: into the entry of that day, or into a new one.

    A new entry takes over the other figures of the one before: they count from the
    start of the action.
    """

    label: ClassVar[Text] = N_("Note progress")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    action_id: int
    field: str
    value: Any
    on: dt.date | None = None
    """The day; that of the situation where it is left out."""

    def apply(self, unit: Unit) -> None:
        """Keep the figure, if the rules agree."""
        day = self.on or today(unit.session)
        rows = sorted(
            rows_of(unit, Progress, self.action_id), key=lambda row: row.seen_on
        )
        same = next((row for row in rows if row.seen_on == day), None)
        if same is not None:
            ReviseProgress(same.id, self.field, self.value).apply(unit)
            return
        before = [row for row in rows if row.seen_on < day]
        values = {name: getattr(before[-1], name) for name in FIGURES} if before else {}
        values |= {self.field: self.value}
        if self.field in {"quantity", "percent"}:
            other = {"quantity": "percent", "percent": "quantity"}[self.field]
            values.pop(other, None)
        known = {name: value for name, value in values.items() if value is not None}
        own = {"action_id": self.action_id, "seen_on": day}
        AddProgress({**own, **known}).apply(unit)

    def describe(self, unit: Unit) -> Text:
        """Name the figure and the action."""
        action = unit.find(Action, self.action_id)
        return N_(
            "{field}, action {code}",
            field=PROGRESS.fields[self.field],
            code=action.code,
        )


@dataclass(frozen=True)
class AddOutsideAction(Command[int]):
    """Add an action that was done without having been planned (`planning.md` T10)."""

    label: ClassVar[Text] = N_("Add an action outside the plan")
    needs: ClassVar[Permission] = Permission.EDIT_PLAN

    inner: Command[int]
    """The action itself, as the programming would add it."""

    plan_id: int

    def apply(self, unit: Unit) -> int:
        """Add it under the next number of those outside the plan."""
        command: Any = self.inner
        values: Mapping[str, Any] = command.values
        code = values.get("code") or self._next(unit)
        own = {**values, "code": code, "outside_plan": True}
        made: int = type(command)(
            command.plan_id, own, command.places, command.costs, command.gifts
        ).apply(unit)
        return made

    def _next(self, unit: Unit) -> str:
        codes = unit.session.scalars(
            select(Action.code).where(Action.plan_id == self.plan_id)
        )
        heads = [code.rpartition(".") for code in codes]
        numbers = [int(n) for head, _, n in heads if head == OUTSIDE and n.isdigit()]
        return f"{OUTSIDE}.{max(numbers, default=0) + 1}"

    def describe(self, unit: Unit) -> Text:
        """Name the action."""
        return self.inner.describe(unit)


OUTSIDE = "H"
"""Head of the numbers of actions outside the plan (“hors plan”)."""
