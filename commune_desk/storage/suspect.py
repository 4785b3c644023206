"""Judge a dossier that comes from elsewhere before anything of it is used.

A file of SQLite is a program of its own: views named like tables, triggers, indexes
that do not hold what they say (`exchange-and-safety.md` 4). It is copied aside, read
there as if it could never change, with all that it could run switched off, and its
layout must be the one of its version, text for text.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Text

from commune_desk.domain.bounds import DAYS_WITHIN, MOST
from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.plain_text import CONTROLS
from commune_desk.domain.text import N_
from commune_desk.storage import journal
from commune_desk.storage.bounded import bounded
from commune_desk.storage.header import read_header
from commune_desk.storage.layout import NEWEST, intruder
from commune_desk.storage.layouts import layout_of, layouts_of
from commune_desk.storage.models import Base
from commune_desk.storage.models.base import (
    DateColumn,
    EnumColumn,
    FlagColumn,
    MoneyColumn,
    RealColumn,
)
from commune_desk.storage.place import MEGABYTE, require_room
from commune_desk.storage.trouble import SPOILT
from commune_desk.storage.waiting import broken_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Column, Table

    from commune_desk.domain import text

LARGEST = 4_000 * MEGABYTE
"""Bytes: attached papers lie in the dossier."""

LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 200 * MEGABYTE,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 200_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 200,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 250_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 100,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
}
"""What a file may ask of SQLite while it is judged."""

GUARDS = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA mmap_size = 0",
    "PRAGMA query_only = ON",
    "PRAGMA temp_store = MEMORY",
)
SWITCHES = {
    "SQLITE_DBCONFIG_DEFENSIVE": True,
    "SQLITE_DBCONFIG_ENABLE_TRIGGER": False,
    "SQLITE_DBCONFIG_ENABLE_VIEW": False,
    "SQLITE_DBCONFIG_TRUSTED_SCHEMA": False,
}
"""Set where the Python has them: from 3.12 on."""

STEPS = 20_000
"""Steps of SQLite's machine between two looks at the clock."""

SECONDS = 10.0
PER_SECOND = 5 * MEGABYTE
"""Bytes that SQLite is given one second more to judge."""


def taken_in(source: Path, target: Path) -> int:
    """Make a new dossier of a file from elsewhere; return its layout.

    What is judged is what is kept: the copy, which nobody else can reach between the
    two. Raises `StorageTrouble`; nothing is then left behind.
    """
    _weigh(source)
    require_room(target)
    part = target.with_name(f"{target.name}.part")
    try:
        shutil.copyfile(source, part)
        layout = judge(part, source.name)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return layout


def require_sound(source: Path) -> int:
    """Judge a file where it lies, on a copy; return its layout.

    Raises `StorageTrouble`; the file itself is not touched.
    """
    _weigh(source)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        copy = Path(folder) / source.name  # a refusal names it
        require_room(copy)
        shutil.copyfile(source, copy)
        return judge(copy, source.name)


def judge(copy: Path, name: str) -> int:
    """Judge a copy that is ours alone, called `name` where it came from."""
    layout = read_header(copy, NEWEST)
    if layout == 0:
        raise StorageTrouble(N_("“{name}” holds no dossier.", name=name))
    uri = f"{copy.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as raw:
            _bind(raw, copy.stat().st_size)
            _look(raw, layout, name)
    except (sqlite3.Error, *SPOILT) as error:
        raise StorageTrouble(
            N_(
                "“{name}” is damaged, or was altered: {reason}. It was not taken.",
                name=name,
                reason=_reason(error),
            )
        ) from error
    return layout


def _reason(error: Exception) -> str:
    """Tell what SQLite said, where it can be told: it may quote the file."""
    return type(error).__name__ if isinstance(error, SPOILT) else str(error)[:120]


def _weigh(source: Path) -> None:
    """Refuse by size, and what is only half of a dossier, before it is read."""
    size = source.stat().st_size
    if size > LARGEST:
        raise StorageTrouble(
            N_(
                "“{name}” weighs {size} MB; a dossier weighs {most} MB at most.",
                name=source.name,
                size=size // MEGABYTE,
                most=LARGEST // MEGABYTE,
            )
        )
    if broken_off(source):
        raise StorageTrouble(
            N_(
                "“{name}” was cut off in the midst of an entry, and the journal beside"
                " it is needed to mend it: open it in its own place first.",
                name=source.name,
            )
        )


def _bind(raw: sqlite3.Connection, size: int) -> None:
    """Switch off what a file could run, and give it a time."""
    for limit, most in LIMITS.items():
        raw.setlimit(limit, most)
    switch = getattr(raw, "setconfig", None)
    for name, on in SWITCHES.items():
        if switch is not None:
            switch(getattr(sqlite3, name), on)
    for pragma in GUARDS:
        raw.execute(pragma)
    end = time.monotonic() + SECONDS + size / PER_SECOND
    raw.set_progress_handler(lambda: time.monotonic() > end, STEPS)


def _look(raw: sqlite3.Connection, layout: int, name: str) -> None:
    for fault in _faults(raw, layout):
        raise StorageTrouble(
            N_("“{name}”: {fault} It was not taken.", name=name, fault=fault)
        )


def _faults(raw: sqlite3.Connection, layout: int) -> Iterator[text.Text]:
    """Say what is wrong, the gravest first; the schema before any of its tables."""
    if layout == NEWEST and (what := intruder(raw)) is not None:
        yield N_("it holds “{what}”, which no dossier holds.", what=what[:60])
    if layout_of(raw) not in layouts_of(layout):
        yield N_(
            "its tables are not those of a dossier of layout {number}.", number=layout
        )
    found = raw.execute("PRAGMA integrity_check(1)").fetchone()
    if found != ("ok",):
        yield N_("it is damaged ({finding}).", finding=str(found[0])[:120])
    lost = raw.execute("PRAGMA foreign_key_check").fetchone()
    if lost is not None:
        yield N_("a row of “{table}” refers to one that is gone.", table=lost[0])
    for name, column, value in _unfit(raw, layout):
        yield N_(
            "“{value}” in “{table}.{column}” is no value of a dossier.",
            value=str(value)[:40], table=name, column=column,
        )  # fmt: skip
    if (unlike := _unreadable(raw)) is not None:
        yield N_("a text in “{table}” holds signs that no text has.", table=unlike)
    broken = journal.first_broken(raw) or journal.first_illegible(raw)
    if broken is not None:
        yield N_("its journal does not hold from entry {number} on.", number=broken)
    bad = "SELECT name FROM settings WHERE NOT json_valid(value)"
    row = raw.execute(bad).fetchone()
    if row is not None:
        yield N_("its setting “{what}” cannot be read.", what=str(row[0])[:60])


def _unfit(raw: sqlite3.Connection, layout: int) -> Iterator[tuple[str, str, object]]:
    """Find values that the program could not read, or not count with.

    Choices of an older layout may have had other names, which its migration knows.
    """
    for table, columns in _held(raw):
        for column in columns:
            name, kind = column.name, column.type
            sql = f'SELECT DISTINCT "{name}" FROM "{table.name}"'
            if isinstance(kind, _COUNTED):
                ends = bounded(table.name).get(name, (-MOST, MOST))
                for (value,) in raw.execute(
                    f'{sql} WHERE "{name}" NOT BETWEEN ? AND ?', ends
                ):
                    yield table.name, name, value
            elif isinstance(kind, _READ) and (
                layout == NEWEST or not isinstance(kind, EnumColumn)
            ):
                for (value,) in raw.execute(sql):
                    if value is not None and not _readable(kind, value):
                        yield table.name, name, value


_COUNTED = (Integer, MoneyColumn)
_READ = (DateColumn, EnumColumn, FlagColumn, RealColumn)


def _readable(kind: object, value: Any) -> bool:
    match kind:
        case FlagColumn():
            return value in {0, 1}
        case RealColumn():
            return isfinite(value)
    try:
        if isinstance(kind, EnumColumn):
            kind.kind(value)
            return True
        day = dt.date.fromisoformat(value)
    except ValueError:
        return False
    first, last = DAYS_WITHIN
    return first <= day <= last and day.isoformat() == value


def _unreadable(raw: sqlite3.Connection) -> str | None:
    """Read every text once; name the table of one that no file can hold."""
    for table, columns in _held(raw):
        texts = [c.name for c in columns if isinstance(c.type, Text)]
        if not texts or table.name == "journal":
            continue
        names = ", ".join(f'"{name}"' for name in texts)
        for row in raw.execute(f'SELECT {names} FROM "{table.name}"'):
            if any(each and CONTROLS.search(each) for each in row):
                return table.name
    return None


def _held(
    raw: sqlite3.Connection,
) -> Iterator[tuple[Table, list[Column[object]]]]:
    """Give the tables and columns of today that a file of any layout has."""
    for table in Base.metadata.sorted_tables:
        sql = "SELECT name FROM pragma_table_info(?)"
        own = {name for (name,) in raw.execute(sql, (table.name,))}
        yield table, [column for column in table.columns if column.name in own]
