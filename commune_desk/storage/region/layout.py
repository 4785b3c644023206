"""What a region's desk is made of on each engine, and whether a file is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from commune_desk.domain.errors import NotOurs, StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.storage.header import read_header
from commune_desk.storage.pragmas import REGION_ID
from commune_desk.storage.region import own, sent, sums
from commune_desk.storage.region.columns import METADATA

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from sqlalchemy import Connection, Table

NEWEST = 1
"""The layout this program writes: `PRAGMA user_version`, or the mark of the schema."""

SCHEMA = "commune_desk_region"
"""On a server: where the tables lie, apart from those of others."""

LOCK = REGION_ID
"""On a server: number of the lock that a writer takes."""

KNOWN = (own.COMMUNES, *sent.SENT.values(), *sums.SUMS)
"""Parts of the layout; naming them here brings them into the metadata."""

LARGE = 200_000_000
"""Bytes from which a file is checked when it is asked for, not at each opening."""

_SAID = "the journal is only added to"
_GUARDED = ("UPDATE", "DELETE")
_FUNCTION = (
    "CREATE FUNCTION journal_guard() RETURNS trigger LANGUAGE plpgsql AS"
    f" $$ BEGIN RAISE EXCEPTION '{_SAID}'; END $$"
)


def statements_of_file() -> list[str]:
    """Give the layout of a file as SQL: keys without a row number of their own."""
    dialect = sqlite.dialect()
    made = [
        str(CreateTable(each).compile(dialect=dialect)).strip() + _kind(each)
        for each in METADATA.sorted_tables
    ]
    return [
        *made,
        *_indexes(dialect),
        *(
            f"CREATE TRIGGER journal_{verb.lower()} BEFORE {verb} ON journal"
            f" BEGIN SELECT RAISE(ABORT, '{_SAID}'); END"
            for verb in _GUARDED
        ),
    ]


def statements_of_server() -> list[str]:
    """Give the layout in a schema of a server as SQL."""
    dialect = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's own
    made = [
        str(CreateTable(each).compile(dialect=dialect)).strip()
        for each in METADATA.sorted_tables
    ]
    return [
        *made,
        *_indexes(dialect),
        _FUNCTION,
        *(
            f"CREATE TRIGGER journal_{verb.lower()} BEFORE {verb} ON journal"
            " FOR EACH ROW EXECUTE FUNCTION journal_guard()"
            for verb in _GUARDED
        ),
        f"COMMENT ON SCHEMA {SCHEMA} IS '{NEWEST}'",
    ]


def _kind(each: Table) -> str:
    """Rows of archived bytes are long, and long rows lie badly in a key's own tree."""
    return " STRICT" if each is own.ARCHIVE else " STRICT, WITHOUT ROWID"


def _indexes(dialect: object) -> list[str]:
    return [
        str(CreateIndex(index).compile(dialect=dialect))  # type: ignore[arg-type]  # any dialect does
        for each in METADATA.sorted_tables
        for index in sorted(each.indexes, key=lambda index: str(index.name))
    ]


def make_file(raw: sqlite3.Connection) -> None:
    """Lay out an empty file, whole or not at all."""
    raw.execute("BEGIN IMMEDIATE")
    for statement in statements_of_file():
        raw.execute(statement)
    raw.execute(f"PRAGMA application_id = {REGION_ID}")
    raw.execute(f"PRAGMA user_version = {NEWEST}")
    raw.execute("COMMIT")


def make_schema(connection: Connection) -> None:
    """Lay out an empty schema, within the transaction of the connection."""
    connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    for statement in statements_of_server():
        connection.exec_driver_sql(statement)


def layout_of_schema(connection: Connection) -> int:
    """Tell the layout of the schema, 0 where there is none yet.

    Raises `NotOurs` for a newer one.
    """
    found = connection.execute(
        text(
            "SELECT obj_description(oid, 'pg_namespace') FROM pg_namespace"
            " WHERE nspname = :name"
        ),
        {"name": SCHEMA},
    ).scalar()
    layout = int(found) if found and found.isdigit() else 0
    if layout > NEWEST:
        raise NotOurs(
            N_(
                "The region’s desk on the server was made by a newer program (layout "
                "{found}; this program knows layouts up to {known}). Install the newer "
                "program. Nothing was changed.",
                found=layout,
                known=NEWEST,
            )
        )
    return layout


def check_file(path: Path | None) -> int:
    """Read the head of a file; return its layout, 0 for a new or empty one.

    Raises `NotOurs` before SQLite has touched anything.
    """
    if path is None or not path.exists() or path.stat().st_size == 0:
        return 0
    return read_header(path, NEWEST, REGION_ID)


def check_layout(raw: sqlite3.Connection) -> None:
    """Ask SQLite whether the file is sound; raise `StorageTrouble` if not."""
    found = raw.execute("PRAGMA quick_check(1)").fetchone()
    if found != ("ok",):
        raise StorageTrouble(
            N_(
                "The region’s desk is damaged: {finding}. It was left as it is.",
                finding=found[0],
            )
        )
    if lost := raw.execute("PRAGMA foreign_key_check").fetchone():
        raise StorageTrouble(
            N_(
                "The region’s desk is damaged: a row of “{table}” refers to one that "
                "is gone. It was left as it is.",
                table=lost[0],
            )
        )
