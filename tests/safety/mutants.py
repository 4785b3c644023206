"""Dossiers that chance, or somebody, has altered: what may come in on a key."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import sample

if TYPE_CHECKING:
    import random
    from collections.abc import Callable
    from pathlib import Path

    Mutator = Callable[[random.Random, Path], None]

PAGE = 1024
SIGNS = (b"\x00", b"\xff", b"'", b"\xc3", b"{", b"}", b"[", b'"', b"-", b"9")
KEPT = {
    "journal",
    "communes",
    "plans",
    "axes",
    "sectors",
    "objectives",
    "villages",
    "actions",
    "action_costs",
    "action_places",
    "contributions",
    "settings",
}
"""Tables whose rows stay: a small file is tried more often."""


def small(path: Path) -> None:
    """Make the dossier of a small commune, in few and small pages."""
    made = sample.build(path)
    made.store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        sql = "SELECT name FROM sqlite_master WHERE type = 'table'"
        for (name,) in raw.execute(sql).fetchall():
            if name not in KEPT and not name.startswith("sqlite"):
                raw.execute(f'DELETE FROM "{name}"')
        raw.execute(f"PRAGMA page_size = {PAGE}")
        raw.execute("VACUUM")
        assert raw.execute("PRAGMA foreign_key_check").fetchone() is None


def bits(chance: random.Random, path: Path) -> None:
    """Turn single bits, as a worn key does."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 1, 2, 8))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def signs(chance: random.Random, path: Path) -> None:
    """Write over what stands there, or cut the end off."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 2, 6))):
        at = chance.randrange(len(data))
        piece = chance.choice(SIGNS) * chance.choice((1, 2, 40))
        data[at : at + len(piece)] = piece
    if not chance.randrange(6):
        del data[chance.randrange(len(data)) :]
    path.write_bytes(data)


def pages(chance: random.Random, path: Path) -> None:
    """Blank a page, or put one in the place of another."""
    data = bytearray(path.read_bytes())
    count = len(data) // PAGE
    to = chance.randrange(count) * PAGE
    page = bytes(PAGE)
    if chance.randrange(3):
        other = chance.randrange(count) * PAGE
        page = bytes(data[other : other + PAGE])
    data[to : to + PAGE] = page
    path.write_bytes(data)


def header(chance: random.Random, path: Path) -> None:
    """Alter what SQLite reads first: sizes, versions, encodings, free pages."""
    data = bytearray(path.read_bytes())
    for _ in range(chance.choice((1, 2, 4))):
        data[chance.randrange(108)] = chance.choice(
            (0, 1, 2, 255, chance.randrange(256))
        )
    path.write_bytes(data)


SQL = (
    (
        "CREATE VIEW vue{n} AS WITH RECURSIVE r(x) AS (SELECT 1 UNION ALL SELECT x + 1"
        " FROM r) SELECT * FROM r"
    ),
    "CREATE TRIGGER piege{n} AFTER INSERT ON journal BEGIN DELETE FROM actions; END",
    "CREATE TABLE autre{n} (id INTEGER PRIMARY KEY)",
    "CREATE INDEX autre{n} ON villages (name)",
    "DROP TRIGGER journal_loses_nothing",
    "DROP TABLE prints",
    "ALTER TABLE villages ADD COLUMN autre{n} TEXT DEFAULT (hex(randomblob(9)))",
    "UPDATE villages SET kind = 'planète{n}'",
    "UPDATE plans SET first_year = {n}",
    "UPDATE communes SET is_own = 7",
    "UPDATE actions SET title = char(0, 27, 8238) || {n}",
    "UPDATE actions SET title = CAST(x'fffe{n:04x}' AS TEXT)",
    "UPDATE action_costs SET amount = 9223372036854775807 - {n}",
    "UPDATE contributions SET funder_class = {n}",
    "DELETE FROM villages",
    "INSERT INTO settings (name, value) VALUES ('x{n}', '[[[[')",
    "INSERT INTO settings (name, value) VALUES ('plan.label{n}', 'null')",
    "UPDATE settings SET value = '{{\"a\": {n}}}'",
    "PRAGMA user_version = {n}",
    "PRAGMA application_id = {n}",
    "PRAGMA user_version = 3",
    (
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET rootpage = {n} WHERE"
        " name = 'villages'"
    ),
    (
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET sql = replace(sql,"
        " 'name', 'naam') WHERE name = 'villages'"
    ),
    (
        "PRAGMA writable_schema = ON; UPDATE sqlite_master SET type = 'view' WHERE"
        " name = 'villages'"
    ),
    (
        "PRAGMA writable_schema = ON; INSERT INTO sqlite_master VALUES ('table',"
        " 'v{n}', 'v{n}', 0, 'CREATE VIRTUAL TABLE v{n} USING fts5(a)')"
    ),
    "DROP TRIGGER journal_keeps_its_entries; UPDATE journal SET label = '[]'",
    (
        "DROP TRIGGER journal_keeps_its_entries; UPDATE journal SET changes = '[' WHERE"
        " id = 1 + {n} % 8"
    ),
    "DROP TRIGGER journal_keeps_its_entries; UPDATE journal SET at = '{n}'",
)


def statements(chance: random.Random, path: Path) -> None:
    """Do with SQL what somebody who knows it would do, then perhaps turn a bit."""
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = OFF")
        for _ in range(chance.choice((1, 1, 2))):
            number = chance.randrange(300)
            text = chance.choice(SQL).format(n=number)
            for each in [text] if "BEGIN" in text else text.split("; "):
                with suppress(sqlite3.Error):  # what SQLite does not take is no case
                    raw.execute(each)
    if not chance.randrange(4):
        bits(chance, path)


MUTATORS: tuple[Mutator, ...] = (bits, signs, pages, header, statements)
