"""The budget crossed: accounts down the page, functions across it (`budget.md` 2.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import Heading, Note, PageBreak
from commune_desk.reports.budget_detail import (
    SECTION_TITLES,
    SIDE_TITLES,
    TOTALS,
    tree,
)
from commune_desk.reports.grids import Align, TableColumn
from commune_desk.services.told_functions import PROPOSED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.money import Money
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.budget_sheet import Sheet
    from commune_desk.services.budget_lines import BudgetRow

AT_ONCE = 8
"""Functions that one page holds across; more of them fill further tables."""

NONE = ""
"""The division of a line without function."""


def crossed(sheet: Sheet) -> Iterator[Block]:
    """Print the four parts, each with the divisions that have a figure in it."""
    titles = {
        row.told.division: row.told.division_title for row in sheet.lines if row.told
    }
    for section in Section:
        for side in Side:
            rows = [
                _signed(row)
                for row in sheet.part(section, side)
                if sheet.amount(row) is not None
            ]
            found = sorted({division(row) for row in rows}, key=lambda c: (not c, c))
            for start in range(0, max(1, len(found)), AT_ONCE):
                some = found[start : start + AT_ONCE]
                last = start + AT_ONCE >= len(found) > 1
                if not start:
                    yield PageBreak()
                yield Heading(SECTION_TITLES[section], beside=SIDE_TITLES[side])
                yield tree(
                    rows,
                    _columns(some, titles, last=last),
                    _Cells(sheet, some, last=last),
                    TOTALS[section, side],
                )
    proposed = [r for r in sheet.lines if _only_proposed(r) and sheet.amount(r)]
    if proposed:
        yield Note(starred(len(proposed)))


def starred(count: int) -> Text:
    """Say what the star at the name of a line means."""
    return P_(
        "* {count} line names no function: the one that the nomenclature proposes for"
        " its account is used.",
        "* {count} lines name no function: those that the nomenclature proposes for"
        " their accounts are used.",
        count=count,
    )


def _only_proposed(row: BudgetRow) -> bool:
    return row.told is not None and row.told.proposed


def _signed(row: BudgetRow) -> BudgetRow:
    """Put a star at the name of a line whose function is only proposed."""
    if not _only_proposed(row):
        return row
    account = row.account._replace(title=f"{row.title}{PROPOSED}")
    return row._replace(account=account)


def division(row: BudgetRow) -> str:
    """Give the division of a line: of its function, else of its account’s."""
    return row.told.division if row.told else NONE


def _columns(
    found: Sequence[str], titles: dict[str, str], *, last: bool
) -> tuple[TableColumn, ...]:
    heads: list[Text | str] = [
        f"{code} {titles.get(code, '')}".strip() if code else N_("Without function")
        for code in found
    ]
    if last:
        heads.append(N_("Total"))
    return tuple(TableColumn(head, 19, Align.RIGHT, adds=True) for head in heads)


class _Cells:
    def __init__(self, sheet: Sheet, found: Sequence[str], *, last: bool) -> None:
        self.sheet, self.found, self.last = sheet, found, last

    def __call__(self, rows: Sequence[BudgetRow]) -> tuple[object, ...]:
        cells: list[Money | None] = []
        for code in self.found:
            own = [row for row in rows if division(row) == code]
            cells.append(self.sheet.sum(own) if own else None)
        if self.last:
            cells.append(self.sheet.sum(rows))
        return tuple(cells)
