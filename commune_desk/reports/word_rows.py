"""Rows of a table as Word holds them.

They are written as text and read in one go: the library takes a quarter of a
millisecond for each cell, and a register has thousands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from commune_desk.domain.plain_text import cleaned
from commune_desk.reports.grids import Align

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.shared import Length

_ALIGN = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_TINT = '<w:shd w:val="clear" w:color="auto" w:fill="EBEBEB"/>'
_BREAK = re.compile("([\t\n\r])")


@dataclass(frozen=True, slots=True)
class WordCell:
    """What stands in one place, or in several that became one."""

    text: str
    align: Align
    widths: Sequence[Length]
    """The width of each place that it takes."""

    bold: bool = False
    tinted: bool = False


@dataclass(frozen=True, slots=True)
class WordRow:
    """A row: it stays whole; heads are repeated on each page."""

    cells: Sequence[WordCell]
    head: bool = False
    keeps: bool = False
    """Whether it stays with the row that follows."""


def row_elements(rows: Iterable[WordRow], half_points: int) -> list[BaseOxmlElement]:
    """Make the rows, in letters of so many half points."""
    text = "".join(_row(row, half_points) for row in rows)
    return list(parse_xml(f"<w:tbl {nsdecls('w')}>{text}</w:tbl>"))


def _row(row: WordRow, half_points: int) -> str:
    flags = "<w:tblHeader/><w:cantSplit/>" if row.head else "<w:cantSplit/>"
    cells = "".join(_cell(each, half_points, keeps=row.keeps) for each in row.cells)
    return f"<w:tr><w:trPr>{flags}</w:trPr>{cells}</w:tr>"


def _cell(cell: WordCell, half_points: int, *, keeps: bool) -> str:
    wide = sum(width.twips for width in cell.widths)
    count = len(cell.widths)
    spans = f'<w:gridSpan w:val="{count}"/>' if count > 1 else ""
    kept = "<w:keepNext/>" if keeps else ""
    bold = "<w:b/>" if cell.bold else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{wide}"/>{spans}'
        f"{_TINT if cell.tinted else ''}</w:tcPr><w:p><w:pPr>{kept}"
        f'<w:spacing w:after="20" w:before="20"/><w:jc w:val="{_ALIGN[cell.align]}"/>'
        f'</w:pPr><w:r><w:rPr>{bold}<w:sz w:val="{half_points}"/></w:rPr>'
        f"{''.join(map(_part, _BREAK.split(cleaned(cell.text))))}</w:r></w:p></w:tc>"
    )


def _part(text: str) -> str:
    if not text:
        return ""
    if text == "\t":
        return "<w:tab/>"
    if text in "\n\r":
        return "<w:br/>"
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:t{kept}>{escape(text, quote=False)}</w:t>"
