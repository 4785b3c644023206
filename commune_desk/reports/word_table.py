"""Tables of a Word file: heads repeat, figures stand at the right, rows stay whole."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from commune_desk.reports.cells import bound, cell, head, said
from commune_desk.reports.grids import Align, Role
from commune_desk.reports.pdf.columns import PAD, fit
from commune_desk.reports.pdf.fonts import open_all
from commune_desk.reports.pdf.parted import parted
from commune_desk.reports.word_frame import room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.reports.document import Paper
    from commune_desk.reports.grids import Row, TableBlock

_ALIGN = {
    Align.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Align.CENTRE: WD_ALIGN_PARAGRAPH.CENTER,
    Align.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_BOLD = {Role.OBJECTIVE, Role.CHAPTER, Role.ARTICLE, Role.TOTAL, Role.GRAND}
_TINTED = {Role.OBJECTIVE, Role.CHAPTER, Role.GRAND}
_SIZE = 8.5


class WordTable:
    """Writes one table block."""

    def __init__(self, block: TableBlock, file: Any, paper: Paper) -> None:
        self.block, self.words, self.paper = block, paper.words, paper
        open_all()
        self.grouped = any(column.group for column in block.columns)
        count = len(block.rows) + 1 + self.grouped
        self.table = file.add_table(count, len(block.columns), "Normal Table")
        self.table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self.table.autofit = False
        texts = [
            tuple(
                cell(value, column, self.words)
                for value, column in zip(row.cells, block.columns, strict=True)
            )
            for row in block.rows
        ]
        rows = list(zip(block.rows, texts, strict=True))
        scale, wide = paper.scale, _measured(file, paper)
        turns = _upright(file, paper)
        shares = fit(block.columns, rows, wide, self.words, turns=turns)
        self.widths = [Mm(mm * scale) for mm in shares]
        self.size = Pt(_SIZE * scale)
        _ruled(self.table)

    def write(self) -> None:
        """Fill head and rows."""
        for column, width in zip(self.table.columns, self.widths, strict=True):
            column.width = width
        rows = list(self.table.rows)
        if self.grouped:
            self._groups(list(rows[0].cells))
            _repeat(rows[0])
        self._head(list(rows[self.grouped].cells))
        _repeat(rows[self.grouped])
        following = [*self.block.rows[1:], None][: len(self.block.rows)]
        for place, row, after in zip(
            rows[1 + self.grouped :], self.block.rows, following, strict=True
        ):
            keeps = row.role.heads or (after is not None and after.role.sums)
            self._row(list(place.cells), row, keeps=keeps)
            _whole(place)

    def _head(self, cells: list[Any]) -> None:
        for place, column, width in zip(
            cells, self.block.columns, self.widths, strict=True
        ):
            place.width = width
            run = _put(place, head(column, self.words), column.align, bold=True)
            run.font.size = self.size

    def _groups(self, cells: list[Any]) -> None:
        names = [said(column.group, self.words) for column in self.block.columns]
        starts = [0, *(n for n in range(1, len(names)) if names[n] != names[n - 1])]
        for start, end in pairwise([*starts, len(names)]):
            if not names[start]:
                continue
            place = cells[start].merge(cells[end - 1])
            run = _put(place, names[start], Align.CENTRE, bold=True)
            run.font.size = self.size

    def _row(self, cells: list[Any], row: Row, *, keeps: bool) -> None:
        bold = row.role in _BOLD
        hidden = {n for span in row.spans for n in range(span.first + 1, span.last + 1)}
        aligned = {span.first: span.align for span in row.spans}
        for number, (column, value) in enumerate(
            zip(self.block.columns, row.cells, strict=True)
        ):
            if number in hidden:
                continue
            text = cell(value, column, self.words)
            if row.role is Role.CHAPTER:
                text = text.upper()
            align = aligned.get(number, column.align)
            run = _put(cells[number], text, align, bold=bold, keeps=keeps)
            run.font.size = self.size
            if row.role in _TINTED and not self.paper.sober:
                _tint(cells[number])
        for number, width in enumerate(self.widths):
            cells[number].width = width
        for span in row.spans:
            cells[span.first].merge(cells[span.last])


def parts_on_paper(block: TableBlock, file: Any, paper: Paper) -> list[TableBlock]:
    """Part a table with too many columns for this print."""
    if _upright(file, paper) or not paper.options.widens:
        return [block]
    open_all()
    return parted(block, _measured(file, paper), paper.words)


def _measured(file: Any, paper: Paper) -> float:
    """Measure the width of the text in millimetres of the type it was designed with."""
    return room(file) / Mm(1) / paper.scale


def _upright(file: Any, paper: Paper) -> bool:
    """Tell whether a table too broad for the page would have more room lengthwise."""
    section = file.sections[-1]
    return bool(section.page_width < section.page_height) and paper.size != "A3"


def side_by_side(
    file: Any, columns: Sequence[Sequence[str]], *, signed: bool = False
) -> None:
    """Put short texts next to each other, the first line of each in bold."""
    if not columns:
        return
    table = file.add_table(1, len(columns))
    for place, lines in zip(table.rows[0].cells, columns, strict=True):
        for index, line in enumerate(lines):
            paragraph = place.paragraphs[0] if not index else place.add_paragraph()
            run = paragraph.add_run(line)
            run.bold = index == 0
            run.italic = (signed and index == len(lines) - 1) or None
            paragraph.paragraph_format.keep_with_next = True
            paragraph.paragraph_format.space_after = Pt(2)
    _whole(table.rows[0])
    file.add_paragraph()


def _put(
    place: Any,
    text: str,
    align: Align,
    *,
    bold: bool = False,
    keeps: bool = False,
) -> Any:
    paragraph = place.paragraphs[0]
    paragraph.alignment = _ALIGN[align]
    shape = paragraph.paragraph_format
    shape.space_after = shape.space_before = Pt(1)
    shape.keep_with_next = keeps or None
    run = paragraph.add_run(bound(text))
    run.bold = bold or None
    return run


def _ruled(table: Any) -> Any:
    """Rule rows, not cells, with the margins that the widths were measured for."""
    properties = table._tbl.tblPr  # noqa: SLF001  no public door to the XML
    borders, margins = OxmlElement("w:tblBorders"), OxmlElement("w:tblCellMar")
    for side, size in (("top", 8), ("bottom", 8), ("insideH", 2)):
        rule = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", f"{size}"), ("color", "000000")):
            rule.set(qn(f"w:{key}"), value)
        borders.append(rule)
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), f"{PAD * 56.7:.0f}")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    look = properties.find(qn("w:tblLook"))
    for part in (borders, margins):
        if look is None:
            properties.append(part)
        else:
            look.addprevious(part)


def _repeat(row: Any) -> None:
    _flag(row, "w:tblHeader")
    _whole(row)


def _whole(row: Any) -> None:
    _flag(row, "w:cantSplit")


def _flag(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001  no public door to the XML


def _tint(place: Any) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", "EBEBEB")):
        shade.set(qn(f"w:{key}"), value)
    place._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001  no public door to the XML
