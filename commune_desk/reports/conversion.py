"""What the conversion of a budget to another nomenclature does, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, P_
from commune_desk.reports.blocks import Heading, Note, Title
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.services.budget_conversion import conversion_plan
from commune_desk.services.budget_lines import budget_lines
from commune_desk.tables.nomenclature import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.budget_conversion import Part
    from commune_desk.services.budget_lines import BudgetRow

COLUMNS = (
    TableColumn(N_("Old account"), 10),
    TableColumn(N_("Old title"), 34),
    TableColumn(N_("New account"), 10),
    TableColumn(N_("New title"), 34),
    TableColumn(N_("Amount"), 14, Align.RIGHT, adds=True),
)

LOST = (
    TableColumn(N_("Old account"), 10),
    TableColumn(N_("Old title"), 60),
    TableColumn(N_("Amount"), 16, Align.RIGHT, adds=True),
)


def story(telling: Telling) -> Iterator[Block]:
    """Tell each part by section and side, then what has no account in the other list.

    Sums stay those of the budget: converted and left over together.
    """
    parts, lost = conversion_plan(telling.session, telling.scope)
    yield Title(N_("Conversion of the budget"))
    if not parts and not lost:
        text = N_("The budget of the year has nothing to convert to a later list.")
        yield Note(text)
        return
    yield TableBlock(COLUMNS, tuple(_converted(parts)), unit=IN_FRANCS)
    if lost:
        yield Heading(N_("Lines without an account in the other list"), 2)
        yield TableBlock(LOST, tuple(_left(lost)), unit=IN_FRANCS)
    before = Money.total(
        row.proposed for row in budget_lines(telling.session, telling.scope)
    )
    after = Money.total(part.amount for part in parts)
    left = Money.total(row.proposed for row in lost)
    yield Note(
        N_(
            "Before {before} F = converted {after} F + left over {left} F; gap {gap}"
            " F.",
            before=before,
            after=after,
            left=left,
            gap=Money(abs(before.francs - after.francs - left.francs)),
        )
    )
    if lost:
        yield Note(
            P_(
                "The budget is converted once the conversion table names an account for"
                " {count} line more.",
                "The budget is converted once the conversion table names accounts for"
                " {count} lines more.",
                count=len(lost),
            )
        )


def _converted(parts: Sequence[Part]) -> Iterator[Row]:
    for key, title in PARTS.items():
        of = [p for p in parts if (p.line.section, p.line.side) == key]
        if not of:
            continue
        yield Row((title, None, None, None, None), Role.CHAPTER, (Span(0, 4),))
        for p in of:
            cells = (p.line.code, p.line.title, p.account.code, p.account.title)
            yield Row((*cells, p.amount))
        total = Money.total(p.amount for p in of)
        name = N_("Total {title}", title=title)
        yield Row((name, None, None, None, total), Role.TOTAL, (Span(0, 3),), len(of))


def _left(lost: Sequence[BudgetRow]) -> Iterator[Row]:
    for key, title in PARTS.items():
        of = [row for row in lost if (row.section, row.side) == key]
        if not of:
            continue
        yield Row((title, None, None), Role.CHAPTER, (Span(0, 2),))
        yield from (Row((row.code, row.title, row.proposed)) for row in of)
        total = Money.total(row.proposed for row in of)
        name = N_("Total {title}", title=title)
        yield Row((name, None, total), Role.TOTAL, (Span(0, 1),), lines=len(of))


CONVERSION = Document(
    "conversion",
    N_("Conversion of the budget"),
    story,
    landscape=True,
    group=N_("Budget"),
    purpose=N_("Where each line goes in another list of accounts; sums stay equal."),
)
