"""What the conversion of a budget to another nomenclature does, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Note, Title
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.services.budget_conversion import conversion_parts
from commune_desk.services.budget_lines import budget_lines
from commune_desk.tables.nomenclature import PARTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling

COLUMNS = (
    TableColumn(N_("Old account"), 10),
    TableColumn(N_("Old title"), 34),
    TableColumn(N_("New account"), 10),
    TableColumn(N_("New title"), 34),
    TableColumn(N_("Amount"), 14, Align.RIGHT, adds=True),
)


def story(telling: Telling) -> Iterator[Block]:
    """Tell each part by section and side, with sums that stay those of the budget."""
    parts = conversion_parts(telling.session, telling.scope)
    yield Title(N_("Conversion of the budget"))
    if not parts:
        text = N_("The budget of the year has nothing to convert to a later list.")
        yield Note(text)
        return
    rows: list[Row] = []
    for key, title in PARTS.items():
        of = [p for p in parts if (p.line.section, p.line.side) == key]
        if not of:
            continue
        rows.append(Row((title, None, None, None, None), Role.CHAPTER))
        rows += [
            Row((p.line.code, p.line.title, p.account.code, p.account.title, p.amount))
            for p in of
        ]
        total = Money.total(p.amount for p in of)
        name = N_("Total {title}", title=title)
        rows.append(Row((name, None, None, None, total), Role.TOTAL, lines=len(of)))
    yield TableBlock(COLUMNS, tuple(rows), unit=IN_FRANCS)
    before = Money.total(
        row.proposed for row in budget_lines(telling.session, telling.scope)
    )
    after = Money.total(part.amount for part in parts)
    yield Note(
        N_(
            "Before {before} F, after {after} F, gap {gap} F.",
            before=before,
            after=after,
            gap=Money(abs(before.francs - after.francs)),
        )
    )


CONVERSION = Document(
    "conversion",
    N_("Conversion of the budget"),
    story,
    landscape=True,
    group=N_("Budget"),
    purpose=N_("Where each line goes in another list of accounts; sums stay equal."),
)
