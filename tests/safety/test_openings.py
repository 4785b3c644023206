"""R6 and R7: files of others are left as they are, and one holder has a dossier."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

import clerk
import pytest

from commune_desk.domain.errors import InUse, NotOurs, StorageTrouble
from commune_desk.paths import ROOT
from commune_desk.storage.layout import NEWEST
from commune_desk.storage.pragmas import APPLICATION_ID, SAFE
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GEOPACKAGE, FOSSIL = 0x47504B47, 252_006_673
KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


@pytest.fixture
def dossier(tmp_path: Path) -> Path:
    path = tmp_path / "KOUROUBA.commune"
    clerk.prepared(path)
    return path


def seen(folder: Path) -> dict[str, bytes]:
    return {p.name: hashlib.sha256(p.read_bytes()).digest() for p in folder.iterdir()}


def marked(path: Path, layout: int, application_id: int) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA application_id = {application_id}")
        raw.execute(f"PRAGMA user_version = {layout}")


@pytest.mark.parametrize("journal", [False, True], ids=["alone", "hot journal"])
def test_fifty_newer_dossiers_are_refused_to_the_byte(
    dossier: Path, *, journal: bool
) -> None:
    for step in range(1, 51):
        marked(dossier, NEWEST + step, APPLICATION_ID)
        if journal:
            dossier.with_name(f"{dossier.name}-journal").write_bytes(b"\xd9\xd5" * 512)
        before = seen(dossier.parent)
        with pytest.raises(NotOurs) as refusal:
            Store(dossier).open()
        assert NEWEST + step in dict(refusal.value.text.facts).values()
        assert seen(dossier.parent) == before
        dossier.with_name(f"{dossier.name}-journal").unlink(missing_ok=True)


@pytest.mark.parametrize("application_id", [0, 1, GEOPACKAGE, FOSSIL])
def test_the_file_of_another_program_is_refused_to_the_byte(
    dossier: Path, application_id: int
) -> None:
    marked(dossier, NEWEST, application_id)
    before = seen(dossier.parent)
    with pytest.raises(NotOurs):
        Store(dossier).open()
    assert seen(dossier.parent) == before


@contextmanager
def somebody_else(dossier: Path) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, clerk.__file__, str(dossier), "1"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as child:
        assert child.stdout is not None
        while not child.stdout.readline().startswith("open"):
            pass
        yield child
        child.send_signal(KILL)
        child.communicate()


def test_a_second_program_is_told_who_has_the_dossier(dossier: Path) -> None:
    with somebody_else(dossier):
        with pytest.raises(InUse) as refusal:
            Store(dossier).open()
        said = json.loads(dossier.with_name(f"{dossier.name}.lock").read_text())
    facts = dict(refusal.value.text.facts)
    assert (facts["computer"], facts["user"]) == (said["computer"], said["user"])


def test_sqlite_keeps_others_out_where_the_lock_file_is_gone(
    dossier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hasty = tuple(pragma.replace("5000", "50") for pragma in SAFE)
    monkeypatch.setattr("commune_desk.storage.taken.SAFE", hasty)
    with somebody_else(dossier):
        dossier.with_name(f"{dossier.name}.lock").unlink()
        with pytest.raises(StorageTrouble):
            Store(dossier).open()


def test_the_lock_of_a_killed_program_is_no_obstacle(dossier: Path) -> None:
    with somebody_else(dossier):
        pass
    assert dossier.with_name(f"{dossier.name}.lock").exists()
    store = Store(dossier)
    store.open()
    store.close()
    assert not dossier.with_name(f"{dossier.name}.lock").exists()


def test_a_lock_file_that_came_with_a_copied_folder_is_no_obstacle(
    dossier: Path,
) -> None:
    lock = dossier.with_name(f"{dossier.name}.lock")
    lock.write_text('{"computer": "MAIRIE-2", "user": "sg", "pid": 4, "since": ""}')
    store = Store(dossier)
    store.open()
    store.close()


def test_a_dossier_that_was_let_go_opens_again(dossier: Path) -> None:
    for _ in range(3):
        store = Store(dossier)
        store.open()
        with pytest.raises(InUse):
            Store(dossier).open()
        store.close()
