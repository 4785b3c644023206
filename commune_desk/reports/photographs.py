"""Photographs for paper: shrunk to what a printer shows, in greys."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PIL import Image

from commune_desk.domain.attachments import PhotoStage
from commune_desk.domain.text import N_
from commune_desk.reports.cells import said

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Photo, Photos

UNREADABLE = N_("This photograph cannot be read.")
DENSITY = 150
"""Dots per inch: beyond it an office printer shows nothing more."""

QUALITY = 80
MM_PER_INCH = 25.4

STAGES = {
    PhotoStage.BEFORE: N_("Before the works"),
    PhotoStage.DURING: N_("During the works"),
    PhotoStage.AFTER: N_("After the works"),
}
"""How a caption begins."""


@dataclass(frozen=True, slots=True)
class Print:
    """A JPEG ready for a box, and its sides in millimetres."""

    content: bytes
    width: float
    height: float


@lru_cache(maxsize=24)
def printed(content: bytes, width: float, height: float) -> Print | None:
    """Fit a photograph into a box of millimetres; None where it cannot be read."""
    dots = (round(width * DENSITY / MM_PER_INCH), round(height * DENSITY / MM_PER_INCH))
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.draft("L", dots)
            image.thumbnail(dots)
            grey = image.convert("L")
    except (OSError, ValueError, SyntaxError):
        return None
    scale = min(width / grey.width, height / grey.height)
    file = io.BytesIO()
    grey.save(file, "JPEG", quality=QUALITY)
    return Print(file.getvalue(), grey.width * scale, grey.height * scale)


def caption(photo: Photo, words: Words) -> str:
    """Say stage, caption and date: “Before the works – Pump, 12/03/2026”."""
    stage = words.say(STAGES[photo.stage]) if photo.stage is not None else ""
    parts = (stage, said(photo.caption, words), words.say(photo.on))
    return " – ".join(part for part in parts if part)


def across(block: Photos) -> int:
    """Tell how many stand side by side."""
    return 1 if block.to_a_page == 2 else 2  # noqa: PLR2004  two to a page: one a row


def cell_height(block: Photos, page: float) -> float:
    """Share the height of a page, in millimetres, among the rows of photographs."""
    return page * across(block) / block.to_a_page
