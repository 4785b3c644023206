"""One unit of work: what a single act reads, writes and leaves in the journal."""

from __future__ import annotations

import uuid
from functools import cache
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import event

from commune_desk.domain.errors import Stale
from commune_desk.domain.text import N_
from commune_desk.storage import journal, recorder
from commune_desk.storage.bounded import first_beyond
from commune_desk.storage.models import Base

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.storage.recorder import Change

T = TypeVar("T")
Row = TypeVar("Row", bound=Base)
Values = dict[str, Any]


class Unit:
    """One unit of work: a session, and the list of what it changed."""

    def __init__(self, session: Session, raw: sqlite3.Connection) -> None:
        self.session = session
        self.operation = ""
        self.label: Text = N_("Work")
        self.changes: tuple[Change, ...] = ()
        self.entry: int | None = None
        """Number of the journal entry, once written."""

        self.made: list[tuple[str, int]] = []
        """Tables and ids of the records that were added, in order."""

        self.bulk = False
        """Whether many commands make one step: rows are then written at its end."""

        self._raw = raw
        self._memory: dict[str, Any] = {}
        self._waiting: dict[str, list[Values]] = {}
        self._checks: dict[str, Callable[[], None]] = {}
        event.listen(session, "before_flush", self._number_all)

    def once(self, name: str, make: Callable[[], T]) -> T:
        """Compute something once for the whole unit: a bulk act asks it often."""
        if name not in self._memory:
            self._memory[name] = make()
        found: T = self._memory[name]
        return found

    def find(self, model: type[Row], row_id: int) -> Row:
        """Fetch a record that many commands of one act ask for, once.

        Raises `Stale` if it is gone.

        The session alone would forget it between two commands: it holds what it
        has read by weak references.
        """
        name = f"{model.__tablename__}#{row_id}"

        def read() -> Row:
            row = self.session.get(model, row_id)
            if row is None:
                raise Stale
            return row

        return self.once(name, read)

    def add(self, row: Base) -> int:
        """Add a record; return its id."""
        if row.id is None:
            row.id = self._number(type(row))
        self.session.add(row)
        # A bulk act writes at its end; until then only this finds the record.
        self._memory[f"{row.__tablename__}#{row.id}"] = row
        self.made.append((row.__tablename__, row.id))
        self.flush()
        return row.id

    def insert(self, model: type[Base], values: Mapping[str, Any]) -> int:
        """Add a record without making an object of it; return its id.

        An import adds tens of thousands, and most of its time would go into objects
        that nobody looks at. What `values` does not name has its default.
        """
        row_id = self._number(model)
        self._waiting.setdefault(model.__tablename__, []).append(
            {**_defaults(model), **values, "id": row_id}
        )
        return row_id

    def _number(self, model: type[Base]) -> int:
        """Give the next free id: who writes has the file to himself."""

        def read() -> Iterator[int]:
            sql = f"SELECT coalesce(max(id), 0) + 1 FROM {model.__tablename__}"
            return count(self._raw.execute(sql).fetchone()[0])

        return next(self.once(f"{model.__tablename__}.number", read))

    def _number_all(self, session: Session, *_: object) -> None:
        """Number all new objects, so that no two ways of adding meet in one id."""
        for row in session.new:
            if row.id is None:
                row.id = self._number(type(row))

    def forget(self) -> None:
        """Drop what was remembered: a refused part of a bulk act may have lied."""
        self._memory.clear()
        self._checks.clear()

    def check_later(self, name: str, check: Callable[[], None]) -> None:
        """Check, once all is written, what the parts of one act make together."""
        self._checks[name] = check

    def flush(self) -> None:
        """Write what waits, unless a bulk act writes it all at its end."""
        if not self.bulk:
            self.settle()

    def settle(self) -> None:
        """Write what waits: objects first, then rows in the order of their tables."""
        self.session.flush()
        if self._waiting:
            for table in _in_order():
                if rows := self._waiting.pop(table.name, None):
                    self.session.connection().execute(table.insert(), rows)
        checks, self._checks = self._checks, {}
        for check in checks.values():
            check()

    def first_beyond(self) -> tuple[str, int, str, int | str] | None:
        """Find what the act wrote beyond its bounds: see `first_beyond`."""
        return first_beyond(self._raw)

    def replay(self, changes: Sequence[Change]) -> None:
        """Write changes that were recorded earlier, or their reverse.

        Raises `Stale` if a row no longer reads as it was left.
        """
        self._raw.execute("PRAGMA defer_foreign_keys = ON")
        for change in changes:
            change.apply(self._raw)

    def close(self, actor: str, deed: str, undoes: int | None) -> None:
        """Collect the changes and write them into the journal."""
        self.changes = recorder.collected(self._raw)
        if self.changes:
            self.operation = uuid.uuid4().hex
            act = journal.Act(self.operation, actor, deed, undoes, self.label)
            # An undo repeats what it takes back: the journal refers to it instead.
            text = recorder.to_json(self.changes) if undoes is None else "[]"
            touches = journal.touched((c.table, c.key) for c in self.changes)
            self.entry = journal.append(self._raw, act, text, touches)


@cache
def _in_order() -> list[Table]:
    return list(Base.metadata.sorted_tables)


@cache
def _defaults(model: type[Base]) -> Values:
    columns = model.__table__.columns
    return {c.name: getattr(c.default, "arg", None) for c in columns}
