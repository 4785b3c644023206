"""SQLAlchemy’s engine on the one connection that a store holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from commune_desk.storage.pragmas import BEGIN

if TYPE_CHECKING:
    import sqlite3

    from sqlalchemy import Engine


def engine_on(raw: sqlite3.Connection) -> Engine:
    """Make the engine; it never opens or closes a connection of its own."""
    # The pool must not reset what it gets back: a rollback there would undo the
    # unit of work that shares the one connection.
    engine = create_engine(
        "sqlite://",
        creator=lambda: raw,
        poolclass=StaticPool,
        pool_reset_on_return=None,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Any) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql(BEGIN if writes else "BEGIN")
