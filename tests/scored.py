"""A word to the scorecard (`installer/scorecard.py`)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Scored = Callable[[str], None]
"""Takes what a test saw: its counts, and what was lost, wrong or slow among them."""


@pytest.fixture
def scored(record_property: Callable[[str, object], None]) -> Scored:
    """Tell what a heavy test saw: to who looks on, and to the scorecard."""

    def tell(figures: str) -> None:
        print(f"\n{figures}")  # noqa: T201  for who looks on
        record_property("seen", figures)

    return tell
