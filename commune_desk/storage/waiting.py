"""The journal that SQLite leaves beside a file whose last entry broke off."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def broken_off(path: Path | None) -> bool:
    """Tell whether a rollback journal waits: a finished one is empty or blank."""
    if path is None:
        return False
    waiting = path.with_name(f"{path.name}-journal")
    if not waiting.is_file():
        return False
    with waiting.open("rb") as file:
        return any(file.read(8))


def sweep(path: Path | None) -> None:
    """Take away the empty journal that SQLite leaves beside a closed file."""
    if path is not None:
        left = path.with_name(f"{path.name}-journal")
        if left.is_file() and left.stat().st_size == 0:
            left.unlink()
