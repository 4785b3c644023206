"""The layout that a dossier of each version has, text for text."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache

from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from commune_desk.late import late
from commune_desk.storage.layout import NEWEST, statements
from commune_desk.storage.pragmas import APPLICATION_ID


def layout_of(raw: sqlite3.Connection) -> list[str]:
    """Give the layout that a file has, as SQL, in a fixed order."""
    rows = raw.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
    return sorted(squeezed(str(sql)) for (sql,) in rows)


@cache
def layouts_of(number: int) -> tuple[list[str], ...]:
    """Give the layouts that a file of this version may have.

    That of the newest is written down; those before are what the steps make of an
    empty file, one after the other.
    """
    if number == NEWEST:
        return (sorted(squeezed(sql) for sql in statements()),)
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as raw:
        lay_out(raw, number)
        return (layout_of(raw),)


def lay_out(raw: sqlite3.Connection, number: int) -> None:
    """Lay an empty file out as a program of that version did."""
    upgrade = late("commune_desk.storage.upgrade")  # start-up time: Alembic
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
    with engine.connect() as connection:
        upgrade.run(connection, "base", until=f"{number:04d}")
    raw.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {number}")


def squeezed(sql: str) -> str:
    """Write a statement on one line: spaces do not make another layout."""
    return " ".join(sql.split())
