"""Which lines a total adds up."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.reports.grids import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.reports.grids import Row

_RESETS = {
    Role.SUBTOTAL: {
        Role.OBJECTIVE, Role.CHAPTER, Role.ARTICLE,
        Role.SUBTOTAL, Role.TOTAL, Role.GRAND,
    },
    Role.TOTAL: {Role.OBJECTIVE, Role.CHAPTER, Role.TOTAL, Role.GRAND},
    Role.GRAND: {Role.GRAND},
}  # fmt: skip
"""Above which rows each kind of total looks no further."""


def summed_lines(rows: Sequence[Row], at: int) -> list[int]:
    """Find the lines that the total at `at` stands for, by their numbers."""
    wanted = rows[at].lines
    stops = set() if wanted else _RESETS[rows[at].role]
    lines: list[int] = []
    for index in range(at - 1, -1, -1):
        role = rows[index].role
        if role in stops or (wanted and len(lines) == wanted):
            break
        if role is Role.LINE:
            lines.append(index)
    return lines[::-1]


def ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Put neighbours together: 1 2 3 7 makes (1, 3), (7, 7)."""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    found = []
    for _, run in runs:
        members = [number for _, number in run]
        found.append((members[0], members[-1]))
    return found
