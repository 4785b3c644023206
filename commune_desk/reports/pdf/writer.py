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
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Paper


class Piece(Protocol):
    """A block measured for the page it goes to."""

    @property
    def need(self) -> float:
        """Millimetres without which it does not begin on a page."""

    @property
    def whole(self) -> bool:
        """Tell whether `need` is all of it: no part can stay on the page before."""

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
    pages = Pages(paper, binding.canvas)
    binding.begin(pages)
    pages.entries += [
        Entry(heading_text(block, paper.words), block.level)
        for block in story
        if isinstance(block, Heading) and block.listed
    ]
    for group in _groups(story):
        _draw(group, pages)
    pages.close()
    return pages


def _groups(story: Sequence[Block]) -> Iterator[list[Block]]:
    """Put together what shares a page: headings, what they head, signatures below."""
    group: list[Block] = []
    bound = _bound(story)
    for place, block in enumerate(story):
        if group and not bound[place - 1]:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _bound(story: Sequence[Block]) -> list[bool]:
    """Tell of each block whether the next one shares its page."""
    bound = [False] * len(story)
    signed = 0
    for place in range(len(story) - 2, -1, -1):
        before, after = story[place], story[place + 1]
        if isinstance(after, Signatures):
            signed = _LINES_ABOVE
        else:
            signed = max(0, signed - 1) if _short(after) else 0
        lead = place > 0 and isinstance(story[place - 1], Heading) and _short(before)
        bound[place] = (
            _stays(before, after)
            or (signed > 0 and not isinstance(before, (*_ALONE, Signatures)))
            or (lead and isinstance(after, TableBlock))
        )
    return bound


_LINES_ABOVE = 3
"""How many blocks above the signatures are kept with them, the last of them text."""

_ALONE = (PageBreak, Turned, Contents, Cover, Title)
"""Blocks after which a page may end, whatever follows."""


def _short(block: Block) -> bool:
    """Tell whether it is a line or two between a table and those who sign."""
    return isinstance(block, Note) or (
        isinstance(block, Prose) and len(block.paragraphs) == 1
    )


def _stays(before: Block, after: Block) -> bool:
    if isinstance(before, Heading):
        return not isinstance(after, (PageBreak, Turned, Contents, Cover))
    if isinstance(before, ClosingFormula) and isinstance(after, Note):
        return True  # what was closed stands above those who sign for it
    if isinstance(after, Picture) and after.bound:
        return True
    # What explains a table stands below one of its lines.
    return isinstance(before, TableBlock) and isinstance(after, (Note, WhoPays))


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
    tails = _tails(pieces)
    if heads < len(group) and isinstance(group[heads], ClosingFormula):
        pages.ask(sum(piece.need + CLOSE for piece in pieces))
    pages.ask(sum(piece.need for piece in pieces[: heads + 1]) + _after(pieces, heads))
    for index, piece in enumerate(pieces):
        piece.draw(0.0 if isinstance(group[index], Heading) else tails[index])
        if not isinstance(group[index], Heading):
            pages.heading = None


def _tails(pieces: Sequence[Piece]) -> list[float]:
    """Say how much of what follows shares the page with the end of each piece."""
    tails = [0.0] * len(pieces)
    for place in range(len(pieces) - 2, -1, -1):
        following = pieces[place + 1]
        tails[place] = following.need + (tails[place + 1] if following.whole else 0.0)
    return tails


def _after(pieces: Sequence[Piece], place: int) -> float:
    """Give what must share the page with a piece that cannot be parted."""
    tails = _tails(pieces)
    return tails[place] if place < len(pieces) and pieces[place].whole else 0.0


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
