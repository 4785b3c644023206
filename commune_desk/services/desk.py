"""The one door by which anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_
from commune_desk.late import late
from commune_desk.services.bounds import refuse_written_beyond
from commune_desk.services.frozen import refuse_frozen
from commune_desk.services.rights import permits, refused
from commune_desk.services.sitters import (
    NOBODY,
    USERS,
    User,
    people_by_role,
    seat_after,
)
from commune_desk.storage import journal
from commune_desk.storage.recorder import from_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from commune_desk.domain.errors import DeskError
    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.storage.recorder import Change
    from commune_desk.storage.store import Store

    Listener = Callable[[tuple[Change, ...]], None]

T = TypeVar("T")

_KEEPING = "commune_desk.services.copies.keeping"
__all__ = ["NOBODY", "Deed", "Desk", "User", "spoken"]

REMEMBERED = 1_000
"""How many entries of the journal undo looks back at when a dossier opens."""


@dataclass(frozen=True, slots=True)
class Deed:
    """Something done that can be taken back: its number in the journal, its name."""

    entry: int
    label: Text
    actor: str


class Desk:
    """Runs commands, remembers them, and tells who wants to know.

    What was done is read in the journal, so that undo survives the closing of the
    program.
    """

    def __init__(self, store: Store, user: User) -> None:
        self.store = store
        self.user = user
        self.listeners: list[Listener] = []
        self.done, self.undone, self.sealed = store.looking(_remembered)

    def allows(self, command: Command[Any]) -> bool:
        """Tell whether this user may ask for the command."""
        return permits(self.user, command)

    def sit(self, user: User) -> None:
        """Let somebody else act from now on; who it is was found out before."""
        self.user = user

    def lock(self) -> None:
        """Let nobody act until somebody sits down."""
        self.user = NOBODY

    def require(self, command: Command[Any]) -> None:
        """Refuse what the user may not ask for; raise `Forbidden` or `Locked`."""
        if not self.allows(command):
            raise self._refused(command.label, command.rights())

    def _refused(self, act: Text, rights: Iterable[Permission]) -> DeskError:
        return refused(self.user, act, rights, self.store.looking(people_by_role))

    def do(self, command: Command[T]) -> T:
        """Do one command: wholly, or not at all.

        Raises `Forbidden`, or whatever refusal the command raises; nothing is then
        kept and nothing is journaled. An act that asks for a copy before is refused
        where the copy cannot be made.
        """
        self.require(command)
        if self.store.path is not None and (reason := command.copied_first()):
            late(_KEEPING).keep(self.store, reason)
        deed = "aside" if command.aside else "final" if command.final else "do"
        with self.store.writing(self.user.name, deed) as unit:
            result = command.apply(unit)
            unit.settle()
            refuse_written_beyond(unit)
            refuse_frozen(unit)
            unit.label = command.describe(unit)
        if unit.entry is not None:
            if not command.aside:
                self._remember(Deed(unit.entry, unit.label, self.user.name), command)
            self._tell(unit.changes)
        return result

    def _remember(self, deed: Deed, command: Command[Any]) -> None:
        self.undone.clear()
        if command.final:
            self.done.clear()
            self.sealed = deed.label
        else:
            self.done.append(deed)

    def attempt(self, command: Command[Any]) -> None:
        """Do a command and take it back at once: nothing is kept, nobody is told.

        Raises what `do` would raise: an act asks for its confirmation only where it
        can be done.
        """
        self.require(command)
        with self.store.trying() as unit:
            command.apply(unit)
            unit.settle()
            refuse_written_beyond(unit)
            refuse_frozen(unit)

    def barrier(self) -> Text | None:
        """Name the act with legal effect at which undo stops; None if it goes on."""
        return self.sealed if not self.done else None

    def undo_label(self) -> Text | None:
        """Name what undo would take back; None if there is nothing."""
        return self.done[-1].label if self.done else None

    def redo_label(self) -> Text | None:
        """Name what redo would do again; None if there is nothing."""
        return self.undone[-1].label if self.undone else None

    def undo(self) -> None:
        """Take back the last command; the journal keeps both.

        Raises `Stale` if the rows have moved on since.
        """
        if self.done:
            self._require_own(self.done[-1])
            deed = self.done.pop()  # gone even if stale: it can never be taken back
            backwards = tuple(c.reversed() for c in reversed(self._changes(deed)))
            self._replay("undo", deed, backwards)
            self.undone.append(deed)
            self._tell(backwards)

    def redo(self) -> None:
        """Do again what was last taken back."""
        if self.undone:
            self._require_own(self.undone[-1])
            deed = self.undone.pop()
            changes = self._changes(deed)
            self._replay("redo", deed, changes)
            self.done.append(deed)
            self._tell(changes)

    def _require_own(self, deed: Deed) -> None:
        """Refuse to take back what this user may not: mostly the acts of others."""
        own = deed.actor == self.user.name
        right = Permission.TAKE_BACK if own else Permission.TAKE_BACK_OTHERS
        if not self.user.role.may(right):
            label = N_("Take back: {act}", act=deed.label)
            raise self._refused(label, {right})

    def _changes(self, deed: Deed) -> tuple[Change, ...]:
        def read(raw: sqlite3.Connection) -> str:
            sql = "SELECT changes FROM journal WHERE id = ?"
            return str(raw.execute(sql, (deed.entry,)).fetchone()[0])

        return from_json(self.store.looking(read))

    def _replay(self, verb: str, deed: Deed, changes: tuple[Change, ...]) -> None:
        with self.store.writing(self.user.name, verb, deed.entry) as unit:
            unit.label = deed.label
            unit.replay(changes)

    def _tell(self, changes: tuple[Change, ...]) -> None:
        if any(change.table == USERS for change in changes):
            self.user = self.store.looking(lambda raw: seat_after(raw, self.user))
        for listener in self.listeners:
            listener(changes)


def spoken(deed: str, label: Text) -> Text:
    """Name an entry of the journal: an undo says what it took back."""
    match deed:
        case "undo":
            return N_("Undone: {deed}", deed=label)
        case "redo":
            return N_("Done again: {deed}", deed=label)
    return label


def _remembered(
    raw: sqlite3.Connection,
) -> tuple[list[Deed], list[Deed], Text | None]:
    """Rebuild both stacks from the journal: a stack machine over its last entries."""
    rows = raw.execute(
        "SELECT id, deed, undoes, label, actor FROM journal ORDER BY id DESC LIMIT ?",
        (REMEMBERED,),
    ).fetchall()
    done: list[Deed] = []
    undone: list[Deed] = []
    sealed: Text | None = None
    for entry, deed, undoes, label, actor in reversed(rows):
        match deed:
            case "do":
                done.append(Deed(entry, journal.label_from_json(label), actor))
                undone.clear()
            case "final":
                done.clear()
                undone.clear()
                sealed = journal.label_from_json(label)
            case "undo" if done and done[-1].entry == undoes:
                undone.append(done.pop())
            case "redo" if undone and undone[-1].entry == undoes:
                done.append(undone.pop())
    return done, undone, sealed
