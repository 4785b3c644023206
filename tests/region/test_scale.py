"""X9: all communes of the country in one year, on both engines (3.6, 5, 8).

The full count prints its figures: `installer/dev.py full -k scale`.
"""

from __future__ import annotations

import datetime as dt
import os
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

from commune_desk.domain.package.region import Level
from commune_desk.exchange.package.receive import files_in, receive
from commune_desk.paths import ROOT
from commune_desk.services.region.desk import RegionDesk
from commune_desk.services.region.lists import Expected, ListCommunes
from commune_desk.services.region.queries import board, comparison, findings, totals
from commune_desk.services.region.queries.communes import places
from commune_desk.services.region.queries.lines import lines
from commune_desk.storage.region.store import RegionStore

if TYPE_CHECKING:
    from collections.abc import Callable

    from scored import Scored
    from server import Server
    from sqlalchemy.orm import Session

COMMUNES = count(suite=6, full=819)
SIZE = count(suite=parcels.SMALL, full=parcels.FULL)
MINUTES = 5
SCREEN = count(suite=2.0, full=0.3)
"""Seconds of one screen; the suite only sees that none adds up millions of rows."""

TODAY = dt.date(2027, 3, 15)

HERE = {**os.environ, "PYTHONPATH": str(ROOT)}


@pytest.fixture(scope="session")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of packages: one of each commune."""
    folder = tmp_path_factory.mktemp("sent")
    for seed in range(COMMUNES):
        data = parcels.package(seed, SIZE, until=dt.date(2026, 12, 31))
        (folder / f"{seed:04d}.zip").write_bytes(data)
    return folder


def opened(place: str) -> RegionDesk:
    store = RegionStore(place)
    store.open()
    return RegionDesk(store, CLERK)


def listed(desk: RegionDesk) -> None:
    all_of_them = (
        Expected(f"ML99{n:06d}", f"Commune {n:03d}", f"Cercle {n % 20:02d}")
        for n in range(COMMUNES)
    )
    desk.do(ListCommunes(tuple(all_of_them)))


def taken(place: str, folder: Path) -> float:
    """Take all in; return the seconds."""
    desk = opened(place)
    listed(desk)
    start = time.perf_counter()
    answers = list(receive(desk, files_in([folder])))
    seconds = time.perf_counter() - start
    assert len(answers) == COMMUNES
    assert not any(each.refused for each in answers)
    desk.store.close()
    return seconds


SCREENS: dict[str, Callable[[Session], object]] = {
    "board": lambda s: board.board(s, 2026, TODAY),
    "budget region": lambda s: totals.budget(s, 2026, Level.REGION),
    "budget cercles": lambda s: totals.budget(s, 2026, Level.CERCLE),
    "budget communes": lambda s: totals.budget(s, 2026, Level.COMMUNE),
    "plan region": lambda s: totals.plan(s, 2026, Level.REGION),
    "plan cercles": lambda s: totals.plan(s, 2026, Level.CERCLE),
    "funding cercles": lambda s: totals.funding(s, 2026, Level.CERCLE),
    "committees cercles": lambda s: totals.committees(s, 2026, Level.CERCLE),
    "TDRL communes": lambda s: totals.communes(s, 2026, Level.COMMUNE),
    "comparison": lambda s: comparison.compare(s, 2026, comparison.MEASURES[0]),
    "findings": lambda s: findings.findings(s, 2026, TODAY),
    "communes": places,
    "lines of one": lambda s: lines(s, "budget_lignes", "ML99000003", 2026),
}


@pytest.mark.full
def test_scale_of_a_country(
    sent: Path, tmp_path: Path, server: Server, scored: Scored
) -> None:
    server.clear()
    file = str(tmp_path / "pays.region")
    found: dict[str, dict[str, list[str]]] = {}
    for engine, place in (("SQLite", file), ("PostgreSQL", server.url)):
        seconds = taken(place, sent)
        assert seconds < MINUTES * 60
        start = time.perf_counter()
        desk = opened(place)
        opening = time.perf_counter() - start
        slow: dict[str, float] = {}
        with desk.store.reading() as session:
            found[engine] = sums(session)
            if engine == "SQLite":
                assert found[engine] == recomputed(session)
            for name, ask in SCREENS.items():
                times = []
                for _ in range(3):
                    start = time.perf_counter()
                    ask(session)
                    times.append(time.perf_counter() - start)
                slow[name] = min(times)
        desk.store.close()
        told = ", ".join(f"{name} {1000 * s:.0f}" for name, s in slow.items())
        scored(
            f"{engine}: {COMMUNES} packages in {seconds:.1f} s, opened in"
            f" {opening:.2f} s; screens (ms): {told}"
        )
        assert max(slow.values()) < SCREEN
    assert found["SQLite"] == found["PostgreSQL"]
    scored(f"file: {Path(file).stat().st_size / 1e6:.0f} MB")


IMPORTERS = 4


@pytest.mark.full
def test_scale_with_four_importers_at_once(
    sent: Path, server: Server, tmp_path: Path
) -> None:
    server.clear()
    opened(server.url).store.close()
    files = sorted(map(str, sent.iterdir()))[: count(suite=6, full=120)]
    script = Path(__file__).with_name("importer.py")
    running = [
        # each also brings the first file, and is told that it came already
        subprocess.Popen(
            [sys.executable, script, server.url, files[0], *files[n::IMPORTERS]],
            stdout=subprocess.PIPE,
            env=HERE,
        )
        for n in range(IMPORTERS)
    ]
    for process in running:
        process.communicate(timeout=300)
        assert process.returncode == 0
    alone = opened(str(tmp_path / "alone.region"))
    assert not any(a.refused for a in receive(alone, map(Path, files)))
    together = opened(server.url)
    with alone.store.reading() as one, together.store.reading() as other:
        assert sums(one) == sums(other)
        assert len(board.packages(other)) == len(files)
    alone.store.close()
    together.store.close()
