"""The one door by which anything is written at a region's desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from commune_desk.services.rights import permits, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.services.desk import User
    from commune_desk.storage.recorder import Change
    from commune_desk.storage.region.store import RegionStore

    Listener = Callable[[tuple[Change, ...]], None]

T = TypeVar("T")


class RegionDesk:
    """Runs commands, writes each into the journal, and tells who wants to know.

    The surface of a commune's desk, so that the same window stands before both; but
    nothing is taken back here.
    """

    def __init__(self, store: RegionStore, user: User) -> None:
        self.store = store
        self.user = user
        self.listeners: list[Listener] = []

    def allows(self, command: Command[Any]) -> bool:
        """Tell whether this user may ask for the command."""
        return permits(self.user, command)

    def require(self, command: Command[Any]) -> None:
        """Refuse what the user may not ask for; raise `Forbidden`."""
        if not self.allows(command):
            raise refused(self.user, command.label, command.rights(), {})

    def do(self, command: Command[T]) -> T:
        """Do one command: wholly, or not at all.

        Raises `Forbidden`, or whatever refusal the command raises; nothing is then
        kept and nothing is journaled.
        """
        self.require(command)
        deed = "final" if command.final else "do"
        with self.store.writing(self.user.name, deed) as unit:
            result = command.apply(cast("Any", unit))
            unit.settle()
            unit.label = command.describe(cast("Any", unit))
        if unit.entry is not None:
            for listener in self.listeners:
                listener(unit.changes)
        return result

    def attempt(self, command: Command[Any]) -> None:
        """Do a command and take it back at once: nothing is kept, nobody is told.

        Raises what `do` would raise.
        """
        self.require(command)
        with self.store.trying() as unit:
            command.apply(cast("Any", unit))
            unit.settle()

    def barrier(self) -> Text | None:
        """Name the act at which undo stops: there is no undo that could."""
        return None

    def undo_label(self) -> Text | None:
        """Name what undo would take back: nothing."""
        return None

    def redo_label(self) -> Text | None:
        """Name what redo would do again: nothing."""
        return None

    def undo(self) -> None:
        """Do nothing: a correction is another act."""

    def redo(self) -> None:
        """Do nothing: nothing was taken back."""
