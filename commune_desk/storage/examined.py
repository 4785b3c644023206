"""How a file is: layout, counts, checks, the head of its journal; nothing it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.storage import journal
from commune_desk.storage.models import Base

if TYPE_CHECKING:
    import sqlite3

PRAGMAS = (
    "user_version", "application_id", "page_size", "page_count", "freelist_count",
    "journal_mode", "synchronous", "locking_mode", "foreign_keys", "encoding",
    "trusted_schema", "cell_size_check", "secure_delete",
)  # fmt: skip


def examined(raw: sqlite3.Connection) -> dict[str, Any]:
    """Examine an open file; the names of its settings are still to be sifted."""
    head = journal.head(raw)
    integrity = raw.execute("PRAGMA integrity_check(5)").fetchall()
    return {
        "pragmas": {
            name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in PRAGMAS
        },
        "sound": integrity == [("ok",)],
        "faults": len(integrity) if integrity != [("ok",)] else 0,
        "lost_references": len(raw.execute("PRAGMA foreign_key_check").fetchall()),
        "journal": {
            "number": head.number,
            "seal": head.seal,
            "broken_at": journal.first_broken(raw),
        },
        "rows": {
            table.name: raw.execute(f'SELECT count(*) FROM "{table.name}"').fetchone()[
                0
            ]
            for table in Base.metadata.sorted_tables
        },
        "settings": [name for (name,) in raw.execute("SELECT name FROM settings")],
    }


def _count(raw: sqlite3.Connection, table: str) -> int:
    return int(raw.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])
