"""Every row that a unit of work touches, as it was and as it is.

The same list serves three masters: the journal keeps it, undo reverses it, and the
screens read in it what to refresh. SQLite itself writes it, by temporary triggers
on every table: whatever changes a row (an object, a bulk statement, a cascade) is
seen, and an import of 20 000 rows stays in seconds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any, Self

from commune_desk.domain.errors import Stale
from commune_desk.storage.models import Base

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Table

Row = dict[str, Any]

UNRECORDED = frozenset({"journal", "journal_touches", "files", "prints", "secrets"})
"""The journal itself, and the bytes of attached files: they are only ever added, under
their digest, and the record that names the digest is journaled. What was printed is
only ever added too: it changes nothing, and nobody takes it back. The traces of
passwords stay out of the journal, which is read, printed and shown."""


@dataclass(frozen=True)
class Change:
    """One row before and after, as JSON; None stands for a row that does not exist."""

    table: str
    key: int
    before_json: str | None
    after_json: str | None

    @cached_property
    def before(self) -> Row | None:
        """The row as it was."""
        return None if self.before_json is None else json.loads(self.before_json)

    @cached_property
    def after(self) -> Row | None:
        """The row as it is."""
        return None if self.after_json is None else json.loads(self.after_json)

    def reversed(self) -> Self:
        """Return the change that undoes this one."""
        return type(self)(self.table, self.key, self.after_json, self.before_json)

    def apply(self, connection: sqlite3.Connection) -> None:
        """Make the row read `after`, provided that it still reads `before`.

        Raises `Stale` if it reads anything else.
        """
        table, here = f'"{self.table}"', (self.key,)
        found = connection.execute(
            f"SELECT {_image(self.table, '')} FROM {table} WHERE id = ?",
            here,
        ).fetchone()
        if (json.loads(found[0]) if found else None) != self.before:
            raise Stale
        if self.after is None:
            connection.execute(f"DELETE FROM {table} WHERE id = ?", here)
            return
        names = ", ".join(f'"{name}"' for name in self.after)
        marks = ", ".join("?" for _ in self.after)
        values = tuple(self.after.values())
        if self.before is None:
            sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
            connection.execute(sql, values)
        else:
            sql = f"UPDATE {table} SET ({names}) = ({marks}) WHERE id = ?"
            connection.execute(sql, (*values, self.key))


def install(connection: sqlite3.Connection) -> None:
    """Set the triggers on a fresh connection; they vanish with it."""
    connection.execute(
        "CREATE TEMP TABLE IF NOT EXISTS recorded"
        " (at INTEGER PRIMARY KEY, name TEXT, key INTEGER, before TEXT, after TEXT)"
    )
    for table in Base.metadata.sorted_tables:
        if table.name not in UNRECORDED:
            for statement in _triggers(table):
                connection.execute(statement)


def collected(connection: sqlite3.Connection) -> tuple[Change, ...]:
    """Take what was recorded since the last call, in the order of writing."""
    rows = connection.execute(
        "SELECT name, key, before, after FROM temp.recorded"
        " WHERE before IS NOT after ORDER BY at"
    ).fetchall()
    connection.execute("DELETE FROM temp.recorded")
    return tuple(Change(*row) for row in rows)


def to_json(changes: Iterable[Change]) -> str:
    """Write changes for the journal."""
    lines = (
        f'["{c.table}",{c.key},{c.before_json or "null"},{c.after_json or "null"}]'
        for c in changes
    )
    return f"[{','.join(lines)}]"


def from_json(text: str, start: int = 0, stop: int | None = None) -> tuple[Change, ...]:
    """Read changes from the journal, or some of them: an import may have thousands."""

    def plain(row: Row | None) -> str | None:
        if row is None:
            return None
        return json.dumps(row, ensure_ascii=False, separators=(",", ":"))

    lines = json.loads(text) if stop is None else _first(text, stop)
    return tuple(
        Change(table, key, plain(before), plain(after))
        for table, key, before, after in islice(lines, start, stop)
    )


def _first(text: str, count: int) -> Iterator[Any]:
    """Read the first members of a list alone, however long it is."""
    decoder, at = json.JSONDecoder(), 1
    for _ in range(count):
        if at >= len(text) - 1:
            return
        member, at = decoder.raw_decode(text, at)
        at += 1  # the comma: `to_json` writes no space
        yield member


@cache
def _image(table: str, prefix: str) -> str:
    """Give SQL that writes a row as JSON."""
    columns = Base.metadata.tables[table].columns
    pairs = ", ".join(f"'{c.name}', {prefix}\"{c.name}\"" for c in columns)
    return f"json_object({pairs})"


def _triggers(table: Table) -> list[str]:
    name = table.name
    before, after = _image(name, "OLD."), _image(name, "NEW.")

    def trigger(event: str, key: str, old: str, new: str) -> str:
        return (
            f"CREATE TEMP TRIGGER IF NOT EXISTS recorded_{event.lower()}_{name}"
            f' AFTER {event} ON main."{name}" BEGIN'
            " INSERT INTO recorded (name, key, before, after)"
            f" VALUES ('{name}', {key}, {old}, {new}); END"
        )

    return [
        trigger("INSERT", "NEW.id", "NULL", after),
        trigger("UPDATE", "NEW.id", before, after),
        trigger("DELETE", "OLD.id", before, "NULL"),
    ]
