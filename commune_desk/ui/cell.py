"""What stands in a cell of a list that is only read, and how Qt is told of it.

No `QStandardItem`: what Python makes and Qt owns ended the program when a list of
papers was written anew at each letter of a search.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt

from commune_desk.ui.icons import icon
from commune_desk.ui.theme import look

if TYPE_CHECKING:
    from PySide6.QtGui import QIcon

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
NOWHERE = QModelIndex()
TO_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a column of a line."""

    words: str = ""
    tip: str = ""
    picture: str = ""
    colour: str = "ink"
    tint: str = "ink"
    """The colour of its picture."""

    font: str = "body"
    ground: str = ""
    """The colour behind it; empty for that of the list."""

    to_right: bool = False


class Faces:
    """Answers what Qt asks about cells; each picture is drawn once.

    Qt asks for a picture at every measure of a column.
    """

    def __init__(self) -> None:
        self._icons: dict[tuple[str, str], QIcon] = {}

    def of(self, cell: Cell, role: int) -> Any:
        """Give what a role asks for, or None."""
        match role:
            case Role.DisplayRole:
                return cell.words
            case Role.ToolTipRole:
                return cell.tip or None
            case Role.FontRole:
                return look().font(cell.font)
            case Role.ForegroundRole:
                return look().colour(cell.colour)
            case Role.BackgroundRole:
                return look().colour(cell.ground) if cell.ground else None
            case Role.TextAlignmentRole:
                return TO_RIGHT if cell.to_right else None
            case Role.DecorationRole:
                return self._picture(cell)
        return None

    def _picture(self, cell: Cell) -> QIcon | None:
        if not cell.picture:
            return None
        key = cell.picture, cell.tint
        if key not in self._icons:
            self._icons[key] = icon(*key)
        return self._icons[key]
