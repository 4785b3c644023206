"""Rows of a Word table: what is typed comes out, and each place has its width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest
from docx.shared import Mm

from commune_desk.reports.grids import Align
from commune_desk.reports.word_rows import WordCell, WordRow, row_elements

if TYPE_CHECKING:
    from docx.table import Table

WIDTHS = (Mm(20), Mm(30), Mm(50))


def table(*rows: WordRow) -> Table:
    made = docx.Document().add_table(0, len(WIDTHS))
    for element in row_elements(rows, 17):
        made._tbl.append(element)
    return made


def one(text: str, count: int = 1, **look: bool) -> WordCell:
    return WordCell(text, Align.LEFT, WIDTHS[:count], **look)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Puits & forages < 3 > 2", "Puits & forages < 3 > 2"),
        ("« N’Tiobougou » ɓɛɔɲŋ", "« N’Tiobougou » ɓɛɔɲŋ"),
        (" deux  espaces ", " deux  espaces "),
        ("ligne\nautre\tcolonne", "ligne\nautre\tcolonne"),
        ("caché\x0b\x00 ici", "caché ici"),
        ("", ""),
    ],
)
def test_a_text_is_written_as_it_was_typed(typed: str, written: str) -> None:
    (row,) = table(WordRow((one(typed), one("b"), one("c")))).rows
    assert row.cells[0].text == written


def test_what_takes_several_places_is_as_wide_as_they_are() -> None:
    spanned = one("Total", 2, bold=True, tinted=True)
    rows = table(
        WordRow(tuple(map(one, "abc")), head=True),
        WordRow((spanned, WordCell("5", Align.RIGHT, WIDTHS[2:])), keeps=True),
    ).rows
    first, last = rows[1].cells[0], rows[1].cells[2]
    assert first.text == rows[1].cells[1].text == "Total"
    assert first.width == pytest.approx(Mm(50), abs=700)
    assert last.width == pytest.approx(Mm(50), abs=700)
    assert first.paragraphs[0].runs[0].bold
    assert first.paragraphs[0].paragraph_format.keep_with_next
    assert last.paragraphs[0].alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.RIGHT
    assert len(rows) == len(("head", "total"))
    assert [row._tr.xpath("./w:trPr/w:tblHeader") != [] for row in rows] == [
        True,
        False,
    ]
