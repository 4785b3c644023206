"""What one run of the tests makes once, whichever of its workers needs it first."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from commune_desk.domain.errors import InUse
from commune_desk.storage.instance import Hold

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest

WAIT = 0.2
"""Seconds between two looks at what another worker makes."""


def shelf(factory: pytest.TempPathFactory) -> Path:
    """Name the folder that the workers of this run share, and no other run."""
    own = factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own


def once(path: Path, make: Callable[[Path], object]) -> Path:
    """Give a file; make it where nobody has, and wait for who does."""
    while not path.exists():
        try:
            hold = Hold(path)
        except InUse:
            time.sleep(WAIT)
            continue
        with hold:
            if not path.exists():
                part = path.with_name(f"part-{path.name}")
                make(part)
                part.rename(path)
    return path
