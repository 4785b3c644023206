"""Hundred pages of tables against bare ReportLab drawing the same rows."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Any

from paper_stories import BUDGET_COLUMNS, FRENCH, budget_rows, paper
from reportlab.lib.pagesizes import A4, landscape
from reportlab.platypus import LongTable, SimpleDocTemplate, TableStyle

from commune_desk.reports.cells import cell
from commune_desk.reports.grids import TableBlock
from commune_desk.reports.pdf import pdf_bytes
from commune_desk.reports.pdf.fonts import SANS, open_all

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

MOST = 2.0
"""Times of bare ReportLab that our pages may take."""


def bare(block: TableBlock) -> bytes:
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


def test_hundred_pages(benchmark: BenchmarkFixture) -> None:
    block = TableBlock(BUDGET_COLUMNS, tuple(budget_rows(30, 10, 8)), carried=True)
    start = time.perf_counter()
    bare(block)
    reference = time.perf_counter() - start
    benchmark.pedantic(pdf_bytes, ([block], paper()), rounds=3)
    ratio = benchmark.stats.stats.min / reference
    benchmark.extra_info["times of bare ReportLab"] = round(ratio, 2)
    assert ratio <= MOST
