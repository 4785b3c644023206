"""Blocks of cells as text: what Excel and its like put on the clipboard."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


MOST_SIGNS = 5_000_000
"""Signs that are taken from the clipboard."""

MOST_CELLS = 200_000


def parse(text: str) -> list[list[str]]:
    """Read tabs between cells and line ends between rows, with Excel's quotes.

    Raises `Unreadable` where the block is too large to be pasted; what each cell may
    hold is judged where it is read.
    """
    if len(text) > MOST_SIGNS:
        raise _too_large(len(text))
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        block = list(csv.reader(io.StringIO(lines), delimiter="\t"))
    except csv.Error as error:  # a cell that no spreadsheet program makes
        raise _too_large(len(text)) from error
    if sum(map(len, block)) > MOST_CELLS:
        raise _too_large(len(text))
    while block and not any(cell.strip() for cell in block[-1]):
        block.pop()
    return block


def _too_large(signs: int) -> Unreadable:
    return Unreadable(
        N_(
            "The clipboard holds too much for one paste ({count} signs): bring it in as"
            " a file.",
            count=signs,
        )
    )


def write(block: Iterable[Sequence[str]]) -> str:
    """Write cells as Excel reads them."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(block)
    return out.getvalue()
