"""Where the program keeps what belongs to the computer, not to a dossier.

Recent dossiers, looks of tables and crash reports; never names or amounts of a commune
(but a filter that somebody keeps under a name of his own says what he typed in it),
save where a key hides them that only the dossier tells (`hidden.py`).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import DeskError
from commune_desk.paths import own_folder, portable
from commune_desk.storage.whole_file import write_whole
from commune_desk.ui.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Mapping

KEPT = 6


folder = own_folder


def trial() -> Path:
    """Name the file of the demonstration: it may go, for it can be built again."""
    return folder() / "demonstration.commune"


def is_trial(path: Path | None) -> bool:
    """Tell whether a dossier is that file."""
    return path is not None and path.absolute() == trial().absolute()


def documents() -> Path:
    """The folder where this user keeps papers: a copy of a key is unpacked there."""
    if beside := portable():
        beside.mkdir(parents=True, exist_ok=True)
        return beside
    found = Path.home() / "Documents"
    return found if found.is_dir() else Path.home()


@dataclass(frozen=True, slots=True)
class Opened:
    """A dossier that was opened, and when."""

    path: Path
    at: dt.datetime


def recent() -> list[Opened]:
    """List the dossiers opened lately that are still there, the last first."""
    try:
        lines = json.loads((folder() / "recent.json").read_text("utf-8"))
        found = [
            Opened(Path(path), dt.datetime.fromisoformat(at)) for path, at in lines
        ]
    except (OSError, ValueError, TypeError):
        return []
    return [opened for opened in found if opened.path.is_file()]


def habits() -> dict[str, bool]:
    """Read how this user likes to look at things; nothing where it was never said."""
    try:
        kept = json.loads((folder() / "habits.json").read_text("utf-8"))
        return {str(name): bool(on) for name, on in kept.items()}
    except (OSError, ValueError, AttributeError):
        return {}


def keep_habits(kept: Mapping[str, bool]) -> None:
    """Write them down; a full or closed disk only forgets them."""
    place = folder()
    with contextlib.suppress(OSError):
        place.mkdir(parents=True, exist_ok=True)
        (place / "habits.json").write_text(json.dumps(dict(kept)), "utf-8")


def looks() -> Shelf:
    """Give how this user looks at tables."""
    return Shelf(_kept_looks, _keep_looks)


def _kept_looks() -> dict[str, Any]:
    try:
        kept = json.loads((folder() / "tables.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _keep_looks(kept: Mapping[str, Any]) -> None:
    """Write them down whole; a full or closed disk only forgets them."""
    with contextlib.suppress(OSError, DeskError):
        file = folder() / "tables.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        write_whole(file, json.dumps(dict(kept), ensure_ascii=False).encode())


def remember(path: Path) -> None:
    """Put a dossier at the head of the list."""
    now = dt.datetime.now().astimezone()
    others = [opened for opened in recent() if opened.path != path.absolute()]
    lines = [
        (str(opened.path), opened.at.isoformat(timespec="minutes"))
        for opened in (Opened(path.absolute(), now), *others[: KEPT - 1])
    ]
    place = folder()
    place.mkdir(parents=True, exist_ok=True)
    (place / "recent.json").write_text(json.dumps(lines), "utf-8")
