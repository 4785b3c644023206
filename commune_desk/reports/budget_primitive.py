"""The primitive budget, from its cover to its signatures (`budget.md` 3.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.budget import DocumentKind, Section, Side
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import (
    Cover,
    Figure,
    Heading,
    PageBreak,
    Step,
)
from commune_desk.reports.budget_annexes import (
    debt_blocks,
    investment_blocks,
    staff_blocks,
    tariff_blocks,
)
from commune_desk.reports.budget_balance import balance, closing, summary
from commune_desk.reports.budget_crossed import crossed
from commune_desk.reports.budget_detail import SECTION_TITLES, parts
from commune_desk.reports.budget_sheet import (
    GROUP,
    nothing_yet,
    over,
    sheet_of,
    standing,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Row, TableBlock, TableColumn
from commune_desk.services.nomenclature_lists import nomenclatures
from commune_desk.services.territory import own_commune, villages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.budget_sheet import Sheet
    from commune_desk.reports.document import Telling

PRIMITIVE = NAMES[DocumentKind.PRIMITIVE]
WORKING_FORM = N_(
    "Form and codes are a working proposal: the official annex and template replace"
    " them once they are known."
)


def by_nature(telling: Telling) -> Iterator[Block]:
    """Tell the budget by nature."""
    sheet = sheet_of(telling)
    if sheet is None:
        yield from nothing_yet(PRIMITIVE, telling.scope.year)
        return
    yield from _opening(sheet, N_("Presentation by nature"))
    yield from parts(sheet)
    yield from _ending(sheet)


def crosswise(telling: Telling) -> Iterator[Block]:
    """Tell the budget by nature crossed with function."""
    sheet = sheet_of(telling)
    if sheet is None:
        yield from nothing_yet(PRIMITIVE, telling.scope.year)
        return
    yield from _opening(sheet, N_("Crossed presentation, nature and function"))
    yield from crossed(sheet)
    yield from _ending(sheet)


def _opening(sheet: Sheet, subtitle: Text) -> Iterator[Block]:
    document = sheet.document
    steps = (
        Step(N_("Public debate"), document.debated_on),
        Step(N_("Vote of the council"), document.voted_on if sheet.voted else None),
        Step(N_("Transmission"), document.transmitted_on if sheet.voted else None),
        Step(N_("Approval"), document.approved_on),
    )
    yield Cover(
        N_("Primitive budget, year {year}", year=sheet.label),
        subtitle,
        sheet.commune,
        (
            *(
                Figure(sheet.of(section, Side.EXPENDITURE), SECTION_TITLES[section])
                for section in Section
            ),
            Figure(sheet.side(Side.EXPENDITURE), N_("Overall total")),
        ),
        WORKING_FORM,
        steps,
    )
    yield Heading(N_("General information"))
    yield _information(sheet)
    yield from summary(sheet)


def _information(sheet: Sheet) -> TableBlock:
    session, scope = sheet.telling.session, sheet.telling.scope
    commune = own_commune(session)
    people = commune.population if commune else None
    known = {row.id: row for row in nomenclatures(session, scope)}
    accounts = known[sheet.year.nomenclature_id]
    area, counted = "", ""
    if commune:
        area = _joined(commune.region, commune.cercle)
        year = str(commune.population_year or "")
        counted = _joined(year, commune.population_source)
    facts: tuple[tuple[Text, object], ...] = (
        (N_("Region, cercle"), area),
        (N_("Population"), people),
        (N_("Year and source of the population"), counted),
        (N_("Villages, fractions and hamlets"), len(villages(session, scope))),
        (N_("Area (km²)"), None),
        (N_("Councillors in office"), None),
        (N_("Staff of the commune"), None),
        (N_("Nomenclature"), accounts.title),
    )
    columns = (
        TableColumn(N_("About the commune"), 50),
        TableColumn("", 80, ruled=True),
    )
    return TableBlock(
        columns,
        tuple(Row((title, value)) for title, value in facts),
        caption=N_("What is left empty is filled in by hand."),
    )


def _joined(*parts_: str) -> str:
    return ", ".join(part for part in parts_ if part)


def _ending(sheet: Sheet) -> Iterator[Block]:
    yield PageBreak()
    yield from balance(sheet)
    yield PageBreak()
    yield from investment_blocks(sheet)
    yield PageBreak()
    yield from staff_blocks(sheet)
    yield from debt_blocks(sheet)
    yield PageBreak()
    yield from tariff_blocks(sheet)
    yield PageBreak()
    yield from closing(sheet)


BY_NATURE = Document(
    "budget-primitive",
    N_("Primitive budget by nature"),
    by_nature,
    landscape=True,
    group=GROUP,
    over=over,
    purpose=N_(
        "What the council votes and the State approves: every line, four parts."
    ),
    standing=standing,
)
CROSSED = Document(
    "budget-crossed",
    N_("Primitive budget, nature and function crossed"),
    crosswise,
    landscape=True,
    group=GROUP,
    over=over,
    purpose=N_(
        "The presentation that the order of 2020 asks for: accounts by function."
    ),
    standing=standing,
)
