"""Share the width of a table among its columns; figures are never cut."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFontMetrics

from commune_desk.ui.cell_paint import PAD
from commune_desk.ui.faces import face_of, total_face
from commune_desk.ui.theme import look

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.tables.table import Column
    from commune_desk.ui.table_model import TableModel

SAMPLE = 250
"""Rows looked at to know how wide a column must be."""

LETTER = 7
"""Pixels of an average letter, for the widths that the description gives."""

LEAST = 56

DEEP = 4
"""Steps of a tree whose rows stand under rows."""

ENOUGH = 230
"""Pixels beyond which a column of words is wide enough beside a panel."""


@dataclass(frozen=True)
class Need:
    """What a column asks for: the least it can do with, and what shows it whole."""

    least: int
    whole: int
    stretches: bool

    @property
    def good(self) -> int:
        """What shows it well enough; long texts may run out of sight."""
        return min(self.whole, ENOUGH) if self.stretches else self.whole


def needs(model: TableModel, indent: int) -> list[Need]:
    """Look at the first rows to see what each column needs."""
    return [_need(model, column, indent) for column in model.columns]


def share(needed: Sequence[Need], room: int) -> list[int]:
    """Give each column its width; too little room cuts words, never figures."""
    widths = [need.whole for need in needed]
    spare = room - sum(widths)
    if sum(need.least for need in needed) > room:
        return [need.good for need in needed]  # the table scrolls: show it well
    if spare < 0:
        slack = [need.whole - need.least for need in needed]
        cut = min(-spare, sum(slack))
        return [
            width - cut * loose // max(1, sum(slack))
            for width, loose in zip(widths, slack, strict=True)
        ]
    growing = [n for n, need in enumerate(needed) if need.stretches] or [0]
    total = sum(needed[n].whole for n in growing)
    for n in growing:
        widths[n] += spare * needed[n].whole // total
    widths[growing[0]] += room - sum(widths)
    return widths


def _need(model: TableModel, column: Column[Any], indent: int) -> Need:
    metrics = QFontMetrics(look().font("small_strong"))
    lines = model.head(column).splitlines()
    head = max(map(metrics.horizontalAdvance, lines), default=0) + 2 * PAD + 2
    first = column is model.columns[0]
    deep = DEEP if model.table.above is not None else len(model.table.levels) + 1
    spared = indent * deep if first else 0
    content = max(
        (
            face_of(model, node, column).width() + (spared if first else 0)
            for node in _sample(model)
            if node.row is not None or not first
        ),
        default=0,
    )
    total = total_face(model, column, "").width()
    whole = max(head, content, total, LEAST)
    if column.to_the_right or column.kind.name in _WHOLE:
        return Need(whole, whole, stretches=False)
    wished = max(head, min(content, max(column.width, 12) * LETTER * 2 + spared))
    least = max(head, min(whole, column.width * LETTER + spared, 180))
    return Need(min(least, wished), max(wished, LEAST), stretches=True)


_WHOLE = {"DATE", "CODE", "YEAR", "FLAG"}


def _sample(model: TableModel) -> Iterator[Any]:
    """Give the first nodes, groups among them."""
    return islice(_walk(model.outline.root), SAMPLE)


def _walk(node: Any) -> Iterator[Any]:
    for child in node.children:
        yield child
        yield from _walk(child)
