"""What every screen is given: the desk, the year, the language and the news."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from commune_desk.domain.errors import DeskError
from commune_desk.domain.glance import Waiting, waiting
from commune_desk.domain.text import N_
from commune_desk.late import late
from commune_desk.storage.whole_file import disk_told
from commune_desk.ui.jobs import Jobs
from commune_desk.ui.message import Message
from commune_desk.ui.states import State

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

    from commune_desk.domain.glance import Glance
    from commune_desk.domain.issues import Issue, Record
    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.services.command import Command
    from commune_desk.services.desk import Desk
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Column
    from commune_desk.ui.coming import Brought, Coming
    from commune_desk.ui.ports import Ports

REVIEW_AFTER = 300
"""Milliseconds without an entry before the rules look at the dossier again."""


class Unconfirmed(Exception):
    """A page asked for an act with legal effect without its confirmation."""


_NONE = RuntimeError("No dossier is coming.")
_INSTEAD = "commune_desk.services.instead"
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

    rule: str = ""
    """The rule whose findings are shown where no place shows all these records."""

    adding: bool = False
    """Whether a new row is to be begun there."""


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

    takes_back = True
    """Whether acts can be undone at this desk."""

    shown = Signal(str, bytes)
    """A title and a PDF, ready to be looked at and printed."""

    def __init__(
        self, desk: Desk | None, scope: Scope | None, words: Words, ports: Ports
    ) -> None:
        """Take up a desk at a year, or neither where it is still coming: `expect`."""
        super().__init__()
        self.words, self.ports = words, ports
        self._coming: Coming | None = None
        self._desk, self._scope = desk, scope
        self.jobs = Jobs(self)
        self.findings: tuple[Issue, ...] = ()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(REVIEW_AFTER)
        self._later.timeout.connect(self.review)
        self._hear = self._heard
        if desk is not None:
            desk.listeners.append(self._hear)
        self.changed.connect(self._later.start)

    def expect(self, coming: Coming) -> None:
        """Show what was kept of a dossier until it is there itself."""
        self._coming = coming
        coming.arrived.connect(self._take_up)

    @property
    def here(self) -> bool:
        """Whether the dossier is there; who needs it before waits for it."""
        return self._desk is not None

    @property
    def desk(self) -> Desk:
        """The desk of the dossier."""
        return self._brought().desk if self._desk is None else self._desk

    @property
    def scope(self) -> Scope:
        """The plan and the year that is looked at."""
        return self._brought().scope if self._scope is None else self._scope

    @scope.setter
    def scope(self, scope: Scope) -> None:
        self._scope = scope

    def _brought(self) -> Brought:
        """Wait for the dossier and take it up."""
        if self._coming is None:
            raise _NONE
        brought = self._coming.wait()
        self._coming = None
        self._desk, self._scope, self.findings = brought
        self._desk.listeners.append(self._hear)
        self.reviewed.emit()
        return brought

    def _take_up(self) -> None:
        """Take it up as soon as it is there, unless somebody has waited for it."""
        if self._coming is not None and self._coming.error() is None:
            self._brought()

    def wait(self) -> None:
        """Wait for the dossier where it is still coming."""
        if self._desk is None:
            self._brought()

    def year(self) -> int:
        """Give the year that is looked at."""
        return self.scope.year if self._coming is None else self._coming.glance.year

    def years(self) -> tuple[int, ...]:
        """Give the years to choose from."""
        if self._coming is not None:
            return self._coming.glance.years
        with self.reading() as session:
            found = late("commune_desk.services.plans").known_years(session)
        return tuple(found) or (self.scope.year,)

    def ways_back(self) -> tuple[str, str]:
        """Name what would be undone, and done again; empty where nothing would."""
        if self._coming is not None:
            return self._coming.glance.undo, self._coming.glance.redo
        return self.say(self.desk.undo_label()), self.say(self.desk.redo_label())

    def waiting(self) -> Waiting:
        """Count the findings to settle."""
        if self._coming is not None:
            day = self._coming.glance.day
            return Waiting() if day is None else day.waiting
        return waiting(self.findings)

    def glance(self) -> Glance:
        """Tell what the home page shows of the dossier."""
        if self._coming is not None:
            return self._coming.glance
        read = late("commune_desk.services.glance").glance_of
        found: Glance = read(self.desk, self.scope, self.findings, self.say)
        return found

    def _scope_for(self, year: int) -> Scope:
        with self.reading() as session:
            found: Scope = late("commune_desk.services.plans").scope_for(session, year)
        return found

    def _heard(self, changes: tuple[Any, ...]) -> None:
        """Tell the screens; those whose columns have changed ask for the new scope."""
        if any(change.table in _OF_SCOPE for change in changes):
            scope = self._scope_for(self.scope.year)
            self.scope = replace(scope, until=self.scope.until)
        self.changed.emit(changes)

    def close(self) -> None:
        """Stop listening and stop what is under way."""
        self._later.stop()
        if self._desk is not None and self._hear in self._desk.listeners:
            self._desk.listeners.remove(self._hear)
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
            self.scope = self._scope_for(year)
            self.scoped.emit()
            self.review()

    def choose_day(self, until: dt.date | None) -> None:
        """Look at execution as it stood on another day of the year."""
        if until != self.scope.until:
            self.scope = replace(self.scope, until=until)
            self.scoped.emit()

    def review(self) -> None:
        """Ask the rules what they find."""
        findings = late("commune_desk.services.review").findings
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
            with disk_told():
                deed()
        except DeskError as refused:
            return refused
        return None

    def attempt(self, deed: Callable[[], object]) -> bool:
        """Do it, or say at the foot of the window why the desk refuses."""
        refused = self.refusal(deed)
        if refused is not None:
            self.refuse(refused)
        return refused is None

    def refuse(self, error: DeskError) -> None:
        """Say why the desk refuses where the user looks."""
        self.refused.emit(error)

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
        if act is None or late(_INSTEAD).of_the_program(act):
            return None
        return act

    def way_round(self, barrier: Text) -> Text:
        """Say why undo stops at an act, and what to do instead."""
        return N_(
            "“{act}” has legal effect: it is not taken back. {instead}",
            act=barrier,
            instead=late(_INSTEAD).instead(barrier),
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

    def go_to_records(self, records: Sequence[Record], rule: str = "") -> None:
        """Show the place where some records of one table are kept, and only them."""
        only = frozenset(record.id for record in records)
        self.gone.emit(Destination("", records[0], only=only, rule=rule))
