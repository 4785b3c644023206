"""The file that pages are bound into: one paper, or several one after another."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from reportlab.pdfgen.canvas import Canvas

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import P_
from commune_desk.reports.document import EDGES
from commune_desk.reports.pdf.fold import folded
from commune_desk.reports.pdf.fonts import open_all
from commune_desk.reports.pdf.ink import MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.document import Paper
    from commune_desk.reports.pdf.page import Pages, Sheet

    Bound = list[tuple[Pages, Sheet]]
    """Every page of the file, with the paper it belongs to."""


class Binding:
    """One canvas; pages are laid aside until the number of the last one is known."""

    def __init__(self, paper: Paper) -> None:
        open_all()
        self.paper = paper
        self.file = io.BytesIO()
        short, long = EDGES[paper.sheet]
        self.canvas = Canvas(
            self.file,
            pagesize=(short * MM, long * MM),
            invariant=1,
            pageCompression=1,
            lang=f"{paper.words.language}-ML",
            initialFontName="Sans",
        )
        self.papers: list[Pages] = []
        """Whose pages follow each other, in this order."""

        self._describe()

    @property
    def sheets(self) -> Iterator[tuple[Pages, Sheet]]:
        """Go through the pages of all papers."""
        return ((pages, sheet) for pages in self.papers for sheet in pages.sheets)

    def begin(self, pages: Pages) -> None:
        """Take in another paper."""
        self.papers.append(pages)

    def forget(self) -> None:
        """Leave out the last paper, which has to be laid out anew."""
        self.papers.pop()
        self.canvas._startPage()  # noqa: SLF001  ReportLab's way to begin a page

    def finish(self) -> bytes:
        """Put numbers on the pages and bind those that are wanted."""
        bound = list(self.sheets)
        numbers = {id(sheet): at for at, (_, sheet) in enumerate(bound, 1)}
        wanted = self._wanted(len(bound))
        if self.paper.options.booklet:
            self._fold(bound, wanted, numbers)
        else:
            self._bind(bound, wanted, numbers)
        self.canvas.save()
        return self.file.getvalue()

    def _wanted(self, count: int) -> range:
        """Tell which pages are printed, counted from 0; raise `Rejected` if none is."""
        options = self.paper.options
        first, last = options.first or 1, options.last or count
        if not 1 <= first <= min(last, count):
            text = P_(
                "There are no pages {first} to {last}: the paper has {count} page.",
                "There are no pages {first} to {last}: the paper has {count} pages.",
                count=count,
                first=first,
                last=last,
            )
            raise Rejected([Issue(Severity.ERROR, text)])
        return range(first - 1, min(last, count))

    def outline(self, _pages: Pages, sheet: Sheet) -> list[tuple[str, int, float]]:
        """Give title, level and height of what the outline names on a page."""
        return sheet.bookmarks

    def _bind(self, bound: Bound, wanted: range, numbers: dict[int, int]) -> None:
        level, there = -1, {id(bound[at][1]) for at in wanted}
        listed = [
            entry
            for _, sheet in bound
            for entry, *_ in sheet.awaited
            if id(entry.sheet) in there
        ]
        keys = {id(entry): f"entry-{place}" for place, entry in enumerate(listed)}
        for at in wanted:
            pages, sheet = bound[at]
            pages.furnish(sheet, numbers, keys)
            for entry in listed:
                if entry.sheet is sheet:
                    pages.mark_place(keys[id(entry)], entry.y)
            for title, deep, y in self.outline(pages, sheet):
                level = min(deep, level + 1)
                key = f"part-{at + 1}-{level}-{y:.2f}"
                pages.mark_place(key, y)
                self.canvas.addOutlineEntry(title, key, level)
            Canvas.showPage(self.canvas)

    def _fold(self, bound: Bound, wanted: range, numbers: dict[int, int]) -> None:
        """Lay the pages out two by two, in the order in which they are folded."""
        made = []
        for at in wanted:
            pages, sheet = bound[at]
            pages.furnish(sheet, numbers, {})
            made.append(dict(self.canvas.__dict__))
        folded(self.canvas, made, self.paper.sheet)

    def _describe(self) -> None:
        imprint, canvas, say = self.paper.imprint, self.canvas, self.paper.words.say
        canvas.setTitle(say(imprint.title))
        canvas.setSubject(say(imprint.version) or say(imprint.title))
        canvas.setAuthor(imprint.commune)
        canvas.setCreator("Commune Desk")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        # The state of the dossier, never the clock: the same bytes twice.
        canvas.setDateFormatter(lambda *_: f"D:{imprint.date:%Y%m%d}000000+00'00'")
