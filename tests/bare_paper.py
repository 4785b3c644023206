"""The same rows drawn by bare ReportLab, to measure our papers against."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle
from sample import FRENCH

from commune_desk.reports.cells import cell
from commune_desk.reports.pdf.fonts import SANS, open_all

if TYPE_CHECKING:
    from commune_desk.reports.grids import TableBlock


def bare(block: TableBlock) -> bytes:
    """Draw a table with its head on each page, and nothing else."""
    open_all()
    file = io.BytesIO()
    cells: list[list[Any]] = [[c.title for c in block.columns]]
    cells += [
        [cell(v, c, FRENCH) for v, c in zip(r.cells, block.columns, strict=True)]
        for r in block.rows
    ]
    style = TableStyle(
        [("FONT", (0, 0), (-1, -1), SANS, 8), ("GRID", (0, 0), (-1, -1), 0.25, 0)]
    )
    table = LongTable(cells, repeatRows=1, style=style)
    SimpleDocTemplate(file, pagesize=landscape(A4), invariant=1).build([table])
    return file.getvalue()
