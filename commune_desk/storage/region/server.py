"""A region's desk on a PostgreSQL server, for several people or sites at once."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.storage.region.layout import (
    LOCK,
    SCHEMA,
    layout_of_schema,
    make_schema,
)

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import URL, Connection, Engine

PREFIX = "postgresql"
DRIVER = "postgresql+psycopg"
EXAMPLE = "postgresql+psycopg://USER@COMPUTER/DATABASE"
WAIT = 10
"""Seconds that a server may take to answer."""


def is_server(place: str) -> bool:
    """Tell the address of a server from the name of a file."""
    return place.startswith((f"{PREFIX}:", f"{PREFIX}+"))


def without_secret(place: str) -> str:
    """Write an address as it may be shown: the password is starred."""
    return address(place).render_as_string(hide_password=True)


def address(place: str) -> URL:
    """Read an address; raise `StorageTrouble` for one that cannot be read."""
    try:
        found = make_url(place)
    except (ArgumentError, ValueError) as error:
        raise StorageTrouble(
            N_(
                "This is no address of a server: write it as {example}.",
                example=EXAMPLE,
            )
        ) from error
    return found.set(drivername=DRIVER)


def engine_for(place: str) -> Engine:
    """Connect to a server: every connection looks into the region's schema alone.

    Raises `StorageTrouble` where the library that speaks to servers is not there.
    """
    if find_spec("psycopg") is None:
        raise StorageTrouble(
            N_(
                "To work with a PostgreSQL server, the program lacks its library: "
                "install it with “{command}”.",
                command='python -m pip install "commune-desk[region]"',
            )
        )
    engine = create_engine(
        address(place),
        connect_args={
            "options": f"-c search_path={SCHEMA}",
            "connect_timeout": WAIT,
            "application_name": "Commune Desk",
        },
        pool_pre_ping=True,
        isolation_level="REPEATABLE READ",
    )
    event.listen(engine, "begin", _begin)
    return engine


def prepare(engine: Engine) -> None:
    """Make the schema where there is none; two who begin at once make one."""
    with engine.execution_options(writes=True).begin() as connection:
        if layout_of_schema(connection) == 0:
            make_schema(connection)


def _begin(connection: Connection) -> None:
    """One writer at a time, as with a file; the lock ends with the transaction.

    Writers read what was committed before them: they must not look at the tables as
    they were before the lock was theirs. Code and package of a line say the same, which
    PostgreSQL does not know: it expects one line where there are thousands, and would
    join them by going through all pairs.
    """
    if connection.get_execution_options().get("writes", False):
        raw: Any = connection.connection.driver_connection
        raw.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        raw.execute("SET LOCAL enable_nestloop = off")
        raw.execute(f"SELECT pg_advisory_xact_lock({LOCK})")
