"""The five-year investment plan (PIP): what, where, when; then who pays.

Columns of `planning.md` T4, on two tables: fourteen figures do not fit one page.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money, Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.reports.annual_plan import PLAN
from commune_desk.reports.blocks import ClosingFormula, Heading, Title
from commune_desk.reports.closing import adoption
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
from commune_desk.reports.payers import TO_FIND, bar, payers
from commune_desk.services.programming import FIRM, actions
from commune_desk.storage.models import Plan
from commune_desk.tables.cells import places_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from commune_desk.domain.text import Text
    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.scope import Scope

    Cells = Callable[[Sequence[ActionRow]], tuple[object, ...]]

SHOWN = (
    FunderClass.COMMUNE,
    FunderClass.STATE,
    FunderClass.ANICT,
    FunderClass.PARTNER,
    FunderClass.DIASPORA,
    FunderClass.POPULATION,
    FunderClass.OTHER,
)


def story(telling: Telling) -> Iterator[Block]:
    """Tell the plan axis by axis: costs by year, then sources."""
    scope = telling.scope
    rows = actions(telling.session, scope)
    plan = telling.session.get(Plan, scope.plan_id) if scope.plan_id else None
    found = payers(rows, scope.years)
    cost = telling.words.francs(found.cost)
    yield Title(
        N_("Five-year investment plan (PIP) {years}", years=spanned(scope)),
        N_(
            "{plan}. Cost of all actions: {cost} CFA",
            plan=plan.title if plan else "",
            cost=cost,
        ),
    )
    telling.progress.step(N_("Printing the five-year plan"), 0, 2)
    yield Heading(N_("What will be done, where and when"))
    yield _costs(telling, rows)
    telling.progress.step(N_("Printing the five-year plan"), 1, 2)
    yield Heading(N_("Who pays"))
    yield _sources(telling, rows)
    if not rows:
        return
    yield bar(found)
    formula = N_(
        "This five-year investment plan {years} is closed at the sum of",
        years=spanned(scope),
    )
    yield ClosingFormula(formula, found.cost)
    yield adoption(telling.session)


def spanned(scope: Scope) -> str:
    """Write the years of a plan: 2024-2028."""
    return f"{scope.years[0]}-{scope.years[-1]}" if scope.years else ""


def _costs(telling: Telling, rows: Sequence[ActionRow]) -> TableBlock:
    years = telling.scope.years
    columns = (
        TableColumn(N_("No."), 11),
        TableColumn(N_("Action"), 62),
        TableColumn(N_("Place"), 34, ruled=True),
        TableColumn(N_("Quantity"), 20, ruled=True),
        *(TableColumn(str(year), 20, Align.RIGHT, adds=True) for year in years),
        TableColumn(N_("Total"), 22, Align.RIGHT, adds=True),
        TableColumn(N_("Responsible"), 24, ruled=True),
    )

    def cells(some: Sequence[ActionRow]) -> tuple[object, ...]:
        by_year = [payers(some, [year]).cost for year in years]
        return (*(cost or None for cost in by_year), Money.total(by_year), "")

    def line(row: ActionRow) -> Row:
        place = places_text(row.places, telling.words)
        quantity = f"{row.quantity or ''} {row.unit}".strip()
        figures = cells([row])[:-1]
        return Row((row.code, row.title, place, quantity, *figures, row.responsible))

    return TableBlock(
        columns, tuple(_grouped(rows, line, cells, 4)), unit=IN_FRANCS, carried=True
    )


def _sources(telling: Telling, rows: Sequence[ActionRow]) -> TableBlock:
    years = telling.scope.years
    columns = (
        TableColumn(N_("No."), 11),
        TableColumn(N_("Action"), 60),
        TableColumn(N_("Total"), 21, Align.RIGHT, adds=True),
        *(TableColumn(NAMES[who], 20, Align.RIGHT, adds=True) for who in SHOWN),
        TableColumn(TO_FIND, 21, Align.RIGHT, adds=True),
        TableColumn(N_("Secured %"), 14, Align.RIGHT, percent_in_head=True),
    )

    def cells(some: Sequence[ActionRow]) -> tuple[object, ...]:
        found = payers(some, years)
        firm = Money.total(
            gift.amount for row in some for gift in row.given if gift.status in FIRM
        )
        given = (found.given(who) for who in SHOWN)
        return (found.cost, *given, found.missing or None, Share.of(firm, found.cost))

    def line(row: ActionRow) -> Row:
        return Row((row.code, row.title, *cells([row])))

    return TableBlock(
        columns,
        tuple(_grouped(rows, line, cells, 2)),
        unit=IN_FRANCS,
        caption=N_("Secured %: contributions secured or paid, divided by the cost."),
    )


def _grouped(
    rows: Sequence[ActionRow],
    line: Callable[[ActionRow], Row],
    cells: Cells,
    names: int,
) -> Iterator[Row]:
    """Group by axis and sector, with sums; `names` columns stand before the sums."""

    def total(name: Text, some: Sequence[ActionRow], role: Role) -> Row:
        lead = (name, *(None,) * (names - 1))
        return Row((*lead, *cells(some)), role, (Span(0, names - 1, Align.RIGHT),))

    def head(title: Text | str, role: Role, width: int) -> Row:
        return Row((title, *(None,) * (width - 1)), role, (Span(0, width - 1),))

    width = names + len(cells(()))
    ordered = sorted(
        rows, key=lambda r: (r.axis_number is None, r.axis_number or 0, r.sector_code)
    )
    for (number, axis), members in groupby(ordered, lambda r: (r.axis_number, r.axis)):
        of_axis = list(members)
        title = f"{number}  {axis}" if number is not None else N_("Without objective")
        yield head(title, Role.CHAPTER, width)
        for sector, some in groupby(of_axis, lambda r: r.sector):
            of_sector = list(some)
            yield head(sector, Role.ARTICLE, width)
            yield from map(line, of_sector)
            name = N_("Total {title}", title=sector)
            yield total(name, of_sector, Role.SUBTOTAL)
        name = N_(
            "Total of axis {number}", number=number if number is not None else "–"
        )
        yield total(name, of_axis, Role.TOTAL)
    if ordered:
        yield total(N_("Overall total"), ordered, Role.GRAND)


FIVE_YEARS = Document(
    "pip",
    N_("Five-year investment plan (PIP)"),
    story,
    landscape=True,
    group=PLAN,
    over=spanned,
    purpose=N_("All actions of the plan with their years, their cost and who pays."),
)
