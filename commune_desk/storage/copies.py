"""Verified copies of a dossier: written aside, read back, sealed, then named.

What must see the dossier (`draw`) is apart from what only sees the copy (`seal`): a
clerk who types waits for the first alone.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.storage.place import require_room
from commune_desk.storage.whole_file import disk_told, write_whole

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = "copies"
"""Beside the dossier: where its copies lie."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was read back."""

    path: Path
    sha256: str
    rows: int


def copy_name(dossier: Path, reason: str, now: dt.datetime) -> Path:
    """Name a copy: the date lies in the name, which survives any copying."""
    stamp = f"{now:%Y-%m-%d-%Hh%M%S}"
    return dossier.parent / FOLDER / f"{dossier.stem}-{stamp}-{reason}.commune"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A copy that is written and not yet read back."""

    part: Path
    target: Path
    rows: int


def keep_copy(source: sqlite3.Connection, target: Path) -> Copy:
    """Copy an open dossier, verify the copy, write its SHA-256 beside it.

    Raises `StorageTrouble` if the copy does not hold what the source holds, or where
    the disk lacks room; the half-made copy is then removed.
    """
    return seal(draw(source, target))


def draw(source: sqlite3.Connection, target: Path) -> Drawn:
    """Write all that an open dossier holds beside the place of the copy."""
    part = target.with_name(f"{target.name}.part")
    with disk_told():
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        require_room(target, _size(source))
    try:
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        return Drawn(part, target, count_rows(source))
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def seal(drawn: Drawn) -> Copy:
    """Read a copy back, write its SHA-256 beside it, and give it its name."""
    part, target = drawn.part, drawn.target
    try:
        with disk_told():
            sync(part)
            _require_like(part, drawn.rows, target)
            digest = sha256(part)
            side = side_of(target)
            write_whole(side, f"{digest}  {target.name}\n".encode())
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return Copy(target, digest, drawn.rows)


def _require_like(part: Path, rows: int, target: Path) -> None:
    try:
        with reading(part) as copy:
            finding = copy.execute("PRAGMA integrity_check(1)").fetchone()
            alike = finding == ("ok",) and count_rows(copy) == rows
    except sqlite3.DatabaseError:
        alike = False
    if not alike:
        raise _unlike(target)


def side_of(path: Path) -> Path:
    """Name the file that holds the SHA-256 of a copy."""
    return path.with_name(f"{path.name}.sha256")


def sealed_as(path: Path) -> str:
    """Give the SHA-256 that a copy was sealed with; empty where nothing says it."""
    try:
        return side_of(path).read_text("utf-8").split()[0]
    except (OSError, ValueError, IndexError):
        return ""


def check_copy(path: Path) -> Copy:
    """Read a copy back against its seal; raise `StorageTrouble` if it differs.

    A copy without a seal is read by SQLite alone, which does not see every flipped
    bit (`exchange-and-safety.md` R10).
    """
    with disk_told():
        digest = sha256(path)
        if side_of(path).exists() and sealed_as(path) != digest:
            raise _unlike(path)
        try:
            with reading(path) as copy:
                if copy.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                    raise _unlike(path)
                return Copy(path, digest, count_rows(copy))
        except sqlite3.DatabaseError as error:
            raise _unlike(path) from error


def sha256(path: Path) -> str:
    """Digest a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy that nobody writes to; nothing is created beside it."""
    uri = f"file:{quote(path.absolute().as_posix())}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        yield connection


def count_rows(connection: sqlite3.Connection) -> int:
    """Count the rows of all tables."""
    names = connection.execute(
        "SELECT name FROM sqlite_master"
        " WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    sums = (f'(SELECT count(*) FROM main."{name}")' for (name,) in names)
    found = connection.execute(f"SELECT {' + '.join(sums) or '0'}").fetchone()
    return int(found[0])


def sync(path: Path) -> None:
    """Make the disk keep what was written."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _size(source: sqlite3.Connection) -> int:
    pages = source.execute("PRAGMA page_count").fetchone()[0]
    return int(pages) * int(source.execute("PRAGMA page_size").fetchone()[0])


def _unlike(path: Path) -> StorageTrouble:
    return StorageTrouble(
        N_(
            "The copy “{name}” does not hold what it should; it is no use.",
            name=path.name,
        )
    )
