"""The spreadsheet of a story: one worksheet for each table, one for the words."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Bars, Heading, Picture, WhoPays
from commune_desk.reports.cells import said
from commune_desk.reports.grids import TableBlock
from commune_desk.reports.office import sealed
from commune_desk.reports.telling import lines
from commune_desk.reports.worksheet import Grid, put

if TYPE_CHECKING:
    from collections.abc import Iterable

    from openpyxl.worksheet.worksheet import Worksheet

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Paper

_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_LONGEST_NAME = 31
MOST_UPRIGHT = 6
"""Columns that an upright page holds."""


def xlsx_bytes(blocks: Iterable[Block], paper: Paper) -> bytes:
    """Write a story as a workbook; its tables come first, its words last."""
    book = _Book(paper)
    for block in blocks:
        book.add(block)
    return book.finish()


class _Book:
    def __init__(self, paper: Paper) -> None:
        self.paper, self.words = paper, paper.words
        self.book = Workbook()
        self.text: Worksheet = self.book.active
        self.text.title = self._name(said(N_("Text"), self.words))
        self.text.column_dimensions["A"].width = 70
        self.text.column_dimensions["B"].width = 24
        self.text.column_dimensions["C"].width = 14
        self.heading = ""
        self.row = 0
        self._line([said(paper.imprint.title, self.words)], bold=True)
        self._line([paper.imprint.commune])

    def add(self, block: Block) -> None:
        if isinstance(block, Heading):
            parts = (said(block.text, self.words), said(block.beside, self.words))
            self.heading = " – ".join(part for part in parts if part)
        if isinstance(block, TableBlock):
            self._table(block)
        elif isinstance(block, Picture):
            if block.facts is not None:
                self._table(block.facts)
            self._line([said(block.title, self.words)])
        elif isinstance(block, WhoPays):
            self._shares(block)
        elif isinstance(block, Bars):
            self._bars(block)
        else:
            for line in lines(block, self.words):
                self._line(line, bold=isinstance(block, Heading))

    def finish(self) -> bytes:
        self.book.move_sheet(self.text, len(self.book.sheetnames) - 1)
        self.book.active = 0
        for sheet in self.book.worksheets:
            self._print_settings(sheet)
            sheet.sheet_view.tabSelected = sheet is self.book.worksheets[0]
        properties, imprint = self.book.properties, self.paper.imprint
        properties.creator = imprint.commune
        properties.title = said(imprint.title, self.words)
        properties.language = f"{self.words.language}-ML"
        file = io.BytesIO()
        self.book.save(file)
        return sealed(file.getvalue(), imprint.date)

    def _table(self, block: TableBlock) -> None:
        title = said(block.title, self.words) or self.heading
        title = title or said(self.paper.imprint.title, self.words)
        sheet = self.book.create_sheet(self._name(title))
        put(sheet["A1"], self.paper.running_head(), self.words)
        sheet["A1"].font = Font(bold=True)
        put(sheet["A2"], title, self.words)
        sheet["A2"].font = Font(bold=True, size=13)
        put(sheet["A3"], block.unit, self.words)
        sheet["A3"].font = Font(italic=True)
        grid = Grid(block, sheet, self.paper, 4)
        grid.write()
        sheet.print_title_rows = f"4:{grid.head}"
        caption = sheet.cell(grid.first + len(block.rows) + 1, 1)
        put(caption, block.caption, self.words)
        self._line(
            [title, said(N_("See the sheet “{name}”", name=sheet.title), self.words)]
        )

    def _shares(self, block: WhoPays) -> None:
        whole = Money.total(part.amount for part in block.parts)
        self._line([said(block.title, self.words)], bold=True)
        for part in block.parts:
            label = said(part.label, self.words)
            self._line([label, part.amount, Share.of(part.amount, whole)])

    def _bars(self, block: Bars) -> None:
        self._line([said(block.title, self.words)], bold=True)
        for bar in block.bars:
            self._line([said(bar.label, self.words), bar.amount])

    def _line(self, values: list[Any], *, bold: bool = False) -> None:
        self.row += 1
        for number, value in enumerate(values, 1):
            place = self.text.cell(self.row, number)
            put(place, value, self.words)
            place.font = Font(bold=bold)
            place.alignment = Alignment(vertical="top", wrap_text=number == 1)

    def _print_settings(self, sheet: Worksheet) -> None:
        wide = self.paper.landscape or sheet.max_column > MOST_UPRIGHT
        setup = sheet.page_setup
        setup.orientation = "landscape" if wide else "portrait"
        setup.paperSize = {"A3": 8, "A4": 9, "A5": 11}[self.paper.sheet]
        setup.fitToWidth, setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        above, below = self.paper.footer()
        # In a footer "&" begins a code, and figures after a code become its size.
        sheet.oddFooter.left.text = f"{above} · {below}".replace("&", "&&")[:200]
        sheet.oddFooter.left.size = 7
        sheet.oddFooter.right.text = self.paper.page_of("&P", "&N")
        if self.paper.imprint.mark:
            sheet.oddHeader.right.text = said(self.paper.imprint.mark, self.words)

    def _name(self, title: str) -> str:
        base = _FORBIDDEN.sub(" ", title).strip() or "…"
        name, number = base[:_LONGEST_NAME].strip(), 1
        taken = {sheet.lower() for sheet in self.book.sheetnames}
        while name.lower() in taken:
            number += 1
            tail = f" ({number})"
            name = base[: _LONGEST_NAME - len(tail)].strip() + tail
        return name
