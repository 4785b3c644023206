"""The copies that lie beside a dossier, and what is known of them.

What their names do not say (copies taken elsewhere, when one was last read back) lies
in a small file among them: it is no part of the commune and travels with the copies.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sqlite3
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import DeskError
from commune_desk.storage import journal
from commune_desk.storage.copies import (
    FOLDER,
    check_copy,
    count_rows,
    reading,
    sealed_as,
    side_of,
)
from commune_desk.storage.whole_file import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commune_desk.domain.text import Text

NAME = re.compile(r"(?P<stem>.+)-(?P<at>\d{4}-\d\d-\d\d-\d\dh\d{4})-(?P<why>.+)")
STAMP = "%Y-%m-%d-%Hh%M%S"


@dataclass(frozen=True, slots=True)
class Kept:
    """A copy beside the dossier."""

    path: Path
    at: dt.datetime
    reason: str
    sealed: bool
    """Whether it was read back when it was made."""

    size: int


@dataclass(frozen=True, slots=True)
class State:
    """What a dossier or a copy holds: its last act, and how many rows."""

    number: int
    seal: str
    rows: int
    last: Text | None = None
    at: str = ""
    """When the last act was done, in UTC."""


@dataclass(slots=True)
class Outside:
    """A copy that left this computer."""

    name: str
    folder: str
    sha256: str
    at: str
    checked: str = ""
    """When it was last read again; empty if never."""

    sound: bool = True


@dataclass(slots=True)
class Notes:
    """What is noted beside the copies."""

    outside: list[Outside] = field(default_factory=list)
    spoilt: list[str] = field(default_factory=list)
    """Names of copies that no longer read as they were sealed."""

    checked: dict[str, str] = field(default_factory=dict)
    """Name of a copy → when it was last read back and found sound."""

    examined: str = ""
    """When the dossier itself was last checked throughout."""


def shelf(dossier: Path) -> list[Kept]:
    """List the copies of a dossier, the newest first, by the date in their names."""
    found: list[Kept] = []
    folder = dossier.parent / FOLDER
    for path in folder.glob("*.commune") if folder.is_dir() else ():
        named = NAME.fullmatch(path.stem)
        if named is None or named["stem"] != dossier.stem:
            continue
        with suppress(ValueError, OSError):
            at = dt.datetime.strptime(named["at"], STAMP).astimezone()
            size = path.stat().st_size
            found.append(Kept(path, at, named["why"], bool(sealed_as(path)), size))
    return sorted(found, key=_made, reverse=True)


def _made(copy: Kept) -> tuple[dt.datetime, int, str]:
    """Put copies of one second in the order in which they were numbered."""
    return copy.at, len(copy.path.name), copy.path.name


def state_of(raw: sqlite3.Connection) -> State:
    """Read what a dossier holds; two files of the same state hold the same."""
    sql = "SELECT id, seal, label, at FROM journal ORDER BY id DESC LIMIT 1"
    found = raw.execute(sql).fetchone()
    if found is None:
        return State(0, journal.NOTHING, count_rows(raw))
    number, seal, label, at = found
    said = journal.label_from_json(label)
    return State(number, seal, count_rows(raw), said, at)


def state_of_copy(path: Path) -> State | None:
    """Read what a copy holds; None where it cannot be read."""
    try:
        with reading(path) as raw:
            return state_of(raw)
    except (sqlite3.DatabaseError, OSError, ValueError):
        return None


def sound_copies(dossier: Path, most: int | None = None) -> list[Kept]:
    """List the copies that still read as they were sealed, the newest first."""
    found: list[Kept] = []
    for copy in shelf(dossier):
        if len(found) == most:
            break
        with suppress(DeskError, OSError):
            if copy.sealed and check_copy(copy.path):
                found.append(copy)
    return found


def remove(copy: Path) -> None:
    """Take a copy off the shelf, its seal last: a copy never stands without it."""
    copy.unlink(missing_ok=True)
    side_of(copy).unlink(missing_ok=True)


def notes(dossier: Path) -> Notes:
    """Read the notes; nothing where they were never written or cannot be read."""
    try:
        told: dict[str, Any] = json.loads(_place(dossier).read_text("utf-8"))
        outside = [Outside(**each) for each in told.pop("outside", [])]
        return Notes(outside=outside, **told)
    except (OSError, ValueError, TypeError, AttributeError):
        return Notes()


def last_outside(dossier: Path) -> dt.datetime | None:
    """Say when a copy last left this computer that is not known to be spoilt."""
    told = [each.at for each in notes(dossier).outside if each.sound]
    return dt.datetime.fromisoformat(max(told)) if told else None


def note(dossier: Path, change: Callable[[Notes], object]) -> None:
    """Change the notes; a disk that refuses only forgets them."""
    present = notes(dossier)
    change(present)
    place = _place(dossier)
    with suppress(DeskError, OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, json.dumps(asdict(present), indent=1).encode())


def _place(dossier: Path) -> Path:
    return dossier.parent / FOLDER / f"{dossier.stem}.json"
