"""Put a copy in the place of a dossier: made aside, verified, then swapped.

The dossier that was there is kept among its copies. A damaged one is kept in quarantine
as it is, with the journal that SQLite left beside it.
"""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.storage import journal
from commune_desk.storage.copies import (
    check_copy,
    copy_name,
    reading,
    sha256,
    side_of,
    sync,
)
from commune_desk.storage.instance import Hold
from commune_desk.storage.place import require_room
from commune_desk.storage.suspect import judge
from commune_desk.storage.whole_file import disk_told, write_whole

if TYPE_CHECKING:
    from pathlib import Path

QUARANTINE = "quarantaine"
BEFORE = "avant-restauration"
"""The reason in the name of a dossier that a copy has replaced."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and where the dossier that was there is kept."""

    dossier: Path
    rows: int
    replaced: Path | None


def restore(copy: Path, dossier: Path, *, damaged: bool = False) -> Restored:
    """Put a copy in the place of a closed dossier; nothing else has it open.

    Raises `StorageTrouble` where the copy does not read as it should; the dossier is
    then as it was.
    """
    with Hold(dossier), disk_told():
        part = dossier.with_name(f"{dossier.name}.restored")
        try:
            rows = _made(copy, part)
            replaced = None
            if dossier.exists():
                replaced = quarantined(dossier) if damaged else _kept(dossier)
                # A journal left beside the old file must not meet the new one.
                dossier.with_name(f"{dossier.name}-journal").unlink(missing_ok=True)
            part.replace(dossier)
        finally:
            part.unlink(missing_ok=True)
    return Restored(dossier, rows, replaced)


def quarantined(dossier: Path) -> Path:
    """Copy a damaged file, and its journal, where nothing will write to them."""
    now = dt.datetime.now().astimezone()
    folder = dossier.parent / QUARANTINE / f"{dossier.stem}-{now:%Y-%m-%d-%Hh%M%S}"
    with disk_told():
        require_room(dossier)
        folder.mkdir(parents=True, exist_ok=True)
        for name in (dossier.name, f"{dossier.name}-journal"):
            source = dossier.with_name(name)
            if source.is_file():
                shutil.copyfile(source, folder / name)
                sync(folder / name)
    return folder / dossier.name


def _made(copy: Path, part: Path) -> int:
    """Write the copy under a name of its own, and read it back as a dossier."""
    sound = check_copy(copy)
    require_room(part, copy.stat().st_size)
    part.unlink(missing_ok=True)
    shutil.copyfile(copy, part)
    sync(part)
    if sha256(part) != sound.sha256:
        raise _unlike(copy)
    judge(part, copy.name)  # a copy may come from elsewhere
    try:
        with reading(part) as raw:
            lost = raw.execute("PRAGMA foreign_key_check").fetchone()
            journal.head(raw)
    except sqlite3.DatabaseError as error:
        raise _unlike(copy) from error
    if lost is not None:
        raise _unlike(copy)
    return sound.rows


def _kept(dossier: Path) -> Path:
    """Keep the dossier that goes, sealed like any other copy."""
    target = copy_name(dossier, BEFORE, dt.datetime.now().astimezone())
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.part")
    try:
        shutil.copyfile(dossier, part)
        sync(part)
        digest = sha256(part)
        if digest != sha256(dossier):
            raise _unlike(target)
        write_whole(side_of(target), f"{digest}  {target.name}\n".encode())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return target


def _unlike(copy: Path) -> StorageTrouble:
    return StorageTrouble(
        N_(
            "The copy “{name}” does not make a dossier; nothing was replaced.",
            name=copy.name,
        )
    )
