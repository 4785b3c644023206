"""What is left to collect and to pay: two lists, title by title, order by order."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.budget import Side
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Heading, Title, say_prose
from commune_desk.reports.budget_sheet import GROUP, nothing_yet, over
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
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.closings import days_of
from commune_desk.services.remainders import remainders
from commune_desk.services.situation import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.remainders import Remainder
    from commune_desk.storage.models import FiscalYear

TITLE = N_("Left to collect and to pay")
NAMES = {Side.REVENUE: N_("Left to collect"), Side.EXPENDITURE: N_("Left to pay")}
WHO = {Side.REVENUE: N_("Debtor"), Side.EXPENDITURE: N_("Creditor")}
ACT = {Side.REVENUE: N_("Title no."), Side.EXPENDITURE: N_("Order no.")}
LABEL = 5
"""Columns before the figures."""


def story(telling: Telling) -> Iterator[Block]:
    """Tell both lists as on the day of the scope."""
    year = fiscal_year(telling.session, telling.scope.year)
    if year is None:
        yield from nothing_yet(TITLE, telling.scope.year)
        return
    day = day_of(telling.session, telling.scope, year)
    name = N_("{title}, year {year}", title=TITLE, year=str(year.year))
    yield Title(name, N_("As on {date}", date=telling.words.long_date(day)))
    yield from _lists(remainders(telling.session, telling.scope))


def left_blocks(telling: Telling, year: FiscalYear) -> Iterator[Block]:
    """Tell both lists at the end of a year, for its account."""
    last = days_of(telling.session, year).last
    scope = replace(telling.scope, until=last)
    yield from _lists(remainders(telling.session, scope))


def _lists(found: Sequence[Remainder]) -> Iterator[Block]:
    for side, title in NAMES.items():
        yield Heading(title)
        own = [row for row in found if row.side is side]
        if own:
            yield _table(own, side)
        else:
            yield say_prose(N_("Nothing is left."))


def _table(rows: Sequence[Remainder], side: Side) -> TableBlock:
    columns = (
        TableColumn(ACT[side], 10),
        TableColumn(N_("Date"), 13),
        TableColumn(N_("Account"), 10),
        TableColumn(N_("Object"), 50),
        TableColumn(WHO[side], 34),
        TableColumn(N_("Amount"), 18, Align.RIGHT, adds=True),
        TableColumn(
            N_("Collected") if side is Side.REVENUE else N_("Paid"),
            18,
            Align.RIGHT,
            adds=True,
        ),
        TableColumn(NAMES[side], 18, Align.RIGHT, adds=True),
    )
    listed: list[Row] = []
    for year, group in groupby(rows, lambda row: row.year):
        own = list(group)
        listed.append(
            Row(
                (N_("Year {year}", year=str(year)), *(None,) * (len(columns) - 1)),
                Role.ARTICLE,
                (Span(0, LABEL - 1),),
            )
        )
        listed += [
            Row(
                (
                    str(row.number),
                    row.made_on,
                    row.account.code,
                    row.object,
                    " – ".join(filter(None, (row.party, row.village))),
                    row.amount,
                    row.taken,
                    row.left,
                )
            )
            for row in own
        ]
        listed.append(_total(N_("Total {year}", year=str(year)), own, Role.SUBTOTAL))
    listed.append(_total(N_("Total"), rows, Role.GRAND))
    return TableBlock(columns, tuple(listed), unit=IN_FRANCS, carried=True)


def _total(name: object, rows: Sequence[Remainder], role: Role) -> Row:
    sums = (
        Money.total(row.amount for row in rows),
        Money.total(row.taken for row in rows),
        Money.total(row.left for row in rows),
    )
    cells = (name, *(None,) * (LABEL - 1), *sums)
    return Row(cells, role, (Span(0, LABEL - 1, Align.RIGHT),))


REMAINDERS = Document(
    "remainders",
    TITLE,
    story,
    landscape=True,
    group=GROUP,
    over=over,
    purpose=N_("Who still owes, whom the commune still owes: at any date."),
    standing=lambda _session, _scope: ("", ""),
)
