"""What every test is given."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
import sample

from commune_desk.exchange.founding import demonstrate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

if not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY"))):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def small() -> Iterator[sample.Sample]:
    made = sample.build()
    yield made
    made.store.close()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "demonstration.commune"
    demonstrate(path, "test", sample.FRENCH)
    return path
