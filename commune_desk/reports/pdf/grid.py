"""Where the text of a page stands, on every sheet and at every size of type.

A page is measured in millimetres of its own and printed larger or smaller: large print
and other sheets lay the text out anew on a page that is measured smaller or larger, so
that no line and no column is cut.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from commune_desk.reports.document import EDGES

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
    broad: bool = False
    """Whether a title stands within the letterhead, and findings in two columns."""

    poster: bool = False
    """Whether the page is read from afar."""

    foot: float = 13.4
    """From the lower edge up to the rule of the footer."""

    scale: float = 1.0
    """How much larger the page is printed than it is measured."""

    @property
    def room(self) -> float:
        """The width of the text."""
        return self.right - self.left

    @property
    def turns(self) -> bool:
        """Tell whether a table too broad for it would have more room lengthwise."""
        return self.height > self.width and not self.poster


WHITE_EDGE = 7.0
"""Millimetres round a sheet into which nothing is printed: many printers cannot."""

LINES = 6.4
"""Millimetres from the rule of the footer to the foot of its second line."""

GRIDS = {
    ("A5", False): Grid(148, 210, 14, 138, 22, 193),
    ("A5", True): Grid(210, 148, 14, 200, 22, 131),
    ("A4", False): Grid(210, 297, 20, 195, 24, 280),
    ("A4", True): Grid(297, 210, 20, 285, 24, 194.6, broad=True),
    ("A3", False): Grid(297, 420, 20, 282, 24, 403, poster=True),
    ("A3", True): Grid(420, 297, 20, 408, 24, 281.6),
}


def grid_of(paper: Paper, *, landscape: bool) -> Grid:
    """Lay out the pages of a paper on the sheet that was chosen for it."""
    own = GRIDS[paper.size, landscape]
    if paper.sheet == paper.size and paper.scale == 1:
        return own
    if paper.size == "A3":
        return as_designed(paper, landscape=landscape)
    short, long = EDGES[paper.sheet]
    wide, high = (long, short) if landscape else (short, long)
    sheet, scale = GRIDS[paper.sheet, landscape], paper.scale
    wide_measured, high_measured = wide / scale, high / scale
    margin, outer = sheet.left / scale, (sheet.width - sheet.right) / scale
    beneath = max(own.height - own.bottom, (sheet.height - sheet.bottom) / scale)
    return Grid(
        wide_measured,
        high_measured,
        margin,
        wide_measured - outer,
        own.top,
        high_measured - beneath,
        own.broad,
        foot=max(own.foot, sheet.foot / scale),
        scale=scale,
    )


def as_designed(paper: Paper, *, landscape: bool) -> Grid:
    """Lay a page out as on its own sheet, printed as large as the chosen one allows.

    Covers and posters fill their page: their type is large already.
    """
    own = GRIDS[paper.size, landscape]
    if paper.sheet == paper.size:
        return own
    scale = EDGES[paper.sheet][0] / EDGES[paper.size][0]
    return replace(own, scale=scale, foot=max(own.foot, WHITE_EDGE / scale + LINES))
