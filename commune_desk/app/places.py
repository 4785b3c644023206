"""Tell a region’s desk from a commune’s dossier, before either is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.storage.header import is_marked
from commune_desk.storage.pragmas import REGION_ID

if TYPE_CHECKING:
    from pathlib import Path


def is_region(where: Path | str) -> bool:
    """Tell a region’s desk by the mark of its file; servers keep regions alone."""
    return isinstance(where, str) or is_marked(where, REGION_ID)
