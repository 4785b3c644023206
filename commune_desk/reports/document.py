"""What a document is, what its story is given, and what its frame says."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, Text
from commune_desk.reports.options import AS_DESIGNED, Options

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.l10n.words import Words
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.grids import Said
    from commune_desk.services.jobs import Progress
    from commune_desk.services.scope import Scope

    Story = Callable[["Telling"], Iterator[Block]]
    Standing = Callable[[Session, Scope], tuple[Said, Said]]

DRAFT = N_("DRAFT")
"""The mark of a budget or a plan before the vote."""

NOT_VOTED = N_("DRAFT – NOT VOTED")
"""What the cover of a draft says."""

SAMPLE = N_("EXAMPLE")
DEMONSTRATION = N_("DEMONSTRATION")
DEMONSTRATION_DRAFT = N_("DEMONSTRATION – DRAFT")
COPY = N_("COPY")
CANCELLED = N_("CANCELLED")


def unstated(_session: Session, _scope: Scope) -> tuple[Said, Said]:
    """Give neither version nor mark: the paper tells of no plan and no draft."""
    return "", ""


EDGES = {"A5": (148, 210), "A4": (210, 297), "A3": (297, 420)}
"""Short and long edge of each sheet, in millimetres."""

LARGER = {"A5": 0.8, "A4": 1.0, "A3": 1.25}
"""How large type is on a sheet, beside that on an A4: on other sheets it grows and
shrinks less than they do, so that it stays legible and columns gain room."""

LARGE_PRINT = 1.25


@dataclass(frozen=True, slots=True)
class Telling:
    """What a story is given."""

    session: Session
    scope: Scope
    words: Words
    progress: Progress
    only: str = ""
    """Which of its records a paper tells (`Document.choices`); empty for all."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document the town hall prints."""

    name: str
    """How the command line calls it."""

    title: Text
    story: Story
    landscape: bool = False
    group: Text = field(default_factory=lambda: Text(""))
    """Under which heading the list of documents shows it."""

    size: str = "A4"
    """The sheet: “A4”, “A3” for what hangs on a wall, “A5” for a booklet."""

    over: Callable[[Scope], str] = lambda _: ""
    """The years it speaks of, which end its title: “2026”, “2024-2028”."""

    purpose: Text = field(default_factory=lambda: Text(""))
    """One sentence: who reads it, and when."""

    standing: Standing | None = None
    """Which version is printed, and its mark; without it, that of the plan."""
    choices: Callable[[Session, Scope], Sequence[tuple[str, Said]]] | None = None
    """The records of which one may be printed alone: key and name of each."""

    named: Callable[[Telling], str] | None = None
    """What it calls itself on every page, where the title is not enough."""


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The lines of the first page; all of them are settings with dates."""

    ministry: tuple[str, ...]
    places: tuple[str, ...]
    """Region and cercle."""

    commune: str
    country: str
    motto: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """The facts of the page frame, read from the dossier by the caller."""

    title: Said
    """Title with year: "Budget primitif, exercice 2026"."""

    commune: str
    """ "Commune rurale de Nyétaso": running head, and author of the file."""

    letterhead: Letterhead
    date: dt.date
    """The date in the file: the same bytes for the same date and state."""

    version: Said = ""
    """ "version 3 du 28/10/2025, votée" """

    journal_number: int | None = None
    journal_head: str = ""
    """Hexadecimal digits of the last link of the chain; 16 are printed."""

    note: Said = ""
    """Ends the last line of the footer."""

    mark: Said = ""
    """`DRAFT`, `SAMPLE`…: a tag on every page, and the word across it."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What the writers know besides the blocks."""

    imprint: Imprint
    words: Words
    landscape: bool = False
    size: str = "A4"
    """The sheet it was designed for; an A3 is twice an A4, an A5 half of it."""

    options: Options = AS_DESIGNED
    """What was chosen for this print."""

    @property
    def sober(self) -> bool:
        """Tell whether ink is saved."""
        return self.options.sober

    @property
    def sheet(self) -> str:
        """The sheet it is printed on; a booklet has pages of half an A4."""
        return self.options.size or ("A5" if self.options.booklet else self.size)

    @property
    def scale(self) -> float:
        """How much larger type is than the paper was designed with."""
        sheets = LARGER[self.sheet] / LARGER[self.size]
        return sheets * (LARGE_PRINT if self.options.large else 1)

    @property
    def edges(self) -> tuple[int, int]:
        """The short and the long edge of the sheet, in millimetres."""
        return EDGES[self.sheet]

    def running_head(self) -> str:
        """Name the commune and the document."""
        return f"{self.imprint.commune} – {self.words.say(self.imprint.title)}"

    def footer(self) -> tuple[str, str]:
        """Write the two lines at the foot: the version, the journal."""
        say, imprint = self.words.say, self.imprint
        facts = (say(imprint.title), say(imprint.version))
        chain = imprint.journal_head.upper()[:16]
        fours = " ".join(chain[at : at + 4] for at in range(0, len(chain), 4))
        journal = ""
        if imprint.journal_number is not None:
            number = self.words.number(imprint.journal_number)
            journal = say(N_("Journal no. {number}", number=number))
        return _joined(*facts), _joined(journal, fours, say(imprint.note))

    def page_of(self, page: int | str, pages: int | str) -> str:
        """Write the number of a page."""
        return self.words.say(N_("page {page} / {pages}", page=page, pages=pages))


def _joined(*facts: str) -> str:
    return " · ".join(fact for fact in facts if fact)
