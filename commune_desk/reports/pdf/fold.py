"""Pages two by two on a sheet, so that the folded pile reads from first to last."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportlab.pdfgen.canvas import Canvas

from commune_desk.reports.document import EDGES
from commune_desk.reports.pdf.ink import MM

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    State = dict[str, Any]
    """A page as the canvas holds it: its code, its size, what it uses."""

TWICE = {"A5": "A4", "A4": "A3"}
"""The sheet on which two pages of a size stand side by side."""

TO_A_SHEET = 4
"""Pages on the two sides of one folded sheet."""


def sides(count: int) -> Iterator[tuple[int, int]]:
    """Say which two pages stand side by side, sheet by sheet, front then back.

    Pages are counted from 0, and their number is filled up to a multiple of four.
    """
    whole = -(-count // TO_A_SHEET) * TO_A_SHEET
    for front in range(0, whole // 2, 2):
        yield whole - 1 - front, front
        yield front + 1, whole - 2 - front


def folded(canvas: Any, pages: Sequence[State], size: str) -> None:
    """Bind pages of `size` on sheets twice as large (`TWICE`), printed on both sides.

    A page that lies on its side is turned to stand in its half.
    """
    _, height = (edge * MM for edge in EDGES[size])
    half = EDGES[TWICE[size]][1] * MM / 2
    for pair in sides(len(pages)):
        canvas._startPage()  # noqa: SLF001  ReportLab's way to begin a page
        canvas.setPageSize((2 * half, height))
        for place, number in enumerate(pair):
            if number < len(pages):
                _put(canvas, pages[number], place * half, half)
        Canvas.showPage(canvas)


def _put(canvas: Any, page: State, left: float, half: float) -> None:
    wide, high = page["_pagesize"]
    code, used = canvas._code, canvas._formsinuse  # noqa: SLF001  pages as they were laid aside
    air = (half - min(wide, high)) / 2
    if wide > high:
        turn = f"0 1 -1 0 {left + half - air:.2f} 0"
    else:
        turn = f"1 0 0 1 {left + air:.2f} 0"
    code.append(f"q {turn} cm {page['_preamble']}")
    code.extend(page["_code"])
    code.append("Q")
    used.extend(form for form in page["_formsinuse"] if form not in used)
