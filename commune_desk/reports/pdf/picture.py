"""A drawing of our own: on a page, by itself as a PDF, or as pixels for Word."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from commune_desk.reports.blocks import Note
from commune_desk.reports.cells import said
from commune_desk.reports.pdf.fonts import open_all
from commune_desk.reports.pdf.ink import MM, Ink
from commune_desk.reports.pdf.prose import note

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Picture
    from commune_desk.reports.pdf.page import Pages

DOTS = 200
"""Dots an inch of a drawing in Word."""

_UNDER = 14.0
"""Millimetres left below a drawing that is made smaller, for what is said of it."""


class PicturePiece:
    """A drawing in the text, as lines and letters, not as pixels."""

    whole = True

    def __init__(self, block: Picture, pages: Pages) -> None:
        self.block, self.pages = _fitted(block, pages), pages
        self.caption = note(Note(block.caption), pages) if block.caption else None
        under = self.caption.need if self.caption else 0.0
        self.need = self.block.height + 2 + under

    def draw(self, tail: float) -> None:
        """Draw it at the left edge of the text."""
        pages = self.pages
        pages.ask(self.need + tail)
        canvas = pages.canvas
        canvas.saveState()
        canvas.translate(pages.grid.left * MM, -pages.y * MM)
        self.block.draw(pages.ink)
        canvas.restoreState()
        pages.y += self.block.height + 2
        if self.caption is not None:
            self.caption.draw(0.0)


def _fitted(block: Picture, pages: Pages) -> Picture:
    """Make a drawing smaller where it was made for larger pages than these."""
    grid = pages.grid
    if not pages.paper.options.widens or pages.paper.size == "A3":
        return block
    top = max(grid.top, pages.sheet_top)
    high = (grid.bottom - top - _UNDER) / block.height
    by = min(1.0, grid.room / block.width, high)
    return enlarged(block, by) if by < 1 else block


def enlarged(block: Picture, by: float) -> Picture:
    """Make a picture larger, letters and lines with it: for an A3."""

    def draw(ink: Ink) -> None:
        canvas = ink.canvas
        canvas.saveState()
        canvas.translate(0, (1 - by) * ink.height * MM)
        canvas.scale(by, by)
        block.draw(ink)
        canvas.restoreState()

    return replace(block, width=block.width * by, height=block.height * by, draw=draw)


def picture_pdf(block: Picture, words: Words) -> bytes:
    """Draw a picture on a page of its own size."""
    open_all()
    file = io.BytesIO()
    canvas = Canvas(
        file,
        pagesize=(block.width * MM, block.height * MM),
        invariant=1,
        pageCompression=1,
        initialFontName="Sans",
    )
    canvas.setTitle(said(block.title, words))
    block.draw(Ink(canvas, block.height, sober=False))
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def picture_png(block: Picture, words: Words) -> bytes:
    """Draw a picture as pixels."""
    document = pypdfium2.PdfDocument(picture_pdf(block, words))
    try:
        drawn = document[0].render(scale=DOTS / 72, grayscale=True)
        file = io.BytesIO()
        drawn.to_pil().save(file, "PNG", dpi=(DOTS, DOTS))
        return file.getvalue()
    finally:
        document.close()
