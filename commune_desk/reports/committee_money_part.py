"""What the sheet of a committee says of its money: that of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.reports.grids import Align, Row, TableBlock, TableColumn
from commune_desk.services.committee_accounts import accounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling


def money_part(telling: Telling, known: Any, _: object) -> Iterator[Block]:
    """Tell opening, receipts, expenses, closing, renewal fund and dues."""
    rows = accounts(telling.session, telling.scope, {known.id})
    told = [row for row in rows if row.account is not None]
    if not told:
        return
    columns = (
        TableColumn(N_("Money (F)"), 14),
        TableColumn(N_("At the beginning"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Receipts"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Expenses"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Gap"), 12, Align.RIGHT, ruled=True),
        TableColumn(N_("At the end"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Renewal fund"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Its target"), 18, Align.RIGHT, ruled=True),
        TableColumn(N_("Dues"), 13, Align.RIGHT, ruled=True),
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
    )
