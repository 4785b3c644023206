"""Minutes of what left the inventory in a year; empty, they are filled by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    ClosingFormula,
    Signature,
    Signatures,
    Title,
    Voice,
    say_prose,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Room,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.official_heads import heads, titled
from commune_desk.reports.procurement_plan import GROUP, unversioned
from commune_desk.services.asset_lists import assets
from commune_desk.services.settings import preferences
from commune_desk.tables.assets import NO_VILLAGE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.asset_lists import AssetRow

PAPER = "inventory-leaving"
BY_HAND = 6
"""Lines left to the pen where nothing was noted."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell what left in the year, when and why."""
    year = telling.scope.year
    rows = [
        row
        for row in assets(telling.session)
        if row.disposed_on is not None and row.disposed_on.year == year
    ]
    ours = N_("Minutes of leaving the inventory, {year}", year=str(year))
    yield Title(titled(telling, PAPER, ours), headed=True, centred=True)
    settings = preferences(telling.session)
    yield say_prose(
        N_(
            "On …… / …… / …………, the commission of the inventory, chaired by"
            " ……………………………………, met at the town hall. After having seen the things"
            " below, it found that they are no longer of use to the commune and"
            " proposes to take them out of the inventory."
        ),
        voice=Voice.ACT,
    )
    yield _table(telling, rows)
    if rows:
        whole = Money.total(row.value for row in rows)
        yield ClosingFormula(
            N_("The things that left were acquired for the sum of"), whole
        )
    yield Signatures(
        (
            Signature(N_("For the commission")),
            Signature(N_("The secretary general")),
            Signature(settings["executive.title"], stamp=True),
        )
    )


def _table(telling: Telling, rows: Sequence[AssetRow]) -> TableBlock:
    heading = heads(telling, PAPER)
    columns = (
        TableColumn(heading("number"), 26),
        TableColumn(heading("title"), 44),
        TableColumn(heading("place"), 26),
        TableColumn(heading("acquired"), 20),
        TableColumn(heading("value"), 20, Align.RIGHT, adds=True),
        TableColumn(heading("left"), 20, ruled=True),
        TableColumn(heading("reason"), 44),
    )
    if not rows:
        blank = tuple(Row((None,) * len(columns)) for _ in range(BY_HAND))
        return TableBlock(columns, blank, unit=IN_FRANCS, room=Room.PEN)
    lines = [
        Row(
            (
                row.number,
                row.title,
                row.village or NO_VILLAGE,
                row.acquired_on,
                row.value,
                row.disposed_on,
                row.note,
            )
        )
        for row in rows
    ]
    whole = Money.total(row.value for row in rows)
    cells: tuple[Any, ...] = (N_("Total"), *(None,) * 3, whole, None, None)
    lines.append(Row(cells, Role.GRAND, (Span(0, 3, Align.RIGHT),)))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


LEAVING = Document(
    PAPER,
    N_("Minutes of leaving the inventory"),
    story,
    group=GROUP,
    over=lambda scope: str(scope.year),
    standing=unversioned,
    purpose=N_("For the commission that takes things out of use: what, when and why."),
)
