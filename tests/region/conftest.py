"""A region's desk, once in a file and once on a server: every test runs on both."""

from __future__ import annotations

from typing import TYPE_CHECKING

import filled
import pytest
from hands import CLERK
from paper_reading import opened
from server import BINARIES, LACKING, Server

from commune_desk.services.region.desk import RegionDesk
from commune_desk.storage.region.store import RegionStore

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy.orm import Session


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    if not BINARIES:
        pytest.skip(LACKING)
    running = Server()
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Where a region's desk of the test may be made: a file, or an empty server."""
    if request.param == "sqlite":
        yield str(tmp_path / "essai.region")
        return
    running: Server = request.getfixturevalue("server")
    running.clear()
    yield running.url


@pytest.fixture
def desk(place: str) -> Iterator[RegionDesk]:
    store = RegionStore(place)
    store.open()
    try:
        yield RegionDesk(store, CLERK)
    finally:
        store.close()


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RegionStore]:
    store = opened(tmp_path_factory.mktemp("papers") / "essai.region")
    filled.fill(RegionDesk(store, CLERK))
    yield store
    store.close()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RegionStore]:
    store = opened(tmp_path_factory.mktemp("papers") / "vide.region")
    yield store
    store.close()


@pytest.fixture
def session(full: RegionStore) -> Iterator[Session]:
    with full.reading() as reading:
        yield reading
