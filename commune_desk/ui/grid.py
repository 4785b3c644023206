"""A tree of rows in columns, where the cursor stands on one cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QTreeView, QWidget

from commune_desk.ui.column_fit import Need, heads_fit, needs, share
from commune_desk.ui.theme import look
from commune_desk.ui.two_lines import SMALL_TABLE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.ui.table_model import TableModel

INDENT = 10
HEAD_LINE = 16
"""Pixels that one more line makes the heads higher."""


class Grid(QTreeView):
    """The view without its keys, its painting and its refusals."""

    def __init__(self, rows: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = rows
        self.tree = bool(rows.table.levels) or rows.table.above is not None
        self.indent = INDENT if self.tree else 0
        self.under_heads = 0
        """Pixels that fields to filter by take below the heads."""

        self._needed: list[Need] | None = None
        rows.dataChanged.connect(self._forget)
        rows.dataChanged.connect(self._let_grow)
        rows.modelReset.connect(self._forget)
        rows.refusal_changed.connect(self._forget)
        rows.marked.connect(self._make_room)

    def choose(self, row_id: int, key: str = "") -> bool:
        """Put the cursor on a row, unfolding what hides it."""
        index = self.rows.find(row_id, key)
        if index.isValid():
            self.stand(index)
            self.scrollTo(index)
        return index.isValid()

    def choose_first(self) -> None:
        """Put the cursor on the first row that is no group."""
        index = self.rows.index(0, 0)
        while index.isValid() and self.rows.row_at(index) is None:
            if not self.isExpanded(index):
                break
            index = self.rows.index(0, 0, index)
        if index.isValid():
            self.stand(index)

    def stand(self, index: QModelIndex) -> None:
        """Put the cursor on a cell, and choose no other."""
        alone = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, alone)

    def wanted(self) -> int:
        """Tell how wide the table must be to stand beside a panel, nothing cut."""
        small = len(self.rows.outline) <= SMALL_TABLE
        return sum(need.fair if small else need.good for need in self._needs())

    def least(self) -> int:
        """Tell how narrow the table may be with no figure cut."""
        return sum(need.least for need in self._needs())

    def measure_again(self) -> None:
        """Forget how wide the cells are: they are written in another unit."""
        self._forget()
        self.fit()
        self.viewport().update()

    def _needs(self) -> list[Need]:
        """Measure the cells once, until one of them changes."""
        if self._needed is None:
            self._needed = needs(self.rows, self.indent)
        return self._needed

    def _forget(self) -> None:
        self._needed = None

    def _make_room(self) -> None:
        """Share the width anew: a mark stands beside the words of its cell."""
        if self.isVisible():
            self.fit()

    def _let_grow(self) -> None:
        """Ask each row for its height again: what was typed may want a second line."""
        if len(self.rows.outline) <= SMALL_TABLE:
            self.setUniformRowHeights(False)

    def _part_heads(self, needed: Sequence[Need], widths: Sequence[int]) -> None:
        """Let heads take two lines where their columns have no room otherwise."""
        rows = self.rows
        rows.narrow_heads = frozenset(
            column.key
            for column, need, width in zip(rows.columns, needed, widths, strict=True)
            if need.head > width
        )
        self.stand_heads()

    def stand_heads(self) -> None:
        """Make the heads as high as their lines, and what stands below them."""
        rows = self.rows
        lines = max((rows.head(c).count("\n") for c in rows.columns), default=0)
        height = look().sizes["row_header"] + HEAD_LINE * lines + self.under_heads
        if self.header().height() != height:
            self.header().setFixedHeight(height)
            self.header().viewport().update()

    def fit(self) -> None:
        """Share the width among the columns."""
        needed, room = self._needs(), self.viewport().width()
        widths = share(needed, room)
        self._part_heads(needed, widths)
        before = [self.columnWidth(number) for number in range(len(widths))]
        for number, width in enumerate(widths):
            self.header().resizeSection(number, width)
        small = len(self.rows.outline) <= SMALL_TABLE
        uniform = not small or (
            all(n.one_line <= width for n, width in zip(needed, widths, strict=True))
            and heads_fit(self.rows, widths, self.indent)
        )
        changed = uniform is not self.uniformRowHeights()
        if changed:
            self.setUniformRowHeights(uniform)
        if changed or not uniform or (small and widths != before):
            # Words may want a second line now, or no longer: rows of one height keep
            # that of the first one, as it was when there was less room.
            self.scheduleDelayedItemsLayout()
