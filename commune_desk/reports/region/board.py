"""Who has sent and who is late, on paper: the sheet that hangs at the region’s door."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Title
from commune_desk.reports.document import Document
from commune_desk.reports.tables import table_block
from commune_desk.tables.region.board import BOARD, board_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling


def story(telling: Telling) -> Iterator[Block]:
    """Tell of each commune what came and what is awaited."""
    session, scope = telling.session, telling.scope
    rows = board_rows(session, scope)
    yield Title(
        N_("Who has sent: {year}", year=str(scope.year)),
        N_("Documents that the communes owe the region, and what came"),
        headed=True,
    )
    keys = [column.key for column in BOARD.columns(scope)]
    yield table_block(BOARD, rows, telling, tuple(keys))


BOARD_PAPER = Document(
    "region-board",
    N_("Who has sent"),
    story,
    landscape=True,
    over=lambda scope: str(scope.year),
    purpose=N_("For the region’s meeting: what came from each commune, who is late."),
)
