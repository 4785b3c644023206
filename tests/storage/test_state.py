"""The state of a file can be named while it is open, and the file stays ours."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from commune_desk.domain.roles import Role
from commune_desk.services.desk import Desk, User
from commune_desk.services.territory import AddCommune, AddVillage
from commune_desk.storage.store import Store
from commune_desk.storage.taken import head, last_seal, state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITING = """
import sqlite3, sys
raw = sqlite3.connect(sys.argv[1], timeout=0)
try:
    raw.execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError as error:
    print(error)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "KOUROUBA.commune"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    store = Store(path)
    store.open()
    made = Desk(store, User("essai", Role.SECRETARY))
    made.do(AddCommune({"name": "Kourouba", "code": "1"}))
    yield made
    store.close()


def as_the_next_opening_finds_it(path: Path) -> bytes:
    start = head(path)
    with closing(sqlite3.connect(path)) as raw:
        return state(last_seal(raw), start)


def test_it_is_the_state_that_the_next_opening_finds(desk: Desk, path: Path) -> None:
    seen = set()
    for number in range(3):
        desk.do(AddVillage({"name": f"Village {number}"}))
        present = desk.store.state()
        assert present == desk.store.state()
        seen.add(present)
    assert len(seen) == 3
    desk.store.close()
    assert as_the_next_opening_finds_it(path) == present
    desk.store.open()
    assert desk.store.state() == present


@pytest.mark.parametrize("again", [False, True], ids=["opened", "reopened"])
def test_nobody_else_may_write_once_it_was_asked(
    desk: Desk,
    path: Path,
    again: bool,  # noqa: FBT001  the case
) -> None:
    """Whoever closes a file drops all its locks on Unix: nothing may be closed."""
    desk.store.state()
    if again:
        desk.store.close()
        desk.store.open()
        desk.store.state()
    other = [sys.executable, "-c", WRITING, str(path)]
    assert subprocess.check_output(other, text=True) == "database is locked\n"


def test_a_dossier_in_memory_has_none() -> None:
    store = Store()
    store.open()
    assert store.state() == b""
    store.close()
