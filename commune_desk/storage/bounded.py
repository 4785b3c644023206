"""Which columns have bounds, and which row goes beyond them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import Integer

from commune_desk.domain.bounds import DAYS_WITHIN, Ends, bounds_of
from commune_desk.storage.models import Base
from commune_desk.storage.models.base import DateColumn

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import Column


@cache
def bounded(table: str) -> dict[str, Ends]:
    """Give the least and the most of each column that has bounds."""
    columns = Base.metadata.tables[table].columns
    ends = {column.name: _ends(column) for column in columns}
    return {name: pair for name, pair in ends.items() if pair is not None}


def _ends(column: Column[object]) -> Ends | None:
    if isinstance(column.type, DateColumn):
        return DAYS_WITHIN
    if isinstance(column.type, Integer) and not column.foreign_keys:
        return bounds_of(column.name)
    return None


def first_beyond(raw: sqlite3.Connection) -> tuple[str, int, str, int | str] | None:
    """Find a row that the present unit of work wrote beyond its bounds.

    Returns its table, its number, the column and the value as it is stored; what was so
    before is left alone.
    """
    names = raw.execute("SELECT DISTINCT name FROM temp.recorded").fetchall()
    for (table,) in names:
        for column, ends in bounded(table).items():
            before, after = (f"json_extract({at}, '$.{column}')" for at in _IMAGES)
            stored = [end if isinstance(end, int) else end.isoformat() for end in ends]
            found = raw.execute(
                f"SELECT key, {after} FROM temp.recorded WHERE name = ?"
                f" AND {after} IS NOT {before} AND {after} NOT BETWEEN ? AND ? LIMIT 1",
                (table, *stored),
            ).fetchone()
            if found is not None:
                return table, found[0], column, found[1]
    return None


_IMAGES = ("before", "after")
