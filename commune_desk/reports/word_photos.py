"""Photographs in a Word file: in a grid without rules, captions below."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from docx.shared import Mm, Pt

from commune_desk.reports.photographs import (
    UNREADABLE,
    across,
    caption,
    cell_height,
    printed,
)
from commune_desk.reports.word_frame import room

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Photo, Photos

_PAGE = 225.0
"""Millimetres of an upright page that photographs may fill."""

_CAPTION = 14.0


def add_photos(file: Any, block: Photos, words: Words) -> None:
    """Put the photographs at the end of the file."""
    if not block.photos:
        return
    columns = across(block)
    width = room(file) / Mm(1) / columns - 4
    height = cell_height(block, _PAGE) - _CAPTION
    table = file.add_table(-(-len(block.photos) // columns), columns)
    for number, photo in enumerate(block.photos):
        place = table.cell(number // columns, number % columns)
        _put(place, photo, words, (width, height))
    file.add_paragraph()


def _put(place: Any, photo: Photo, words: Words, box: tuple[float, float]) -> None:
    above = place.paragraphs[0]
    above.paragraph_format.keep_with_next = True
    made = printed(photo.content, *box)
    if made is None:
        above.add_run(words.say(UNREADABLE)).italic = True
    else:
        picture = io.BytesIO(made.content)
        above.add_run().add_picture(picture, Mm(made.width), Mm(made.height))
    below = place.add_paragraph()
    below.add_run(caption(photo, words)).font.size = Pt(8.5)
