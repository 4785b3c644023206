"""Which rows of a table are shown, and in what order."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt

from commune_desk.domain.funding import Coverage
from commune_desk.domain.money import Money, Share
from commune_desk.domain.search import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from commune_desk.tables.table import Column


class RowChoice:
    """A filter of words, a filter of meaning, and an order; none of them at first."""

    def __init__(self, words_of: Callable[[Any], str]) -> None:
        self._words_of = words_of
        self._hay: dict[int, str] = {}
        self.wanted: list[str] = []
        self.keep: Callable[[Any], bool] | None = None
        self.parts: tuple[tuple[Column[Any], Callable[[Any], bool]], ...] = ()
        """What single columns ask of their values."""

        self.order: tuple[Column[Any], Qt.SortOrder] | None = None

    @property
    def narrow(self) -> bool:
        """Whether some rows may be hidden, or moved from their own order."""
        return bool(self.selects or self.order)

    @property
    def selects(self) -> bool:
        """Whether some rows may be hidden."""
        return bool(self.wanted or self.keep or self.parts)

    @property
    def asked(self) -> bool:
        """Whether words or columns were asked for: a new row might not answer."""
        return bool(self.wanted or self.parts)

    def forget(self, ids: Iterable[int] | None = None) -> None:
        """Forget the words of some rows that have changed, or of all."""
        if ids is None:
            self._hay.clear()
        else:
            for row_id in ids:
                self._hay.pop(row_id, None)

    def apply(self, rows: Iterable[Any]) -> list[Any]:
        """Choose and order."""
        kept = list(rows)
        for column, asked in self.parts:
            value = column.value
            kept = [row for row in kept if asked(value(row))]
        if self.keep is not None or self.wanted:
            kept = [row for row in kept if self._kept(row)]
        if self.order is not None:
            column, order = self.order
            kept.sort(
                key=lambda row: _rank(column.value(row)),
                reverse=order == Qt.SortOrder.DescendingOrder,
            )
        return kept

    def _kept(self, row: Any) -> bool:
        if self.keep is not None and not self.keep(row):
            return False
        return all(word in self._haystack(row) for word in self.wanted)

    def _haystack(self, row: Any) -> str:
        found = self._hay.get(row.id)
        if found is None:
            found = self._hay[row.id] = fold(self._words_of(row))
        return found


def _rank(value: Any) -> tuple[int, Any]:
    """Order any values: figures, then words as people read them, the unknown last."""
    match value:
        case None:
            return (2, "")
        case Money(francs):
            return (0, francs)
        case Share(points):
            return (0, points)
        case Coverage():
            return (0, value.share.basis_points if value.share else -1)
        case bool() | int() | float() | Decimal():
            return (0, value)
        case _ if hasattr(value, "isoformat"):
            return (0, value.toordinal())
    return (1, fold(str(value)))
