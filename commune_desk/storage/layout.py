"""What a dossier is made of, and whether a file is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from commune_desk.domain.errors import Damaged, StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.storage.closed_periods import CLOSED_PERIODS
from commune_desk.storage.header import read_header
from commune_desk.storage.models import Base
from commune_desk.storage.pragmas import APPLICATION_ID

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

NEWEST = 17
"""The layout this program writes: `PRAGMA user_version`."""

_REFUSE = "BEGIN SELECT RAISE(ABORT, 'the journal is only added to'); END"
TRIGGERS = (
    f"CREATE TRIGGER journal_keeps_its_entries BEFORE UPDATE ON journal {_REFUSE}",
    f"CREATE TRIGGER journal_loses_nothing BEFORE DELETE ON journal {_REFUSE}",
    *CLOSED_PERIODS,
)
"""A guard against our own bugs, nothing more (`exchange-and-safety.md` 7.4); and what
holds a closed period closed."""


def statements() -> list[str]:
    """Give the whole layout as SQL: one source for new files and for the tests."""
    dialect = sqlite.dialect()
    tables = Base.metadata.sorted_tables
    made = [
        str(CreateTable(table).compile(dialect=dialect)).strip() + " STRICT"
        for table in tables
    ]
    for table in tables:
        indexes = sorted(table.indexes, key=lambda index: str(index.name))
        made += [str(CreateIndex(index).compile(dialect=dialect)) for index in indexes]
    lines = ("\n".join(map(str.rstrip, sql.splitlines())) for sql in made)
    return [*lines, *TRIGGERS]


def make_new(connection: sqlite3.Connection) -> None:
    """Lay out an empty dossier, whole or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    for statement in statements():
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {NEWEST}")
    connection.execute("COMMIT")


def check_file(path: Path | None) -> int:
    """Read the head of the file; return its layout, 0 for a new or empty one.

    Raises `NotOurs` before SQLite has touched anything.
    """
    if path is None or not path.exists() or path.stat().st_size == 0:
        return 0
    return read_header(path, NEWEST)


def intruder(connection: sqlite3.Connection) -> str | None:
    """Name what a file could run and no dossier holds: a view, a trigger, a module.

    Read at each opening: the whole layout is compared where a file is first met.
    """
    rows = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE type NOT IN ('table', 'index')"
        " OR sql LIKE 'create virtual%'"
    )
    own = {" ".join(each.split()) for each in TRIGGERS}
    for kind, name, sql in rows:
        if kind != "trigger" or " ".join(str(sql).split()) not in own:
            return str(name)
    return None


def check_layout(connection: sqlite3.Connection) -> None:
    """Ask SQLite whether the file is sound; raise `Damaged` if not.

    Raises `StorageTrouble` where another program has altered what it is made of.
    """
    if (what := intruder(connection)) is not None:
        raise StorageTrouble(
            N_(
                "The dossier holds “{what}”, which no dossier holds: it was altered by"
                " another program. It was left as it is.",
                what=what,
            )
        )
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found != ("ok",):
        raise Damaged(
            N_(
                "The dossier is damaged: {finding}. It was left as it is.",
                finding=found[0],
            )
        )
    if lost := connection.execute("PRAGMA foreign_key_check").fetchone():
        raise Damaged(
            N_(
                "The dossier is damaged: a row of “{table}” refers to one that is gone."
                " It was left as it is.",
                table=lost[0],
            )
        )
