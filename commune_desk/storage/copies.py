"""Verified copies of a dossier: written aside, read back, sealed, then named."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.storage.place import require_room

if TYPE_CHECKING:
    import datetime as dt
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


def keep_copy(source: sqlite3.Connection, target: Path) -> Copy:
    """Copy an open dossier, verify the copy, write its SHA-256 beside it.

    Raises `StorageTrouble` if the copy does not hold what the source holds; the
    half-made copy is then removed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    require_room(target)
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(part)) as copy:
            source.backup(copy)
        _sync(part)
        rows = _counted(part)
        with closing(sqlite3.connect(f"file:{part.as_posix()}?mode=ro", uri=True)) as c:
            if c.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",) or (
                rows != _count(source)
            ):
                raise _unlike(target)
        digest = sha256(part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    side = target.with_name(f"{target.name}.sha256")
    side.write_text(f"{digest}  {target.name}\n", "utf-8", newline="\n")
    return Copy(target, digest, rows)


def check_copy(path: Path) -> Copy:
    """Read a copy back against its seal; raise `StorageTrouble` if it differs."""
    side = path.with_name(f"{path.name}.sha256")
    digest = sha256(path)
    if side.exists() and side.read_text("utf-8").split()[:1] != [digest]:
        raise _unlike(path)
    return Copy(path, digest, _counted(path))


def sha256(path: Path) -> str:
    """Digest a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _counted(path: Path) -> int:
    uri = f"file:{path.as_posix()}?mode=ro"
    with closing(sqlite3.connect(uri, uri=True)) as connection:
        return _count(connection)


def _count(connection: sqlite3.Connection) -> int:
    names = connection.execute(
        "SELECT name FROM sqlite_master"
        " WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    sums = (f'(SELECT count(*) FROM main."{name}")' for (name,) in names)
    found = connection.execute(f"SELECT {' + '.join(sums) or '0'}").fetchone()
    return int(found[0])


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _unlike(path: Path) -> StorageTrouble:
    return StorageTrouble(
        N_(
            "The copy “{name}” does not hold what it should; it is no use.",
            name=path.name,
        )
    )
