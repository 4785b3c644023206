"""How often a heavy test tries: a little in the suite, the full count when asked."""

from __future__ import annotations

import os


def count(suite: int, full: int) -> int:
    """Choose between the count of the suite and that of `installer/dev.py full`."""
    return full if os.environ.get("COMMUNE_DESK_FULL") else suite
