"""Turn blocks into pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from commune_desk.reports.blocks import (
    Bars,
    ClosingFormula,
    Contents,
    Cover,
    Findings,
    Heading,
    KeyFigures,
    Note,
    PageBreak,
    Photos,
    Picture,
    Prose,
    Signatures,
    Title,
    Turned,
    WhoPays,
)
from commune_desk.reports.grids import TableBlock
from commune_desk.reports.opening import opened
from commune_desk.reports.pdf.bar import BarPiece
from commune_desk.reports.pdf.bars import BarsPiece
from commune_desk.reports.pdf.binding import Binding
from commune_desk.reports.pdf.columns import TooNarrow
from commune_desk.reports.pdf.contents import ContentsPiece
from commune_desk.reports.pdf.cover import CoverPiece
from commune_desk.reports.pdf.figures import FiguresPiece
from commune_desk.reports.pdf.findings import FindingsPiece
from commune_desk.reports.pdf.letterhead import (
    HeadingPiece,
    TitlePiece,
    heading_text,
)
from commune_desk.reports.pdf.page import Entry, Pages
from commune_desk.reports.pdf.photos import PhotosPiece
from commune_desk.reports.pdf.picture import PicturePiece
from commune_desk.reports.pdf.prose import ProsePiece, closing, note
from commune_desk.reports.pdf.signatures import SignaturesPiece
from commune_desk.reports.pdf.table import table_piece

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Paper


class Piece(Protocol):
    """A block measured for the page it goes to."""

    @property
    def need(self) -> float:
        """Millimetres without which it does not begin on a page."""

    def draw(self, tail: float) -> None:
        """Draw it; its end shares a page with `tail` millimetres of what follows."""


def pdf_bytes(blocks: Iterable[Block], paper: Paper) -> bytes:
    """Print a story; a table too broad for the page turns the whole paper."""
    binding = Binding(paper)
    bind(blocks, paper, binding)
    return binding.finish()


def bind(blocks: Iterable[Block], paper: Paper, binding: Binding) -> Pages:
    """Put the pages of a story into a file that may hold others already."""
    story = list(opened(blocks, paper))
    try:
        return _laid_out(story, paper, binding)
    except TooNarrow:
        binding.forget()
        return _laid_out(story, replace(paper, landscape=True), binding)


def _laid_out(story: list[Block], paper: Paper, binding: Binding) -> Pages:
    pages = Pages(paper, binding)
    pages.entries += [
        Entry(heading_text(block, paper.words), block.level)
        for block in story
        if isinstance(block, Heading) and block.listed
    ]
    for group in _groups(story):
        _draw(group, pages)
    pages.close()
    return pages


def _groups(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Put together what shares a page: headings, what they head, signatures below."""
    group: list[Block] = []
    for block in blocks:
        if group and not _stays(group[-1], block):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _stays(before: Block, after: Block) -> bool:
    if isinstance(before, Heading):
        return not isinstance(after, (PageBreak, Turned, Contents, Cover))
    if isinstance(before, ClosingFormula) and isinstance(after, Note):
        return True  # what was closed stands above those who sign for it
    return isinstance(after, Signatures) and not isinstance(
        before, (PageBreak, Turned, Contents, Cover, Title, Signatures)
    )


def _draw(group: list[Block], pages: Pages) -> None:
    if isinstance(group[0], PageBreak):
        if not pages.fresh:
            pages.turn()
        return
    if isinstance(group[0], Turned):
        pages.lie(landscape=group[0].landscape)
        return
    pages.leave_cover()
    pieces = [_PIECES[type(block)](block, pages) for block in group]
    heads = sum(isinstance(block, Heading) for block in group)
    tails = [sum(piece.need for piece in pieces[n:]) for n in range(1, len(pieces))]
    if heads < len(group) and isinstance(group[heads], ClosingFormula):
        pages.ask(sum(piece.need + CLOSE for piece in pieces))
    pages.ask(sum(piece.need for piece in pieces[: heads + 1]))
    for index, piece in enumerate(pieces):
        follows = isinstance(group[index], Heading) or index >= len(tails)
        piece.draw(0.0 if follows else tails[index])
        if not isinstance(group[index], Heading):
            pages.heading = None


CLOSE = 4.0
"""Millimetres of air after each part of an end that stays together."""

_PIECES: dict[type[Any], Callable[[Any, Pages], Piece]] = {
    Cover: CoverPiece,
    Contents: ContentsPiece,
    Title: TitlePiece,
    Heading: HeadingPiece,
    Prose: ProsePiece,
    TableBlock: table_piece,
    WhoPays: BarPiece,
    Bars: BarsPiece,
    KeyFigures: FiguresPiece,
    Findings: FindingsPiece,
    Signatures: SignaturesPiece,
    ClosingFormula: closing,
    Photos: PhotosPiece,
    Note: note,
    Picture: PicturePiece,
}
