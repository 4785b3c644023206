"""How large a package may be before it is read (`exchange-and-safety.md` 4)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes, counts and ratios; a region may set narrower ones."""

    file: int = 20_000_000
    members: int = 32
    member: int = 50_000_000
    """Bytes of one member, unpacked."""

    whole: int = 80_000_000
    """Bytes of all members together, unpacked."""

    ratio: int = 120
    """How many times a member may grow when it is unpacked."""

    manifest: int = 1_000_000
    overview: int = 30_000
    cell: int = 20_000
    """Characters of a cell, before its own limit is asked."""

    rows: int = 200_000
    """Lines of one table."""

    told: int = 50
    """How many faults the report to the sender lists."""


LIMITS = Limits()
