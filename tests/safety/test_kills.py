"""R1: the program is killed at a random moment; nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import clerk
import pytest
from counts import count

from commune_desk.paths import ROOT
from commune_desk.storage import journal
from commune_desk.storage.recorder import Change, from_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scored import Scored

FORKS = hasattr(os, "fork")
KILLS = count(suite=20, full=1_000)
A_DOSSIER_LASTS = 25
"""Kills before a fresh dossier: the check reads the whole journal."""


@dataclass
class Shift:
    """What a clerk told before the kill."""

    done: list[journal.Head] = field(default_factory=list)
    opened: bool = False
    exit_code: int = 0


class Office:
    """Where clerks are hired and killed."""

    def __init__(self) -> None:
        self.ready = self._start() if FORKS else None

    def close(self) -> None:
        if self.ready is not None:
            self.ready.communicate()

    def shift(self, path: Path, rng: random.Random) -> Shift:
        """Let a clerk work; kill it after some edits and some milliseconds."""
        seed = rng.getrandbits(32)
        process = self.ready or self._start(str(path), str(seed))
        assert process.stdin is not None
        assert process.stdout is not None
        if self.ready is not None:
            process.stdin.write(json.dumps([str(path), seed]) + "\n")
            process.stdin.flush()
        shift, patience, pid = Shift(), rng.randrange(-1, 12), 0
        for line in process.stdout:
            word, *facts = line.split()
            match word:
                case "pid":
                    pid = int(facts[0])
                case "open":
                    shift.opened = True
                case "done":
                    shift.done.append(journal.Head(int(facts[0]), facts[1]))
                case "gone":
                    shift.exit_code = int(facts[0])
                    break
            if len(shift.done) + shift.opened > patience and pid:
                time.sleep(rng.random() * (0.02 if patience < 0 else 0.008))
                os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
                pid, patience = 0, 1 << 30
        if self.ready is None:
            process.communicate()
        return shift

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        program = Path(clerk.__file__)
        return subprocess.Popen(
            [sys.executable, str(program), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )


@pytest.fixture
def office() -> Iterator[Office]:
    office = Office()
    yield office
    office.close()


def rows_of(raw: sqlite3.Connection) -> dict[tuple[str, int], dict[str, object]]:
    """Read every row but those of the journal."""
    raw.row_factory = sqlite3.Row
    names = raw.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
    ).fetchall()
    return {
        (name, row["id"]): dict(row)
        for (name,) in names
        if name not in {"journal", "journal_touches"}
        for row in raw.execute(f'SELECT * FROM "{name}"')
    }


def told_by(raw: sqlite3.Connection) -> dict[tuple[str, int], dict[str, object]]:
    """Rebuild every row from the journal alone."""
    rows: dict[tuple[str, int], dict[str, object]] = {}
    entries = raw.execute("SELECT id, deed, undoes, changes FROM journal ORDER BY id")
    deeds: dict[int, tuple[Change, ...]] = {}
    for number, deed, undoes, told in entries:
        changes = deeds[number] = from_json(told) if undoes is None else deeds[undoes]
        if deed == "undo":
            changes = tuple(change.reversed() for change in reversed(changes))
        for change in changes:
            assert rows.pop((change.table, change.key), None) == change.before
            if change.after is not None:
                rows[change.table, change.key] = change.after
    return rows


def check(path: Path, shift: Shift, before: int) -> int:
    """Judge what a kill left; return the number of the last entry."""
    desk = clerk.opened(path)
    head = desk.store.looking(journal.head)
    acknowledged = shift.done[-1].number if shift.done else before
    assert head.number in {acknowledged, acknowledged + 1}, "an edit lost or invented"
    with desk.store.reading():
        assert desk.store.looking(journal.first_broken) is None
    if desk.done:
        desk.undo()
        desk.redo()
    last = desk.store.looking(journal.head).number
    desk.store.close()
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        seals = dict(raw.execute("SELECT id, seal FROM journal"))
        assert all(seals[entry.number] == entry.seal for entry in shift.done), "lost"
        assert rows_of(raw) == told_by(raw), "half an edit"
    return last


@pytest.mark.full
def test_a_kill_loses_nothing_that_was_acknowledged(
    office: Office, tmp_path: Path, scored: Scored
) -> None:
    rng, start = random.Random(20_261), time.monotonic()
    edits = hot = unopened = 0
    path, last = tmp_path / "none", 0
    for kill in range(KILLS):
        if kill % A_DOSSIER_LASTS == 0:
            path = tmp_path / f"{kill}.commune"
            clerk.prepared(path)
            with closing(sqlite3.connect(path)) as raw:
                last = journal.head(raw).number
        shift = office.shift(path, rng)
        assert shift.exit_code in {0, -9}, "the clerk failed before it was killed"
        rest = path.with_name(f"{path.name}-journal")
        hot += rest.exists() and rest.stat().st_size > 0
        edits += len(shift.done)
        unopened += not shift.opened
        last = check(path, shift, last)
    scored(
        f"R1: {KILLS} kills, {edits} edits acknowledged, {hot} hot journals, "
        f"{unopened} kills while opening: 0 corrupt, 0 lost, 0 half-written; "
        f"{time.monotonic() - start:.0f} s"
    )
