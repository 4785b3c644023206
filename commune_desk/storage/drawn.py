"""A copy of a database that is open, for work that goes on beside it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from commune_desk.storage.place import require_room

if TYPE_CHECKING:
    from pathlib import Path


def draw_beside(raw: sqlite3.Connection, target: Path) -> None:
    """Copy page for page; raise `StorageTrouble` before it begins where room lacks."""
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    (size,) = raw.execute("PRAGMA page_size").fetchone()
    require_room(target, pages * size)
    with closing(sqlite3.connect(target)) as other:
        raw.backup(other)
