"""The list of tables, which knows them by name before it knows what they hold.

A description brings in the queries and the commands of its table. A window needs the
names of all tables when it opens, and the descriptions of those that are looked at: a
table more costs its start one line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, overload

from commune_desk.late import late

if TYPE_CHECKING:
    from commune_desk.tables.table import Table


@dataclass(frozen=True, slots=True)
class Listed:
    """Where a table is described, and what is asked of it before."""

    name: str
    module: str
    constant: str
    record: str | None = None
    """The database table whose issues mark its rows, where that is not its name."""

    @property
    def marks(self) -> str:
        """The database table whose issues mark its rows; empty if none does."""
        return self.name if self.record is None else self.record

    def table(self) -> Table[Any]:
        """Bring the description in."""
        module = late(f"commune_desk.tables.{self.module}")
        found: Table[Any] = getattr(module, self.constant)
        return found


class Tables(Sequence["Table[Any]"]):
    """All tables in their order; walking through them brings them all in."""

    def __init__(self, listed: Sequence[Listed]) -> None:
        self.listed = tuple(listed)
        self._named = {each.name: each for each in self.listed}

    def __len__(self) -> int:
        return len(self.listed)

    @overload
    def __getitem__(self, place: int) -> Table[Any]: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Table[Any], ...]: ...

    def __getitem__(self, place: int | slice) -> Table[Any] | tuple[Table[Any], ...]:
        if isinstance(place, slice):
            return tuple(each.table() for each in self.listed[place])
        return self.listed[place].table()

    def named(self, name: str) -> Table[Any]:
        """Bring one table in; raise `KeyError` where there is none of this name."""
        return self._named[name].table()
