"""Blocks of cells as text: what Excel and its like put on the clipboard."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def parse(text: str) -> list[list[str]]:
    """Read tabs between cells and line ends between rows, with Excel's quotes."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    block = list(csv.reader(io.StringIO(lines), delimiter="\t"))
    while block and not any(cell.strip() for cell in block[-1]):
        block.pop()
    return block


def write(block: Iterable[Sequence[str]]) -> str:
    """Write cells as Excel reads them."""
    out = io.StringIO()
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(block)
    return out.getvalue()
