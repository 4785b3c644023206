"""R2: the power goes in the midst of the program's own transactions."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import apsw
import clerk
import pytest
from counts import count
from disk import NEVER, Disk, System

from commune_desk.storage import recorder
from commune_desk.storage.layout import make_new, statements
from commune_desk.storage.layouts import layout_of
from commune_desk.storage.pragmas import SAFE
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from scored import Scored

CUTS = count(suite=100, full=2_000)
CONTROLS = count(suite=40, full=2_000)
TRANSACTIONS = 60
DEFAULTS = (
    "PRAGMA locking_mode = NORMAL",  # under EXCLUSIVE the journal is never unlinked
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = FULL",
)
"""What SQLite does where nobody says anything."""

NAME = "KOUROUBA.commune"


@dataclass
class Transcript:
    """A dossier, what a clerk then made SQLite do, and each state on the way."""

    start: bytes
    transactions: list[list[str]]
    states: list[str]

    def state_of(self, raw: sqlite3.Connection) -> int | None:
        """Tell how many transactions a file holds; None for anything in between."""
        state = fingerprint(raw)
        return self.states.index(state) if state in self.states else None


def fingerprint(raw: sqlite3.Connection) -> str:
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    digest = hashlib.sha256()
    for (name,) in raw.execute(tables).fetchall():
        rows = raw.execute(f'SELECT * FROM "{name}" ORDER BY id').fetchall()
        digest.update(repr((name, rows)).encode())
    return digest.hexdigest()


@pytest.fixture(scope="module")
def transcript(tmp_path_factory: pytest.TempPathFactory) -> Transcript:
    path = tmp_path_factory.mktemp("clerk") / NAME
    clerk.prepared(path)
    start = path.read_bytes()
    desk, heard = clerk.opened(path), []
    desk.store.looking(lambda raw: raw.set_trace_callback(heard.append))
    worker = clerk.Clerk(desk, random.Random(1))
    while len(told := grouped(heard)) < TRANSACTIONS:
        worker.act()
    desk.store.looking(lambda raw: raw.set_trace_callback(None))
    end = desk.store.looking(fingerprint)
    desk.store.close()
    states = list(replayed(path.with_name("again"), start, told))
    assert states[-1] == end, "the transcript does not tell what was done"
    return Transcript(start, told, states)


def grouped(heard: Iterable[str]) -> list[list[str]]:
    """Keep the statements of each committed writing transaction."""
    groups: list[list[str]] = []
    group: list[str] | None = None
    for statement in heard:
        if statement.startswith("BEGIN IMMEDIATE"):
            group = []
        if group is None or statement.startswith(("--", "SELECT")):
            continue
        if group[-1:] != [statement]:  # Python tells one again for each trigger
            group.append(statement)
        if statement == "COMMIT":
            groups.append(group)
        if statement in {"COMMIT", "ROLLBACK"}:
            group = None
    return groups


def replayed(path: Path, start: bytes, transactions: list[list[str]]) -> Iterable[str]:
    """Replay them on the ordinary library, and name each state."""
    path.write_bytes(start)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        recorder.install(raw)
        yield fingerprint(raw)
        for transaction in transactions:
            for statement in transaction:
                raw.execute(statement).fetchall()
            yield fingerprint(raw)


class Bench:
    """Cuts the power, again and again, and judges what is left."""

    def __init__(self, transcript: Transcript, folder: Path) -> None:
        self.transcript = transcript
        self.folder = folder
        self.rng = random.Random(6_1)

    def cuts(self, number: int, *pragmas: str) -> Counter[str]:
        """Cut so many times with the program's pragmas, and these after them."""
        operations, _ = self._run(Disk(self.rng), pragmas)
        found: Counter[str] = Counter()
        for _ in range(number):
            disk = Disk(self.rng, self.rng.randint(1, operations.operations + 1))
            found[self._judged(*self._run(disk, pragmas))] += 1
        return found

    def _run(self, disk: Disk, pragmas: tuple[str, ...]) -> tuple[Disk, int]:
        """Work until the power goes; return how many commits were acknowledged."""
        disk.put(NAME, self.transcript.start)
        system = System("cut", disk)
        raw = apsw.Connection(NAME, vfs="cut")
        acknowledged = 0
        for pragma in (*SAFE, *pragmas):
            raw.execute(pragma).fetchall()
        recorder.install(raw)
        for transaction in self.transcript.transactions:
            for statement in transaction:
                raw.execute(statement).fetchall()
                if disk.dead:
                    break
            if disk.dead:
                break
            acknowledged += 1
        if not disk.dead and disk.cut_at != NEVER:
            disk.cut()  # after the last answer
        raw.close()
        system.unregister()
        return disk, acknowledged

    def _judged(self, disk: Disk, acknowledged: int) -> str:
        for old in self.folder.iterdir():
            old.unlink()
        assert disk.survivors is not None
        for name, content in disk.survivors.items():
            (self.folder / name).write_bytes(content)
        try:
            with closing(sqlite3.connect(self.folder / NAME)) as raw:
                sound = raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
                state = self.transcript.state_of(raw) if sound else None
        except sqlite3.DatabaseError:
            return "corrupt"
        if state is None:
            return "corrupt"
        return "lost" if state < acknowledged else "kept"


ROUNDS = count(suite=1, full=20)
"""How often a new dossier is cut at each operation of its making."""

STEP = count(suite=9, full=1)
"""Every how many operations."""


@pytest.mark.full
def test_a_cut_while_a_dossier_is_made_leaves_all_or_nothing(
    tmp_path: Path, scored: Scored
) -> None:
    rng, cuts = random.Random(7), Counter[str]()
    whole = sorted(" ".join(statement.split()) for statement in statements())
    for _ in range(ROUNDS):
        for cut_at in range(1, NEVER, STEP):
            disk = Disk(rng, cut_at)
            system = System("new", disk)
            raw = apsw.Connection(NAME, vfs="new")
            for pragma in SAFE:
                raw.execute(pragma).fetchall()
            make_new(raw)
            raw.close()
            system.unregister()
            if disk.survivors is None:
                break
            folder = tmp_path / f"{cuts.total()}"
            folder.mkdir()
            for name, content in disk.survivors.items():
                (folder / name).write_bytes(content)
            began = bool(disk.survivors.get(NAME))
            store = Store(folder / NAME)
            store.open()
            assert store.looking(layout_of) == whole
            store.close()
            cuts["begun" if began else "nothing"] += 1
    scored(f"R2, a new dossier: {cuts.total()} cuts, {dict(cuts)}")


@pytest.fixture
def bench(transcript: Transcript, tmp_path: Path) -> Bench:
    return Bench(transcript, tmp_path)


@pytest.fixture
def told(scored: Scored) -> Callable[[str, Counter[str]], None]:
    start = time.monotonic()

    def tell(name: str, found: Counter[str]) -> None:
        seconds = time.monotonic() - start
        scored(
            f"{name}: {found.total()} cuts, {found['corrupt']} corrupt or torn, "
            f"{found['lost']} lost; {seconds:.0f} s"
        )

    return tell


@pytest.mark.full
def test_a_power_cut_loses_nothing_that_was_acknowledged(
    bench: Bench, told: Callable[[str, Counter[str]], None]
) -> None:
    found = bench.cuts(CUTS)
    told("R2", found)
    assert found == {"kept": CUTS}


@pytest.mark.full
def test_the_simulator_sees_what_comes_of_never_syncing(
    bench: Bench, told: Callable[[str, Counter[str]], None]
) -> None:
    found = bench.cuts(CONTROLS, "PRAGMA synchronous = OFF")
    told("R2n, synchronous=OFF", found)
    assert found["corrupt"] >= 1


@pytest.mark.full
def test_the_simulator_sees_what_the_default_settings_lose(
    bench: Bench, told: Callable[[str, Counter[str]], None]
) -> None:
    found = bench.cuts(CONTROLS, *DEFAULTS)
    told("R2n, DELETE/FULL", found)
    assert found["lost"] >= 1
    assert not found["corrupt"]
