"""Rows laid out: their lines, their height, and which of them stay together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.reports.grids import Align, Role, Room
from commune_desk.reports.pdf.columns import PAD, TYPE
from commune_desk.reports.pdf.ink import MM
from commune_desk.reports.pdf.typeset import wrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.grids import Row, Span, TableColumn

LEADING = 3.9
"""Millimetres from one line of a cell to the next."""

HEIGHTS = {Room.PRINT: 5.2, Room.PEN: 7.5, Room.THUMB: 16.0}
_TALLER = {Role.OBJECTIVE: 0.9, Role.CHAPTER: 0.7, Role.TOTAL: 0.3, Role.GRAND: 1.8}
_BASELINE = 1.55
"""Millimetres from the last baseline to the foot of a row."""

_MIDDLE = 2.6
"""Half the height of a line of print."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one cell, and where they stand across the page."""

    lines: tuple[str, ...]
    left: float
    right: float
    align: Align


@dataclass(frozen=True, slots=True)
class Laid:
    """A row ready to be drawn; measures in millimetres from the table's corner."""

    role: Role | None
    """None for the carried totals."""

    cells: tuple[Cell, ...]
    spans: tuple[Span, ...]
    height: float
    first: float
    """The first baseline, below the top of the row."""

    row: Row | None = None

    def cut(self, height: float) -> tuple[Laid, Laid]:
        """Part a row that no page can hold, after the lines that fit `height`."""
        count = max(1, int((height - self.height + self._deep * LEADING) / LEADING))
        upper = tuple(
            Cell(cell.lines[:count], cell.left, cell.right, cell.align)
            for cell in self.cells
        )
        lower = tuple(
            Cell(cell.lines[count:], cell.left, cell.right, cell.align)
            for cell in self.cells
        )
        shorter = (self._deep - count) * LEADING
        return (
            Laid(self.role, upper, self.spans, self.height - shorter, self.first),
            Laid(
                self.role,
                lower,
                self.spans,
                self.height - count * LEADING,
                self.first,
                self.row,
            ),
        )

    @property
    def _deep(self) -> int:
        return max((len(cell.lines) for cell in self.cells), default=1)


class Layout:
    """Lays rows out on given columns."""

    def __init__(
        self, columns: Sequence[TableColumn], widths: Sequence[float], room: Room
    ) -> None:
        self.columns = columns
        self.edges = [0.0]
        for width in widths:
            self.edges.append(self.edges[-1] + width)
        self.base = HEIGHTS[room]
        self.sunk = self.base / 2 - _MIDDLE if room is Room.THUMB else 0.0
        """How far above the foot of a high row its words stand, in its middle."""

    def lay(self, row: Row, texts: Sequence[str]) -> Laid:
        """Break the texts of a row into lines."""
        face, size = TYPE[row.role]
        cells = tuple(self._cells(row, texts, face, size))
        deep = max((len(cell.lines) for cell in cells), default=1)
        base = self.base + _TALLER.get(row.role, 0)
        first = base - _BASELINE - _TALLER.get(row.role, 0) / 2 - self.sunk
        height = base + (deep - 1) * LEADING
        return Laid(row.role, cells, row.spans, height, first, row)

    def _cells(
        self, row: Row, texts: Sequence[str], face: str, size: float
    ) -> Iterator[Cell]:
        hidden: set[int] = set()
        wide: dict[int, Span] = {}
        for span in row.spans:
            wide[span.first] = span
            hidden.update(range(span.first + 1, span.last + 1))
        for index, text in enumerate(texts):
            if not text or index in hidden:
                continue
            over = wide.get(index)
            last = over.last if over else index
            left, right = self.edges[index] + PAD, self.edges[last + 1] - PAD
            align = over.align if over else self.columns[index].align
            shown = text.upper() if row.role is Role.CHAPTER else text
            lines = wrap(shown, face, size, (right - left + 0.3) * MM)
            yield Cell(lines, left, right, align)


def chunks(rows: Sequence[Row]) -> Iterator[range]:
    """Part the rows where a page may end.

    A heading keeps its first line, and a line the totals that follow it.
    """
    start = 0
    for index in range(1, len(rows)):
        before, here = rows[index - 1].role, rows[index].role
        if not before.heads and not here.sums:
            yield range(start, index)
            start = index
    if rows:
        yield range(start, len(rows))
