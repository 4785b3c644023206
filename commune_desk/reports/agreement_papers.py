"""The list of agreements, and the plan of the money of each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_
from commune_desk.reports.agreement_sheet import standing
from commune_desk.reports.agreement_tables import (
    GROUP,
    by_funder_and_year,
    choices,
    chosen,
    in_francs,
    tranche_table,
    water_table,
)
from commune_desk.reports.blocks import Note, PageBreak, Title, say_prose
from commune_desk.reports.document import Document
from commune_desk.reports.grids import Align, Role, Row, TableBlock, TableColumn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.agreement_sums import Overview


def list_story(telling: Telling) -> Iterator[Block]:
    """Tell all agreements, with totals by currency and in francs."""
    rows = chosen(telling)
    count = P_("{count} agreement", "{count} agreements", count=len(rows))
    yield Title(AGREEMENTS_LIST.title, count)
    if not rows:
        yield say_prose(N_("No agreement is entered yet."))
        return
    by_currency: dict[str, list[Overview]] = defaultdict(list)
    for row in rows:
        by_currency[row.currency].append(row)
    lines: list[Row] = []
    for currency in sorted(by_currency):
        own = by_currency[currency]
        lines += map(_line, own)
        title = N_("Total in {currency}", currency=currency)
        amount = own[0].terms.amount
        lines.append(
            Row(
                (
                    title, "", "", "",
                    amount(sum(row.agreed for row in own)),
                    amount(sum(row.received for row in own)),
                    Money.total(map(_agreed, own)),
                    Money.total(row.credited for row in own),
                    Money.total(row.spent for row in own),
                    Money.total(row.left for row in own),
                ),
                Role.TOTAL,
            )
        )  # fmt: skip
    yield TableBlock(_columns(), tuple(lines))
    yield Note(
        N_(
            "Two currencies are never added up. Francs: each agreement is converted"
            " at its own rate, rounded to the nearest franc; received as the bank or"
            " the Treasury credited it, where that is known."
        )
    )


def _columns() -> tuple[TableColumn, ...]:
    money = N_("In the currency")
    francs = N_("In CFA francs")
    return (
        TableColumn(N_("Agreement no."), 20),
        TableColumn(N_("Title"), 46),
        TableColumn(N_("Ends on"), 14, ruled=True),
        TableColumn(N_("State"), 18, ruled=True),
        TableColumn(N_("Agreed"), 18, Align.RIGHT, money),
        TableColumn(N_("Received"), 18, Align.RIGHT, money),
        TableColumn(N_("Agreed"), 18, Align.RIGHT, francs, adds=True),
        TableColumn(N_("Received"), 18, Align.RIGHT, francs, adds=True),
        TableColumn(N_("Spent"), 18, Align.RIGHT, francs, adds=True),
        TableColumn(N_("Still in hand"), 18, Align.RIGHT, francs, adds=True),
    )


def _agreed(row: Overview) -> Money | None:
    made = row.converted
    return None if made is None else made.at_once


def _line(row: Overview) -> Row:
    return Row(
        (
            row.reference,
            row.title,
            row.ends_on,
            NAMES[row.state],
            row.terms.amount(row.agreed),
            row.terms.amount(row.received),
            _agreed(row),
            row.credited,
            row.spent,
            row.left,
        )
    )


def money_story(telling: Telling) -> Iterator[Block]:
    """Tell each agreement’s money: by funder and year, in francs, by tranche."""
    rows = chosen(telling)
    if not rows:
        yield Title(AGREEMENT_MONEY.title)
        yield say_prose(N_("No agreement is entered yet."))
    for row in rows:
        if row is not rows[0]:
            yield PageBreak()
        name = N_("Plan of the money, agreement {reference}", reference=row.reference)
        yield Title(name, row.title)
        if row.fundings:
            yield by_funder_and_year(row)
        else:
            yield say_prose(N_("No funding is noted yet."))
        for table in (in_francs(row) if row.fundings else None, water_table(row)):
            if table is not None:
                yield table
        if row.tranches:
            yield tranche_table(row)


AGREEMENTS_LIST = Document(
    "agreements-list",
    N_("List of the agreements"),
    list_story,
    landscape=True,
    group=GROUP,
    purpose=N_("For the council: what is agreed, received and spent, by currency."),
    standing=standing,
)
AGREEMENT_MONEY = Document(
    "agreement-money",
    N_("Plan of the money of agreements"),
    money_story,
    landscape=True,
    group=GROUP,
    purpose=N_("By funder and year, in the currency and in francs; the tranches."),
    standing=standing,
    choices=choices,
)
