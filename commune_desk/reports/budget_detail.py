"""The budget line by line, with the columns of `budget.md` 3.3 and its footnotes.

The official columns were not found: these are a working proposal.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import Heading, PageBreak, Paragraph, Prose, Run
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.budget_sheet import Sheet
    from commune_desk.reports.grids import Said
    from commune_desk.services.budget_lines import BudgetRow

    Figures = Callable[[Sequence[BudgetRow]], tuple[object, ...]]

SECTION_TITLES = {
    Section.OPERATING: N_("Operating section"),
    Section.INVESTMENT: N_("Investment section"),
}
SIDE_TITLES = {Side.REVENUE: N_("Receipts"), Side.EXPENDITURE: N_("Expenditure")}
TOTALS: dict[tuple[Section, Side], Text] = {
    (Section.OPERATING, Side.REVENUE): N_("Total operating receipts"),
    (Section.OPERATING, Side.EXPENDITURE): N_("Total operating expenditure"),
    (Section.INVESTMENT, Side.REVENUE): N_("Total investment receipts"),
    (Section.INVESTMENT, Side.EXPENDITURE): N_("Total investment expenditure"),
}
LABEL = 3
"""Place of the column that names a line; three of codes stand before it."""

ARTICLE_LENGTH = 3
"""Figures of the code of an article; a leaf of that length has no paragraph."""


class Footnotes:
    """Justifications, numbered as they come; the same words have one number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def sign(self, note: str) -> str:
        """Number a note: “(1)”."""
        if not note.strip():
            return ""
        return f"({self.numbers.setdefault(note.strip(), len(self.numbers) + 1)})"

    def block(self) -> Iterator[Block]:
        """Print what the signs stand for."""
        if self.numbers:
            yield Prose(
                tuple(
                    Paragraph((Run(note),), f"({number})")
                    for note, number in self.numbers.items()
                )
            )


def parts(sheet: Sheet) -> Iterator[Block]:
    """Print the four parts of a primitive budget."""
    for section in Section:
        for side in Side:
            rows = sheet.part(section, side)
            notes = Footnotes()
            if (section, side) != (Section.INVESTMENT, Side.EXPENDITURE):
                yield PageBreak()
            yield Heading(SECTION_TITLES[section], beside=SIDE_TITLES[side])
            yield tree(
                rows,
                _columns(sheet),
                _figures,
                TOTALS[section, side],
                notes,
            )
            yield from notes.block()


def tree(
    rows: Sequence[BudgetRow],
    figures: tuple[TableColumn, ...],
    told: Figures,
    total: Said,
    notes: Footnotes | None = None,
) -> TableBlock:
    """Lay lines out by chapter and article, each with its total.

    `told` gives the figures of lines added up; a last column takes the footnotes.
    """
    columns = (
        TableColumn(N_("Chap."), 6),
        TableColumn(N_("Art."), 6),
        TableColumn(N_("Par."), 7),
        TableColumn(N_("Designation"), 50),
        *figures,
        *([TableColumn(N_("Obs."), 8, Align.CENTRE, ruled=True)] if notes else []),
    )
    layout = _Layout(columns, told, notes)
    found: list[Row] = []
    for chapter, group in groupby(rows, lambda row: row.account.chapter):
        found += layout.chapter(chapter, list(group))
    found.append(layout.total(total, rows, Role.GRAND))
    return TableBlock(columns, tuple(found), unit=IN_FRANCS, carried=True)


class _Layout:
    def __init__(
        self,
        columns: tuple[TableColumn, ...],
        told: Figures,
        notes: Footnotes | None,
    ) -> None:
        self.wide, self.told, self.notes = len(columns), told, notes

    def chapter(self, code: str, rows: list[BudgetRow]) -> Iterator[Row]:
        yield self._head((code, rows[0].account.chapter_title), Role.CHAPTER, 1)
        for article, group in groupby(rows, lambda row: row.account.article):
            lines = list(group)
            if article:
                head = ("", article, lines[0].account.article_title)
                yield self._head(head, Role.ARTICLE, 2)
            yield from map(self._line, lines)
            if article:
                name = N_("Total article {code}", code=article)
                yield self.total(name, lines, Role.SUBTOTAL)
        yield self.total(N_("Total chapter {code}", code=code), rows, Role.TOTAL)

    def total(self, name: Said, rows: Sequence[BudgetRow], role: Role) -> Row:
        cells = (name, None, None, None, *self.told(rows))
        return Row(self._filled(cells), role, (Span(0, LABEL, Align.RIGHT),))

    def _head(self, cells: tuple[str, ...], role: Role, at: int) -> Row:
        return Row(self._filled(cells), role, (Span(at, LABEL),))

    def _line(self, row: BudgetRow) -> Row:
        code = row.account.code
        short = len(code) <= ARTICLE_LENGTH and not row.account.article
        places = ("", code, "") if short else ("", "", code)
        cells = (*places, name_of(row), *self.told([row]))
        if self.notes is not None:
            return Row((*cells, self.notes.sign(row.note)))
        return Row(self._filled(cells))

    def _filled(self, cells: tuple[object, ...]) -> tuple[object, ...]:
        return (*cells, *(None,) * (self.wide - len(cells)))


def name_of(row: BudgetRow) -> Said:
    """Name a line: its account, then what tells it from others of the account."""
    told = " ".join(part for part in (row.action_code, row.action) if part)
    more = ", ".join(part for part in (told, row.village) if part)
    return f"{row.title} – {more}" if more else row.title


def forecast(year: int, width: int) -> TableColumn:
    """Give the column of a year’s forecast."""
    title = N_("Forecast {year}", year=str(year))
    return TableColumn(title, width, Align.RIGHT, adds=True)


def _columns(sheet: Sheet) -> tuple[TableColumn, ...]:
    year = sheet.year.year
    titles = (
        N_("Realised {year} (account)", year=str(year - 2)),
        N_("Forecast {year}", year=str(year - 1)),
        N_("Proposed by: {executive}", executive=sheet.settings["executive.title"]),
        N_("Vote of the council"),
        N_("Approval"),
    )
    return tuple(TableColumn(title, 19, Align.RIGHT, adds=True) for title in titles)


def _figures(rows: Sequence[BudgetRow]) -> tuple[object, ...]:
    keys = ("realised", "forecast", "proposed", "voted", "approved")
    return tuple(summed([getattr(row, key) for row in rows]) for key in keys)


def summed(values: list[object]) -> object:
    """Add up what is known; nothing known makes no zero."""
    total: object = None
    for value in values:
        if value is not None:
            total = value if total is None else total + value  # type: ignore[operator]  # one kind a column
    return total
