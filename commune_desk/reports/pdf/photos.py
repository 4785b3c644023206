"""Photographs on pages: two or six, each with its caption below."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.lib.utils import ImageReader

from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.flow import plain_flow
from commune_desk.reports.pdf.ink import HAIR, MM
from commune_desk.reports.photographs import (
    UNREADABLE,
    across,
    caption,
    cell_height,
    printed,
)

if TYPE_CHECKING:
    from commune_desk.reports.blocks import Photo, Photos
    from commune_desk.reports.pdf.page import Pages

_GAP = 6.0
_CAPTION = 11.0
"""Millimetres kept below a photograph: two lines."""

_SIZE, _LEADING = 8.5, 11.2
_HEAD = 14.0
"""Millimetres at the head of a page that a heading above may take."""


class PhotosPiece:
    """Rows of photographs; no row is parted between pages."""

    whole = True

    def __init__(self, block: Photos, pages: Pages) -> None:
        self.block, self.pages = block, pages
        grid = pages.grid
        self.height = cell_height(block, grid.bottom - grid.top - _HEAD)
        self.across = across(block)
        self.width = (grid.room - _GAP * (self.across - 1)) / self.across
        self.need = self.height if block.photos else 0.0

    def draw(self, tail: float) -> None:
        """Draw them row by row."""
        photos = self.block.photos
        last = (len(photos) - 1) // self.across
        for row, start in enumerate(range(0, len(photos), self.across)):
            self.pages.ask(self.height + (tail if row == last else 0.0))
            for place, photo in enumerate(photos[start : start + self.across]):
                left = self.pages.grid.left + place * (self.width + _GAP)
                self._photo(photo, left, self.pages.y)
            self.pages.y += self.height

    def _photo(self, photo: Photo, left: float, top: float) -> None:
        pages, room = self.pages, self.height - _CAPTION
        made = printed(photo.content, self.width, room)
        if made is None:
            pages.ink.box(left, top, self.width, room, gray=HAIR)
            middle = left + self.width / 2
            words = pages.say(UNREADABLE)
            pages.ink.text(middle, top + room / 2, words, _SIZE, align=Align.CENTRE)
            foot = top + room
        else:
            pages.canvas.drawImage(
                ImageReader(io.BytesIO(made.content)),
                left * MM,
                pages.ink.y(top + made.height),
                made.width * MM,
                made.height * MM,
            )
            foot = top + made.height
        below = plain_flow(
            caption(photo, pages.paper.words), self.width, _SIZE, _LEADING
        )
        below.draw(pages.ink, left, foot + 1)
