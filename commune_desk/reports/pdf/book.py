"""Several papers in one file: a cover, a table of contents, one count of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.reports.blocks import Contents
from commune_desk.reports.cells import said
from commune_desk.reports.pdf.binding import Binding
from commune_desk.reports.pdf.contents import ContentsPiece
from commune_desk.reports.pdf.cover import CoverPiece
from commune_desk.reports.pdf.page import Entry, Pages
from commune_desk.reports.pdf.writer import bind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commune_desk.reports.blocks import Block, Cover
    from commune_desk.reports.document import Paper
    from commune_desk.reports.grids import Said
    from commune_desk.reports.pdf.page import Sheet

MOST_PARTS = 16
"""Parts of one paper that the table of contents names; of a paper with more, such as a
sheet for each village, it names none, and only the bookmarks lead to them."""


class Book(Binding):
    """Papers one after another, each with its own head and foot."""

    def __init__(self, paper: Paper) -> None:
        super().__init__(paper)
        self.titles: dict[int, str] = {}
        """What each paper is called, by the identity of its pages."""

    def add(self, blocks: Iterable[Block], paper: Paper) -> None:
        """Put a paper behind the others; it begins a page."""
        pages = bind(blocks, paper, self)
        self.titles[id(pages)] = said(paper.imprint.title, paper.words)

    def open(self, cover: Cover, contents: Said) -> None:
        """Put a cover and a table of contents before all others, as their last deed."""
        entries = [entry for pages in self.papers for entry in self._entries(pages)]
        pages = Pages(self.paper, self.canvas)
        pages.entries += entries
        CoverPiece(cover, pages).draw(0.0)
        pages.turn()
        ContentsPiece(Contents(contents), pages).draw(0.0)
        pages.close()
        self.papers.insert(0, pages)

    def outline(self, pages: Pages, sheet: Sheet) -> list[tuple[str, int, float]]:
        """Name each paper on its first page, and its parts below it."""
        title = self.titles.get(id(pages))
        if title is None:
            return sheet.bookmarks
        first = [(title, 0, sheet.grid.top)] if sheet is pages.sheets[0] else []
        level = _level(pages)
        return first + [
            (each, 1, y) for each, own, y in sheet.bookmarks if own == level
        ]

    def _entries(self, pages: Pages) -> list[Entry]:
        first = pages.sheets[0]
        paper = Entry(self.titles[id(pages)], 1, first, first.grid.top)
        level = _level(pages)
        parts = [
            Entry(title, 2, sheet, y)
            for sheet in pages.sheets
            for title, own, y in sheet.bookmarks
            if own == level
        ]
        return [paper, *(parts if len(parts) <= MOST_PARTS else ())]


def _level(pages: Pages) -> int:
    """Tell which of its bookmarks are the parts of a paper.

    They stand below its title, unless it is a pile of sheets with a title each.
    """
    titles = sum(
        level == 0 for sheet in pages.sheets for _, level, _ in sheet.bookmarks
    )
    return 0 if titles > 1 else 1
