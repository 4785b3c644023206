from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
import sample
from sqlalchemy import create_engine

from commune_desk.domain.errors import StorageTrouble
from commune_desk.storage import upgrade
from commune_desk.storage.copies import check_copy, copy_name, keep_copy
from commune_desk.storage.layout import statements
from commune_desk.storage.layouts import layout_of
from commune_desk.storage.upgrade import bring_up, run

if TYPE_CHECKING:
    from pathlib import Path

STEP = """
from alembic import op

revision = "{number}"
down_revision = {before}


def upgrade():
    {deed}
"""
GOOD = 'op.execute("CREATE TABLE wells (id INTEGER PRIMARY KEY) STRICT")'


def squeezed(lines: list[str]) -> list[str]:
    return sorted(" ".join(line.split()) for line in lines)


def steps(folder: Path, deed: str) -> Path:
    (folder / "versions").mkdir(parents=True)
    (folder / "script.py.mako").touch()
    first = STEP.format(number="0001", before=None, deed="pass")
    (folder / "versions" / "0001_first.py").write_text(first)
    second = STEP.format(number="0002", before='"0001"', deed=deed)
    (folder / "versions" / "0002_wells.py").write_text(second)
    return folder


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    made = sample.build(tmp_path / "a.commune")
    made.store.close()
    return tmp_path / "a.commune"


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as raw:
        return list(raw.iterdump())


def test_the_migrations_give_the_layout_of_a_new_dossier() -> None:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        run(connection, "base")
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        assert layout_of(raw) == squeezed(statements())
    engine.dispose()


def test_a_dossier_is_brought_further_after_a_verified_copy(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [*statements(), "CREATE TABLE wells (id INTEGER PRIMARY KEY) STRICT"]
    monkeypatch.setattr(upgrade, "statements", lambda: wanted)
    before = dump(dossier)
    bring_up(dossier, 1, steps(tmp_path / "steps", GOOD))
    with closing(sqlite3.connect(dossier)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (2,)
        assert raw.execute("SELECT count(*) FROM actions").fetchone() == (1,)
    (copy,) = (dossier.parent / "copies").glob("*.commune")
    assert check_copy(copy).rows > 0
    assert dump(copy) == before


@pytest.mark.parametrize(
    "deed",
    [
        'op.execute("CREATE TABLE other (id INTEGER PRIMARY KEY) STRICT")',
        'op.execute("DELETE FROM sectors")',
        f"{GOOD}; raise ValueError",
    ],
    ids=["another layout", "lost rows", "a fault"],
)
def test_a_step_that_fails_leaves_the_dossier_as_it_was(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    wanted = [*statements(), "CREATE TABLE wells (id INTEGER PRIMARY KEY) STRICT"]
    monkeypatch.setattr(upgrade, "statements", lambda: wanted)
    before = dump(dossier)
    with pytest.raises((StorageTrouble, ValueError)):
        bring_up(dossier, 1, steps(tmp_path / "steps", deed))
    assert dump(dossier) == before


def test_a_flipped_bit_in_a_copy_is_found(dossier: Path) -> None:
    now = dt.datetime(2026, 10, 12, 16, 20, tzinfo=dt.UTC)
    target = copy_name(dossier, "copie", now)
    with closing(sqlite3.connect(dossier)) as raw:
        keep_copy(raw, target)
    for place in range(200, target.stat().st_size, 9_973):
        content = bytearray(target.read_bytes())
        content[place] ^= 4
        target.write_bytes(content)
        with pytest.raises(StorageTrouble):
            check_copy(target)
        content[place] ^= 4
        target.write_bytes(content)
    assert check_copy(target).path == target
