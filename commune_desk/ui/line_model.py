"""Lines of cells, one below the other, as Qt wants to read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from commune_desk.ui.cell import NOWHERE, TO_RIGHT, Cell, Faces, Index, Role

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

KEY, INDENT = Role.UserRole, Role.UserRole + 1


@dataclass(frozen=True, slots=True)
class Line:
    """The number of what a line shows, and its cells."""

    key: int | None
    cells: Sequence[Cell]
    indent: int = 0
    """Pixels by which its first cell stands in."""


class LineModel(QAbstractTableModel):
    """Lines under their heads; those of `figures` stand at the right."""

    def __init__(
        self, heads: Sequence[str], parent: QObject, figures: Collection[int] = ()
    ) -> None:
        super().__init__(parent)
        self._heads, self._figures = heads, figures
        self._lines: Sequence[Line] = ()
        self._faces = Faces()

    def show_lines(self, lines: Sequence[Line]) -> bool:
        """Show these; True where the same lines only say something else now.

        Then the cursor stays: it may be on its way from one to another.
        """
        if lines and [x.key for x in lines] == [x.key for x in self._lines]:
            self._lines = lines
            last = self.index(len(lines) - 1, len(self._heads) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return True
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()
        return False

    def find(self, key: int) -> QModelIndex:
        """Give the first cell of a line; an index that is not valid where it is not."""
        rows = (row for row, line in enumerate(self._lines) if line.key == key)
        return self.index(next(rows, -1), 0)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the lines."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Name the columns, those of figures at the right."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole and section in self._figures:
            return TO_RIGHT
        return self._heads[section] if role == Role.DisplayRole else None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Tell what a cell says and how."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        if role == KEY:
            return line.key
        if role == INDENT:
            return line.indent if index.column() == 0 else 0
        return self._faces.of(line.cells[index.column()], role)
