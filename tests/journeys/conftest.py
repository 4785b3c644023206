"""What every journey through the window is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from secretary import let_go

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    """Let windows that were closed go: here no loop of the program does."""
    yield
    let_go()
