"""What every screen is given: the desk, the year, the language and the news."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from commune_desk.domain.errors import DeskError
from commune_desk.domain.text import N_
from commune_desk.services.instead import instead, of_the_program
from commune_desk.services.plans import scope_for
from commune_desk.services.review import findings
from commune_desk.ui.jobs import Jobs
from commune_desk.ui.message import Message
from commune_desk.ui.states import State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from commune_desk.domain.issues import Issue, Record
    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.services.command import Command
    from commune_desk.services.desk import Desk
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Column
    from commune_desk.ui.ports import Ports

REVIEW_AFTER = 300
"""Milliseconds without an entry before the rules look at the dossier again."""


class Unconfirmed(Exception):
    """A page asked for an act with legal effect without its confirmation."""


_OF_SCOPE = {"criteria"}
"""Database tables that make columns of others."""


@dataclass(frozen=True)
class Destination:
    """A place of the window, and what to choose there."""

    place: str = ""
    record: Record | None = None
    search: str = ""
    facts: tuple[Any, ...] = ()
    """What the place is to be filled with: for a transfer, account, francs, reason."""

    only: frozenset[int] = frozenset()
    """The ids of the records to show, and no others; empty for all."""


class Context(QObject):
    """The one QObject that knows the desk; it lives as long as the window."""

    changed = Signal(tuple)
    """The row changes of a commit."""

    refused = Signal(object)
    """A `DeskError`: why the desk said no."""

    said = Signal(object)
    """A `Message` for the bar at the foot."""

    scoped = Signal()
    """Another year, or another plan, was chosen."""

    reviewed = Signal()
    """The rules have looked at the dossier again."""

    gone = Signal(object)
    """A `Destination` that the window is asked to show."""

    shown = Signal(str, bytes)
    """A title and a PDF, ready to be looked at and printed."""

    def __init__(self, desk: Desk, scope: Scope, words: Words, ports: Ports) -> None:
        super().__init__()
        self.desk, self.scope, self.words, self.ports = desk, scope, words, ports
        self.jobs = Jobs(self)
        self.findings: tuple[Issue, ...] = ()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(REVIEW_AFTER)
        self._later.timeout.connect(self.review)
        self._hear = self._heard
        desk.listeners.append(self._hear)
        self.changed.connect(self._later.start)

    def _heard(self, changes: tuple[Any, ...]) -> None:
        """Tell the screens; those whose columns have changed ask for the new scope."""
        if any(change.table in _OF_SCOPE for change in changes):
            until = self.scope.until
            with self.reading() as session:
                scope = scope_for(session, self.scope.year)
            self.scope = replace(scope, until=until)
        self.changed.emit(changes)

    def close(self) -> None:
        """Stop listening and stop what is under way."""
        self._later.stop()
        if self._hear in self.desk.listeners:
            self.desk.listeners.remove(self._hear)
        self.jobs.close()

    def say(self, value: object) -> str:
        """Put a value of the domain into words."""
        return self.words.say(value)

    def reading(self) -> AbstractContextManager[Any]:
        """Open the dossier for reading."""
        return self.desk.store.reading()

    def choose_year(self, year: int) -> None:
        """Look at another year."""
        if year != self.scope.year:
            with self.reading() as session:
                self.scope = scope_for(session, year)
            self.scoped.emit()
            self.review()

    def choose_day(self, until: dt.date | None) -> None:
        """Look at execution as it stood on another day of the year."""
        if until != self.scope.until:
            self.scope = replace(self.scope, until=until)
            self.scoped.emit()

    def review(self) -> None:
        """Ask the rules what they find."""
        with self.reading() as session:
            self.findings = tuple(findings(session, self.scope))
        self.reviewed.emit()

    def editable(self, column: Column[Any], row: Any) -> bool:
        """Tell whether the desk would take a new value for this cell."""
        command = column.edit(row, column.value(row))
        return command is not None and self.desk.allows(command)

    def refusal(self, deed: Callable[[], object]) -> DeskError | None:
        """Do it; hand back why the desk refuses. A bug goes to the crash report."""
        try:
            deed()
        except DeskError as refused:
            return refused
        return None

    def attempt(self, deed: Callable[[], object]) -> bool:
        """Do it, or say at the foot of the window why the desk refuses."""
        refused = self.refusal(deed)
        if refused is not None:
            self.refused.emit(refused)
        return refused is None

    def do(
        self,
        command: Command[Any],
        then: Callable[[Any], object] | None = None,
        *,
        sure: bool = False,
    ) -> DeskError | None:
        """Ask the desk for a change, and tell that it is done.

        `then` is given what the command returns, such as the id of a new row. An act
        with legal effect is done only where the clerk was asked and is `sure`: a page
        that forgets to ask fails.
        """
        if command.final and not sure:
            raise Unconfirmed(type(command).__name__)
        results: list[Any] = []
        refused = self.refusal(lambda: results.append(self.desk.do(command)))
        if refused is None:
            self.tell_done()
            if then is not None:
                then(results[0])
        return refused

    def tell_done(self) -> None:
        """Say what was just done, with the way back."""
        done = self.desk.undo_label()
        if done is not None:
            self.tell(N_("Done: {act}.", act=done), N_("Undo"), self.undo)
        elif (act := self.barrier()) is not None:
            self.tell(N_("Done: {act}.", act=act))

    def tell(
        self,
        text: Text | str,
        link: Text | str | None = None,
        deed: Callable[[], object] | None = None,
        state: State = State.OK,
    ) -> None:
        """Put a sentence in the bar at the foot of the window."""
        self.said.emit(Message(text, state, link, deed))

    def tell_refusal(self, text: Text) -> None:
        """Put a refusal in the bar at the foot of the window."""
        self.tell(text, state=State.CORRECT)

    def undo(self) -> None:
        """Take the last act back, or say which act stands in the way."""
        barrier = self.barrier()
        if barrier is not None:
            self.tell(self.way_round(barrier), state=State.WATCH)
            return
        act = self.desk.undo_label()
        if act is not None and self.attempt(self.desk.undo):
            self.tell(N_("Undone: {act}.", act=act), N_("Redo"), self.redo)

    def barrier(self) -> Text | None:
        """Name the act of a person at which undo stops; None where it goes on."""
        act = self.desk.barrier()
        return None if act is None or of_the_program(act) else act

    def way_round(self, barrier: Text) -> Text:
        """Say why undo stops at an act, and what to do instead."""
        return N_(
            "“{act}” has legal effect: it is not taken back. {instead}",
            act=barrier,
            instead=instead(barrier),
        )

    def redo(self) -> None:
        """Do again what was taken back."""
        act = self.desk.redo_label()
        if act is not None and self.attempt(self.desk.redo):
            self.tell(N_("Done again: {act}.", act=act), N_("Undo"), self.undo)

    def go(self, place: str, record: Record | None = None, search: str = "") -> None:
        """Show a place of the window."""
        self.gone.emit(Destination(place, record, search))

    def go_to_record(self, record: Record) -> None:
        """Show the place where a record is kept."""
        self.gone.emit(Destination("", record))

    def go_to_records(self, records: Sequence[Record]) -> None:
        """Show the place where some records of one table are kept, and only them."""
        only = frozenset(record.id for record in records)
        self.gone.emit(Destination("", records[0], only=only))
