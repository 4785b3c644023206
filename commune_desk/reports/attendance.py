"""A blank attendance sheet: eleven people a page, room for a thumb-print."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    BOX,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.deliberation import GROUP
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Room, Row, TableBlock, TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling

PEOPLE = 10
"""Lines of a sheet: what one page holds with its signatures."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell one sheet; it is copied as often as need be."""
    del telling
    yield Title(N_("Attendance sheet"), N_("Sheet no. ……… of ………"))
    yield say_prose(
        N_("Meeting: ……………………………………………………………………   Date: …… / …… / …………"),
        N_("Place: ………………………………………………………………………   Time: ……………………"),
    )
    yield people()
    yield say_prose(N_("On this sheet: men ……… · women ……… · young ……… · total ………"))
    yield Signatures(
        (
            Signature(N_("The secretary of the session"), ()),
            Signature(N_("The chair of the session"), ()),
        )
    )


def people() -> TableBlock:
    """Give the lines to sign, each with its box for a thumb."""
    columns = (
        TableColumn(N_("No."), 6, Align.CENTRE),
        TableColumn(N_("Surname and first name"), 36, ruled=True),
        TableColumn(N_("Village, quality"), 22, ruled=True),
        TableColumn(N_("M"), 6, Align.CENTRE, ruled=True),
        TableColumn(N_("W"), 6, Align.CENTRE, ruled=True),
        TableColumn(N_("Young"), 8, Align.CENTRE, ruled=True),
        TableColumn(N_("Signature"), 20, ruled=True),
        TableColumn(N_("or left thumb-print"), 20, Align.CENTRE, ruled=True),
    )
    rows = tuple(
        Row((str(number), "", "", BOX, BOX, BOX, "", ""))
        for number in range(1, PEOPLE + 1)
    )
    return TableBlock(columns, rows, room=Room.THUMB)


ATTENDANCE = Document(
    "attendance",
    N_("Attendance sheet"),
    story,
    group=GROUP,
    purpose=N_("Blank, for any meeting; joined to its minutes."),
)
