"""Read what can still be read of a damaged table, row by row.

SQLite reads a range of rows until it meets a spoilt page; the rest of the range is
halved until each part reads wholly or is one row (`exchange-and-safety.md` 6.3).
Indexes are not asked: they may be spoilt on their own.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDE = 4_096
"""Ids above which a range is first probed: no row may be left in it."""

PROBES = 64
UNKNOWN = 1 << 22
"""The last id that is looked for where nothing tells the last one."""

Values = tuple[Any, ...]


@dataclass
class Found:
    """What was read of one table."""

    columns: tuple[str, ...] = ()
    rows: dict[int, Values] = field(default_factory=dict)
    holes: list[tuple[int, int]] = field(default_factory=list)
    """Ranges of ids that cannot be read; there may be no row in them."""

    doubtful: set[int] = field(default_factory=set)
    """Rows that can be read and do not hold what was written."""


def read_table(
    raw: sqlite3.Connection, table: str, last: int | None, *, surely: bool = False
) -> Found:
    """Read a table; `last` is the highest id that anything tells of.

    Where it is not `surely` the highest there was, more is looked for beyond it.
    """
    found = Found(_columns(raw, table))
    if "id" not in found.columns:
        return found
    low, high = _bounds(raw, table, last, surely=surely)
    waiting = [(low, high)]
    while waiting:
        start, end = waiting.pop()
        if start > end:
            continue
        reached, whole = _take(raw, table, found, start, end)
        if whole:
            continue
        start = reached + 1
        if start >= end or (
            end - start > WIDE and not any(_probes(raw, table, start, end))
        ):
            found.holes.append((start, end))
        else:
            middle = (start + end) // 2
            waiting += [(middle + 1, end), (start, middle)]
    return found


def _columns(raw: sqlite3.Connection, table: str) -> tuple[str, ...]:
    try:
        return tuple(row[1] for row in raw.execute(f'PRAGMA table_info("{table}")'))
    except sqlite3.DatabaseError:
        return ()


def _bounds(
    raw: sqlite3.Connection, table: str, last: int | None, *, surely: bool
) -> tuple[int, int]:
    """Give the ids between which rows may lie."""
    ends = []
    for way in ("min", "max"):
        try:
            (found,) = raw.execute(
                f'SELECT {way}(id) FROM "{table}" NOT INDEXED'
            ).fetchone()
            ends.append(found)
        except sqlite3.DatabaseError:
            ends.append(None)
    low, high = ends
    told = max((each for each in (high, last) if each is not None), default=None)
    try:
        raw.execute(f'SELECT count(*) FROM "{table}" NOT INDEXED').fetchone()
    except sqlite3.DatabaseError:
        first = min(low, 1) if low is not None else 1
        known = told is not None and (surely or high is not None)
        return first, told if known and told is not None else max(UNKNOWN, told or 0)
    return low or 1, high or 0


def _take(
    raw: sqlite3.Connection, table: str, found: Found, start: int, end: int
) -> tuple[int, bool]:
    """Read a range until it breaks; return the last id read, and whether all was."""
    reached = start - 1
    names = ", ".join(f'"{name}"' for name in found.columns)
    sql = f'SELECT id, {names} FROM "{table}" NOT INDEXED WHERE id BETWEEN ? AND ?'
    try:
        for row_id, *values in raw.execute(f"{sql} ORDER BY id", (start, end)):
            if not reached < row_id <= end:  # a page that belongs elsewhere
                return reached, False
            reached = row_id
            row = tuple(values)
            if sound(dict(zip(found.columns, row, strict=True))):
                found.rows[row_id] = row
            else:
                found.doubtful.add(row_id)
    except sqlite3.DatabaseError:
        return reached, False
    return end, True


def _probes(
    raw: sqlite3.Connection, table: str, start: int, end: int
) -> Iterator[bool]:
    """Ask in many places of a range whether anything can be read there."""
    sql = f'SELECT id FROM "{table}" NOT INDEXED WHERE id >= ? LIMIT 1'
    for probe in range(PROBES):
        try:
            raw.execute(sql, (start + (end - start) * probe // PROBES,)).fetchone()
            yield True
        except sqlite3.DatabaseError:
            yield False


def sound(row: dict[str, Any]) -> bool:
    """Tell whether a row can hold what was written.

    A page of zeros at the end of a long value reads as zeros: no text of ours holds
    one, and the bytes of a file have their digest beside them.
    """
    if any(isinstance(value, str) and "\0" in value for value in row.values()):
        return False
    content, digest = row.get("content"), row.get("digest")
    if isinstance(content, bytes) and isinstance(digest, str):
        return hashlib.sha256(content).hexdigest() == digest
    return True


def hollow(raw: sqlite3.Connection) -> str | None:
    """Name the first table with a value that nobody wrote; None where all are sound.

    A page that a long value goes on to may be destroyed without a word of
    SQLite’s own check, which does not know what was written.
    """
    tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    for (table,) in tables.fetchall():
        columns = raw.execute(f'PRAGMA table_info("{table}")').fetchall()
        texts = [f'instr("{name}", char(0))' for _, name, kind, *_ in columns
                 if kind == "TEXT"]  # fmt: skip
        if texts:
            sql = f'SELECT 1 FROM "{table}" WHERE {" OR ".join(texts)} LIMIT 1'
            if raw.execute(sql).fetchone() is not None:
                return str(table)
        if {"content", "digest"} <= {name for _, name, *_ in columns}:
            for content, digest in raw.execute(
                f'SELECT content, digest FROM "{table}"'
            ):
                if not sound({"content": content, "digest": digest}):
                    return str(table)
    return None
