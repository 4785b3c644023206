"""Read many rows at once, column by column.

SQLAlchemy makes an object of each row and asks a function for each value. Over tens
of thousands of rows that takes longer than SQLite itself: here a value that was seen
before in its column is not made again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Select
    from sqlalchemy.orm import Session


def columns_of(session: Session, query: Select[*tuple[Any, ...]]) -> list[Any]:
    """Give one sequence for each column, with the values that its type makes."""
    connection = session.connection()
    with connection.execute(query) as result:
        rows = result.cursor.fetchall() if result.cursor is not None else []
    columns = query.selected_columns
    if not rows:
        return [()] * len(columns)
    found: list[Any] = list(zip(*rows, strict=True))
    for place, column in enumerate(columns):
        made = column.type.result_processor(connection.dialect, None)
        if made is not None:
            found[place] = _made(made, found[place])
    return found


def _made(make: Callable[[Any], Any], values: Iterable[Any]) -> list[Any]:
    return list(map(_Known(make).__getitem__, values))


class _Known(dict[Any, Any]):
    """What was made of a value, once."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, value: Any) -> Any:
        made = self[value] = self._make(value)
        return made
