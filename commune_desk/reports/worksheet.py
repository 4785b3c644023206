"""One table as a worksheet: numbers stay numbers, totals are formulas."""

from __future__ import annotations

from copy import copy
from math import ceil
from typing import TYPE_CHECKING, Any

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from commune_desk.domain.money import Foreign, Money, Share
from commune_desk.domain.plain_text import cleaned
from commune_desk.reports.cells import cell, head, plain, said
from commune_desk.reports.document import LARGE_PRINT
from commune_desk.reports.grids import Align, Role
from commune_desk.reports.sums import ranges, summed_lines

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from commune_desk.l10n.words import Words
    from commune_desk.reports.document import Paper
    from commune_desk.reports.grids import Row, TableBlock, TableColumn

AMOUNT = '[$-40C]#,##0;[$-40C]−#,##0;"–"'
"""French of France settles the spaces between groups, whatever the computer speaks."""

COUNT = "[$-40C]#,##0"
PERCENT = "[$-40C]0.00%"
OF_CURRENCY = '[$-40C]#,##0.00;[$-40C]−#,##0.00;"–"'
HUNDREDTHS = "[$-40C]0.00"
SHEET_WIDTH = 130
"""Characters that a table takes across; its columns share them."""

LONGEST_FORMULA = 8_000
MOST_PARTS = 250
"""What Excel takes in one formula: signs, and ranges in one sum."""

_POINTS = 11
"""What Excel writes in unless told otherwise."""

_MM_A_SIGN = 2.0
"""Millimetres that a column one sign wide takes on paper."""

_ALIGN = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right"}
_THIN, _THICK = Side("thin"), Side("medium")
_RULES = {
    Role.CHAPTER: Border(top=_THIN),
    Role.OBJECTIVE: Border(top=_THIN),
    Role.SUBTOTAL: Border(top=_THIN),
    Role.TOTAL: Border(top=_THIN, bottom=_THIN),
    Role.GRAND: Border(top=_THICK, bottom=_THICK),
}
_BOLD = {Role.OBJECTIVE, Role.CHAPTER, Role.ARTICLE, Role.TOTAL, Role.GRAND}
_TINTED = {Role.OBJECTIVE, Role.CHAPTER, Role.GRAND}
_TINT = PatternFill("solid", "EBEBEB")


def put(cell_: Cell, value: Any, words: Words, *, hundredths: bool = False) -> None:
    """Write a value into a cell; no text ever becomes a formula."""
    match value:
        case None:
            return
        case Money(francs):
            cell_.value, cell_.number_format = francs, AMOUNT
        case Foreign(cents):
            cell_.value, cell_.number_format = cents / 100, OF_CURRENCY
        case Share(basis_points) if hundredths:
            cell_.value, cell_.number_format = basis_points / 100, HUNDREDTHS
        case Share(basis_points):
            cell_.value, cell_.number_format = basis_points / 10_000, PERCENT
        case int() if not isinstance(value, bool):
            cell_.value, cell_.number_format = value, COUNT
        case _:
            text = cleaned(plain(words.say(value)))
            cell_.value = text or None
            if text[:1] in tuple("=+-@\t"):
                cell_.data_type = "s"
                cell_.quotePrefix = True


class Grid:
    """Writes one table from the row `top` down."""

    def __init__(
        self, block: TableBlock, sheet: Worksheet, paper: Paper, top: int
    ) -> None:
        self.block, self.sheet, self.words = block, sheet, paper.words
        self.tinted = not paper.sober
        self.larger = LARGE_PRINT if paper.options.large else 1.0
        self.grouped = any(column.group for column in block.columns)
        self.head = top + self.grouped
        self.first = self.head + 1
        self.widths: list[float] = []
        self._looks: dict[Any, Any] = {}
        """The looks of the cells so far: by what was put in, its row and its place."""

    def write(self) -> None:
        """Write head and rows, and settle how they are seen and printed."""
        self._head()
        for index, row in enumerate(self.block.rows):
            self._row(index, row)
        whole = sum(column.width for column in self.block.columns)
        for number, column in enumerate(self.block.columns, 1):
            width = SHEET_WIDTH * column.width / whole
            longest = max(map(len, head(column, self.words).split()), default=0)
            if column.align is Align.RIGHT:
                longest = max(longest, self._longest(number - 1))
            letter = get_column_letter(number)
            self.widths.append(max(width, longest + 2, column.pencil / _MM_A_SIGN))
            wide = self.widths[-1] * self.larger
            self.sheet.column_dimensions[letter].width = wide
        self._heights()
        self.sheet.freeze_panes = f"A{self.first}"

    def _heights(self) -> None:
        """Give rows of several lines their height; LibreOffice does not find it."""
        titles = tuple(head(column, self.words) for column in self.block.columns)
        self._height(self.head, titles, set())
        for index, row in enumerate(self.block.rows):
            texts = tuple(
                cell(value, column, self.words)
                for value, column in zip(row.cells, self.block.columns, strict=True)
            )
            spanned = {n for s in row.spans for n in range(s.first, s.last + 1)}
            self._height(self.first + index, texts, spanned)

    def _height(self, row: int, texts: tuple[str, ...], spanned: set[int]) -> None:
        deep = (
            max(
                sum(ceil(len(line) * 1.1 / width) or 1 for line in text.split("\n"))
                for number, (text, width) in enumerate(
                    zip(texts, self.widths, strict=True)
                )
                if number not in spanned
            )
            if len(spanned) < len(texts)
            else 1
        )
        if deep > 1 or self.larger > 1:
            self.sheet.row_dimensions[row].height = 15 * deep * self.larger

    def _font(self, *, bold: bool) -> Font:
        size = _POINTS * self.larger if self.larger > 1 else None
        return Font(bold=bold, size=size)

    def _head(self) -> None:
        for number, column in enumerate(self.block.columns, 1):
            title = self.sheet.cell(self.head, number)
            put(title, head(column, self.words), self.words)
            title.font = self._font(bold=True)
            title.border = Border(top=None if self.grouped else _THICK, bottom=_THICK)
            title.alignment = Alignment(
                _ALIGN[column.align], vertical="bottom", wrap_text=True
            )
        if self.grouped:
            self._groups()

    def _groups(self) -> None:
        row, start = self.head - 1, 1
        names = [said(column.group, self.words) for column in self.block.columns]
        for number, name in enumerate(names, 1):
            above = self.sheet.cell(row, number)
            above.border = Border(top=_THICK, bottom=_THIN if name else None)
            if number == 1 or name != names[number - 2]:
                start = number
                put(above, name, self.words)
                above.font = self._font(bold=True)
                above.alignment = Alignment("center")
            ends = number == len(names) or names[number] != name
            if name and ends and number > start:
                self.sheet.merge_cells(None, row, start, row, number)

    def _row(self, index: int, row: Row) -> None:
        at = self.first + index
        hidden = {n for span in row.spans for n in range(span.first + 1, span.last + 1)}
        aligned = {span.first: span.align for span in row.spans}
        for number, (column, value) in enumerate(
            zip(self.block.columns, row.cells, strict=True)
        ):
            place = self.sheet.cell(at, number + 1)
            if number not in hidden:
                shown = self._shown(row, value)
                put(place, shown, self.words, hundredths=column.percent_in_head)
                formula = self._formula(index, number, value)
                if formula:
                    place.value = formula
                if column.pencil:
                    place.number_format = AMOUNT
            align = aligned.get(number, column.align)
            self._dress(place, row.role, align, wraps=number not in aligned)
        for span in row.spans:
            self.sheet.merge_cells(None, at, span.first + 1, at, span.last + 1)

    def _dress(self, place: Cell, role: Role, align: Align, *, wraps: bool) -> None:
        """Give a cell its look; the library takes long to make out the same again."""
        known = (tuple(place._style or ()), role, align, wraps)  # noqa: SLF001  how it copies looks
        if known not in self._looks:
            place.font = self._font(bold=role in _BOLD)
            place.border = _RULES.get(role, Border(bottom=Side("hair")))
            if role in _TINTED and self.tinted:
                place.fill = _TINT
            place.alignment = Alignment(_ALIGN[align], vertical="top", wrap_text=wraps)
            self._looks[known] = copy(place._style)  # noqa: SLF001  how it copies looks
        place._style = copy(self._looks[known])  # noqa: SLF001  how it copies looks

    def _shown(self, row: Row, value: Any) -> Any:
        if row.role is Role.CHAPTER and isinstance(value, str):
            return value.upper()
        return value

    def _formula(self, index: int, number: int, value: Any) -> str:
        """Write a formula, but only where it gives the figure that is printed."""
        column, rows = self.block.columns[number], self.block.rows
        if not rows[index].role.sums:
            return ""
        if column.pencil:
            beside = self._formula(index, number - 1, rows[index].cells[number - 1])
            return beside and self._sum(number, summed_lines(rows, index))
        if isinstance(value, Share) and column.ratio:
            return self._quotient(index, column, value)
        if not column.adds or not isinstance(value, (Money, int)):
            return ""
        lines = summed_lines(rows, index)
        if sum(map(_whole, (rows[n].cells[number] for n in lines))) != _whole(value):
            return ""
        return self._sum(number, lines)

    def _sum(self, number: int, lines: list[int]) -> str:
        letter = get_column_letter(number + 1)
        parts = [
            f"{letter}{self.first + start}:{letter}{self.first + end}"
            for start, end in ranges(lines)
        ]
        formula = f"=SUM({','.join(parts)})"
        short = len(formula) < LONGEST_FORMULA and len(parts) < MOST_PARTS
        return formula if parts and short else ""

    def _quotient(self, index: int, column: TableColumn, value: Share) -> str:
        part, whole = (self.block.rows[index].cells[at] for at in column.ratio or ())
        if not (isinstance(part, Money) and isinstance(whole, Money)):
            return ""
        if Share.of(part, whole) != value:
            return ""
        row = self.first + index
        upper, lower = (
            f"{get_column_letter(at + 1)}{row}" for at in column.ratio or ()
        )
        if column.percent_in_head:
            return f"=ROUND(100*{upper}/{lower},2)"
        return f"=ROUND({upper}/{lower},4)"

    def _longest(self, number: int) -> int:
        column = self.block.columns[number]
        texts = (cell(row.cells[number], column, self.words) for row in self.block.rows)
        return max(map(len, texts), default=0)


def _whole(value: Any) -> int:
    if isinstance(value, Money):
        return value.francs
    return value if isinstance(value, int) else 0
