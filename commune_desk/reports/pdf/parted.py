"""A table too broad for its page, parted into tables below each other.

Each part begins with the columns that name its rows; columns under one head stay
together. Only a print that was chosen larger, or with a column more, needs it.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.cells import cell, said
from commune_desk.reports.grids import Align, Row, Span, TableBlock
from commune_desk.reports.pdf.columns import least

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.reports.grids import Said, TableColumn

NAMING = 2
"""Columns at the left that are repeated in each part: the number and the name."""

_NAME = 0.16
"""The part of the room that a column of names takes, where it would like more."""

_STEP = 0.02
"""By what part of the room parts are made narrower, as long as they stay as few."""


def parted(block: TableBlock, room: float, words: Words) -> list[TableBlock]:
    """Part a table of which `room` millimetres hold only some columns."""
    needs = _needs(block, room, words)
    if sum(needs) <= room:
        return [block]
    names = list(_naming(block.columns))
    units = list(_units(block.columns, len(names)))
    parts = _even(names, units, needs, room)
    if len(parts) == 1:
        return [block]
    last = len(parts) - 1
    return [
        replace(
            _picked(block, part),
            title=_title(block.title, words) if number else block.title,
            caption=block.caption if number == last else "",
        )
        for number, part in enumerate(parts)
    ]


def _even(
    names: list[int], units: list[list[int]], needs: Sequence[float], room: float
) -> list[list[int]]:
    """Part the columns into as few parts as `room` allows, about as wide as each other.

    A last part with one column would waste a page.
    """
    parts = _filled(names, units, needs, room)
    narrower = room
    while narrower > room / 2:
        narrower -= room * _STEP
        tried = _filled(names, units, needs, narrower)
        if len(tried) > len(parts):
            break
        parts = tried
    return parts


def _filled(
    names: list[int], units: list[list[int]], needs: Sequence[float], room: float
) -> list[list[int]]:
    parts = [list(names)]
    for unit in units:
        wide = sum(needs[at] for at in (*parts[-1], *unit))
        if wide > room and len(parts[-1]) > len(names):
            parts.append(list(names))
        parts[-1] += unit
    return parts


def _title(title: Said, words: Words) -> str:
    return said(N_("{title} (continued)", title=title), words) if title else ""


def _needs(block: TableBlock, room: float, words: Words) -> list[float]:
    texts = [
        tuple(
            cell(value, column, words)
            for value, column in zip(row.cells, block.columns, strict=True)
        )
        for row in block.rows
    ]
    rows = list(zip(block.rows, texts, strict=True))
    needs = least(block.columns, rows, room, words)
    whole = sum(column.width for column in block.columns)
    return [
        need
        if column.align is Align.RIGHT
        else max(need, min(_NAME * room, room * column.width / whole))
        for need, column in zip(needs, block.columns, strict=True)
    ]


def _naming(columns: Sequence[TableColumn]) -> range:
    """Find the columns at the left that say what a row is."""
    count = 0
    for column in columns[:NAMING]:
        if column.align is Align.RIGHT or column.group:
            break
        count += 1
    return range(count)


def _units(columns: Sequence[TableColumn], start: int) -> Iterator[list[int]]:
    """Go through the other columns: neighbours under one head are one unit."""
    places = range(start, len(columns))
    for group, members in groupby(places, lambda at: columns[at].group or at):
        del group
        yield list(members)


def _picked(block: TableBlock, places: Sequence[int]) -> TableBlock:
    columns = tuple(
        replace(block.columns[at], ratio=_pair(block.columns[at].ratio, places))
        for at in places
    )
    rows = tuple(_row(row, places) for row in block.rows)
    return replace(block, columns=columns, rows=rows)


def _pair(
    pair: tuple[int, int] | None, places: Sequence[int]
) -> tuple[int, int] | None:
    if pair is None or not set(pair) <= set(places):
        return None
    part, whole = (places.index(at) for at in pair)
    return part, whole


def _row(row: Row, places: Sequence[int]) -> Row:
    cells = tuple(row.cells[at] for at in places)
    spans = []
    for span in row.spans:
        here = [n for n, at in enumerate(places) if span.first <= at <= span.last]
        if span.first in places:
            spans.append(Span(here[0], here[-1], span.align))
    return replace(row, cells=cells, spans=tuple(spans))
