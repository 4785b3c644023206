"""What a story is made of: blocks that know nothing of paper, Word or cells."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any, Literal

from commune_desk.domain.text import N_
from commune_desk.reports.grids import Align, Row, Said, TableBlock, TableColumn

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from commune_desk.domain.attachments import PhotoStage
    from commune_desk.domain.issues import Issue
    from commune_desk.domain.money import Money

AS_ENTERED = N_("Figures are printed as entered; nothing has been corrected.")
WHO_PAYS = N_("Who pays?")
CHECKED = N_("Findings of the check")
NAME = N_("Surname and first name")
TO_DATE = N_("On …… / …… / …………")
"""A date left to the pen."""


class Voice(Enum):
    """How prose sounds."""

    PLAIN = "plain"
    ACT = "act"
    """Acts and formulas, in serif."""

    ALOUD = "aloud"
    """One sentence made to be read aloud, with a bar at its side."""


class Shade(Enum):
    """The three textures that survive a photocopier; there is no fourth."""

    BLACK = "black"
    HATCH = "hatch"
    WHITE = "white"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure, and what it counts; `note` is a smaller second line."""

    value: Any
    label: Said
    note: Said = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure; without a date it is still to come."""

    title: Said
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Cover:
    """A page of its own: title, year, figures, and how far the procedure is."""

    title: Said
    subtitle: Said = ""
    place: Said = ""
    figures: tuple[Figure, ...] = ()
    note: Said = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a document without a cover, beside or under the letterhead."""

    text: Said
    subtitle: Said = ""
    headed: bool = False
    """Whether its page has the letterhead, being a sheet that is given away alone."""
    centred: bool = False
    """Whether it stands in the middle, as the title of an act does."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of a part; parts of level 1 stand in the running head."""

    text: Said
    level: int = 1
    beside: Said = ""
    """A second half in lighter type: "Section de fonctionnement", "Recettes"."""

    listed: bool = True
    """Whether a table of contents names it."""


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a paragraph, in one face; any value of the domain."""

    text: Any
    bold: bool = False
    italic: bool = False


TICK = "☑"
BOX = "□"
DASH = "–"
"""Markers that every writer draws: ticked box, box to tick, item of a list."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Runs that flow together, perhaps behind a marker in the margin."""

    runs: tuple[Run, ...]
    marker: Said = ""
    """`DASH`, `BOX`, "1.", "(a)", "Vu": the text hangs beside it."""

    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs and lists."""

    paragraphs: tuple[Paragraph, ...]
    voice: Voice = Voice.PLAIN


@dataclass(frozen=True, slots=True)
class Part:
    """What one funder pays."""

    label: Said
    amount: Money
    shade: Shade


@dataclass(frozen=True, slots=True)
class WhoPays:
    """One bar for the whole, cut by who pays; parts of no amount are left out."""

    parts: tuple[Part, ...]
    title: Said = WHO_PAYS


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, and what it measures."""

    label: Said
    amount: Money


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below each other: they start at zero and share one scale."""

    title: Said
    bars: tuple[Bar, ...]
    shade: Shade = Shade.BLACK

    def table(self) -> TableBlock:
        """Tell the same to media that draw nothing."""
        columns = (
            TableColumn(self.title, 60),
            TableColumn(N_("Amount in CFA francs"), 24, Align.RIGHT, adds=True),
        )
        rows = tuple(Row((bar.label, bar.amount)) for bar in self.bars)
        return TableBlock(columns, rows)


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Two to five figures side by side."""

    figures: tuple[Figure, ...]
    large: bool = False
    """Whether they are read from afar, on a poster."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the check found, lettered (a), (b)…; what it confirmed has a tick."""

    issues: tuple[Issue, ...]
    confirmed: tuple[Said, ...] = ()
    title: Said = CHECKED
    sentence: Said = AS_ENTERED


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign."""

    title: Said
    lines: tuple[Said, ...] = (TO_DATE,)
    stamp: bool = False
    thumb: bool = False
    """Whether a thumb-print may stand for the name."""

    framed: bool = False
    """The box reserved to the State stands in a frame."""

    name: Said = NAME


@dataclass(frozen=True, slots=True)
class Signatures:
    """Places to sign, left to right: prepared, voted, approved."""

    blocks: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class ClosingFormula:
    """The sentence that closes an act: the sum in letters, then in figures."""

    before: Said
    """ "Arrêté le présent budget à la somme de" """

    amount: Money
    parts: tuple[tuple[Said, Money], ...] = ()
    """Sums it is made of, one item each."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photograph, and what stands under it."""

    content: bytes
    """A JPEG as the desk keeps it."""

    caption: Said = ""
    stage: PhotoStage | None = None
    on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Photos:
    """Photographs in a grid: two to a page, or six."""

    photos: tuple[Photo, ...]
    to_a_page: Literal[2, 6] = 6


@dataclass(frozen=True, slots=True)
class Note:
    """Small print."""

    text: Said


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing: a timeline, a map, a poster; in millimetres, from its upper left."""

    width: float
    height: float
    draw: Callable[[Any], None]
    """Draws on the `Ink` it is given."""

    title: Said
    """What it shows, for those who cannot see it."""

    caption: Said = ""
    facts: TableBlock | None = None
    """The figures it shows: what a spreadsheet holds in its place."""

    worded: bool = False
    """Whether it is made of words: Word then writes its facts under it, as text."""

    bound: bool = False
    """Whether it stands on the page of the text before it."""


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins a page."""


@dataclass(frozen=True, slots=True)
class Turned:
    """What follows stands on broad pages, or again on those of the document."""

    landscape: bool


@dataclass(frozen=True, slots=True)
class Contents:
    """The headings of the whole document, each with its page."""

    title: Said
    deepest: int = 2
    """The last level of headings that it names."""


Block = (
    Cover
    | Title
    | Heading
    | Prose
    | TableBlock
    | WhoPays
    | Bars
    | KeyFigures
    | Findings
    | Signatures
    | ClosingFormula
    | Photos
    | Note
    | Picture
    | PageBreak
    | Turned
    | Contents
)


def letter(index: int) -> str:
    """Name the finding number `index`, counted from 0: (a), (b) … (z), (aa)."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(ord("a") + rest) + name
    return f"({name})"


def say_prose(*sentences: Said, voice: Voice = Voice.PLAIN) -> Prose:
    """Put plain sentences into paragraphs, one each."""
    return Prose(tuple(Paragraph((Run(said),)) for said in sentences), voice)
