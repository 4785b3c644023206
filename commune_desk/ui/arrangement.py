"""Which columns of a table are in sight, and in what order: the clerk's own choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.tables.table import Column


@dataclass(frozen=True)
class Arrangement:
    """Keys of columns; one that is not named stands where its table puts it."""

    order: tuple[str, ...] = ()
    hidden: frozenset[str] = frozenset()

    def ordered(self, columns: Sequence[Column[Any]]) -> list[Column[Any]]:
        """Put columns in this order; a new one follows the one before it."""
        known = {column.key: column for column in columns}
        found = [known[key] for key in self.order if key in known]
        for number, column in enumerate(columns):
            if column.key not in self.order:
                before = columns[number - 1] if number else None
                found.insert(found.index(before) + 1 if before else 0, column)
        return found

    def seen(self, columns: Sequence[Column[Any]]) -> tuple[Column[Any], ...]:
        """Give the columns in sight, in order; never none at all."""
        found = self.ordered(columns)
        return tuple(c for c in found if c.key not in self.hidden) or tuple(found[:1])
