"""What was half typed in each dossier when it was closed, for whoever typed it.

Its key is the first seal of the journal: it stays the same as entries are added, in a
copy that is taken back too.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from commune_desk.app import home
from commune_desk.app.hidden import drop_others, hide, lay_open, place_of
from commune_desk.domain.errors import DeskError
from commune_desk.storage.whole_file import write_whole
from commune_desk.ui.shelf import Shelf

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from commune_desk.services.desk import Desk

FOLDER = "begun"
FIRST = "SELECT seal FROM journal ORDER BY id LIMIT 1"


def half_typed(desk: Callable[[], Desk], dossier: Path) -> Shelf:
    """Give what is half typed in a dossier; a full or closed disk only forgets it."""

    def read() -> dict[str, Any]:
        try:
            content = place_of(dossier, FOLDER).read_bytes()
        except OSError:
            return {}
        plain = lay_open(_key(desk()), content)
        with suppress(ValueError):
            found = json.loads(plain or b"{}")
            return found if isinstance(found, dict) else {}
        return {}

    def write(kept: Mapping[str, Any]) -> None:
        place = place_of(dossier, FOLDER)
        with suppress(OSError, DeskError):
            if not kept:
                place.unlink(missing_ok=True)
                return
            place.parent.mkdir(parents=True, exist_ok=True)
            known = {place_of(each.path, FOLDER) for each in home.recent()}
            drop_others(FOLDER, known | {place})
            plain = json.dumps(dict(kept), ensure_ascii=False).encode()
            write_whole(place, hide(_key(desk()), plain))

    return Shelf(read, write)


def _key(desk: Desk) -> bytes:
    return hashlib.sha256(b"begun" + desk.store.looking(_first)).digest()


def _first(raw: sqlite3.Connection) -> bytes:
    found = raw.execute(FIRST).fetchone()
    return b"" if found is None else str(found[0]).encode()
