"""What the screens ask of the rest of the program, besides the desk.

Every port may be left out: the place or the button that needs it is then not shown.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from commune_desk.domain.concerns import Concern
from commune_desk.domain.text import N_, Text
from commune_desk.ui.shelf import Shelf

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from commune_desk.domain.charts import Chart
    from commune_desk.domain.manual import Chapter
    from commune_desk.domain.package.trust import Signed
    from commune_desk.exchange.package.sending import Draft, Packed, Sent
    from commune_desk.reports.options import Options
    from commune_desk.services.command import Command
    from commune_desk.services.copies.counter import CopyCounter
    from commune_desk.services.fiscal_years import Step
    from commune_desk.services.jobs import Progress
    from commune_desk.services.paper_dues import PaperDue
    from commune_desk.services.prints import Printed
    from commune_desk.services.scope import Scope
    from commune_desk.services.selections import Selection
    from commune_desk.services.sent.wish import Wish as Wanted
    from commune_desk.tables.table import Table
    from commune_desk.ui.preference import Preference

Session = Any
"""What `Store.reading` yields; the screens only hand it on."""

CALENDAR, MAP, MICRO_MAP = "calendar", "map", "micro-map"
PDF, WORD, SHEET = "pdf", "docx", "xlsx"
DECIMALS = ("comma", "point")
"""What may stand before the decimals of an amount in a file."""


@dataclass(frozen=True)
class Wish:
    """What is asked of one print; without a wish the paper is as it was designed."""

    only: str = ""
    """The one record to print; empty for all."""

    options: Options | None = None
    until: dt.date | None = None
    """The day whose situation is told; None for that of the window."""

    language: str = ""
    """`fr` or `en`; empty for that of the screens."""


AS_USUAL = Wish()


@dataclass(frozen=True)
class Bound:
    """Papers that are wanted as one booklet."""

    selection: Selection
    marks: Mapping[str, Text | str] = field(default_factory=dict)
    """What the pages say of a paper in which something is missing, by its name."""

    options: Options | None = None


class Writing(Protocol):
    """Writes a document in one of its kinds."""

    def __call__(self, kind: str, progress: Progress, wish: Wish = AS_USUAL) -> bytes:
        """Write it; runs on the worker and only reads."""


@dataclass(frozen=True)
class Printable:
    """A document of the catalogue."""

    name: str
    group: Text
    title: Text
    write: Writing
    choices: Callable[[Session], Sequence[tuple[str, Text | str]]] | None = None
    """The records of which one may be printed alone: key and name of each."""

    kinds: tuple[str, ...] = (PDF, WORD, SHEET)
    purpose: Text = field(default_factory=lambda: Text(""))
    """Who reads it, and when."""

    concern: Concern = field(default_factory=Concern)
    """The findings that say what is still missing in it."""

    due: PaperDue | None = None
    """By when it is due; None where no text and no usage says so."""

    dated: bool = False
    """Whether it follows the day that is looked at."""

    printed: Printed | None = None
    """The last time it was printed or saved for this year."""

    changed: bool = False
    """Whether the dossier has moved on since."""


@dataclass(frozen=True)
class Sheet:
    """The first look at a file to import."""

    heads: tuple[str, ...]
    lines: Sequence[Sequence[str]]
    matched: Mapping[str, str] = field(default_factory=dict)
    """Head to key of the column, as far as it can be guessed."""


@dataclass(frozen=True)
class Matched:
    """What the columns of the table are filled with."""

    heads: Mapping[str, str] = field(default_factory=dict)
    """Head of the file to key of the column."""

    fixed: Mapping[str, str] = field(default_factory=dict)
    """Key of a column that the file lacks to what all lines have in it."""

    habits: Mapping[str, str] = field(default_factory=dict)
    """Key of a column to how its decimals are written (`DECIMALS`)."""


@dataclass(frozen=True)
class Verdict:
    """What the import would do with one line."""

    number: int
    cells: tuple[str, ...]
    text: Text
    accepted: bool = True


@dataclass(frozen=True)
class Plan:
    """An import ready to be done: a verdict a line, and one command."""

    verdicts: Sequence[Verdict]
    command: Command[Any] | None
    findings: Sequence[Text] = ()
    """What the lines make together."""


@dataclass(frozen=True)
class PackLine:
    """What one part of a pack of the region would do."""

    title: Text
    counts: tuple[int, ...]
    """Lines that are new, changed, unchanged, refused."""

    refused: Sequence[Text] = ()
    """Why lines, or the whole part, are refused."""


@dataclass(frozen=True)
class PackPlan:
    """A pack of the region ready to be applied."""

    title: str
    version: int
    region: str
    made: dt.date
    note: str
    signed: Signed
    parts: Sequence[PackLine]
    command: Command[Any] | None
    warnings: Sequence[Text] = ()


class Importer(Protocol):
    """Reads tables out of files."""

    def open(self, path: Path, table: Table[Any], scope: Scope) -> Sheet:
        """Read the heads and first lines; raise `DeskError` where it cannot."""

    def plan(
        self, path: Path, table: Table[Any], scope: Scope, matched: Matched
    ) -> Plan:
        """Say what each line would do; raise `DeskError` where a column is missing."""


@dataclass(frozen=True)
class Copies:
    """Copies of the dossier, here and on a key."""

    last: Callable[[], dt.datetime | None]
    """When one last left this computer, as far as it is not known to be spoilt."""

    counter: Callable[[], CopyCounter]
    """All that is done with them; brings its parts in at the first use."""

    restore: Callable[[Path], None] | None = None
    """Puts a copy in the place of the dossier and opens it; the window is made anew."""


class Sender(Protocol):
    """Makes packages for the region."""

    def look(self, wish: Wanted, progress: Progress) -> Draft:
        """Read what would go, and what is found in it; runs on the worker."""

    def pack(self, wish: Wanted, progress: Progress) -> Packed:
        """Make the package; runs on the worker; raises `DeskError`."""

    def put(self, ready: Packed, folder: Path) -> Sent:
        """Write the file and record the sending; raises `DeskError`."""


class Habits:
    """How the user of this computer likes to look at things; kept for next time."""

    def __init__(
        self,
        kept: Mapping[str, bool] | None = None,
        write: Callable[[Mapping[str, bool]], object] = lambda _: None,
    ) -> None:
        self._kept, self._write = dict(kept or {}), write

    def on(self, name: str) -> bool:
        """Tell whether a habit is on; none is at first."""
        return self._kept.get(name, False)

    def turn(self, name: str, *, on: bool) -> None:
        """Turn a habit on or off."""
        self._kept[name] = on
        self._write(self._kept)


@dataclass(frozen=True)
class Dossier:
    """What the window says of the dossier it shows."""

    commune: str
    file: str = ""
    demonstration: bool = False
    above: Text = field(default_factory=lambda: N_("Rural commune"))
    """What stands over its name in the top bar."""

    trial: Text = field(
        default_factory=lambda: N_(
            "Demonstration: an imaginary commune; nothing here is real."
        )
    )
    """What the band over the pages of a demonstration says."""


@dataclass(frozen=True)
class Ports:
    """All that may be plugged in."""

    dossier: Dossier
    documents: Callable[[Session, Scope], Sequence[Printable]] | None = None
    importer: Importer | None = None
    spreadsheet: Callable[[Table[Any], Scope, Path], None] | None = None
    paper: Callable[[Table[Any], Scope, Progress], bytes] | None = None
    """A table as a printed page (PDF)."""

    blank: Callable[[Table[Any], Scope, Progress], bytes] | None = None
    """A table as an empty sheet, to be filled in by hand (PDF)."""

    record_paper: Callable[[str, str, Scope, Progress], bytes] | None = None
    """A document by its name, for one of its records (PDF)."""

    bound: Callable[[Bound, Scope, Progress], bytes] | None = None
    """Papers of a selection as one booklet (PDF)."""

    drawing: Callable[[str, Scope, Progress], bytes] | None = None
    """A drawing by its name (`CALENDAR`, `MAP`) as a PDF of one page; empty bytes
    where there is nothing to draw."""

    chart: Callable[[Chart, int, Mapping[str, str]], str] | None = None
    """A chart as SVG: so many pixels wide, in the colours of a theme by their names."""

    manual: Callable[[Sequence[Chapter], Scope, Progress], bytes] | None = None
    """The manual as it was told, without pictures (PDF)."""

    illustrated: Path | None = None
    """The manual with pictures, where it came with the program."""

    copies: Copies | None = None
    sender: Sender | None = None
    budget_calendar: Callable[[], Sequence[Step]] = tuple
    """The steps that a year of the budget goes through, with their usual dates."""

    load_nomenclature: Callable[[Path], Command[Any]] | None = None
    """Reads a list of accounts out of a file; raises `DeskError` where it cannot."""

    load_conversion: Callable[[Path], Command[Any]] | None = None
    """Reads the table that converts the list before the latest into the latest."""

    pack: Callable[[Path, Scope, Progress], PackPlan] | None = None
    """Reads a pack of the region and says what it would change."""

    support: Callable[[Path], None] | None = None
    """Writes what helps to find a fault: no names, no amounts."""

    habits: Habits = field(default_factory=Habits)
    looks: Shelf = field(default_factory=Shelf)
    """How this user looks at each table."""

    begun: Shelf = field(default_factory=Shelf)
    """What is half typed in the forms of this dossier."""

    preferences: Callable[[], Sequence[Preference]] | None = None
    """What the page of settings shows, beside the settings of the dossier."""

    recovery_sheet: Callable[[str, str, Scope, Progress], bytes] | None = None
    """The sheet to fold for a person and a recovery code (PDF)."""

    close: Callable[[], None] | None = None
    """Leave this dossier for the start page."""

    erase: Callable[[], None] | None = None
    """Leave this demonstration and take it off the computer."""
