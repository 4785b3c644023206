"""Pages: their grid, what stands on every one of them, and their numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD, ems
from commune_desk.reports.pdf.grid import WHITE_EDGE, as_designed, grid_of
from commune_desk.reports.pdf.ink import MM, Ink, clipped, width_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.reports.document import Paper
    from commune_desk.reports.pdf.grid import Grid


PART = 0.5
"""How much of a running head the name of the part may take from that of the paper."""

CLEAR = 3.0
"""Millimetres between the framed mark and what stands beside it."""


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
    sheet: Sheet | None = None
    """Where it stands; None until it was drawn."""

    y: float = 0.0


class Pages:
    """The pages of one paper, and the place where the next block goes."""

    def __init__(self, paper: Paper, canvas: Any) -> None:
        self.paper, self.canvas = paper, canvas
        self.say = paper.words.say
        self.grid = grid_of(paper, landscape=paper.landscape)
        self.ink = Ink(self.canvas, self.grid.height, sober=paper.sober)
        self.mark = self.say(paper.imprint.mark)
        self.sheets: list[Sheet] = []
        self.part = ""
        self.entries: list[Entry] = []
        """The headings of the story, in order; the writer tells them beforehand."""

        self._reached = 0
        self._usual: Grid | None = None
        """The grid that the pages after a cover go back to."""

        self.y = self.grid.top
        self.heading: tuple[float, str, float] | None = None
        """Baseline, words and right end of a heading that waits for what it heads,
        which may set its unit at the other end of the line."""
        self._use(self.grid)
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
        return self.grid.poster

    @property
    def broad(self) -> bool:
        """Tell whether this page lies on its side."""
        return self.grid.broad

    def turn(self) -> None:
        """Begin a new page."""
        self._close()
        self._use(self._usual or self.grid)
        self._usual = None
        self._open(running=True)

    def cover(self) -> None:
        """Begin a page that fills its sheet as it was designed."""
        if not self.fresh:
            self.turn()
        usual = self.grid
        designed = as_designed(self.paper, landscape=usual.width > usual.height)
        if designed != usual:
            running = self.current.running
            self.canvas._startPage()  # noqa: SLF001  ReportLab's way to begin a page
            self._use(designed)
            self._open(running=running)
            self._usual = usual

    def leave_cover(self) -> None:
        """Let what is measured next be measured for the page it will stand on."""
        if self._usual is not None:
            self.turn()

    def lie(self, *, landscape: bool) -> None:
        """Go on with broad pages, or again with those of the document."""
        broad = landscape or self.paper.landscape
        wanted = grid_of(self.paper, landscape=broad)
        if wanted != self.grid:
            self._close()
            self._usual = None
            self._use(wanted)
            self._open(running=True)

    def _use(self, grid: Grid) -> None:
        self.grid, self.ink.height = grid, grid.height
        short, long = (edge * MM for edge in self.paper.edges)
        lies = grid.width > grid.height
        self.canvas.setPageSize((long, short) if lies else (short, long))

    def reach(self) -> None:
        """Note that the next entry of the contents stands here."""
        if self._reached < len(self.entries):
            entry = self.entries[self._reached]
            entry.sheet, entry.y = self.current, self.y
            self._reached += 1

    def enter(self, part: str, level: int, *, running: bool) -> None:
        """Bookmark a part here; `running` puts it into the running heads."""
        self.current.bookmarks.append((part, level, self.y))
        if running:
            self.part = part
            if self.fresh or not self.current.part:
                self.current.part = part

    def close(self) -> None:
        """Lay the last page aside."""
        self._close()

    def furnish(
        self, sheet: Sheet, numbers: Mapping[int, int], keys: Mapping[int, str]
    ) -> None:
        """Take a page up again and put on it what is known last: numbers, links.

        Both are found by the identity of a sheet and of an entry; an entry without a
        key has nothing to lead to.
        """
        self.canvas.__dict__.update(sheet.state)
        self.grid, self.ink.height = sheet.grid, sheet.grid.height
        self._furnish(sheet, numbers[id(sheet)], len(numbers))
        self._list(sheet, numbers, keys)

    def mark_place(self, key: str, y: float) -> None:
        """Let the outline and links find a height of this page."""
        top = self.ink.y(y - 6) * self.grid.scale
        self.canvas.bookmarkPage(key, fit="XYZ", top=top)

    def _open(self, *, running: bool) -> None:
        self.y = self.sheet_top = self.grid.top
        self.heading = None
        self.current = Sheet({}, running, self.part, [], self.grid)
        if self.grid.scale != 1:
            self.canvas.scale(self.grid.scale, self.grid.scale)
        if self.mark:
            self._watermark()

    def _close(self) -> None:
        self.current.state = dict(self.canvas.__dict__)
        self.sheets.append(self.current)
        self.canvas._startPage()  # noqa: SLF001  ReportLab's way to put a page aside

    def _list(
        self, sheet: Sheet, numbers: Mapping[int, int], keys: Mapping[int, str]
    ) -> None:
        """Write the pages of a table of contents, and tie each line to its place."""
        ink, right, scale = self.ink, self.grid.right, self.grid.scale
        for entry, left, base in sheet.awaited:
            page = str(numbers[id(entry.sheet)])
            ink.text(right, base, page, 9.5, SANS, Align.RIGHT)
            edges = (left * MM, ink.y(base + 1), right * MM, ink.y(base - 4))
            box = tuple(edge * scale for edge in edges)
            key = keys.get(id(entry))
            if key is not None:
                self.canvas.linkRect("", key, box, name=f"to-{key}", relative=0)

    def _furnish(self, sheet: Sheet, number: int, count: int) -> None:
        ink, grid = self.ink, self.grid
        middle = (grid.left + grid.right) / 2
        if sheet.running:
            least, most = self._running_head(sheet)
            middle = min(max(middle, least), most)
        if self.mark:
            wide = self.tag_width / 2
            small = sheet.sides is not None and not self.tag_fits(*sheet.sides)
            self._tag(grid.right - wide if small else middle, 20.0 if small else 0.0)
        y = grid.height - grid.foot
        ink.rule(grid.left, y, grid.right, y)
        page = self.paper.page_of(number, count)
        rooms = (grid.room - width_of(page, 8, SANS_BOLD) - 4, grid.room)
        for index, (line, room) in enumerate(
            zip(self.paper.footer(), rooms, strict=True)
        ):
            short = clipped(line, 7, SANS, room)
            ink.text(grid.left, y + 3.1 + index * 2.7, short, 7)
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
        size = min(size, (grid.width - 2 * WHITE_EDGE / grid.scale) * MM / across)
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
