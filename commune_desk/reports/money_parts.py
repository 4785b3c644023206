"""What the sheet of a committee says of its water and its dues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Heading
from commune_desk.reports.grids import IN_FRANCS, Align, Row, TableBlock, TableColumn
from commune_desk.services.due_lists import dues
from commune_desk.services.today import today
from commune_desk.services.water import networks, year_before

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.committees import CommitteeRow
    from commune_desk.services.registry import Known

LATEST = 4
"""Dues that the sheet names."""


def water_part(telling: Telling, known: Known, _: CommitteeRow) -> Iterator[Block]:
    """Tell the water of the last twelve months, where there are meters."""
    network = networks(telling.session).get(known.id)
    if network is None:
        return
    begins, ends = year_before(today(telling.session))
    found = network.balance(begins, ends)
    columns = (
        TableColumn(N_("Water from {begins} to {ends}", begins=begins, ends=ends), 40),
        TableColumn(N_("Produced (m³)"), 18, Align.RIGHT),
        TableColumn(N_("Sold (m³)"), 18, Align.RIGHT),
        TableColumn(N_("Lost (m³)"), 18, Align.RIGHT),
        TableColumn(N_("Losses"), 14, Align.RIGHT),
        TableColumn(N_("Taken in (F)"), 20, Align.RIGHT),
        TableColumn(N_("Recovery"), 14, Align.RIGHT),
    )
    cells = ("", found.produced, found.sold, found.lost, found.losses, found.paid,
             found.rate)  # fmt: skip
    yield TableBlock(columns, (Row(cells),))


def dues_part(telling: Telling, known: Known, _: CommitteeRow) -> Iterator[Block]:
    """Tell the last dues to the commune, where there are any."""
    rows = [row for row in dues(telling.session) if row.committee_id == known.id]
    if not rows:
        return
    yield Heading(N_("Dues to the commune"), 2)
    columns = (
        TableColumn(N_("Period"), 36),
        TableColumn(N_("How it was reckoned"), 34, ruled=True),
        TableColumn(N_("Amount due"), 18, Align.RIGHT),
        TableColumn(N_("Paid"), 18, Align.RIGHT),
        TableColumn(N_("Left"), 18, Align.RIGHT),
        TableColumn(N_("Follow-up"), 30, ruled=True),
    )
    lines = [
        Row((row.span, row.sum, row.amount, row.paid, row.left, row.standing))
        for row in rows[:LATEST]
    ]
    yield TableBlock(columns, tuple(lines), unit=IN_FRANCS)
