"""Many rows at once, by the shortest way of each engine.

`exchange-and-safety.md` 5: the driver's own many-rows call on SQLite, COPY on
PostgreSQL, both within the transaction that is open.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from commune_desk.domain.package.fields import FieldKind
from commune_desk.domain.package.format import BY_NAME
from commune_desk.storage.region.sent import SENT

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from commune_desk.domain.package.manifest import Cell


def insert_lines(
    connection: Connection,
    resource: str,
    commune: str,
    package: int,
    rows: Sequence[tuple[Cell, ...]],
) -> None:
    """Write the lines of one table of a package, numbered from 1."""
    if not rows:
        return
    numbered = _numbered(resource, commune, package, rows)
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        raw.executemany(_insert(resource), numbered)
        return
    with raw.cursor() as cursor, cursor.copy(_copy(resource)) as copy:
        for row in numbered:
            copy.write_row(row)


def _numbered(
    resource: str, commune: str, package: int, rows: Sequence[tuple[Cell, ...]]
) -> Iterator[tuple[Any, ...]]:
    days = _days(resource)
    if not days:
        for line, row in enumerate(rows, 1):
            yield (commune, package, line, *row)
        return
    for line, row in enumerate(rows, 1):
        cells: list[Any] = [commune, package, line, *row]
        for place in days:
            if cells[place] is not None:
                cells[place] = cells[place].isoformat()
        yield tuple(cells)


@cache
def _days(resource: str) -> tuple[int, ...]:
    """Give the places of the days in a row with its three leading cells."""
    fields = BY_NAME[resource].fields
    return tuple(
        place for place, field in enumerate(fields, 3) if field.kind is FieldKind.DATE
    )


@cache
def _insert(resource: str) -> str:
    names = _names(resource)
    marks = ", ".join("?" * (names.count(",") + 1))
    return f'INSERT INTO "{SENT[resource].name}" ({names}) VALUES ({marks})'


@cache
def _copy(resource: str) -> str:
    return f'COPY "{SENT[resource].name}" ({_names(resource)}) FROM STDIN'


@cache
def _names(resource: str) -> str:
    return ", ".join(f'"{column.name}"' for column in SENT[resource].columns)
