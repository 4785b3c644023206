"""Prose on pages: paragraphs, lists, notes, and the sentence that closes an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.blocks import (
    BOX,
    DASH,
    TICK,
    Note,
    Paragraph,
    Prose,
    Run,
    Voice,
)
from commune_desk.reports.cells import said
from commune_desk.reports.formula import closing_prose
from commune_desk.reports.pdf.flow import flow
from commune_desk.reports.pdf.fonts import SANS_BOLD, SERIF_BOLD, face_of
from commune_desk.reports.pdf.ink import MM, width_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import ClosingFormula
    from commune_desk.reports.pdf.flow import Flow
    from commune_desk.reports.pdf.page import Pages

_TYPE = {
    Voice.PLAIN: (9.0, 11.9),
    Voice.ACT: (10.5, 14.6),
    Voice.ALOUD: (11.5, 16.0),
}
_CLOSING = (12.0, 18.0)
_BETWEEN = 1.6
_AFTER = 3.0
_LEAST_LINES = 2


class ProsePiece:
    """Paragraphs, which may be parted between lines."""

    def __init__(
        self, block: Prose, pages: Pages, kind: tuple[float, float] | None = None
    ) -> None:
        self.block, self.pages = block, pages
        self.size, self.leading = kind or _TYPE[block.voice]
        self.serif = block.voice is Voice.ACT
        self.aloud = block.voice is Voice.ALOUD
        self.air = 0.0
        """Millimetres left free above, except at the top of a page."""
        self.flows = [self._flow(paragraph) for paragraph in block.paragraphs]
        first = self.flows[0].height if self.flows else 0.0
        self.need = min(first, _LEAST_LINES * self.leading / MM)
        self.whole = len(self.flows) == 1 and self._short(self.flows[0])
        if self.whole:
            self.need = first + _AFTER

    def draw(self, tail: float) -> None:
        """Write the paragraphs; the last stays with `tail` millimetres."""
        if not self.pages.fresh and self.air:
            self.pages.y += self.air
        for index, flow_ in enumerate(self.flows):
            last = index == len(self.flows) - 1
            self._paragraph(flow_, index, tail + _AFTER if last else 0)
            self.pages.y += _AFTER if last else _BETWEEN

    def _paragraph(self, whole: Flow, index: int, tail: float) -> None:
        pages = self.pages
        if whole.height + tail > pages.left and self._short(whole):
            pages.ask(whole.height + tail)
        first = True
        for part in self._parted(whole, tail):
            if not first:
                pages.turn()
            x = pages.grid.left + self._indent(self.block.paragraphs[index])
            room = pages.grid.right - x
            align = self.block.paragraphs[index].align
            if first:
                self._marker(self.block.paragraphs[index])
            if self.aloud:
                left = pages.grid.left + 0.8
                foot = pages.y + part.height - 0.6
                pages.ink.rule(left, pages.y + 0.8, left, foot, 3)
            part.draw(pages.ink, x, pages.y, align, room)
            pages.y += part.height
            first = False

    def _short(self, whole: Flow) -> bool:
        return len(whole.lines) <= 2 * _LEAST_LINES

    def _parted(self, whole: Flow, tail: float) -> Iterator[Flow]:
        """Part a long paragraph; two lines at least on either page."""
        grid = self.pages.grid
        step, left = self.leading / MM, self.pages.left
        rest = whole.lines
        while len(rest) * step + tail > left + 0.01 and len(rest) > _LEAST_LINES:
            fit = min(int((left + 0.01) / step), len(rest) - _LEAST_LINES)
            fit = max(fit, 1)
            yield type(whole)(rest[:fit], whole.size, whole.leading)
            rest, left = rest[fit:], grid.bottom - grid.top
        yield type(whole)(rest, whole.size, whole.leading)

    def _marker(self, paragraph: Paragraph) -> None:
        pages = self.pages
        x, y = pages.grid.left, pages.y
        base = y + (self.leading * 0.5 + self.size * 0.32) / MM
        if paragraph.marker in (BOX, TICK):
            pages.ink.check(x, base + 0.2, 3, ticked=paragraph.marker == TICK)
        elif paragraph.marker:
            text = said(paragraph.marker, pages.paper.words)
            face = self._marker_face(paragraph)
            pages.ink.text(x, base, text, self.size, face)

    def _marker_face(self, paragraph: Paragraph) -> str:
        if paragraph.marker == DASH:
            return face_of(serif=self.serif)
        return SERIF_BOLD if self.serif else SANS_BOLD

    def _indent(self, paragraph: Paragraph) -> float:
        if not paragraph.marker:
            return 5.0 if self.aloud else 0.0
        text = said(paragraph.marker, self.pages.paper.words)
        wide = width_of(text, self.size, self._marker_face(paragraph)) + 2
        least = 5.0 if paragraph.marker in (DASH, BOX, TICK) else 9.0
        return max(least, wide)

    def _flow(self, paragraph: Paragraph) -> Flow:
        fragments = [
            (
                said(run.text, self.pages.paper.words),
                face_of(serif=self.serif, bold=run.bold, italic=run.italic),
            )
            for run in paragraph.runs
        ]
        room = self.pages.grid.room - self._indent(paragraph)
        return flow(fragments, room, self.size, self.leading)


def note(block: Note, pages: Pages) -> ProsePiece:
    """Set small print."""
    return ProsePiece(Prose((Paragraph((Run(block.text),)),)), pages, (8.0, 10.8))


def closing(block: ClosingFormula, pages: Pages) -> ProsePiece:
    """Set the closing formula."""
    piece = ProsePiece(closing_prose(block, pages.paper.words), pages, _CLOSING)
    piece.air = 3.0
    piece.need += piece.air
    return piece
