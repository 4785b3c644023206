"""The administrative account beside the receveur’s, with each gap explained."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, P_
from commune_desk.reports.account_tree import account_tree, figure
from commune_desk.reports.blocks import (
    Heading,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.budget_detail import SECTION_TITLES, SIDE_TITLES, TOTALS
from commune_desk.reports.budget_sheet import GROUP, nothing_yet, over
from commune_desk.reports.document import Document
from commune_desk.reports.final_account import standing
from commune_desk.reports.grids import Role, Row, TableBlock, TableColumn
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.receveur import concordance
from commune_desk.services.settings import preferences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.receveur import ConcordanceRow

TITLE = N_("Concordance of the accounts of the executive and of the receveur")


def story(telling: Telling) -> Iterator[Block]:
    """Tell the four parts side by side, the gaps, and the places to sign."""
    year = fiscal_year(telling.session, telling.scope.year)
    if year is None:
        yield from nothing_yet(TITLE, telling.scope.year)
        return
    yield Title(N_("{title}, year {year}", title=TITLE, year=str(year.year)))
    rows = [
        row
        for row in concordance(telling.session, telling.scope)
        if row.ours or row.moved or row.taken_up is not None or row.realised is not None
    ]
    typed = [r for r in rows if r.taken_up is not None or r.realised is not None]
    if not typed:
        yield say_prose(N_("No figure of the receveur’s account was typed yet."))
    for section in Section:
        for side in Side:
            part = [r for r in rows if (r.section, r.side) == (section, side)]
            if part:
                yield Heading(SECTION_TITLES[section], beside=SIDE_TITLES[side])
                yield account_tree(
                    part,
                    (N_("Account"), N_("Designation")),
                    _columns(side),
                    _told,
                    [(TOTALS[section, side], part, Role.GRAND)],
                )
    gaps = [row for row in rows if row.differs]
    yield Heading(N_("Gaps and their explanations"))
    if typed and not gaps:
        yield say_prose(N_("Both accounts agree, to the franc."))
    elif gaps:
        yield say_prose(
            P_("{count} account differs.", "{count} accounts differ.", count=len(gaps))
        )
        yield _gaps(gaps)
    yield Signatures(
        (
            Signature(preferences(telling.session)["executive.title"], stamp=True),
            Signature(N_("The receveur"), stamp=True),
        )
    )


def _columns(side: Side) -> tuple[TableColumn, ...]:
    into = side is Side.REVENUE
    first = N_("Titles, orders taken up") if into else N_("Orders, taken up")
    second = N_("Collections") if into else N_("Payments")
    return tuple(
        figure(head, group)
        for group in (first, second)
        for head in (N_("Executive"), N_("Receveur"), N_("Gap"))
    )


def _told(own: Sequence[ConcordanceRow]) -> tuple[Any, ...]:
    return (
        Money.total(row.ours for row in own),
        _known([row.taken_up for row in own]),
        _known([row.gap for row in own]),
        Money.total(row.moved for row in own),
        _known([row.realised for row in own]),
        _known([row.moved_gap for row in own]),
    )


def _known(amounts: Sequence[Money | None]) -> Money | None:
    found = [amount for amount in amounts if amount is not None]
    return Money.total(found) if found else None


def _gaps(rows: Sequence[ConcordanceRow]) -> TableBlock:
    columns = (
        TableColumn(N_("Account"), 10),
        TableColumn(N_("Designation"), 50),
        figure(N_("Gap")),
        figure(N_("Gap in money")),
        TableColumn(N_("Explanation"), 70, ruled=True),
    )
    return TableBlock(
        columns,
        tuple(
            Row((row.code, row.account.title, row.gap, row.moved_gap, row.note))
            for row in rows
        ),
    )


CONCORDANCE = Document(
    "concordance",
    TITLE,
    story,
    landscape=True,
    group=GROUP,
    over=over,
    purpose=N_("Signed by the executive and the receveur before the vote."),
    standing=standing,
)
