"""Files of dossiers, before any is opened: which one it is, and where one may lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.storage.header import is_marked
from commune_desk.storage.pragmas import REGION_ID

if TYPE_CHECKING:
    from pathlib import Path


def is_region(where: Path | str) -> bool:
    """Tell a region’s desk by the mark of its file; servers keep regions alone."""
    return isinstance(where, str) or is_marked(where, REGION_ID)


def same_file(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file; a file that is gone is no other."""
    try:
        return one.samefile(other)
    except OSError:
        return False


def free_name(path: Path) -> Path:
    """Give this path, or one with the next number that no file has yet."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return found
