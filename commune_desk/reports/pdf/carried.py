"""Totals carried from page to page: the sum of lines, never of sub-totals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.reports.cells import cell
from commune_desk.reports.grids import Align, Role, Row
from commune_desk.reports.pdf.rows import Laid

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.reports.grids import TableBlock
    from commune_desk.reports.pdf.rows import Layout

Texts = tuple[str, ...]


class Carried:
    """What the lines so far come to."""

    def __init__(self, block: TableBlock, words: Words) -> None:
        self.columns, self.words = block.columns, words
        self.sums: list[Any] = [None] * len(block.columns)
        self.label = self._label_column()

    def count(self, row: Row) -> None:
        """Add a line; other rows only repeat what the lines say."""
        if row.role is not Role.LINE:
            return
        for index, (column, value) in enumerate(
            zip(self.columns, row.cells, strict=True)
        ):
            if value is None or isinstance(value, str):
                continue
            if column.runs_on:
                self.sums[index] = value
            elif column.adds:
                before = self.sums[index]
                self.sums[index] = value if before is None else before + value

    def texts(self, label: Text) -> Texts:
        """Write the row."""
        texts = [
            cell(value, column, self.words)
            for value, column in zip(self.sums, self.columns, strict=True)
        ]
        texts[self.label] = self.words.say(label)
        return tuple(texts)

    def lay(self, layout: Layout, label: Text) -> Laid:
        """Lay the row out."""
        laid = layout.lay(Row(tuple(self.sums)), self.texts(label))
        return Laid(None, laid.cells, (), laid.height, laid.first)

    def everything(
        self, rows: Sequence[tuple[Row, Texts]]
    ) -> list[tuple[Row, tuple[str, ...]]]:
        """Sum all rows up, so that the widest figure has its room; then forget."""
        for row, _ in rows:
            self.count(row)
        texts = self.texts(N_("Brought forward"))
        self.sums = [None] * len(self.columns)
        return [(Row(texts), texts)]

    def _label_column(self) -> int:
        names = [
            (column.width, -index)
            for index, column in enumerate(self.columns)
            if column.align is Align.LEFT and not (column.adds or column.runs_on)
        ]
        return -max(names)[1] if names else 0
