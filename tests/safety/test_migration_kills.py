"""R5: the program is killed at each statement of a migration."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from counts import count
from old_dossier import ROWS, make_old

from commune_desk.storage import upgrade
from commune_desk.storage.layout import NEWEST, statements
from commune_desk.storage.store import Store
from commune_desk.storage.upgrade import bring_up, layout_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from scored import Scored

KILLS = count(suite=6, full=200)
WHOLE = sorted(" ".join(statement.split()) for statement in statements())

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="it forks")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "old.commune"
    make_old(path, ROWS)
    return path


def told(path: Path) -> int:
    """Count the statements of a whole migration."""
    heard: list[str] = []
    _traced(path, heard.append)
    return len(heard)


def _traced(path: Path, hear: Callable[[str], object]) -> None:
    genuine = sqlite3.connect

    def connect(*arguments: object, **named: object) -> sqlite3.Connection:
        raw: sqlite3.Connection = genuine(*arguments, **named)  # type: ignore[call-overload]  # handed on
        raw.set_trace_callback(hear)
        return raw

    sqlite3.connect = connect  # type: ignore[assignment]  # for a moment
    try:
        bring_up(path, 1)
    finally:
        sqlite3.connect = genuine


def killed_at(path: Path, place: int) -> bool:
    """Migrate in a process of its own that ends at its n-th statement."""
    child = os.fork()
    if child == 0:
        heard = 0

        def hear(_statement: str) -> None:
            nonlocal heard
            heard += 1
            if heard == place:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            _traced(path, hear)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.full
def test_a_kill_at_any_statement_loses_no_row(
    old: Path, tmp_path: Path, scored: Scored
) -> None:
    start = time.monotonic()
    with closing(sqlite3.connect(old)) as raw:
        rows = raw.execute("SELECT id, title FROM actions").fetchall()
    trial = tmp_path / "trial.commune"
    shutil.copyfile(old, trial)
    statements_told = told(trial)
    kills = before = after = 0
    for number in range(KILLS):
        path = tmp_path / f"{number}" / "K.commune"
        path.parent.mkdir()
        shutil.copyfile(old, path)
        place = 1 + number * (statements_told - 1) // max(1, KILLS - 1)
        kills += killed_at(path, place)
        with closing(sqlite3.connect(path)) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            (layout,) = raw.execute("PRAGMA user_version").fetchone()
        assert layout in {1, NEWEST}
        before, after = before + (layout == 1), after + (layout == NEWEST)
        store = Store(path)
        store.open()
        assert store.looking(layout_of) == WHOLE
        assert rows == store.looking(
            lambda raw: raw.execute("SELECT id, title FROM actions").fetchall()
        )
        store.close()
        shutil.rmtree(path.parent)
    scored(
        f"R5: {kills} kills among {statements_told} statements, {before} as before,"
        f" {after} migrated, 0 lost; {time.monotonic() - start:.0f} s"
    )
    assert kills == KILLS


TRAP = (
    "CREATE TABLE parents (id INTEGER PRIMARY KEY, name TEXT) STRICT",
    """CREATE TABLE children (id INTEGER PRIMARY KEY, parent_id INTEGER NOT NULL
    REFERENCES parents (id) ON DELETE CASCADE) STRICT""",
)
REMADE = (
    "CREATE TABLE new_parents (id INTEGER PRIMARY KEY, name TEXT) STRICT",
    "INSERT INTO new_parents SELECT * FROM parents",
    "DROP TABLE parents",
    "ALTER TABLE new_parents RENAME TO parents",
)
STEP = """
from alembic import op

revision = "{number}"
down_revision = {before}


def upgrade():
    for statement in {deeds}:
        op.execute(statement)
"""


TOUCHES = "CREATE TABLE journal_touches (id INTEGER PRIMARY KEY, touches TEXT) STRICT"
"""What each entry of the journal is written beside, in layouts of today."""


def test_the_trap_of_cascades_is_seen_and_avoided(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With foreign keys on, remaking a parent empties its children without a word."""
    with closing(sqlite3.connect(old)) as raw:
        for statement in (*TRAP, TOUCHES):
            raw.execute(statement)
        raw.execute("INSERT INTO parents VALUES (1, 'a')")
        raw.execute("INSERT INTO children VALUES (1, 1), (2, 1)")
        raw.commit()
        rows = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL"
        wanted = [sql for (sql,) in raw.execute(rows) if "TABLE parents" not in sql]
    wanted.append('CREATE TABLE "parents" (id INTEGER PRIMARY KEY, name TEXT) STRICT')
    monkeypatch.setattr(upgrade, "statements", lambda: wanted)
    trap = old.with_name("trap.commune")
    shutil.copyfile(old, trap)
    with closing(sqlite3.connect(trap, isolation_level=None)) as raw:
        raw.execute("PRAGMA foreign_keys = ON")
        for statement in ("BEGIN", *REMADE, "COMMIT"):
            raw.execute(statement)
        left = raw.execute("SELECT count(*) FROM children").fetchone()
        assert left == (0,), "the trap is gone: this test sees nothing"
    folder = tmp_path / "steps"
    (folder / "versions").mkdir(parents=True)
    (folder / "script.py.mako").touch()
    for number, before, deeds in (("0001", None, ()), ("0002", '"0001"', REMADE)):
        text = STEP.format(number=number, before=before, deeds=deeds)
        (folder / "versions" / f"{number}_step.py").write_text(text)
    bring_up(old, 1, folder)
    with closing(sqlite3.connect(old)) as raw:
        assert raw.execute("SELECT count(*) FROM children").fetchone() == (2,)
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
