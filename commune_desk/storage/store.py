"""The file: open it, read it, write to it one unit of work at a time."""

from __future__ import annotations

import sqlite3
import tempfile
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.storage import journal, recorder
from commune_desk.storage.drawn import draw_beside
from commune_desk.storage.engine import engine_on
from commune_desk.storage.header import SIZE
from commune_desk.storage.instance import Hold
from commune_desk.storage.layout import NEWEST, check_file, check_layout, make_new
from commune_desk.storage.models import Base
from commune_desk.storage.taken import connect, last_seal, state
from commune_desk.storage.trouble import SAYINGS, SPOILT, told_apart
from commune_desk.storage.unit import Unit
from commune_desk.storage.waiting import broken_off, sweep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

    from commune_desk.storage.taken import Taken

T = TypeVar("T")
Row = TypeVar("Row", bound=Base)
Values = dict[str, Any]

_CLOSED = RuntimeError("The store is not open.")


class Store:
    """One commune's file, or a dossier in memory where no path is given.

    A file that was `taken` before is gone on with, from its first opening on. A copy
    that is thrown away need not be `journaled`.
    """

    def __init__(
        self,
        path: Path | None = None,
        taken: Taken | None = None,
        *,
        journaled: bool = True,
    ) -> None:
        self.path = path
        self._taken, self._journaled = taken, journaled
        self._watched = False
        """Whether the triggers that record are set on the connection."""

        self._engine: Engine | None = None
        self._connection: sqlite3.Connection | None = None
        self._hold: Hold | None = None
        self._start: FileIO | None = None
        """Reads the first bytes of the file; closed once SQLite has let go of it."""

        self._turn = RLock()
        self._state = -1
        self._read: dict[Any, Any] = {}
        self.recovered = False
        """Whether the last session broke off in the midst of an entry: SQLite took
        that entry back when the file was opened."""

    def open(self) -> None:
        """Check the file, then make it ready: create, or bring to today's layout.

        Raises `NotOurs` for a file of another or a newer program, and
        `StorageTrouble` for a damaged one; neither is touched. Raises `InUse` while
        another program holds the file.
        """
        with told_apart():
            if not self._goes_on():
                check_file(self.path)
                self.recovered = broken_off(self.path)
                if self.path is not None:
                    self._hold = Hold(self.path)
            try:
                self._open_held()
            except SPOILT as error:
                self.close()
                raise StorageTrouble(SAYINGS[sqlite3.SQLITE_CORRUPT]) from error
            except BaseException:
                self.close()
                raise

    def _goes_on(self) -> bool:
        """Take over what was taken before; an older layout goes the usual way."""
        taken, self._taken = self._taken, None
        if taken is None:
            return False
        if taken.layout != NEWEST:
            taken.release()
            return False
        self._hold, self._connection = taken.hold, taken.raw
        return True

    def close(self) -> None:
        """Let go of the file."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
        if self._connection is not None:
            self._connection.close()
            self._connection, self._watched = None, False
            self._state = -1
            sweep(self.path)
        if self._start is not None:
            self._start.close()  # before, it would drop SQLite's locks on Unix
            self._start = None
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only looks; it may keep what it read: see `_kept`."""
        with self._turn, told_apart(), Session(self._open_engine()) as session:
            session.info["kept"] = self._kept
            yield session

    def _kept(self) -> dict[Any, Any]:
        """Give what was read since the last change; a unit of work is given nothing.

        The file is ours alone, so that SQLite's own count of changes tells its state.
        """
        present = self._raw().total_changes
        if present != self._state:
            self._state, self._read = present, {}
        return self._read

    @contextmanager
    def writing(
        self, actor: str, deed: str = "do", undoes: int | None = None
    ) -> Iterator[Unit]:
        """Open a unit of work: all of it is kept and journaled, or none of it."""
        with self._turn, told_apart(), Session(self._open_engine()) as session:
            self._watch()
            session.connection(execution_options={"writes": True})
            unit = Unit(session, self._raw())
            try:
                yield unit
                unit.settle()
                if self._journaled:
                    unit.close(actor, deed, undoes)
            except BaseException:
                session.rollback()
                raise
            self._commit(session, unit)

    def _watch(self) -> None:
        """Set the triggers that record, before the first edit of a connection."""
        if self._journaled and not self._watched:
            recorder.install(self._raw())
            self._watched = True

    @contextmanager
    def trying(self) -> Iterator[Unit]:
        """Open a unit of work of which nothing is kept, whatever comes of it."""
        with self._turn, told_apart(), Session(self._open_engine()) as session:
            self._watch()
            session.connection(execution_options={"writes": True})
            yield Unit(session, self._raw())  # closing the session takes it back

    def looking(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Ask the file itself: its journal, its checks, a copy of it."""
        with self._turn, told_apart():
            return question(self._raw())

    def state(self) -> bytes:
        """Name the state of the file (`taken.state`), as the next opening finds it.

        Nothing else has the same; empty for a dossier in memory.
        """
        with self._turn, told_apart():
            seal = last_seal(self._raw())
            if self.path is None:
                return b""
            if self._start is None:
                self._start = FileIO(self.path)
            self._start.seek(0)
            return state(seal, self._start.read(SIZE))

    @contextmanager
    def snapshot(self) -> Iterator[Store]:
        """Give long work a copy of its own, while the desk goes on.

        The copy lies in a temporary file, which goes with the block.
        """
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / "snapshot.commune"
            self.looking(lambda raw: draw_beside(raw, copy))
            store = Store(copy, journaled=False)
            store.open()
            try:
                yield store
            finally:
                store.close()

    def _commit(self, session: Session, unit: Unit) -> None:
        """Commit; after trouble, read in the file itself what it kept.

        A COMMIT may fail although the transaction is durable
        (`exchange-and-safety.md` 6.2): the number of the operation decides.
        """
        try:
            session.commit()
        except DBAPIError as error:
            session.invalidate()
            self.close()
            self.open()
            if unit.operation and journal.has(self._raw(), unit.operation):
                return
            raise StorageTrouble(
                N_("Nothing was recorded: {reason}.", reason=str(error.orig))
            ) from error

    def _open_held(self) -> None:
        raw = self._connection
        if raw is None:
            check_file(self.path)  # again: it may have been made meanwhile
            raw = self._connect()
        # Asked of SQLite, which first takes back what a power cut left half done:
        # until then the header may tell a layout that the file never reached.
        (present,) = raw.execute("PRAGMA user_version").fetchone()
        if self.path is not None and 0 < present < NEWEST:
            raw.close()
            _bring_up(self.path, present)
            raw = self._connect()
        if present == 0:
            make_new(raw)
        else:
            check_layout(raw)
        raw.execute("BEGIN EXCLUSIVE")  # takes the lock now, not at the first edit
        raw.execute("COMMIT")
        self._engine = engine_on(raw)

    def _connect(self) -> sqlite3.Connection:
        self._connection = connect(self.path)
        return self._connection

    def _open_engine(self) -> Engine:
        if self._engine is None:
            raise _CLOSED
        return self._engine

    def _raw(self) -> sqlite3.Connection:
        if self._connection is None:
            raise _CLOSED
        return self._connection


def _bring_up(path: Path, present: int) -> None:
    from commune_desk.storage.upgrade import bring_up  # start-up time: Alembic

    bring_up(path, present)
