"""The tables of a region's desk, by name: each in its module."""

from __future__ import annotations

from commune_desk.tables.registry import Listed, Tables

REGION_TABLES = Tables(
    (
        Listed("region-board", "region.board", "BOARD", record="communes"),
        Listed("region-dues", "region.board", "DUES", record=""),
        Listed("region-received", "region.received", "RECEIVED_PACKAGES", "received"),
        Listed("region-remarks", "region.received", "REMARKS_TABLE", record=""),
        Listed("region-budget", "region.totals", "BUDGETS", record=""),
        Listed("region-plan", "region.totals", "PLANS", record=""),
        Listed("region-funding", "region.totals", "FUNDINGS", record=""),
        Listed("region-committees", "region.totals", "COMMITTEES", record=""),
        Listed("region-communes", "region.totals", "COMMUNES", record=""),
        Listed("region-comparison", "region.comparison", "COMPARISON", record=""),
        Listed("region-journal", "region.received", "JOURNAL", record=""),
    )
)
