"""Where the text of a printed page stands: read from the PDF, not from the program.

Each string that was drawn in one go is a `Word`: ReportLab writes a text object for
it. The big mark across a page is drawn as an outline, so that what lies over it can be
read; such hollow text may be crossed by its nature.
"""

from __future__ import annotations

import ctypes
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2 as pdfium
from pypdfium2 import raw

if TYPE_CHECKING:
    from collections.abc import Iterator

MM = 72 / 25.4
OUTLINE = 1
"""The way of drawing text that leaves its inside white (PDF 32000, 9.3.6)."""

WHITE = 255
STRAIGHT = 0.1
"""Points by which the ends of an upright or level rule may differ."""

EDGE = 6.9
"""Millimetres round the sheet that stay white; the house asks for 7."""

TICK = 6.5
"""Millimetres of the ticks at which a poster is cut into two sheets."""

PUNCH, SMALL_PUNCH, A5 = 20.0, 14.0, 148
"""Millimetres at the left that stay white: on a sheet, on an A5; its short edge."""

SPECK = 0.25
"""Millimetres by which two boxes may meet: signs are not as big as their boxes."""

SHARE = 0.06
"""What part of the smaller box may lie under another one."""

FLUSH, OF_HEIGHT = 0.6, 0.28
"""Millimetres between the right ends of the amounts of a column; in large type that
part of the height of a figure, for a “1” ends before its place does."""

_AMOUNT = re.compile(r"[+−-]?\d{1,3}(?:\u202f\d{3})+")


@dataclass(frozen=True, slots=True)
class Word:
    """A string and its box, in millimetres from the top left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    hollow: bool
    turned: bool

    @property
    def area(self) -> float:
        """Square millimetres."""
        return (self.right - self.left) * (self.bottom - self.top)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight stroke, in millimetres from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float
    place: int
    """How many shapes were drawn before it."""


@dataclass(frozen=True, slots=True)
class Blank(Rule):
    """A white box, which hides what was drawn before."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was printed."""

    number: int
    width: float
    height: float
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]
    blanks: tuple[Blank, ...]


def pages(pdf: bytes) -> Iterator[Page]:
    """Read the pages of a file."""
    file = pdfium.PdfDocument(pdf)
    for number, page in enumerate(file, 1):
        width, height = (edge / MM for edge in page.get_size())
        text = page.get_textpage()
        words = tuple(_words(page, text, height))
        shapes = tuple(_shapes(page, height))
        blanks = tuple(each for each in shapes if isinstance(each, Blank))
        rules = tuple(each for each in shapes if not isinstance(each, Blank))
        yield Page(number, width, height, words, rules, blanks)
        text.close()
        page.close()
    file.close()


def _words(
    page: pdfium.PdfPage, text: pdfium.PdfTextPage, height: float
) -> Iterator[Word]:
    for each in page.get_objects([raw.FPDF_PAGEOBJ_TEXT]):
        said = _said(each, text)
        if said.strip():
            left, bottom, right, top = each.get_bounds()
            matrix = each.get_matrix()
            mode = raw.FPDFTextObj_GetTextRenderMode(each)
            yield Word(
                said,
                left / MM,
                height - top / MM,
                right / MM,
                height - bottom / MM,
                mode == OUTLINE,
                bool(matrix.b or matrix.c),
            )


def _shapes(page: pdfium.PdfPage, height: float) -> Iterator[Rule]:
    for place, each in enumerate(page.get_objects([raw.FPDF_PAGEOBJ_PATH])):
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(each, fill, stroke)
        if fill.value and _white(each):
            left, foot, right, top = (edge / MM for edge in each.get_bounds())
            yield Blank(left, height - top, right, height - foot, place)
        if stroke.value:
            for (x, y), (right, foot) in pairwise(_corners(each)):
                if abs(x - right) < STRAIGHT or abs(y - foot) < STRAIGHT:
                    across = min(x, right) / MM, max(x, right) / MM
                    down = height - max(y, foot) / MM, height - min(y, foot) / MM
                    yield Rule(across[0], down[0], across[1], down[1], place)


def _white(path: pdfium.PdfObject) -> bool:
    inks = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetFillColor(path, *inks)
    return all(ink.value == WHITE for ink in inks)


def _corners(path: pdfium.PdfObject) -> list[tuple[float, float]]:
    """Give the points that a path of straight lines joins; none of a curved one."""
    matrix, found = path.get_matrix(), []
    for at in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_BEZIERTO:
            return []
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        found.append(matrix.on_point(x.value, y.value))
    return [*found, found[0]] if len(found) > 2 else found


def _said(each: pdfium.PdfObject, text: pdfium.PdfTextPage) -> str:
    size = raw.FPDFTextObj_GetText(each, text, None, 0)
    room = (ctypes.c_ushort * (size // 2))()
    raw.FPDFTextObj_GetText(each, text, room, size)
    return bytes(room)[:-2].decode("utf-16-le")


def faults(pdf: bytes) -> list[str]:
    """Say, page by page, what a printer or a reader would stumble over."""
    return [
        f"page {page.number}: {fault}"
        for page in pages(pdf)
        for check in (outside, bled, overlaps, struck, ragged)
        for fault in check(page)
    ]


def outside(page: Page) -> Iterator[str]:
    """Find text that a printer cuts, or the punch."""
    punch = SMALL_PUNCH if round(min(page.width, page.height)) == A5 else PUNCH
    for word in page.words:
        left = EDGE if word.hollow else punch - 0.5
        if (
            word.left < left
            or word.top < EDGE
            or word.right > page.width - EDGE
            or word.bottom > page.height - EDGE
        ):
            yield f"outside the margins: {_shown(word)}"


def bled(page: Page) -> Iterator[str]:
    """Find rules that run into the white edge; ticks where sheets join may."""
    for rule in page.rules:
        joins = abs(rule.top - page.height / 2) < 0.1 and rule.right - rule.left < TICK
        if not joins and (
            rule.left < EDGE
            or rule.top < EDGE
            or rule.right > page.width - EDGE
            or rule.bottom > page.height - EDGE
        ):
            yield f"a rule at {rule.left:.1f}, {rule.top:.1f} runs into the white edge"


def overlaps(page: Page) -> Iterator[str]:
    """Find text over other text."""
    solid = sorted((w for w in page.words if not w.hollow), key=lambda w: w.top)
    for at, word in enumerate(solid):
        for other in solid[at + 1 :]:
            if other.top >= word.bottom:
                break
            wide = min(word.right, other.right) - max(word.left, other.left)
            high = min(word.bottom, other.bottom) - other.top
            if min(wide, high) > SPECK and wide * high > SHARE * min(
                word.area, other.area
            ):
                yield f"one over the other: {_shown(word)} and {_shown(other)}"


def struck(page: Page) -> Iterator[str]:
    """Find text that a rule runs through: it left its cell, or its frame."""
    for word in page.words:
        if word.hollow:
            continue
        for rule in page.rules:
            if _inside(rule, word) and not any(
                blank.place > rule.place and _covers(blank, word)
                for blank in page.blanks
            ):
                yield (
                    f"a rule from {rule.left:.1f}, {rule.top:.1f} to {rule.right:.1f}, "
                    f"{rule.bottom:.1f} runs through {_shown(word)}"
                )


def _inside(rule: Rule, word: Word) -> bool:
    return (
        rule.left < word.right - SPECK
        and rule.right > word.left + SPECK
        and rule.top < word.bottom - SPECK
        and rule.bottom > word.top + SPECK
    )


def _covers(blank: Blank, word: Word) -> bool:
    return (
        blank.left < word.left + SPECK
        and blank.right > word.right - SPECK
        and blank.top < word.top + SPECK
        and blank.bottom > word.bottom - SPECK
    )


def ragged(page: Page) -> Iterator[str]:
    """Find amounts of one column that do not end below each other."""
    found = [w for w in page.words if _AMOUNT.fullmatch(w.text.strip())]
    found.sort(key=lambda w: w.top)
    for at, word in enumerate(found):
        for other in found[at + 1 :]:
            if other.top - word.bottom > 6:
                break
            if other.top < word.bottom or not _same_column(word, other):
                continue
            flush = max(FLUSH, OF_HEIGHT * (word.bottom - word.top))
            if abs(other.right - word.right) > flush:
                yield f"not below each other: {_shown(word)} and {_shown(other)}"
            break


def _same_column(one: Word, other: Word) -> bool:
    shared = min(one.right, other.right) - max(one.left, other.left)
    return shared > 0.3 * min(one.right - one.left, other.right - other.left)


def _shown(word: Word) -> str:
    return f"“{word.text.strip()}” ({word.left:.1f}, {word.top:.1f})"
