"""How often a heavy test tries: a little in the suite, the full count when asked."""

from __future__ import annotations

import os
from typing import TypeVar

T = TypeVar("T")


def count(suite: T, full: T) -> T:
    """Choose between what the suite tries and what `installer/dev.py full` does."""
    return full if os.environ.get("COMMUNE_DESK_FULL") else suite
