"""Hundred pages of tables against bare ReportLab drawing the same rows."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from bare_paper import bare
from paper_stories import BUDGET_COLUMNS, budget_rows, paper

from commune_desk.reports.grids import TableBlock
from commune_desk.reports.pdf import pdf_bytes

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

MOST = 2.0
"""Times of bare ReportLab that our pages may take."""


def test_hundred_pages(benchmark: BenchmarkFixture) -> None:
    block = TableBlock(BUDGET_COLUMNS, tuple(budget_rows(30, 10, 8)), carried=True)
    start = time.perf_counter()
    bare(block)
    reference = time.perf_counter() - start
    benchmark.pedantic(pdf_bytes, ([block], paper()), rounds=3)
    ratio = benchmark.stats.stats.min / reference
    benchmark.extra_info["times of bare ReportLab"] = round(ratio, 2)
    assert ratio <= MOST
