"""An empty column beside the amounts: new figures are pencilled there in council.

Rows keep their order: what was pencilled is typed from top to bottom of the screen
that shows the same table.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from commune_desk.domain.money import Foreign, Money
from commune_desk.domain.text import N_
from commune_desk.reports.grids import Align, Room, Row, Span, TableBlock, TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from commune_desk.reports.blocks import Block

NEW_AMOUNT = N_("New amount")

WIDTH = 26.0
"""Millimetres for eight figures written by hand (PAPERS.md, tables)."""


def pencilled(story: Iterable[Block]) -> Iterator[Block]:
    """Give each table with amounts its empty column."""
    for block in story:
        yield _widened(block) if isinstance(block, TableBlock) else block


def _widened(block: TableBlock) -> TableBlock:
    amounts = [at for at in range(len(block.columns)) if _holds_amounts(block, at)]
    if not amounts:
        return block
    after = amounts[-1]
    room = Room.PEN if block.room is Room.PRINT else block.room
    columns = [
        replace(column, ratio=_moved_pair(column.ratio, after))
        for column in block.columns
    ]
    columns.insert(after + 1, _column(block, after))
    rows = tuple(_row(row, after) for row in block.rows)
    return replace(block, columns=tuple(columns), rows=rows, room=room)


def _holds_amounts(block: TableBlock, at: int) -> bool:
    return any(isinstance(row.cells[at], (Money, Foreign)) for row in block.rows)


def _column(block: TableBlock, after: int) -> TableColumn:
    """Describe it; within a group of columns it belongs to the group."""
    following = block.columns[after + 1 : after + 2]
    own = block.columns[after]
    group = own.group if following and following[0].group == own.group else ""
    return TableColumn(
        NEW_AMOUNT, own.width, Align.RIGHT, group, ruled=True, pencil=WIDTH
    )


def _row(row: Row, after: int) -> Row:
    cells = (*row.cells[: after + 1], None, *row.cells[after + 1 :])
    spans = tuple(_span(span, after) for span in row.spans)
    return replace(row, cells=cells, spans=spans)


def _span(span: Span, after: int) -> Span:
    first = span.first + (span.first > after)
    return Span(first, span.last + (span.last > after), span.align)


def _moved_pair(pair: tuple[int, int] | None, after: int) -> tuple[int, int] | None:
    if pair is None:
        return None
    part, whole = (at + (at > after) for at in pair)
    return part, whole
