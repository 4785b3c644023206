"""Try an import on a copy of the dossier: what each line would do, and say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Rejected
from commune_desk.domain.text import N_
from commune_desk.services.jobs import told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.issues import Issue
    from commune_desk.services.command import Command
    from commune_desk.services.jobs import Progress
    from commune_desk.storage.store import Store
    from commune_desk.storage.unit import Unit

Commands = tuple["Command[Any]", ...]


class Outcome:
    """What became of the commands of one line."""

    def __init__(self) -> None:
        self.refusals: tuple[Issue, ...] = ()
        self.made: int | None = None
        """The id of the record that was added, in the copy."""


def attempt(
    store: Store, lines: Sequence[Commands], progress: Progress
) -> list[Outcome]:
    """Run the commands of each line in the copy and keep what the rules accept.

    All at once if none is refused; otherwise line by line, each wholly or not at all.
    """
    try:
        return _together(store, lines)
    except Rejected:
        return _one_by_one(store, lines, progress)


def _together(store: Store, lines: Sequence[Commands]) -> list[Outcome]:
    outcomes = []
    with store.writing("import") as unit, unit.session.no_autoflush:
        unit.bulk = True
        for commands in lines:
            outcome, before = Outcome(), len(unit.made)
            for command in commands:
                command.apply(unit)
            outcome.made = _first(unit, before)
            outcomes.append(outcome)
    return outcomes


def _one_by_one(
    store: Store, lines: Sequence[Commands], progress: Progress
) -> list[Outcome]:
    outcomes: list[Outcome] = []
    with store.writing("import") as unit:
        steps = told(lines, N_("Checking the lines"), progress)
        outcomes.extend(_alone(unit, commands) for commands in steps)
    return outcomes


def _alone(unit: Unit, commands: Commands) -> Outcome:
    outcome, before = Outcome(), len(unit.made)
    try:
        with unit.session.begin_nested():
            for command in commands:
                command.apply(unit)
            unit.settle()
    except Rejected as refusal:
        del unit.made[before:]
        unit.forget()
        outcome.refusals = refusal.issues
        return outcome
    outcome.made = _first(unit, before)
    return outcome


def _first(unit: Unit, before: int) -> int | None:
    """Tell the id of the record that a line added."""
    return unit.made[before][1] if len(unit.made) > before else None
