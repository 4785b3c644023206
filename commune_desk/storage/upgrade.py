"""Bring a file to the layout this program knows, after a copy has been kept.

The recipe is that of `exchange-and-safety.md` 6.5: foreign keys off before BEGIN,
one transaction for all steps, checks before COMMIT. Alembic runs the steps; the
layout a file has is its `user_version`.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool

from commune_desk.domain.errors import StorageTrouble
from commune_desk.domain.text import N_
from commune_desk.storage import journal
from commune_desk.storage.copies import copy_name, keep_copy
from commune_desk.storage.layout import statements
from commune_desk.storage.layouts import layout_of, squeezed
from commune_desk.storage.place import require_room
from commune_desk.storage.pragmas import BEGIN, SAFE

if TYPE_CHECKING:
    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent / "migrations"


def bring_up(path: Path, present: int, folder: Path = MIGRATIONS) -> None:
    """Migrate the file to the newest layout; leave it as it was if a step fails.

    Raises `StorageTrouble` before anything is written where the disk lacks room.
    """
    require_room(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        for pragma in SAFE:
            raw.execute(pragma)
        raw.execute("PRAGMA foreign_keys = OFF")  # without effect once BEGIN is said
        now = dt.datetime.now().astimezone()
        keep_copy(raw, copy_name(path, f"avant-migration-{present:04d}", now))
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=StaticPool)
        with engine.connect() as connection:
            raw.execute(BEGIN)
            try:
                newest = run(connection, f"{present:04d}", folder)
                _check(raw)
                _note(raw, newest)
                raw.execute(f"PRAGMA user_version = {newest}")
                raw.execute("COMMIT")
            except BaseException:
                if raw.in_transaction:
                    raw.execute("ROLLBACK")
                raise
        if raw.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
            raise StorageTrouble(N_("The dossier is damaged after its migration."))


def run(
    connection: Connection,
    present: str,
    folder: Path = MIGRATIONS,
    until: str = "head",
) -> int:
    """Run the steps after `present` (`base` for all); return the newest layout."""
    scripts = ScriptDirectory(str(folder))
    steps = [*scripts.iterate_revisions(until, present)]
    with Operations.context(MigrationContext.configure(connection)):
        for step in reversed(steps):
            step.module.upgrade()
    return int(steps[0].revision if steps else present)


def _note(raw: sqlite3.Connection, newest: int) -> None:
    """Write the migration into the journal as a final act.

    Rows recorded before it lack the new columns: nothing before it can be undone.
    """
    label = N_("Dossier brought to layout {number}", number=newest)
    act = journal.Act(uuid.uuid4().hex, "Commune Desk", "final", None, label)
    journal.append(raw, act, "[]")


def _check(raw: sqlite3.Connection) -> None:
    lost = raw.execute("PRAGMA foreign_key_check").fetchall()
    wanted = sorted(squeezed(sql) for sql in statements())
    if lost or layout_of(raw) != wanted:
        raise StorageTrouble(
            N_("The dossier could not be brought to the new layout; it is as it was.")
        )
