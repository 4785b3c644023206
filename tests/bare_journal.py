"""A journal without a dossier and without the triggers that guard it."""

from __future__ import annotations

import sqlite3

JOURNAL = """CREATE TABLE journal (id INTEGER PRIMARY KEY, operation TEXT, at TEXT,
 actor TEXT, deed TEXT, undoes INTEGER, label TEXT, changes TEXT, previous TEXT,
 seal TEXT)"""
TOUCHES = "CREATE TABLE journal_touches (id INTEGER PRIMARY KEY, touches TEXT)"


def bare_journal() -> sqlite3.Connection:
    """Lay its tables out in memory."""
    raw = sqlite3.connect(":memory:", isolation_level=None)
    for statement in (JOURNAL, TOUCHES):
        raw.execute(statement)
    return raw
