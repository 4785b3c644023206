"""Keep the cursor, the folds and the scroll of a table while it is built again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex

    from commune_desk.ui.grid import Grid

    Index = QModelIndex | QPersistentModelIndex
    Path = tuple[str, ...]

UNFOLDED = 3000
"""Rows up to which the whole tree opens unfolded."""


class PlaceKeeper(QObject):
    """Remembers where the clerk was before a rebuild, and goes back after it."""

    def __init__(self, view: Grid) -> None:
        super().__init__(view)
        self._view, self._rows = view, view.rows
        self._folded: set[Path] = set()
        self._row_id, self._key, self._scroll = 0, "", 0
        view.rows.about_to_rebuild.connect(self.keep)
        view.rows.rebuilt.connect(self.restore)

    def unfold(self) -> None:
        """Open the tree: wholly, or its first level where it is large."""
        levels = len(self._rows.table.levels)
        if self._view.tree and self._rows.count <= UNFOLDED:
            self._view.expandAll()
        elif levels > 1:
            self._view.expandToDepth(0)

    def keep(self) -> None:
        """Remember the cursor, the folds and the scroll."""
        index = self._view.currentIndex()
        row = self._rows.row_at(index)
        self._key = self._rows.column_at(index).key if index.isValid() else ""
        self._row_id = row.id if row is not None else 0
        self._folded = set()
        if self._view.tree and self._rows.count <= UNFOLDED:
            self._look_into(QModelIndex(), 0)
        self._scroll = self._view.verticalScrollBar().value()

    def restore(self) -> None:
        """Go back to where the clerk was."""
        view = self._view
        self.unfold()
        if self._folded:
            self._fold(QModelIndex())
        view.fit()
        if not view.choose(self._row_id, self._key):
            view.choose_first()
        view.verticalScrollBar().setValue(self._scroll)

    def _look_into(self, parent: QModelIndex, depth: int) -> None:
        for number in range(self._rows.rowCount(parent)):
            index = self._rows.index(number, 0, parent)
            if not self._rows.hasChildren(index):
                continue
            if not self._view.isExpanded(index):
                self._folded.add(self._path(index))
            elif self._mixed or depth + 1 < len(self._rows.table.levels):
                self._look_into(index, depth + 1)

    def _fold(self, parent: QModelIndex) -> None:
        for number in range(self._rows.rowCount(parent)):
            index = self._rows.index(number, 0, parent)
            if not self._rows.hasChildren(index):
                continue
            if self._path(index) in self._folded:
                self._view.collapse(index)
            else:
                self._fold(index)

    @property
    def _mixed(self) -> bool:
        """Whether rows stand under rows, to any depth."""
        return self._rows.table.above is not None

    def _path(self, index: Index) -> Path:
        found: Path = ()
        while index.isValid():
            found = (str(index.data()), *found)
            index = index.parent()
        return found
