"""The table of a story: columns, rows and what each row is in the account."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from commune_desk.domain.text import N_, Text

Said = Text | str
"""A sentence of the program, or words that somebody typed."""

IN_FRANCS = N_("Amounts in CFA francs")


class Align(Enum):
    """Where a text stands in its room."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


class Role(Enum):
    """What a row is in the account; it settles type, rules and sums."""

    OBJECTIVE = "objective"
    """A sentence over the rows: looks like a chapter, keeps its letters."""

    CHAPTER = "chapter"
    """A chapter; printed in capitals."""

    ARTICLE = "article"
    LINE = "line"
    SUBTOTAL = "subtotal"
    """The lines since the last heading or sub-total."""

    TOTAL = "total"
    """The lines since the last chapter or total."""

    GRAND = "grand"
    """All lines of the table, or all since the last grand total."""

    @property
    def heads(self) -> bool:
        """Tell whether the row announces the rows below it."""
        return self in (Role.OBJECTIVE, Role.CHAPTER, Role.ARTICLE)

    @property
    def sums(self) -> bool:
        """Tell whether the row adds up the rows above it."""
        return self in (Role.SUBTOTAL, Role.TOTAL, Role.GRAND)


class Room(Enum):
    """How high the rows of a table stand."""

    PRINT = "print"
    PEN = "pen"
    """Cells to be written in by hand."""

    THUMB = "thumb"
    """Cells for a signature or a thumb-print."""


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column of a printed table."""

    title: Said
    width: float = 10
    """Share of the table's width; figures always get the room they need."""

    align: Align = Align.LEFT
    group: Said = ""
    """A head above neighbours that name the same group: "Commune" over % and amount."""

    ruled: bool = False
    """Whether a hairline stands at its left; figures have one in any case."""

    adds: bool = False
    """Whether "carried forward" adds the lines up, and totals become formulas."""

    runs_on: bool = False
    """Whether the column is a running balance: its last value is carried."""

    ratio: tuple[int, int] | None = None
    """Numbers of the columns of part and whole, whose quotient a total shows."""

    percent_in_head: bool = False
    """Whether the head says "%", so that shares are printed without the sign."""

    pencil: float = 0
    """Millimetres of an empty column that waits for figures written by hand."""


@dataclass(frozen=True, slots=True)
class Span:
    """Columns `first` to `last` hold one text: that of the cell `first`."""

    first: int
    last: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """One row; a cell holds any value of the domain, None where it is unknown."""

    cells: tuple[Any, ...]
    role: Role = Role.LINE
    spans: tuple[Span, ...] = ()
    lines: int = 0
    """For a total: how many of the lines above it adds up; 0 where its role says it."""


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table, with the words around it."""

    columns: tuple[TableColumn, ...]
    rows: tuple[Row, ...]
    title: Said = ""
    unit: Said = ""
    """What the figures count, said once: `IN_FRANCS`."""

    caption: Said = ""
    """A note below the table."""

    carried: bool = False
    """Whether each page ends on "À reporter" and the next begins with "Report"."""

    room: Room = Room.PRINT
