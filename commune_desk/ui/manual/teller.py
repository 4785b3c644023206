"""What the steps of a manual take their words from: places, columns, keys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from commune_desk.domain.text import N_, Text
from commune_desk.services.scope import Scope
from commune_desk.ui.keys import NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.tables.table import Table

Words = Text | str

YEAR = 2026
EXAMPLE = Scope(YEAR, years=(YEAR,))
"""The exercise of what is typed in the examples, whichever dossier is open."""


class Spot(Protocol):
    """What is told of a place of the window."""

    @property
    def key(self) -> str:
        """Its name in the program."""

    @property
    def group(self) -> str:
        """The group of the rail that holds it; empty at the top and at the foot."""

    @property
    def family(self) -> str:
        """The entry of the rail under which it is a tab."""

    @property
    def title(self) -> Text:
        """How it is called."""

    @property
    def tab(self) -> Text:
        """What its tab says."""

    @property
    def table(self) -> Table[Any] | None:
        """The table that it shows."""


@dataclass(frozen=True)
class Teller:
    """What the steps take their words from."""

    places: Sequence[Spot]

    def place(self, key: str) -> Spot:
        """Give a place of the window."""
        return next(place for place in self.places if place.key == key)

    def column(self, place: str, key: str, year: int = 0) -> Text:
        """Name a column of the table of a place, with the head over it."""
        table = self.place(place).table
        if table is None:
            raise KeyError(place)
        scope = replace(EXAMPLE, year=year) if year else EXAMPLE
        column = table.column(key, scope)
        if column.group is not None:
            return N_("{group} – {title}", group=column.group, title=column.title)
        title = column.title
        return title if isinstance(title, Text) else N_("{key}", key=title)


@dataclass(frozen=True)
class Column:
    """A field or a column, by the table of a place and its key there."""

    place: str
    key: str


def titled(field: Words | Column, teller: Teller) -> Words:
    """Give the title of a field."""
    if isinstance(field, Column):
        return teller.column(field.place, field.key)
    return field


def keyed(key: str) -> Text:
    """Write a key as it stands on the keyboard: “Ctrl + N”."""
    *held, last = key.split("+")
    name: Words = NAMES.get(last, last)
    for each in reversed(held):
        name = N_("{key} + {other}", key=NAMES.get(each, each), other=name)
    return N_("{key}", key=name)
