"""Tables of a Word file: heads repeat, figures stand at the right, rows stay whole."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from commune_desk.reports.cells import bound, cell, head, said
from commune_desk.reports.grids import Align, Role
from commune_desk.reports.pdf.columns import PAD, fit
from commune_desk.reports.pdf.fonts import open_all
from commune_desk.reports.pdf.parted import parted
from commune_desk.reports.word_frame import room
from commune_desk.reports.word_rows import WordCell, WordRow, row_elements

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.document import Paper
    from commune_desk.reports.grids import Row, TableBlock

_BOLD = {Role.OBJECTIVE, Role.CHAPTER, Role.ARTICLE, Role.TOTAL, Role.GRAND}
_TINTED = {Role.OBJECTIVE, Role.CHAPTER, Role.GRAND}
_SIZE = 8.5


class WordTable:
    """Writes one table block."""

    def __init__(self, block: TableBlock, file: Any, paper: Paper) -> None:
        self.block, self.words, self.paper = block, paper.words, paper
        open_all()
        self.texts = [
            tuple(
                cell(value, column, self.words)
                for value, column in zip(row.cells, block.columns, strict=True)
            )
            for row in block.rows
        ]
        rows = list(zip(block.rows, self.texts, strict=True))
        scale, wide = paper.scale, _measured(file, paper)
        turns = _upright(file, paper)
        shares = fit(block.columns, rows, wide, self.words, turns=turns)
        self.widths = [Mm(mm * scale) for mm in shares]
        self.table = file.add_table(0, len(block.columns))
        self.table.alignment = WD_TABLE_ALIGNMENT.CENTER
        self.table.autofit = False
        _ruled(self.table)

    def write(self) -> None:
        """Fill head and rows."""
        for column, width in zip(self.table.columns, self.widths, strict=True):
            column.width = width
        half_points = int(Pt(_SIZE * self.paper.scale).pt * 2)
        inside = self.table._tbl  # noqa: SLF001  no public door to the XML
        for element in row_elements(self._rows(), half_points):
            inside.append(element)

    def _rows(self) -> Iterator[WordRow]:
        columns = self.block.columns
        if any(column.group for column in columns):
            yield WordRow(tuple(self._groups()), head=True)
        yield WordRow(
            tuple(
                WordCell(
                    bound(head(column, self.words)), column.align, (width,), bold=True
                )
                for column, width in zip(columns, self.widths, strict=True)
            ),
            head=True,
        )
        following = [*self.block.rows[1:], None][: len(self.block.rows)]
        for row, texts, after in zip(
            self.block.rows, self.texts, following, strict=True
        ):
            keeps = row.role.heads or (after is not None and after.role.sums)
            yield WordRow(tuple(self._cells(row, texts)), keeps=keeps)

    def _groups(self) -> Iterator[WordCell]:
        names = [said(column.group, self.words) for column in self.block.columns]
        first = 0
        for name, same in groupby(names):
            count = len(list(same))
            for places in [count] if name else [1] * count:
                widths = self.widths[first : first + places]
                yield WordCell(bound(name), Align.CENTRE, widths, bold=True)
                first += places

    def _cells(self, row: Row, texts: Sequence[str]) -> Iterator[WordCell]:
        spans = {span.first: span for span in row.spans}
        number, bold = 0, row.role in _BOLD
        tinted = row.role in _TINTED and not self.paper.sober
        while number < len(texts):
            span = spans.get(number)
            last = number if span is None else span.last
            text = texts[number]
            yield WordCell(
                bound(text.upper() if row.role is Role.CHAPTER else text),
                self.block.columns[number].align if span is None else span.align,
                self.widths[number : last + 1],
                bold,
                tinted,
            )
            number = last + 1


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


def _whole(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001  no public door to the XML
