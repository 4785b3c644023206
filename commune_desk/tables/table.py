"""The description of a table: its columns, its rows, its tree, its commands.

The screen, the form, the paste from a spreadsheet, the import, the export and the
printed page all read the same description.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.services.scope import Scope


class Identified(Protocol):
    """A row that can be told from the others."""

    @property
    def id(self) -> int:
        """The key of the row in its table."""


Row = TypeVar("Row", bound=Identified)


class Kind(Enum):
    """What a column holds; it settles alignment, editor, reading and adding up."""

    TEXT = "text"
    CODE = "code"
    CHOICE = "choice"
    PLACES = "places"
    MONEY = "money"
    INTEGER = "integer"
    DECIMAL = "decimal"
    SHARE = "share"
    DATE = "date"
    YEAR = "year"
    FLAG = "flag"
    TAGS = "tags"
    """`Tags`: themes with their markers, separated by semicolons."""

    PROSE = "prose"
    """Paragraphs: line breaks count. It has an editor of its own, no cell."""

    COVERAGE = "coverage"
    """A `Coverage`: who has given, promised, or is still to be found. A small bar."""

    PROGRESS = "progress"
    """A `Share` of what is done, with a small bar."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that a column takes, and the words people use for it."""

    value: Any
    title: Text | str
    also: tuple[str, ...] = ()
    """Other spellings that are read as this value: codes, aliases."""


def no_choices(_session: Session, _scope: Scope) -> Sequence[Choice]:
    """Leave the column free."""
    return ()


def locked(_row: Any, _value: Any) -> None:
    """Leave the column closed: it is computed, or another record owns it."""


@dataclass(frozen=True, slots=True)
class Written:
    """An amount of any currency, which files of elsewhere write in many ways.

    It may carry its currency; `181.136,217 USD`, `191,817,697` and `26.534.100` are
    read, and what could mean two amounts is asked about.
    """

    currency: str
    """Key of the column that holds the code of its currency."""

    kept: str = ""
    """Key of the column that keeps the amount as the file had it; empty for none."""


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column, for all media."""

    key: str
    title: Text | str
    value: Callable[[Row], Any]
    kind: Kind = Kind.TEXT
    width: int = 10
    """Characters on screen and in the workbook; a share of the printed page."""

    edit: Callable[[Row, Any], Command[Any] | None] = locked
    """The command that a new value asks for; None where it cannot be changed."""

    choices: Callable[[Session, Scope], Sequence[Choice]] = no_choices
    adds: bool = False
    """Whether group rows and the total row add the values up (`+` and `-`)."""

    sum_of: Callable[[Sequence[Row]], Any] | None = None
    """Adds up many rows in one go, to the same sum, where that is quicker."""

    ratio: tuple[str, str] | None = None
    """For a `SHARE`: the keys of part and whole; groups divide their own sums."""

    group: Text | None = None
    """A head above several columns, such as the funder above % and amount."""

    note: Text | None = None
    """What the column means, for F1 and for the head of the import."""

    also: tuple[str, ...] = ()
    """Other headings under which spreadsheets of elsewhere carry this column."""

    shown: bool = True
    """False for columns of the form and of the spreadsheet only."""

    signed: bool = False
    """Whether an amount that is typed may be below zero; what is reckoned may be."""

    private: bool = False
    """Whether it stays in the dossier: a file holds it only if asked for by name."""

    written: Written | None = None
    """For a `DECIMAL`: an amount of any currency, as files of elsewhere write it."""

    cents: bool = False
    """For a `DECIMAL`: an amount in the currency of its row, francs or another."""

    @property
    def to_the_right(self) -> bool:
        """Tell whether the values line up on the right, as figures do."""
        return self.kind in _FIGURES

    @property
    def is_words(self) -> bool:
        """Tell whether people would search for what it holds."""
        return self.kind in {Kind.TEXT, Kind.CODE}


_FIGURES = {
    Kind.MONEY,
    Kind.INTEGER,
    Kind.DECIMAL,
    Kind.SHARE,
    Kind.COVERAGE,
    Kind.PROGRESS,
}


@dataclass(frozen=True, slots=True)
class Level(Generic[Row]):
    """One level of the tree above the rows."""

    key: Callable[[Row], Any]
    """What rows of one group share; groups stand in the order of their keys."""

    title: Callable[[Row], Text | str]
    """Empty where the level is skipped: its rows stand under the group above, at the
    place that the key gives them."""


@dataclass(frozen=True, slots=True)
class Completion:
    """How the dossier tells what a line of a file leaves out."""

    keys: frozenset[str]
    """Columns that a file may then lack."""

    begin: Callable[[Session, Scope], Callable[[Mapping[str, Any]], Mapping[str, Any]]]
    """Reads what it needs, once; what it gives completes the values of each line."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A line of a file that is brought in."""

    number: int
    values: Mapping[str, Any]
    """What could be read, by column."""

    taken: bool
    total: bool
    """Whether it is a line of totals, which is computed and not taken."""


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A table of the desk."""

    name: str
    """How the command line and saved views call it."""

    title: Text
    purpose: Text
    """One sentence under the title: what the screen is for."""

    rows: Callable[[Session, Scope, Collection[int] | None], Sequence[Row]]
    """All rows of the scope in order, or only those of the ids given."""

    reads: Mapping[str, str | None]
    """Database tables whose change dates this one, with the column that names the
    row of ours to read again; None where everything must be read again."""

    columns: Callable[[Scope], tuple[Column[Row], ...]]
    levels: tuple[Level[Row], ...] = ()
    above: Callable[[Row], int | None] | None = None
    """For rows that stand under other rows: the id of the one above."""

    identity: tuple[str, ...] = ()
    """Keys of the columns by which an imported line finds the row it speaks of."""

    likeness: tuple[str, ...] = ()
    """Keys by which a line finds its row where the file lacks the identity."""

    add: Callable[[Scope, Mapping[str, Any]], Command[int]] | None = None
    duplicate: Callable[[Row], Command[int]] | None = None
    remove: Callable[[Sequence[Row]], Command[None]] | None = None
    record: str = ""
    """The database table whose issues mark our rows; empty if none does."""

    required: frozenset[str] = frozenset()
    """Keys without which no row can be added."""

    completion: Completion | None = None
    """What a line of a file may leave out."""

    together: Callable[[Sequence[Brought]], Iterable[Issue]] | None = None
    """What the lines of a file make together: findings of the import."""

    carries: tuple[str, ...] = ()
    """Keys of the columns that a new line takes from the line typed before it, or from
    the row where the cursor stands."""

    past: str = ""
    """The database table whose journal tells the history of a row, where that is not
    `record`."""

    row_title: Callable[[Row], Text | str] = field(default=lambda row: str(row.id))
    """How the panel at the right calls a row."""

    empty: Text | None = None
    """What an empty screen says."""

    begins: str = ""
    """The place where what an empty screen lacks is begun; empty for here."""

    fills: tuple[str, ...] = ()
    """Names of the documents that a row fills, for the foot of the panel."""

    one_sum: bool = True
    """Whether all rows add up to one sum that means something: receipts and
    expenditure do not."""

    year_bound: bool = False
    """Whether the rows change with the year of the top bar."""

    def column(self, key: str, scope: Scope) -> Column[Row]:
        """Find a column by its key."""
        return next(c for c in self.columns(scope) if c.key == key)


def always(*columns: Column[Row]) -> Callable[[Scope], tuple[Column[Row], ...]]:
    """Describe a table whose columns do not depend on the plan."""
    return lambda _scope: columns
