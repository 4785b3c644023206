"""A program that is killed in the midst of receiving leaves nothing half-written."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import parcels
import pytest
from counts import count
from hands import CLERK, sums
from recomputed import recomputed
from sqlalchemy import select

from commune_desk.paths import ROOT
from commune_desk.services.region.desk import RegionDesk
from commune_desk.services.region.queries.board import packages
from commune_desk.services.region.queries.lines import archived
from commune_desk.storage.region import journal
from commune_desk.storage.region.own import CURRENT
from commune_desk.storage.region.sent import SENT
from commune_desk.storage.region.store import RegionStore

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

KILLS = count(suite=2, full=60)
FILES = 12

HERE = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.mark.full
def test_a_kill_leaves_whole_packages_alone(place: str, tmp_path: Path) -> None:
    folder = tmp_path / "sent"
    folder.mkdir()
    for seed in range(FILES):
        data = parcels.package(seed, parcels.Size(1_500, 150, 20, 20))
        (folder / f"{seed:02d}.zip").write_bytes(data)
    opened(place).store.close()
    script = Path(__file__).with_name("importer.py")
    chance = random.Random(9)
    acknowledged: set[str] = set()
    for _ in range(KILLS):
        with subprocess.Popen(
            [sys.executable, script, place, *map(str, sorted(folder.iterdir()))],
            stdout=subprocess.PIPE,
            env=HERE,
            text=True,
        ) as process:
            assert process.stdout is not None
            for done in range(chance.randrange(FILES)):
                assert process.stdout.readline() == "ok\n"
                acknowledged.add(f"{done:02d}.zip")
            time.sleep(chance.random() * 0.05)
            process.kill()
        checked(place, folder, acknowledged)


def opened(place: str) -> RegionDesk:
    store = RegionStore(place)
    store.open()
    return RegionDesk(store, CLERK)


def checked(place: str, folder: Path, acknowledged: set[str]) -> None:
    desk = opened(place)
    with desk.store.reading() as session:
        whole = {path.name: path.read_bytes() for path in folder.iterdir()}
        kept = {
            archived(session, each.commune_code, each.id) for each in packages(session)
        }
        assert {whole[name] for name in acknowledged} <= kept <= set(whole.values())
        assert lines_of(session, "budget_lignes") == {(1, 1_500)} or not kept
        assert len(session.execute(select(CURRENT)).all()) % len(parcels.SCOPE) == 0
        assert sums(session) == recomputed(session)
        assert journal.head(session.connection()).number == len(kept)
        assert journal.first_broken(session.connection()) is None
    desk.store.close()


def lines_of(session: Session, resource: str) -> set[tuple[int, int]]:
    """Give the first and the last line of each package's table, without repeats."""
    table = SENT[resource]
    found: dict[int, list[int]] = {}
    for row in session.execute(select(table.c.package, table.c.line)):
        found.setdefault(row.package, []).append(row.line)
    return {(min(rows), max(rows)) for rows in found.values()}
