"""Two dossiers whose papers the tests look at."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import printed
import pytest
from sample import FRENCH
from shared_shelf import shelf

from commune_desk.exchange.founding import found
from commune_desk.storage.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session", autouse=True)
def shelved(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Print a paper once for all tests that look at it."""
    printed.put_on(shelf(tmp_path_factory))


@pytest.fixture(scope="session")
def demo(
    demonstration: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """Open a copy: an open dossier is closed to everybody else."""
    path = tmp_path_factory.mktemp("printed") / demonstration.name
    shutil.copyfile(demonstration, path)
    store = Store(path)
    store.open()
    yield store
    store.close()


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    path = tmp_path_factory.mktemp("empty") / "empty.commune"
    found(path, "test", FRENCH, name="Dembela", code="1", first_year=2026)
    store = Store(path)
    store.open()
    yield store
    store.close()


@pytest.fixture(scope="session")
def store(demo: Store) -> Store:
    """Give the same to tests that read its tables too."""
    return demo
