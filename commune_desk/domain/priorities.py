"""The ranking of what villages ask for."""

from __future__ import annotations

from enum import Enum


class Decision(Enum):
    """What was decided of a proposed action (`planning.md` T2)."""

    OPEN = "open"
    KEPT = "kept"
    LATER = "later"
    REJECTED = "rejected"
