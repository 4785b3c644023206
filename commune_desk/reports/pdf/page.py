"""Pages: their grid, what stands on every one of them, and their numbers."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from reportlab.pdfgen.canvas import Canvas

from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD, ems, open_all
from commune_desk.reports.pdf.ink import MM, Ink, clipped, width_of

if TYPE_CHECKING:
    from commune_desk.reports.document import Paper


@dataclass(frozen=True, slots=True)
class Grid:
    """Where the text of a page stands, in millimetres."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def room(self) -> float:
        """The width of the text."""
        return self.right - self.left


PORTRAIT = Grid(210, 297, 20, 195, 24, 280)
LANDSCAPE = Grid(297, 210, 20, 285, 24, 194.6)
LARGE_PORTRAIT = Grid(297, 420, 20, 282, 24, 403)
LARGE_LANDSCAPE = Grid(420, 297, 20, 408, 24, 281.6)
SMALL_PORTRAIT = Grid(148, 210, 14, 138, 22, 193)
FOOT = 13.4
"""Millimetres from the rule of the footer to the lower edge of the sheet."""

WHITE_EDGE = 7.0
"""Millimetres round a sheet into which nothing is printed: many printers cannot."""

PART = 0.5
"""How much of a running head the name of the part may take from that of the paper."""

CLEAR = 3.0
"""Millimetres between the framed mark and what stands beside it."""

GRIDS = {
    ("A5", False): SMALL_PORTRAIT,
    ("A4", False): PORTRAIT,
    ("A4", True): LANDSCAPE,
    ("A3", False): LARGE_PORTRAIT,
    ("A3", True): LARGE_LANDSCAPE,
}


@dataclass(slots=True)
class Sheet:
    """One page laid aside until the number of the last one is known."""

    state: dict[str, Any]
    running: bool
    part: str
    bookmarks: list[tuple[str, int, float]]
    """Title, level, and height on the page."""

    grid: Grid
    sides: tuple[float, float] | None = None
    """Where the two halves of a letterhead end and begin, in millimetres."""

    awaited: list[tuple[Entry, float, float]] = field(default_factory=list)
    """Entries of a table of contents whose page is written last: left edge of the
    number, and baseline."""


@dataclass(eq=False, slots=True)
class Entry:
    """One line of a table of contents."""

    text: str
    level: int
    page: int = 0
    """Where it stands; 0 until it was drawn."""

    y: float = 0.0


class Pages:
    """A pile of pages, and the place where the next block goes."""

    def __init__(self, paper: Paper) -> None:
        open_all()
        self.paper = paper
        self.say = paper.words.say
        self.grid = GRIDS[paper.size, paper.landscape]
        self.file = io.BytesIO()
        size = (self.grid.width * MM, self.grid.height * MM)
        self.canvas = Canvas(
            self.file,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            lang=f"{paper.words.language}-ML",
            initialFontName="Sans",
        )
        self.ink = Ink(self.canvas, self.grid.height, sober=paper.sober)
        self.mark = self.say(paper.imprint.mark)
        self.sheets: list[Sheet] = []
        self.part = ""
        self.entries: list[Entry] = []
        """The headings of the story, in order; the writer tells them beforehand."""

        self._reached = 0
        self.y = self.grid.top
        self.heading: tuple[float, str, float] | None = None
        """Baseline, words and right end of a heading that waits for what it heads,
        which may set its unit at the other end of the line."""
        self._describe()
        self._open(running=False)

    @property
    def tinted(self) -> bool:
        """Tell whether heads and totals have a grey ground."""
        return not (self.paper.sober or self.mark)

    @property
    def left(self) -> float:
        """The room left on this page, in millimetres."""
        return self.grid.bottom - self.y

    @property
    def fresh(self) -> bool:
        """Tell whether nothing stands on this page yet."""
        return self.y <= self.sheet_top + 0.01

    @property
    def tag_width(self) -> float:
        """Millimetres that the framed mark takes."""
        return width_of(self.mark, 9, SANS_BOLD) + 6

    def tag_fits(self, left: float, right: float) -> bool:
        """Tell whether the framed mark has room between the halves of a letterhead."""
        middle, half = (self.grid.left + self.grid.right) / 2, self.tag_width / 2
        return left + CLEAR <= middle - half and middle + half <= right - CLEAR

    def ask(self, height: float) -> None:
        """Turn the page unless `height` millimetres are left on it."""
        if height > self.left and not self.fresh:
            self.turn()

    @property
    def poster(self) -> bool:
        """Tell whether this page is an upright A3, read from afar."""
        return self.grid is LARGE_PORTRAIT

    @property
    def broad(self) -> bool:
        """Tell whether this page lies on its side."""
        return self.grid is LANDSCAPE

    def turn(self) -> None:
        """Begin a new page."""
        self._close()
        self._open(running=True)

    def lie(self, *, landscape: bool) -> None:
        """Go on with broad pages, or again with those of the document."""
        wanted = LANDSCAPE if landscape or self.paper.landscape else PORTRAIT
        if wanted is not self.grid:
            self._close()
            self._use(wanted)
            self._open(running=True)

    def _use(self, grid: Grid) -> None:
        self.grid, self.ink.height = grid, grid.height
        self.canvas.setPageSize((grid.width * MM, grid.height * MM))

    def reach(self) -> None:
        """Note that the next entry of the contents stands here."""
        if self._reached < len(self.entries):
            entry = self.entries[self._reached]
            entry.page, entry.y = len(self.sheets) + 1, self.y
            self._reached += 1

    def enter(self, part: str, level: int, *, running: bool) -> None:
        """Bookmark a part here; `running` puts it into the running heads."""
        self.current.bookmarks.append((part, level, self.y))
        if running:
            self.part = part
            if self.fresh or not self.current.part:
                self.current.part = part

    def finish(self) -> bytes:
        """Put numbers on the pages and bind them."""
        self._close()
        level = -1
        for number, sheet in enumerate(self.sheets, 1):
            self.canvas.__dict__.update(sheet.state)
            self.grid, self.ink.height = sheet.grid, sheet.grid.height
            self._furnish(sheet, number)
            self._list(sheet, number)
            for title, wanted, y in sheet.bookmarks:
                level = min(wanted, level + 1)
                key = f"part-{number}-{level}-{y:.2f}"
                self.canvas.bookmarkPage(key, fit="XYZ", top=self.ink.y(y - 6))
                self.canvas.addOutlineEntry(title, key, level)
            Canvas.showPage(self.canvas)
        self.canvas.save()
        return self.file.getvalue()

    def _describe(self) -> None:
        imprint, canvas = self.paper.imprint, self.canvas
        canvas.setTitle(self.say(imprint.title))
        canvas.setSubject(self.say(imprint.version) or self.say(imprint.title))
        canvas.setAuthor(imprint.commune)
        canvas.setCreator("Commune Desk")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        # The state of the dossier, never the clock: the same bytes twice.
        canvas.setDateFormatter(lambda *_: f"D:{imprint.date:%Y%m%d}000000+00'00'")

    def _open(self, *, running: bool) -> None:
        self.y = self.sheet_top = self.grid.top
        self.heading = None
        self.current = Sheet({}, running, self.part, [], self.grid)
        if self.mark:
            self._watermark()

    def _close(self) -> None:
        self.current.state = dict(self.canvas.__dict__)
        self.sheets.append(self.current)
        self.canvas._startPage()  # noqa: SLF001  ReportLab's way to put a page aside

    def _list(self, sheet: Sheet, number: int) -> None:
        """Write the pages of a table of contents, and tie each line to its place."""
        for entry, left, base in sheet.awaited:
            right = self.grid.right
            self.ink.text(right, base, str(entry.page), 9.5, SANS, Align.RIGHT)
            box = (left * MM, self.ink.y(base + 1), right * MM, self.ink.y(base - 4))
            key = f"entry-{self.entries.index(entry)}"
            self.canvas.linkRect("", key, box, name=f"to-{key}", relative=0)
        if any(each.awaited for each in self.sheets):
            for place, entry in enumerate(self.entries):
                if entry.page == number:
                    top = self.ink.y(entry.y - 6)
                    self.canvas.bookmarkPage(f"entry-{place}", fit="XYZ", top=top)

    def _furnish(self, sheet: Sheet, number: int) -> None:
        ink, grid = self.ink, self.grid
        middle = (grid.left + grid.right) / 2
        if sheet.running:
            least, most = self._running_head(sheet)
            middle = min(max(middle, least), most)
        if self.mark:
            wide = self.tag_width / 2
            small = sheet.sides is not None and not self.tag_fits(*sheet.sides)
            self._tag(grid.right - wide if small else middle, 20.0 if small else 0.0)
        y = grid.height - FOOT
        ink.rule(grid.left, y, grid.right, y)
        for index, line in enumerate(self.paper.footer()):
            ink.text(grid.left, y + 3.1 + index * 2.7, line, 7)
        page = self.paper.page_of(number, len(self.sheets))
        ink.text(grid.right, y + 3.6, page, 8, SANS_BOLD, Align.RIGHT)

    def _running_head(self, sheet: Sheet) -> tuple[float, float]:
        """Draw it; return between which places the middle of the tag may stand."""
        ink, grid = self.ink, self.grid
        tag = self.tag_width + 4 if self.mark else 4.0
        room = grid.room - tag
        name = self.paper.running_head()
        least = min(width_of(sheet.part, 8, SANS), PART * grid.room)
        if width_of(name, 8, SANS_BOLD) > room - least:
            # The commune stands on the first page; which paper this is, nowhere else.
            name = self.say(self.paper.imprint.title)
        name = clipped(name, 8, SANS_BOLD, room - least)
        part = clipped(sheet.part, 8, SANS, room - width_of(name, 8, SANS_BOLD))
        ink.text(grid.left, 13.5, name, 8, SANS_BOLD)
        ink.text(grid.right, 13.5, part, 8, align=Align.RIGHT)
        ink.rule(grid.left, 16, grid.right, 16)
        least = grid.left + width_of(name, 8, SANS_BOLD) + tag / 2
        return least, grid.right - width_of(part, 8, SANS) - tag / 2

    def _watermark(self) -> None:
        canvas, grid = self.canvas, self.grid
        diagonal = math.hypot(grid.width, grid.height) * MM
        length = ems(self.mark, SANS_BOLD)
        size = 0.72 * diagonal / length
        size = min(size, 0.5 * min(grid.width, grid.height) * MM)
        turn = math.atan2(grid.height, grid.width) * 0.82
        slope = math.degrees(turn)
        across = length * math.cos(turn) + math.sin(turn)
        size = min(size, (grid.width - 2 * WHITE_EDGE) * MM / across)
        canvas.saveState()
        canvas.translate(grid.width / 2 * MM, grid.height / 2 * MM)
        canvas.rotate(slope)
        word = canvas.beginText(-length * size / 2, -size * 0.36)
        word.setFont(SANS_BOLD, size)
        word.setTextRenderMode(1)
        canvas.setStrokeGray(0.78)
        canvas.setLineWidth(0.7)
        word.textOut(self.mark)
        canvas.drawText(word)
        canvas.restoreState()

    def _tag(self, centre: float, lower: float = 0.0) -> None:
        width = self.tag_width
        self.ink.box(centre - width / 2, 7.2 + lower, width, 6.6, 1.2, fill=1)
        self.ink.text(centre, 11.9 + lower, self.mark, 9, SANS_BOLD, Align.CENTRE)
