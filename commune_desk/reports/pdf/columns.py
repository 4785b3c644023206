"""How wide the columns of a table are: figures first, names take what is left."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from commune_desk.reports.cells import head
from commune_desk.reports.grids import Align, Role
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD, SANS_ITALIC, ems
from commune_desk.reports.pdf.ink import MM
from commune_desk.reports.pdf.typeset import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commune_desk.l10n.words import Words
    from commune_desk.reports.grids import Row, TableColumn

PAD = 1.3
"""Millimetres of air at each side of a cell."""

HEAD_SIZE = 8.0
TYPE: dict[Role, tuple[str, float]] = {
    Role.OBJECTIVE: (SANS_BOLD, 9),
    Role.CHAPTER: (SANS_BOLD, 9),
    Role.ARTICLE: (SANS_BOLD, 8.5),
    Role.LINE: (SANS, 8.5),
    Role.SUBTOTAL: (SANS, 8.5),
    Role.TOTAL: (SANS_BOLD, 9),
    Role.GRAND: (SANS_BOLD, 10),
}
"""Face and size of each kind of row."""

CARRIED = (SANS_ITALIC, 8.5)
_MOST_OF_A_WORD = 0.2
"""The part of the table that one long word may claim."""

Texts = tuple[str, ...]


class TooNarrow(Exception):
    """The figures leave no room for the names: the page must be turned."""


def fit(
    columns: Sequence[TableColumn],
    rows: Sequence[tuple[Row, Texts]],
    room: float,
    say: Words,
    *,
    turns: bool,
) -> list[float]:
    """Share `room` millimetres out: as described, but no figure is cut.

    Raise `TooNarrow` where that cannot be and the page still `turns`.
    """
    whole = sum(column.width for column in columns)
    widths = [room * column.width / whole for column in columns]
    needs = least(columns, rows, room, say)
    right = [
        column.align is Align.RIGHT or _firm(index, rows)
        for index, column in enumerate(columns)
    ]
    return _shared(widths, needs, right, room, turns=turns)


def least(
    columns: Sequence[TableColumn],
    rows: Sequence[tuple[Row, Texts]],
    room: float,
    say: Words,
) -> list[float]:
    """Measure what each column needs: no figure is cut, no word but a long one."""
    return [
        max(
            column.pencil,
            _head_width(column, say),
            _least(index, column, rows, room),
        )
        for index, column in enumerate(columns)
    ]


def _head_width(column: TableColumn, say: Words) -> float:
    longest = max(ems(word, SANS_BOLD) for word in head(column, say).split() or ("",))
    return longest * HEAD_SIZE / MM + 2 * PAD + 0.1


def _least(
    index: int,
    column: TableColumn,
    rows: Sequence[tuple[Row, Texts]],
    room: float,
) -> float:
    least = 0.0
    for (face, size), text in set(_cells(index, rows)):
        lines = text.split("\n")
        wide = max(ems(line, face) for line in lines) * size
        if wide <= least:
            continue
        if column.align is not Align.RIGHT:
            parts = (word for line in lines for word in words(line))
            wide = max(ems(word, face) * size for word in parts)
            wide = min(wide, room * MM * _MOST_OF_A_WORD)
        least = max(least, wide)
    return least / MM + 2 * PAD + 0.1


def _cells(
    index: int, rows: Sequence[tuple[Row, Texts]]
) -> Iterable[tuple[tuple[str, float], str]]:
    for row, texts in rows:
        spanned = any(span.first <= index <= span.last for span in row.spans)
        if texts[index] and not spanned:
            yield TYPE[row.role], texts[index]


def _firm(index: int, rows: Sequence[tuple[Row, Texts]]) -> bool:
    """Tell whether a column holds codes or dates, which are not to be broken."""
    texts = {text for _, text in _cells(index, rows)}
    return bool(texts) and all(_CODE.fullmatch(text) for text in texts)


_CODE = re.compile(r"\S{0,6}\d\S{0,8}")


def _shared(
    widths: list[float],
    needs: list[float],
    right: Sequence[bool],
    room: float,
    *,
    turns: bool,
) -> list[float]:
    missing = sum(max(0.0, low - wide) for wide, low in zip(widths, needs, strict=True))
    if not missing:
        return widths
    spare = sum(max(0.0, wide - low) for wide, low in zip(widths, needs, strict=True))
    if spare >= missing:
        part = missing / spare
        return [
            low if wide <= low else wide - (wide - low) * part
            for wide, low in zip(widths, needs, strict=True)
        ]
    if turns:
        raise TooNarrow
    # Too much even for the broad page: names are cut before figures are.
    figures = sum(low for low, is_right in zip(needs, right, strict=True) if is_right)
    names = sum(needs) - figures
    rest = max(room - figures, 0.15 * room) if names else 0.0
    squeeze = (room - rest) / figures if figures else 1.0
    return [
        low * (squeeze if is_right else rest / names)
        for low, is_right in zip(needs, right, strict=True)
    ]
