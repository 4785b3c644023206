"""How a column of a package is described."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

AMOUNT_MOST = 999_999_999_999
"""Francs: the largest amount that a package may hold."""

COUNT_MOST = 9_999_999
LONGEST = 500
"""Characters of a text, where its field does not say."""


class FieldKind(Enum):
    """What stands in a cell; an empty cell is no value."""

    TEXT = "text"
    KEY = "key"
    """An identifier of the sending commune: letters, digits, `-`, `_`, `.`."""

    CODE = "code"
    """One of the codes of its field."""

    COUNT = "count"
    """A whole number from 0."""

    AMOUNT = "amount"
    """Francs; whole, and signed only where the field says so."""

    MEASURE = "measure"
    """A number with a point before its decimals, such as a position; no amount."""

    DATE = "date"
    """`2026-11-15`."""

    YEAR = "year"
    FLAG = "flag"
    """0 or 1."""


WHOLE = {FieldKind.COUNT, FieldKind.AMOUNT, FieldKind.YEAR, FieldKind.FLAG}
"""Kinds whose values are whole numbers in the program."""


@dataclass(frozen=True, slots=True)
class Field:
    """One column."""

    name: str
    kind: FieldKind = FieldKind.TEXT
    required: bool = False
    codes: tuple[str, ...] = ()
    least: int | None = None
    """For a number; 0 where nothing is said."""

    most: int | None = None
    longest: int = LONGEST
    refers: str = ""
    """The resource whose key it holds; empty where it refers to nothing."""

    personal: int = 0
    """0 for what is no person's; 1 for a name published by deliberation (P1 on); 2
    for a telephone number (P2 alone): `exchange-and-safety.md` 3.8."""

    note: str = ""
    """What the column means, in French: it goes into the manifest as it is."""

    def bounds(self) -> tuple[int, int]:
        """Give the least and the greatest value of a number."""
        least, most = _BOUNDS.get(self.kind, (0, COUNT_MOST))
        return (
            least if self.least is None else self.least,
            most if self.most is None else self.most,
        )


_BOUNDS = {
    FieldKind.AMOUNT: (0, AMOUNT_MOST),
    FieldKind.COUNT: (0, COUNT_MOST),
    FieldKind.YEAR: (1960, 2100),
    FieldKind.FLAG: (0, 1),
}


@dataclass(frozen=True, slots=True)
class Resource:
    """One table of the package: one file in `data/`."""

    name: str
    title: str
    """In French, for the manifest and for the report to the sender."""

    key: tuple[str, ...]
    """Names of the columns that tell a line from the others."""

    fields: tuple[Field, ...]
    parts: tuple[str, ...] = ()
    """Columns by whose values the control totals are parted: section and side."""

    screen: str = ""
    """Where the commune corrects its lines: the table of the program that keeps
    them."""

    personal: int = 0
    """The least level of privacy at which it is sent at all."""

    at: dict[str, int] = field(init=False, compare=False, repr=False)
    """Place of each column, by its name."""

    def __post_init__(self) -> None:
        places = {each.name: place for place, each in enumerate(self.fields)}
        object.__setattr__(self, "at", places)

    @property
    def path(self) -> str:
        """Name of its file in the package."""
        return f"data/{self.name}.csv"

    @property
    def amounts(self) -> tuple[str, ...]:
        """Names of its columns of francs, each of which has a control total."""
        return tuple(f.name for f in self.fields if f.kind is FieldKind.AMOUNT)
