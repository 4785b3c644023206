"""Papers in their groups, as Qt wants to walk through them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, Signal

from commune_desk.ui.cell import NOWHERE, Cell, Faces, Index, Role

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

NAME = Role.UserRole


@dataclass(frozen=True, slots=True)
class PaperGroup:
    """A group: its own cells, and the cells of each of its papers by name."""

    cells: Sequence[Cell]
    papers: Sequence[tuple[str, Sequence[Cell]]]


class PaperModel(QAbstractItemModel):
    """Groups, then their papers; an index holds 0 for a group, else its number + 1."""

    ticked = Signal(str, bool)
    """The name of a paper whose box was pressed, and what it now says."""

    def __init__(self, heads: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._heads = heads
        self._groups: Sequence[PaperGroup] = ()
        self._ticks: Container[str] = ()
        self._faces = Faces()

    def show_groups(self, groups: Sequence[PaperGroup], ticks: Container[str]) -> None:
        """Show these; the ticks are asked anew whenever they are drawn."""
        self.beginResetModel()
        self._groups, self._ticks = groups, ticks
        self.endResetModel()

    def find(self, name: str) -> QModelIndex:
        """Give the title of a paper; an index that is not valid where it is not."""
        for above, group in enumerate(self._groups):
            for row, (called, _) in enumerate(group.papers):
                if called == name:
                    return self.createIndex(row, 0, above + 1)
        return NOWHERE

    def cell(self, index: Index) -> Cell:
        """Give what stands at a place."""
        above = index.internalId()
        if not above:
            return self._groups[index.row()].cells[index.column()]
        return self._groups[above - 1].papers[index.row()][1][index.column()]

    def _name(self, index: Index) -> str:
        above = index.internalId()
        return self._groups[above - 1].papers[index.row()][0] if above else ""

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """Name a cell."""
        if not (0 <= row < self.rowCount(parent) and 0 <= column < len(self._heads)):
            return NOWHERE
        above = parent.row() + 1 if parent.isValid() else 0
        return self.createIndex(row, column, above)

    def parent(self, child: Index = NOWHERE) -> QModelIndex:  # type: ignore[override]  # QObject.parent shares the name
        """Name the group above a paper."""
        above = child.internalId() if child.isValid() else 0
        return self.createIndex(above - 1, 0, 0) if above else NOWHERE

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the groups, or the papers of one."""
        if not parent.isValid():
            return len(self._groups)
        if parent.internalId() or parent.column():
            return 0
        return len(self._groups[parent.row()].papers)

    def columnCount(self, _parent: Index = NOWHERE) -> int:
        """Count the columns."""
        return len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Name the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Role.DisplayRole:
            return self._heads[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let papers be chosen and ticked; a group only heads them."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not index.internalId():
            return Qt.ItemFlag.ItemIsEnabled
        found = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return found | Qt.ItemFlag.ItemIsUserCheckable if not index.column() else found

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Tell what a cell says and how."""
        if not index.isValid():
            return None
        if role == Role.CheckStateRole:
            if not index.internalId() or index.column():
                return None
            on = self._name(index) in self._ticks
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == NAME:
            return None if index.column() else self._name(index) or None
        return self._faces.of(self.cell(index), role)

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Take the tick of a paper."""
        if role != Role.CheckStateRole or not self._name(index) or index.column():
            return False
        self.ticked.emit(
            self._name(index), Qt.CheckState(value) == Qt.CheckState.Checked
        )
        self.dataChanged.emit(index, index, [role])
        return True
