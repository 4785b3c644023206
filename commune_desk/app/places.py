"""Tell files of dossiers apart, before any is opened."""

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
