"""One page for the population: big figures, bars, sums by village (`budget.md` 3.8)."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money
from commune_desk.domain.nomenclature import quieter
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    Bar,
    Bars,
    Figure,
    KeyFigures,
    Shade,
    Title,
    Voice,
    say_prose,
)
from commune_desk.reports.budget_acts import told
from commune_desk.reports.budget_annexes import by_place
from commune_desk.reports.budget_sheet import GROUP, over, standing
from commune_desk.reports.document import Document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.budget_sheet import Sheet
    from commune_desk.reports.grids import Said

MOST = 6
"""Bars of each kind; what is smaller is put together."""


def poster(sheet: Sheet) -> Iterator[Block]:
    """Tell the budget to everybody on one page."""
    into = sheet.side(Side.REVENUE)
    through = sheet.passing(Section.OPERATING, Side.REVENUE)
    yield Title(N_("The budget of {year}", year=sheet.label), sheet.commune)
    yield KeyFigures(
        (
            Figure(into, N_("The whole budget")),
            Figure(into - through, N_("without teachers’ pay")),
            Figure(
                sheet.of(Section.INVESTMENT, Side.EXPENDITURE), N_("to build and equip")
            ),
        ),
        large=True,
    )
    yield say_prose(
        N_(
            "The commune expects {receipts} CFA and spends as much; {handed} CFA of its"
            " yearly receipts go to investments.",
            receipts=sheet.telling.words.francs(into - sheet.handed_over),
            handed=sheet.telling.words.francs(sheet.handed_over),
        ),
        voice=Voice.ALOUD,
    )
    yield Bars(
        N_("Where the money comes from"),
        _chapters(sheet, Side.REVENUE),
        Shade.BLACK,
    )
    yield Bars(
        N_("What it is spent on"), _chapters(sheet, Side.EXPENDITURE), Shade.HATCH
    )
    places = by_place(sheet)
    if places:
        bars = _few([(place, sum_) for place, sum_ in places])
        yield Bars(N_("Investments in the villages"), bars, Shade.BLACK)
    yield say_prose(
        N_(
            "The transfer between sections ({amount} CFA) is left out of the bars. The"
            " budget can be read at the town hall.",
            amount=sheet.telling.words.francs(sheet.handed_over),
        )
    )


def _chapters(sheet: Sheet, side: Side) -> tuple[Bar, ...]:
    """Sum chapters up; orders within the budget are no money."""
    rows = [row for row in sheet.lines if row.side is side and not row.order]
    real: dict[Said, int] = {}
    for _, group in groupby(
        rows,
        lambda row: (row.section.value, row.account.chapter, row.account.pass_through),
    ):
        lines = list(group)
        title: Said = quieter(lines[0].account.chapter_title)
        if lines[0].account.pass_through:
            title = N_("Teachers’ pay")
        amount = sheet.sum(lines).francs
        if amount:
            real[title] = real.get(title, 0) + amount
    ordered = sorted(real.items(), key=lambda item: -item[1])
    return _few([(title, Money(francs)) for title, francs in ordered])


def _few(sums: list[tuple[Said, Money]]) -> tuple[Bar, ...]:
    bars = [Bar(label, amount) for label, amount in sums[:MOST]]
    if rest := sums[MOST:]:
        bars.append(Bar(N_("All else"), Money.total(amount for _, amount in rest)))
    return tuple(bars)


POSTER = Document(
    "budget-poster",
    N_("The budget for the population"),
    partial(told, N_("The budget for the population"), poster),
    group=GROUP,
    over=over,
    purpose=N_("One page to put up: big figures, bars, sums by village."),
    standing=standing,
)
