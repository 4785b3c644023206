"""Annexes of the budget: investments by sector and place, staff, debt, tariffs.

What nobody has typed yet (headcount, lenders, tariffs) is left to the pen.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, Text
from commune_desk.reports.blocks import Heading, say_prose
from commune_desk.reports.budget_balance import OVERALL
from commune_desk.reports.budget_detail import forecast, summed
from commune_desk.reports.budget_sheet import (
    GROUP,
    nothing_yet,
    over,
    sheet_of,
    standing,
)
from commune_desk.reports.document import Document
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Room,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.services.nomenclature_lists import account_lines
from commune_desk.services.programming import actions
from commune_desk.tables.cells import places_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.budget_sheet import Sheet
    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.services.programming import ActionRow

    Blocks = Callable[[Sheet], Iterator[Block]]

WHOLE_COMMUNE = N_("Whole commune")
OUTSIDE = N_("Outside the plan")
BLANK_LOANS = 4
"""Lines left to the pen for the loans of the commune."""


def investment_blocks(sheet: Sheet) -> Iterator[Block]:
    """Tell investments by sector and place, with the action of the plan."""
    rows = [
        row
        for row in sheet.part(Section.INVESTMENT, Side.EXPENDITURE)
        if sheet.amount(row)
    ]
    yield Heading(N_("Investments by sector and place"))
    if not rows:
        yield say_prose(N_("No investment is provided for."))
        return
    known = {a.id: a for a in actions(sheet.telling.session, sheet.telling.scope)}
    yield _by_sector(sheet, rows, known)
    yield Heading(N_("Investments by place"), 2)
    yield _by_place(sheet, rows, known)


def _by_sector(
    sheet: Sheet, rows: Sequence[BudgetRow], known: dict[int, ActionRow]
) -> TableBlock:
    columns = (
        TableColumn(N_("Account"), 12),
        TableColumn(N_("Investment"), 50),
        TableColumn(N_("Action of the plan, or reason"), 60, ruled=True),
        TableColumn(N_("Place"), 26, ruled=True),
        TableColumn(N_("Amount"), 22, Align.RIGHT, adds=True),
    )
    groups: dict[tuple[bool, str], list[BudgetRow]] = defaultdict(list)
    for row in rows:
        action = known.get(row.action_id or 0)
        groups[action is None, action.sector if action else ""].append(row)
    found: list[Row] = []
    for outside, sector in sorted(groups):
        group = groups[outside, sector]
        title: Said = OUTSIDE if outside else sector
        last = len(columns) - 1
        head = (N_("Sector: {sector}", sector=title) if not outside else title,)
        found.append(Row((*head, *(None,) * last), Role.CHAPTER, (Span(0, last),)))
        for row in group:
            told = f"{row.action_code} {row.action}".strip() or row.outside_reason
            place = place_of(sheet, row, known)
            found.append(Row((row.code, row.title, told, place, sheet.amount(row))))
        found.append(_total(N_("Total {title}", title=title), sheet.sum(group)))
    cells = (OVERALL, None, None, None, sheet.sum(rows))
    found.append(Row(cells, Role.GRAND, (Span(0, 3, Align.RIGHT),)))
    return TableBlock(columns, tuple(found), unit=IN_FRANCS)


def _total(name: Text, amount: Money) -> Row:
    cells = (name, None, None, None, amount)
    return Row(cells, Role.TOTAL, (Span(0, 3, Align.RIGHT),))


def place_of(sheet: Sheet, row: BudgetRow, known: dict[int, ActionRow]) -> Said:
    """Name the place of a line: its village, else the places of its action."""
    action = known.get(row.action_id or 0)
    if row.village:
        return row.village
    told = places_text(action.places, sheet.telling.words) if action else ""
    return told or WHOLE_COMMUNE


def by_place(sheet: Sheet) -> list[tuple[Said, Money]]:
    """Sum investments up by place, the dearest first."""
    rows = sheet.part(Section.INVESTMENT, Side.EXPENDITURE)
    known = {a.id: a for a in actions(sheet.telling.session, sheet.telling.scope)}
    words = sheet.telling.words
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        if amount := sheet.amount(row):
            sums[words.say(place_of(sheet, row, known))] += amount.francs
    ordered = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    return [(place, Money(francs)) for place, francs in ordered]


def _by_place(
    sheet: Sheet, rows: Sequence[BudgetRow], known: dict[int, ActionRow]
) -> TableBlock:
    del known
    columns = (
        TableColumn(N_("Place"), 60),
        TableColumn(N_("Amount"), 24, Align.RIGHT, adds=True),
    )
    found = [Row((place, amount)) for place, amount in by_place(sheet)]
    found.append(Row((OVERALL, sheet.sum(rows)), Role.GRAND))
    return TableBlock(columns, tuple(found), unit=IN_FRANCS)


def _beginning(sheet: Sheet, setting: str) -> list[BudgetRow]:
    heads = tuple(c.strip() for c in sheet.settings[setting].split(",") if c.strip())
    return [row for row in sheet.lines if row.code.startswith(heads)]


def _figures(sheet: Sheet, row: BudgetRow) -> tuple[Money | None, Money | None]:
    return row.forecast, sheet.amount(row)


def _sums(sheet: Sheet, rows: Sequence[BudgetRow]) -> tuple[object, object]:
    before = summed([row.forecast for row in rows])
    return before, sheet.sum(rows)


def _amounts(sheet: Sheet) -> tuple[TableColumn, TableColumn]:
    year = sheet.year.year
    return (
        forecast(year - 1, 22),
        forecast(year, 22),
    )  # fmt: skip


def staff_blocks(sheet: Sheet) -> Iterator[Block]:
    """Print what staff costs, with room for how many they are."""
    rows = [r for r in _beginning(sheet, "budget.staff") if r.side is Side.EXPENDITURE]
    yield Heading(N_("State of the staff"))
    if not rows:
        yield say_prose(N_("No expenditure on staff is provided for."))
        return
    columns = (
        TableColumn(N_("Account"), 12),
        TableColumn(N_("Designation"), 60),
        *(
            TableColumn(N_("Staff in {year}", year=str(year)), 16, ruled=True)
            for year in (sheet.year.year - 1, sheet.year.year)
        ),
        *_amounts(sheet),
    )
    found = [Row((r.code, r.title, "", "", *_figures(sheet, r))) for r in rows]
    total = (N_("Total"), None, "", "", *_sums(sheet, rows))
    found.append(Row(total, Role.GRAND, (Span(0, 1, Align.RIGHT),)))
    caption = N_("The number of people is filled in by hand.")
    yield TableBlock(
        columns, tuple(found), unit=IN_FRANCS, caption=caption, room=Room.PEN
    )


def debt_blocks(sheet: Sheet) -> Iterator[Block]:
    """Print loans, repayments and interest, with room for each loan."""
    rows = _beginning(sheet, "budget.debt")
    yield Heading(N_("State of the debt"))
    if rows:
        columns = (
            TableColumn(N_("Account"), 12),
            TableColumn(N_("Designation"), 60),
            TableColumn(N_("Side"), 18),
            *_amounts(sheet),
        )
        found = [Row((r.code, r.title, r.side, *_figures(sheet, r))) for r in rows]
        yield TableBlock(columns, tuple(found), unit=IN_FRANCS)
    else:
        yield say_prose(N_("No loan, repayment or interest is provided for."))
    heads = (
        (N_("Lender"), 40),
        (N_("Date"), 16),
        (N_("Capital borrowed"), 22),
        (N_("Capital still due on 1 January"), 22),
        (N_("Yearly payment"), 22),
        (N_("End"), 16),
    )
    yield TableBlock(
        tuple(TableColumn(title, wide, ruled=True) for title, wide in heads),
        tuple(Row(("",) * len(heads)) for _ in range(BLANK_LOANS)),
        title=N_("Loans in course, to be filled in by hand"),
        room=Room.PEN,
    )


def tariff_blocks(sheet: Sheet) -> Iterator[Block]:
    """List the taxes with room for their tariffs, which the council votes."""
    known = {row.code for row in sheet.lines if row.side is Side.REVENUE}
    every = account_lines(sheet.telling.session, sheet.telling.scope)
    above = {row.parent for row in every}
    taxes = {row.code: row.title for row in every if row.tax and row.code not in above}
    amounts: dict[str, list[BudgetRow]] = defaultdict(list)
    for row in sheet.part(Section.OPERATING, Side.REVENUE):
        amounts[row.code].append(row)
    listed = [code for code in taxes if code in known]
    yield Heading(N_("Tariffs of taxes"))
    if not listed:
        yield say_prose(N_("No tax is provided for."))
        return
    columns = (
        TableColumn(N_("Account"), 12),
        TableColumn(N_("Tax or duty"), 56),
        *_amounts(sheet),
        TableColumn(N_("What is taxed, unit"), 30, ruled=True),
        TableColumn(N_("Tariff {year}", year=str(sheet.year.year - 1)), 18, ruled=True),
        TableColumn(N_("Tariff {year}", year=sheet.label), 18, ruled=True),
    )
    found = [
        Row((code, taxes[code], *_sums(sheet, amounts[code]), "", "", ""))
        for code in listed
    ]
    every_row = [row for code in listed for row in amounts[code]]
    total = (N_("Total"), None, *_sums(sheet, every_row), "", "", "")
    found.append(Row(total, Role.GRAND, (Span(0, 1, Align.RIGHT),)))
    caption = N_("Tariffs are those of the deliberation; they are filled in by hand.")
    yield TableBlock(
        columns, tuple(found), unit=IN_FRANCS, caption=caption, room=Room.PEN
    )


def alone(
    name: str, title: Text, purpose: Text, *blocks: Blocks, landscape: bool = True
) -> Document:
    """Make a paper of its own out of parts of the budget."""

    def story(telling: Telling) -> Iterator[Block]:
        sheet = sheet_of(telling)
        if sheet is None:
            yield from nothing_yet(title, telling.scope.year)
            return
        for tell in blocks:
            told = iter(tell(sheet))
            first = next(told)
            if not isinstance(first, Heading) or first.beside:
                yield first  # else its title says the same
            yield from told

    return Document(
        name,
        title,
        story,
        landscape=landscape,
        group=GROUP,
        over=over,
        purpose=purpose,
        standing=standing,
    )
