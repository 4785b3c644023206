"""A dossier held and open before the database library is brought in.

Only what is in order is taken: everything else goes the usual way (`Store.open`),
which says what is wrong with it.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.errors import DeskError
from commune_desk.storage.header import SIZE, parse
from commune_desk.storage.instance import Hold
from commune_desk.storage.pragmas import APPLICATION_ID, SAFE
from commune_desk.storage.waiting import broken_off

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Taken:
    """The right to a dossier, and SQLite's connection to it."""

    hold: Hold
    raw: sqlite3.Connection
    state: bytes
    """The state of the file: nothing else has the same."""

    @property
    def layout(self) -> int:
        """The number of its layout."""
        return int(self.raw.execute("PRAGMA user_version").fetchone()[0])

    def release(self) -> None:
        """Let others have it."""
        self.raw.close()
        self.hold.release()


def take(path: Path) -> Taken | None:
    """Take a dossier that nobody holds and that was closed in good order."""
    if not path.is_file() or broken_off(path):
        return None
    try:
        hold = Hold(path)
    except DeskError:
        return None
    raw = None
    try:
        # Before SQLite has it open: whoever closes a file drops its locks on Unix.
        start = head(path)
        marks = parse(start)
        if marks is None or marks.application_id != APPLICATION_ID:
            hold.release()
            return None
        raw = connect(path)
        raw.execute("BEGIN EXCLUSIVE")  # takes the lock now, not at the first edit
        raw.execute("COMMIT")
        return Taken(hold, raw, state(last_seal(raw), start))
    except (OSError, sqlite3.Error, UnicodeDecodeError):
        if raw is not None:
            raw.close()
        hold.release()
        return None


def connect(path: Path | None) -> sqlite3.Connection:
    """Open a file, or a dossier in memory, as safely as SQLite can."""
    raw = sqlite3.connect(
        path or ":memory:", isolation_level=None, check_same_thread=False
    )
    for pragma in SAFE:
        raw.execute(pragma)
    return raw


def last_seal(raw: sqlite3.Connection) -> str:
    """Give the seal of the last entry of the journal, which all entries make."""
    found = raw.execute("SELECT seal FROM journal ORDER BY id DESC LIMIT 1").fetchone()
    return "" if found is None else str(found[0])


def head(path: Path) -> bytes:
    """Read the first bytes: SQLite counts there how often the file was changed."""
    with path.open("rb") as file:
        return file.read(SIZE)


def state(seal: str, start: bytes) -> bytes:
    """Name the state of a file by its last seal and its first bytes."""
    return seal.encode() + start
