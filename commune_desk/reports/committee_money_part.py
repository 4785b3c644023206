"""What the sheet of a committee says of its money: this year and the one before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.reports.grids import IN_FRANCS, Align, Row, TableBlock, TableColumn
from commune_desk.services.committee_accounts import accounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling


def money_part(telling: Telling, known: Any, _: object) -> Iterator[Block]:
    """Tell opening, receipts, expenses, closing, renewal fund and dues."""
    rows = []
    for year in (telling.scope.year - 1, telling.scope.year):
        scope = replace(telling.scope, year=year)
        rows += accounts(telling.session, scope, {known.id})
    told = [row for row in rows if row.account is not None]
    if not told:
        return
    columns = (
        TableColumn(N_("Money"), 12),
        TableColumn(N_("At the beginning"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Receipts"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Expenses"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Gap"), 12, Align.RIGHT, ruled=True),
        TableColumn(N_("At the end"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Renewal fund"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Fund, target"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Dues paid"), 13, Align.RIGHT, ruled=True),
    )
    yield TableBlock(
        columns,
        tuple(
            Row(
                (
                    str(row.year),
                    row.opening,
                    row.received,
                    row.spent,
                    row.gap,
                    row.closing,
                    row.fund,
                    row.target,
                    row.recovery,
                )
            )
            for row in told
        ),
        unit=IN_FRANCS,
    )
