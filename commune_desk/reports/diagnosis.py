"""The synthesis of the diagnosis, and the blank sheet for an assembly.

Real plans print three syntheses: constraints and difficulties, potentials and
assets, solutions (`planning.md` 1.5 and T1).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import (
    Heading,
    Note,
    Paragraph,
    Prose,
    Run,
    Signature,
    Signatures,
    Title,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Role, Room, Row, Span, TableBlock
from commune_desk.reports.grids import TableColumn as Head
from commune_desk.reports.official_heads import heads, titled
from commune_desk.services.settings import preference
from commune_desk.services.syntheses import synthesis
from commune_desk.services.village_sheets import sheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.syntheses import SynthesisRow

NONE = "–"
PAPER = "diagnosis-synthesis"
DIAGNOSIS = N_("Diagnosis")
BLANK_LINES = 11
"""Lines to fill by hand that one landscape page holds."""


@dataclass(frozen=True, slots=True)
class _Column:
    key: str
    width: float
    cell: Callable[[SynthesisRow], Any]
    align: Align = Align.LEFT


_ZONE = _Column("zone", 22, lambda row: row.zone)
_VILLAGES = _Column("villages", 38, lambda row: ", ".join(row.villages))
_PARTS: tuple[tuple[Text, tuple[_Column, ...]], ...] = (
    (
        N_("Constraints and difficulties"),
        (
            _ZONE,
            _Column("problem", 62, lambda row: row.problems),
            _Column("causes", 50, lambda row: row.causes),
            _Column("consequences", 50, lambda row: row.consequences),
            _VILLAGES,
            _Column("firsts", 12, lambda row: row.firsts or NONE, Align.RIGHT),
            _Column("best", 12, lambda row: row.best, Align.RIGHT),
        ),
    ),
    (
        N_("Potentials and assets"),
        (
            _ZONE,
            _Column("assets", 150, lambda row: row.assets),
            _VILLAGES,
        ),
    ),
    (
        N_("Solutions"),
        (
            _ZONE,
            _Column("solutions", 130, lambda row: row.solutions),
            _VILLAGES,
            _Column("actions", 34, lambda row: row.actions),
        ),
    ),
)


def story(telling: Telling) -> Iterator[Block]:
    """Tell what villages said, sector by sector and zone by zone, in three tables."""
    rows = synthesis(telling.session, telling.scope)
    villages = sheets(telling.session, telling.scope)
    told = [row for row in villages if row.problems]
    count = sum(row.problems for row in villages)
    plan = preference(telling.session, "plan.label")
    yield Title(
        titled(telling, PAPER, N_("Synthesis of the diagnosis")),
        P_(
            "{plan}: {count} problem told by {told} villages of {whole}",
            "{plan}: {count} problems told by {told} villages of {whole}",
            count=count,
            told=len(told),
            whole=len(villages),
            plan=plan,
        ),
    )
    for number, (title, columns) in enumerate(_PARTS):
        telling.progress.step(N_("Printing the synthesis"), number, len(_PARTS))
        yield Heading(title)
        yield _table(telling, rows, columns)
    yield Note(
        N_(
            "(×n): said by n villages of the zone."
            " Rank 1 in: villages that put it first."
        )
    )


def _table(
    telling: Telling, rows: Sequence[SynthesisRow], columns: Sequence[_Column]
) -> TableBlock:
    head = heads(telling, PAPER)
    titles = tuple(Head(head(c.key), c.width, c.align) for c in columns)
    lines: list[Row] = []
    for (code, sector), group in groupby(rows, lambda r: (r.sector_code, r.sector)):
        title = (f"{code} {sector}", *(None,) * (len(columns) - 1))
        lines.append(Row(title, Role.CHAPTER, (Span(0, len(columns) - 1),)))
        lines += [Row(tuple(c.cell(row) for c in columns)) for row in group]
    return TableBlock(titles, tuple(lines))


_BLANK: tuple[tuple[str, float], ...] = (
    ("number", 9),
    ("sector", 28),
    ("problem", 46),
    ("causes", 38),
    ("consequences", 36),
    ("assets", 36),
    ("solutions", 42),
    ("rank_men", 11),
    ("rank_women", 11),
    ("rank_youth", 11),
    ("rank_kept", 11),
)


def blank(telling: Telling) -> Iterator[Block]:
    """Leave a sheet to be filled in by hand at the assembly of a village."""
    yield Title(
        N_("Diagnosis sheet of the village"),
        N_("Problems, causes, assets and solutions, ranked by men, women and youth"),
    )
    for line in (
        N_("Village: …………………………………… Date: …… / …… / ………… Place: ……………………………………"),
        N_(
            "Present: men ……… women ……… young men ……… young women ………"
            " Facilitator: ……………………………………"
        ),
    ):
        yield Prose((Paragraph((Run(line),)),))
    head = heads(telling, PAPER)
    columns = tuple(Head(head(key), width, ruled=True) for key, width in _BLANK)
    empty = (None,) * (len(columns) - 1)
    rows = tuple(Row((str(n), *empty)) for n in range(1, BLANK_LINES + 1))
    yield TableBlock(columns, rows, room=Room.PEN)
    yield Signatures(
        (
            Signature(N_("The facilitator")),
            Signature(N_("For the women of the village"), thumb=True),
            Signature(N_("The chef de village"), thumb=True),
        )
    )


DIAGNOSIS_SYNTHESIS = Document(
    PAPER,
    N_("Synthesis of the diagnosis"),
    story,
    landscape=True,
    group=DIAGNOSIS,
    purpose=N_("What villages said, by sector and zone; a chapter of the plan."),
)
DIAGNOSIS_BLANK = Document(
    "diagnosis-blank",
    N_("Blank diagnosis sheet"),
    blank,
    landscape=True,
    group=DIAGNOSIS,
    purpose=N_("To be filled in by hand at the assembly of each village."),
)
