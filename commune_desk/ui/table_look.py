"""How a clerk looks at a table: columns, filters, order. It can be kept with a name."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from commune_desk.ui.arrangement import Arrangement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.ui.chosen_model import ChosenModel


@dataclass(frozen=True)
class TableLook:
    """One way to look at a table."""

    columns: Arrangement = field(default_factory=Arrangement)
    asked: Mapping[str, str] = field(default_factory=dict)
    order: str = ""
    falling: bool = False

    def kept(self) -> dict[str, Any]:
        """Give what is written down."""
        return {
            "order": list(self.columns.order),
            "hidden": sorted(self.columns.hidden),
            "asked": dict(self.asked),
            "sorted": self.order,
            "falling": self.falling,
        }


def read_look(kept: Any) -> TableLook:
    """Read what was written down; what cannot be read is as if never said."""
    if not isinstance(kept, dict):
        return TableLook()
    asked = kept.get("asked")
    return TableLook(
        Arrangement(_keys(kept.get("order")), frozenset(_keys(kept.get("hidden")))),
        {str(k): str(v) for k, v in asked.items()} if isinstance(asked, dict) else {},
        str(kept.get("sorted", "")),
        kept.get("falling") is True,
    )


def look_of(model: ChosenModel) -> TableLook:
    """Tell how a table is looked at now."""
    key, way = model.order or ("", Qt.SortOrder.AscendingOrder)
    falling = way == Qt.SortOrder.DescendingOrder
    return TableLook(model.arrangement, dict(model.asked), key, falling)


def put_on(model: ChosenModel, wanted: TableLook) -> None:
    """Look at a table this way."""
    model.arrange(wanted.columns)
    keys = [column.key for column in model.columns]
    at = keys.index(wanted.order) if wanted.order in keys else -1
    falling = Qt.SortOrder.DescendingOrder
    way = falling if wanted.falling else Qt.SortOrder.AscendingOrder
    if model.order != ((wanted.order, way) if at >= 0 else None):
        model.sort(at, way)
    model.ask(wanted.asked)


def _keys(found: Any) -> tuple[str, ...]:
    return tuple(map(str, found)) if isinstance(found, list) else ()
