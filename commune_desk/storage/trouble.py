"""Tell trouble with the file or the disk from a bug in the program."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from commune_desk.domain.errors import Damaged, StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.late import late

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.text import Text

SAYINGS: dict[int, Text] = {
    sqlite3.SQLITE_BUSY: N_("Another program holds the dossier. Nothing was recorded."),
    sqlite3.SQLITE_CANTOPEN: N_("The dossier cannot be opened at this place."),
    sqlite3.SQLITE_CORRUPT: N_("The dossier is damaged. It was left as it is."),
    sqlite3.SQLITE_FULL: N_("The disk is full. Nothing was recorded."),
    sqlite3.SQLITE_IOERR: N_("The disk does not answer. Nothing was recorded."),
    sqlite3.SQLITE_LOCKED: N_(
        "Another program holds the dossier. Nothing was recorded."
    ),
    sqlite3.SQLITE_NOTADB: N_("This file is not a dossier of Commune Desk."),
    sqlite3.SQLITE_READONLY: N_(
        "The dossier can only be read here. Nothing was recorded."
    ),
}
"""By the low byte of SQLite's own code: its classes of errors mix the two."""

DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
"""What only a spoilt file gives: its head was read as that of a dossier before."""


SPOILT = (UnicodeDecodeError, MemoryError)
"""What Python raises in the place of an error of SQLite over a spoilt schema: it quotes
what is no text, or asks for a length that none has."""

UNDECODED = "Could not decode to UTF-8"
"""What Python says, without a code, of a text that is none."""


def _of_the_database() -> tuple[type[Exception], ...]:
    """Name what SQLite and SQLAlchemy raise; asked for where something is raised."""
    return late("sqlalchemy.exc").DBAPIError, sqlite3.Error  # start-up time


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn trouble into `StorageTrouble`; let bugs go on as they are."""
    try:
        yield
    except _of_the_database() as error:
        cause = getattr(error, "orig", error)
        if str(cause).startswith(UNDECODED):
            raise Damaged(SAYINGS[sqlite3.SQLITE_CORRUPT]) from error
        code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
        saying = SAYINGS.get(code)
        if saying is None:
            raise
        trouble = Damaged if code in DAMAGE else StorageTrouble
        raise trouble(saying) from error
