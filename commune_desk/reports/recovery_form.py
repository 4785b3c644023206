"""The sealed form of the recovery phrase: written, folded in three, sealed, put away.

The phrase is kept nowhere: the form printed from the Documents page has empty places
to write it by hand; only the screen that has just drawn it prints it with its words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    Note,
    Signature,
    Signatures,
    Title,
    Voice,
    say_prose,
)
from commune_desk.reports.deliberation import GROUP
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Room, Row, TableBlock, TableColumn
from commune_desk.services.copies.phrase import COUNT
from commune_desk.services.territory import own_commune

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling

ACROSS = 3
"""Words that stand on one line of the form."""

MARK = "– – – – – – – – – – – – – – – – –"


def story(telling: Telling) -> Iterator[Block]:
    """Tell the form in three parts, with a mark where the sheet is folded."""
    commune = own_commune(telling.session)
    name = commune.name if commune else "…………………………………"
    yield Title(
        N_("Recovery phrase of the copies"),
        N_("Commune of {name}", name=name),
        centred=True,
    )
    yield say_prose(
        N_(
            "With this phrase, whoever holds a copy of the dossier reads all of it;"
            " without it nobody does, and a lost phrase cannot be found again."
        ),
        N_("Phrase in use from: …… / …… / …………      Replaces that of: …… / …… / …………"),
    )
    yield _fold(1)
    yield _words(telling.only.split())
    yield _fold(2)
    yield say_prose(
        N_("Fold along both marks, the words inside; close, stamp and sign across."),
        N_("Kept at: …………………………………………………………      Sealed on: …… / …… / …………"),
        N_("Opened on: …… / …… / …………      By: ……………………………      Why: ………………………………"),
    )
    yield Signatures(
        (
            Signature(N_("Who wrote the phrase"), stamp=True),
            Signature(N_("Who keeps the envelope")),
        )
    )
    yield Note(
        N_(
            "An older form opens the copies made in its days: keep it as long as these"
            " copies are kept."
        )
    )


def _fold(number: int) -> Block:
    return say_prose(
        N_("{mark}  fold here ({number})  {mark}", mark=MARK, number=number),
        voice=Voice.PLAIN,
    )


def _words(words: list[str]) -> TableBlock:
    """Give the nine places, filled in where the phrase has just been drawn."""
    told = words if len(words) == COUNT else [""] * COUNT
    columns = tuple(
        column
        for _ in range(ACROSS)
        for column in (
            TableColumn(N_("No."), 6, Align.CENTRE),
            TableColumn(N_("Word to keep"), 27, ruled=True),
        )
    )
    lines = []
    for first in range(0, COUNT, ACROSS):
        cells: list[str] = []
        for place in range(first, first + ACROSS):
            cells += [str(place + 1), told[place]]
        lines.append(Row(tuple(cells)))
    return TableBlock(columns, tuple(lines), room=Room.PEN)


RECOVERY_FORM = Document(
    "recovery-form",
    N_("Sealed form of the recovery phrase"),
    story,
    group=GROUP,
    purpose=N_(
        "Folded and sealed, kept by the mayor or at the bank; opens the copies."
    ),
)
