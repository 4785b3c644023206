"""The region's desk: open it, read it, write to it one unit of work at a time."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.storage.drawn import draw_beside
from commune_desk.storage.engine import engine_on
from commune_desk.storage.instance import Hold
from commune_desk.storage.region import journal
from commune_desk.storage.region.layout import (
    LARGE,
    check_file,
    check_layout,
    make_file,
)
from commune_desk.storage.region.own import JOURNAL
from commune_desk.storage.region.server import (
    engine_for,
    is_server,
    prepare,
    without_secret,
)
from commune_desk.storage.region.trouble import told
from commune_desk.storage.region.unit import RegionUnit
from commune_desk.storage.taken import connect
from commune_desk.storage.waiting import broken_off, sweep

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator

    from sqlalchemy import Engine

T = TypeVar("T")

_CLOSED = RuntimeError("The store is not open.")


class RegionStore:
    """A region's file, its tables on a server, or a desk in memory where none is given.

    A file is one program's alone while it is open, as a commune's dossier is; on a
    server several read at once, and writers wait for each other.
    """

    def __init__(self, place: Path | str | None = None) -> None:
        self.server = str(place) if place and is_server(str(place)) else ""
        """The address, or empty for a file."""

        self.path = None if self.server or place is None else Path(place)
        self._engine: Engine | None = None
        self._connection: sqlite3.Connection | None = None
        self._hold: Hold | None = None
        self._turn = RLock()
        self._state = -1
        self._read: dict[Any, Any] = {}
        self.recovered = False
        """Whether the last session broke off in the midst of an entry: SQLite took
        that entry back when the file was opened."""

    @property
    def name(self) -> str:
        """The place as it may be shown."""
        if self.server:
            return without_secret(self.server)
        return str(self.path or "")

    def open(self) -> None:
        """Check the file or the schema, then make it ready; create what is new.

        Raises `NotOurs` for a file of another or a newer program, such as a commune's
        dossier, and `StorageTrouble` for a damaged one; neither is touched. Raises
        `InUse` while another program holds the file.
        """
        with told(server=bool(self.server)):
            if not self.server:
                check_file(self.path)
                self.recovered = broken_off(self.path)
                if self.path is not None:
                    self._hold = Hold(self.path)
            try:
                self._engine = self._on_server() if self.server else self._on_file()
            except BaseException:
                self.close()
                raise

    def close(self) -> None:
        """Let go of the file or the server."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._state = -1
            sweep(self.path)
        if self._hold is not None:
            self._hold.release()
            self._hold = None

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that only looks; what it keeps lasts until the next act."""
        with self._session() as session:
            session.info["kept"] = lambda: self._kept(session)
            yield session

    def _kept(self, session: Session) -> dict[Any, Any]:
        """Give what was read since the last act: each is an entry of the journal."""
        present = session.execute(select(func.max(JOURNAL.c.id))).scalar() or 0
        if present != self._state:
            self._state, self._read = present, {}
        return self._read

    @contextmanager
    def writing(self, actor: str, deed: str = "do") -> Iterator[RegionUnit]:
        """Open a unit of work: all of it is kept and journaled, or none of it."""
        with self._session() as session:
            session.connection(execution_options={"writes": True})
            unit = RegionUnit(session)
            try:
                yield unit
                unit.settle()
                unit.close(actor, deed)
            except BaseException:
                session.rollback()
                raise
            self._commit(session, unit)

    @contextmanager
    def trying(self) -> Iterator[RegionUnit]:
        """Open a unit of work of which nothing is kept, whatever comes of it."""
        with self._session() as session:
            session.connection(execution_options={"writes": True})
            yield RegionUnit(session)  # closing the session takes it back

    def looking(self, question: Callable[[sqlite3.Connection], T]) -> T:
        """Ask the file itself: its checks, a copy of it.

        Raises `StorageTrouble` on a server, which has checks and copies of its own.
        """
        if self.server:
            raise StorageTrouble(
                N_("This is done by those who keep the server, not here.")
            )
        with self._turn, told(server=False):
            return question(self._raw())

    @contextmanager
    def snapshot(self) -> Iterator[RegionStore]:
        """Give long work a desk of its own, while this one goes on.

        A copy of the file, which goes with the block; on a server, connections of its
        own.
        """
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            copy = Path(folder) / "snapshot.region"
            if not self.server:
                self.looking(lambda raw: draw_beside(raw, copy))
            store = RegionStore(self.server or copy)
            store.open()
            try:
                yield store
            finally:
                store.close()

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with self._turn, told(server=bool(self.server)):
            if self._engine is None:
                raise _CLOSED
            with Session(self._engine) as session:
                yield session

    def _commit(self, session: Session, unit: RegionUnit) -> None:
        """Commit; after trouble, read in the tables themselves what they kept.

        A COMMIT may fail although the transaction is durable
        (`exchange-and-safety.md` 6.2): the number of the operation decides.
        """
        try:
            session.commit()
        except DBAPIError as error:
            session.invalidate()
            self.close()
            self.open()
            if unit.operation and self._has(unit.operation):
                return
            raise StorageTrouble(
                N_("Nothing was recorded: {reason}.", reason=str(error.orig))
            ) from error

    def _has(self, operation: str) -> bool:
        with self._session() as session:
            return journal.has(session.connection(), operation)

    def _on_server(self) -> Engine:
        engine = engine_for(self.server)
        try:
            prepare(engine)
        except BaseException:
            engine.dispose()
            raise
        return engine

    def _on_file(self) -> Engine:
        check_file(self.path)  # again: it may have been made meanwhile
        raw = self._connection = connect(self.path)
        # Asked of SQLite, which first takes back what a power cut left half done.
        (present,) = raw.execute("PRAGMA user_version").fetchone()
        if present == 0:
            make_file(raw)
        elif self.path is not None and self.path.stat().st_size < LARGE:
            check_layout(raw)
        raw.execute("BEGIN EXCLUSIVE")  # takes the lock now, not at the first edit
        raw.execute("COMMIT")
        return engine_on(raw)

    def _raw(self) -> sqlite3.Connection:
        if self._connection is None:
            raise _CLOSED
        return self._connection
