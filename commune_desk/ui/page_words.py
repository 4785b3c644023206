"""The words of one page of a PDF, found whatever their accents, capitals and spaces."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRectF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SAME = {
    0x2019: "'",  # apostrophes of print
    0x2018: "'",
    0x02BC: "'",
    0x2212: "-",  # minus, dash between figures
    0x2013: "-",
    0x0153: "oe",  # letters that grew together
    0x0152: "oe",
}
"""Signs that nobody types, and what is typed instead."""


def plain(text: str) -> str:
    """Forget accents, capitals, typographic signs and how words are spaced."""
    return "".join(letter for letter, _ in _letters(enumerate(text))).strip()


def _letters(signs: Iterable[tuple[int, str]]) -> Iterator[tuple[str, int]]:
    """Give the plain letters of signs, each with the place it came from.

    All space between two words, also the end of a line, counts as one blank.
    """
    blank = True
    for place, sign in signs:
        if sign.isspace():
            if not blank:
                yield " ", place
            blank = True
            continue
        for part in unicodedata.normalize(
            "NFKD", _SAME.get(ord(sign), sign).casefold()
        ):
            if part.isprintable() and not unicodedata.combining(part):
                blank = False
                yield part, place


class PageWords:
    """What can be read on a page; it is read once."""

    def __init__(self, document: Any, number: int) -> None:
        page = document[number]
        text = page.get_textpage()
        _, self._height = page.get_size()
        signs = _signs(text)
        found = list(_letters(signs))
        self._plain = "".join(letter for letter, _ in found)
        self._places = [place for _, place in found]
        self._boxes = {
            place: text.get_charbox(place) for place in dict.fromkeys(self._places)
        }
        text.close()
        page.close()

    def found(self, wanted: str) -> list[list[QRectF]]:
        """Find all places of some words: the boxes of each, line by line."""
        sought = plain(wanted)
        places = []
        at = self._plain.find(sought) if sought else -1
        while at >= 0:
            places.append(self._lines(self._places[at : at + len(sought)]))
            at = self._plain.find(sought, at + len(sought))
        return places

    def _lines(self, places: list[int]) -> list[QRectF]:
        """Join the boxes of signs that stand on one line."""
        lines: list[QRectF] = []
        for place in dict.fromkeys(places):
            left, bottom, right, top = self._boxes[place]
            if right <= left or top <= bottom:
                continue  # a blank has no box of its own
            box = QRectF(left, self._height - top, right - left, top - bottom)
            last = lines[-1] if lines else None
            if last is not None and _beside(last, box):
                lines[-1] = last.united(box)
            else:
                lines.append(box)
        return lines


def _beside(last: QRectF, box: QRectF) -> bool:
    """Tell whether a box goes on with the line of another."""
    return last.top() < box.bottom() and box.top() < last.bottom()


def _signs(text: Any) -> list[tuple[int, str]]:
    """Read the signs of a page with their places as the PDF counts them."""
    count = text.count_chars()
    whole = text.get_text_range(0, count) if count else ""
    if len(whole) == count:
        return list(enumerate(whole))
    singly = (text.get_text_range(place, 1) for place in range(count))
    return [(place, sign[:1]) for place, sign in enumerate(singly)]
