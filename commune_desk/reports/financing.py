"""The financing scheme of the plan: who pays, by year, by sector, by partner.

`planning.md` T7: the classes of funders with their share; ANICT stands apart from
the State. A published scheme left 0,14 % unexplained: here what is to be found is a
line of its own, so that the whole is the cost.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from commune_desk.domain.funding import FunderClass, FundingStatus
from commune_desk.domain.money import Foreign, Money, Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.reports.annual_plan import PLAN
from commune_desk.reports.blocks import Heading, Title
from commune_desk.reports.closing import adoption
from commune_desk.reports.document import Document
from commune_desk.reports.five_years import SHOWN, spanned
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.payers import TO_FIND, bar, payers
from commune_desk.services.funders import contributions
from commune_desk.services.programming import actions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.funders import ContributionRow
    from commune_desk.services.programming import ActionRow


def story(telling: Telling) -> Iterator[Block]:
    """Tell the money of the plan from three sides."""
    scope = telling.scope
    rows = actions(telling.session, scope)
    found = payers(rows, scope.years)
    cost = telling.words.francs(found.cost)
    yield Title(
        N_("Financing scheme {years}", years=spanned(scope)),
        N_("Cost of all actions: {cost} CFA", cost=cost),
    )
    telling.progress.step(N_("Printing the financing scheme"), 0, 3)
    yield Heading(N_("By class of funder"))
    yield _by_class(telling, rows)
    if rows:
        yield bar(found)
    telling.progress.step(N_("Printing the financing scheme"), 1, 3)
    yield Heading(N_("By sector"))
    yield by_sector(telling, rows)
    telling.progress.step(N_("Printing the financing scheme"), 2, 3)
    given = contributions(telling.session, scope)
    yield Heading(N_("By partner named"))
    yield _by_partner(telling, given)
    yield Heading(N_("How sure the money is"))
    yield _by_status(telling, given)
    if rows:
        yield adoption(telling.session)


def _by_class(telling: Telling, rows: Sequence[ActionRow]) -> TableBlock:
    years = telling.scope.years
    by_year = [payers(rows, [year]) for year in years]
    whole = payers(rows, years)
    columns = (
        TableColumn(N_("Funder"), 48),
        *(TableColumn(str(year), 24, Align.RIGHT, adds=True) for year in years),
        TableColumn(N_("Total"), 26, Align.RIGHT, adds=True),
        TableColumn(N_("%"), 14, Align.RIGHT, percent_in_head=True),
    )
    lines = []
    for who in FunderClass:
        total = whole.given(who)
        if total is not None:
            figures = (found.given(who) for found in by_year)
            lines.append(
                Row((NAMES[who], *figures, total, Share.of(total, whole.cost)))
            )
    gaps = [found.cost - Money.total(found.by_class.values()) for found in by_year]
    gap = Money.total(gaps)
    lines.append(Row((TO_FIND, *gaps, gap, Share.of(gap, whole.cost))))
    costs = [found.cost for found in by_year]
    total_row = (
        N_("Cost of the actions"),
        *costs,
        whole.cost,
        Share.of(whole.cost, whole.cost),
    )
    return TableBlock(columns, (*lines, Row(total_row, Role.GRAND)), unit=IN_FRANCS)


def by_sector(telling: Telling, rows: Sequence[ActionRow]) -> TableBlock:
    """Add up costs and sources by sector."""
    years = telling.scope.years
    columns = (
        TableColumn(N_("Sector"), 62),
        TableColumn(N_("Actions"), 14, Align.RIGHT, adds=True),
        TableColumn(N_("Cost"), 22, Align.RIGHT, adds=True),
        *(TableColumn(NAMES[who], 20, Align.RIGHT, adds=True) for who in SHOWN),
        TableColumn(TO_FIND, 21, Align.RIGHT, adds=True),
    )

    def cells(some: Sequence[ActionRow]) -> tuple[object, ...]:
        found = payers(some, years)
        given = (found.given(who) for who in SHOWN)
        return (len(some), found.cost, *given, found.missing or None)

    ordered = sorted(rows, key=lambda row: row.sector_code)
    lines = [
        Row((f"{code}  {sector}", *cells(list(some))))
        for (code, sector), some in groupby(
            ordered, lambda r: (r.sector_code, r.sector)
        )
    ]
    total = Row((N_("Overall total"), *cells(ordered)), Role.GRAND)
    return TableBlock(columns, (*lines, total), unit=IN_FRANCS)


def _by_partner(telling: Telling, given: Sequence[ContributionRow]) -> TableBlock:
    years = telling.scope.years
    columns = (
        TableColumn(N_("Partner"), 72),
        *(TableColumn(str(year), 22, Align.RIGHT, adds=True) for year in years),
        TableColumn(N_("Total"), 24, Align.RIGHT, adds=True),
        TableColumn(N_("In its own currency"), 30, Align.RIGHT, ruled=True),
    )
    named = sorted((g for g in given if g.partner), key=lambda g: g.partner)
    lines = [
        _partner(telling, name, list(gifts))
        for name, gifts in groupby(named, lambda g: g.partner)
    ]
    sums = [_sum(named, year) for year in years]
    total = (N_("Total of the partners named"), *sums, Money.total(sums), None)
    caption = N_(
        "Amounts in another currency are converted line by line,"
        " at the rate kept with each."
    )
    foreign = any(gift.foreign for gift in named)
    return TableBlock(
        columns,
        (*lines, Row(total, Role.GRAND)),
        unit=IN_FRANCS,
        caption=caption if foreign else "",
    )


def _partner(telling: Telling, name: str, gifts: Sequence[ContributionRow]) -> Row:
    sums = [_sum(gifts, year) or None for year in telling.scope.years]
    by_currency: dict[str, int] = {}
    for gift in gifts:
        if gift.foreign is not None:
            held = by_currency.get(gift.currency, 0)
            by_currency[gift.currency] = held + gift.foreign.cents
    own = ", ".join(
        telling.words.say(Foreign(cents, currency))
        for currency, cents in sorted(by_currency.items())
    )
    return Row((name, *sums, Money.total(sums), own or None))


def _sum(gifts: Sequence[ContributionRow], year: int) -> Money:
    return Money.total(gift.amount for gift in gifts if gift.year == year)


def _by_status(telling: Telling, given: Sequence[ContributionRow]) -> TableBlock:
    years = telling.scope.years
    columns = (
        TableColumn(N_("State of the funding"), 48),
        *(TableColumn(str(year), 24, Align.RIGHT, adds=True) for year in years),
        TableColumn(N_("Total"), 26, Align.RIGHT, adds=True),
    )
    lines = []
    for status in reversed(FundingStatus):
        some = [gift for gift in given if gift.status is status]
        sums = [_sum(some, year) for year in years]
        lines.append(Row((NAMES[status], *sums, Money.total(sums))))
    sums = [_sum(given, year) for year in years]
    total = (N_("Total of the contributions"), *sums, Money.total(sums))
    return TableBlock(columns, (*lines, Row(total, Role.GRAND)), unit=IN_FRANCS)


FINANCING = Document(
    "financing",
    N_("Financing scheme"),
    story,
    landscape=True,
    group=PLAN,
    over=spanned,
    purpose=N_(
        "Who pays for the plan: by class, by sector, by partner, and how sure it is."
    ),
)
