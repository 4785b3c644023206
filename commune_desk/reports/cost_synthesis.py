"""Estimated costs by sector and sub-sector (`planning.md` T8; columns `[D]`)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.funding import FunderClass
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_
from commune_desk.reports.annual_plan import PLAN
from commune_desk.reports.blocks import Title
from commune_desk.reports.closing import adoption
from commune_desk.reports.document import Document
from commune_desk.reports.five_years import spanned
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.official_heads import heads, titled
from commune_desk.reports.payers import bar, payers
from commune_desk.services.programming import actions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.programming import ActionRow

PAPER = "costs"
GROUPS: tuple[tuple[str, tuple[FunderClass, ...]], ...] = (
    ("commune", (FunderClass.COMMUNE,)),
    ("state", (FunderClass.STATE,)),
    ("anict", (FunderClass.ANICT,)),
    ("partners", (FunderClass.PARTNER, FunderClass.DIASPORA)),
    ("population", (FunderClass.POPULATION, FunderClass.OTHER)),
)


def story(telling: Telling) -> Iterator[Block]:
    """Tell the costs sector by sector; sub-sectors below each."""
    scope = telling.scope
    rows = actions(telling.session, scope)
    found = payers(rows, scope.years)
    cost = telling.words.francs(found.cost)
    ours = N_("Synthesis of costs {years}", years=spanned(scope))
    yield Title(
        titled(telling, PAPER, ours),
        N_("Cost of all actions: {cost} CFA", cost=cost),
    )
    telling.progress.step(N_("Printing the synthesis of costs"), 0, 1)
    yield _table(telling, rows, found.cost)
    if rows:
        yield bar(found)
        yield adoption(telling.session)


def _table(telling: Telling, rows: Sequence[ActionRow], whole: Money) -> TableBlock:
    years, heading = telling.scope.years, heads(telling, PAPER)

    def figure(key: str, width: float) -> TableColumn:
        return TableColumn(heading(key), width, Align.RIGHT, adds=True)

    columns = (
        TableColumn(heading("sector"), 48),
        TableColumn(heading("actions"), 14, Align.RIGHT, adds=True),
        *(TableColumn(str(year), 18, Align.RIGHT, adds=True) for year in years),
        figure("total", 21),
        TableColumn(heading("share"), 11, Align.RIGHT, percent_in_head=True),
        *(figure(key, 18) for key, _ in GROUPS),
        figure("to_find", 20),
    )

    def cells(some: Sequence[ActionRow]) -> tuple[object, ...]:
        found = payers(some, years)
        by_year = (payers(some, [year]).cost or None for year in years)
        given = (found.given(*classes) for _, classes in GROUPS)
        return (
            len(some),
            *by_year,
            found.cost,
            Share.of(found.cost, whole),
            *given,
            found.missing or None,
        )

    lines: list[Row] = []
    ordered = sorted(rows, key=lambda r: (r.sector_code, r.subsector))
    for (code, sector), group in groupby(ordered, lambda r: (r.sector_code, r.sector)):
        of_sector = list(group)
        last = len(columns) - 1
        head = (f"{code}  {sector}", *(None,) * last)
        lines.append(Row(head, Role.ARTICLE, (Span(0, last, Align.LEFT),)))
        for subsector, some in groupby(of_sector, lambda r: r.subsector):
            lines.append(Row((subsector or N_("Without sub-sector"), *cells([*some]))))
        name = N_("Total {title}", title=sector)
        lines.append(Row((name, *cells(of_sector)), Role.SUBTOTAL))
    if ordered:
        lines.append(Row((N_("Overall total"), *cells(ordered)), Role.GRAND))
    caption = N_(
        "N: number of actions. PTF: partners and diaspora. Pop.: population, others."
    )
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS, caption=caption)


COST_SYNTHESIS = Document(
    PAPER,
    N_("Synthesis of costs by sector and sub-sector"),
    story,
    landscape=True,
    group=PLAN,
    over=spanned,
    purpose=N_("Annexed to the plan: number of actions, costs by year, who pays."),
)
