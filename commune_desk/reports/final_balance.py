"""The balance of the account (`budget.md` 3.5): expenditure beside receipts."""

from __future__ import annotations

from itertools import groupby, zip_longest
from typing import TYPE_CHECKING

from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.reports.budget_balance import OVERALL
from commune_desk.reports.budget_detail import SECTION_TITLES
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    Said,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.services.carried_results import carried_accounts
from commune_desk.services.situation import part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.reports.blocks import Block
    from commune_desk.services.carried_results import CarriedAccounts
    from commune_desk.services.results import SectionResult
    from commune_desk.services.situation import Situation

Sums = tuple[Money, Money, Money]
"""Realised, moved, left."""

Half = tuple[Said, Said, Money | None, Money | None, Money | None]
EMPTY: Half = ("", "", None, None, None)
NOTHING = Money(0)
WIDE = 5
"""Columns of a half."""

NUMBERED = {
    (Section.OPERATING, Side.EXPENDITURE): N_("Total operating expenditure (2)"),
    (Section.OPERATING, Side.REVENUE): N_("Total operating receipts (1)"),
    (Section.INVESTMENT, Side.EXPENDITURE): N_("Total investment expenditure (4)"),
    (Section.INVESTMENT, Side.REVENUE): N_("Total investment receipts (3)"),
}
SURPLUS = {
    Section.OPERATING: N_("Surplus (1) − (2)"),
    Section.INVESTMENT: N_("Surplus (3) − (4)"),
}
DEFICIT = {
    Section.OPERATING: N_("Deficit (1) − (2)"),
    Section.INVESTMENT: N_("Deficit (3) − (4)"),
}


def balance(
    rows: Sequence[Situation], results: Sequence[SectionResult], session: Session
) -> Iterator[Block]:
    """Print both sections, then the whole."""
    over = carried_accounts(session)
    listed: list[Row] = []
    grand: list[tuple[Money, ...]] = [(NOTHING,) * 3, (NOTHING,) * 3]
    for result in results:
        listed.append(_across(SECTION_TITLES[result.section]))
        sums = _section(rows, result, over, listed)
        grand = [_added(a, b) for a, b in zip(grand, sums, strict=True)]
    out, into = grand
    listed.append(_pair((OVERALL, "", *out), (OVERALL, "", *into), Role.GRAND))
    yield TableBlock(_columns(), tuple(listed), unit=IN_FRANCS)


def _columns() -> tuple[TableColumn, ...]:
    out, into = N_("EXPENDITURE"), N_("RECEIPTS")
    return (
        TableColumn(N_("Chap."), 8, group=out),
        TableColumn(N_("Designation"), 40, group=out),
        TableColumn(N_("Orders admitted"), 17, Align.RIGHT, out, adds=True),
        TableColumn(N_("Payment"), 17, Align.RIGHT, out, adds=True),
        TableColumn(N_("Left to pay"), 17, Align.RIGHT, out, adds=True),
        TableColumn(N_("Chap."), 8, group=into, ruled=True),
        TableColumn(N_("Designation"), 40, group=into),
        TableColumn(N_("Revenue orders"), 17, Align.RIGHT, into, adds=True),
        TableColumn(N_("Collection"), 17, Align.RIGHT, into, adds=True),
        TableColumn(N_("Left to collect"), 17, Align.RIGHT, into, adds=True),
    )


def _section(
    rows: Sequence[Situation],
    result: SectionResult,
    over: CarriedAccounts,
    listed: list[Row],
) -> list[tuple[Money, ...]]:
    section = result.section
    sides = [
        [r for r in part(rows, section, side) if not over.hold(r.account)]
        for side in (Side.EXPENDITURE, Side.REVENUE)
    ]
    real = [[row for row in own if not row.account.order] for own in sides]
    order = [[row for row in own if row.account.order] for own in sides]
    listed += _beside(*(_chapters(own) for own in real))
    carried = result.carried
    brought = [(max(NOTHING, -carried),), (max(NOTHING, carried),)]
    listed.append(
        Row(
            (
                "", N_("Carried over (deficit)"), brought[0][0], None, None,
                "", N_("Carried over (surplus)"), brought[1][0], None, None,
            )
        )
    )  # fmt: skip
    sums_real = [_sums(own) for own in real]
    with_carried = [
        (sums[0] + extra[0], *sums[1:])
        for sums, extra in zip(sums_real, brought, strict=True)
    ]
    listed.append(
        _pair(
            (N_("Total real expenditure"), "", *with_carried[0]),
            (N_("Total real receipts"), "", *with_carried[1]),
            Role.SUBTOTAL,
        )
    )
    listed += _beside(*(_chapters(own) for own in order))
    sums_order = [_sums(own) for own in order]
    listed.append(
        _pair(
            (N_("Total expenditure d’ordre"), "", *sums_order[0]),
            (N_("Total receipts d’ordre"), "", *sums_order[1]),
            Role.SUBTOTAL,
            (len(_chapters(order[0])), len(_chapters(order[1]))),
        )
    )
    whole = [_added(a, b) for a, b in zip(with_carried, sums_order, strict=True)]
    listed.append(
        _pair(
            (NUMBERED[section, Side.EXPENDITURE], "", *whole[0]),
            (NUMBERED[section, Side.REVENUE], "", *whole[1]),
            Role.TOTAL,
        )
    )
    gap = result.result
    surplus, deficit = max(NOTHING, gap), max(NOTHING, -gap)
    nothing = (None, None)
    listed.append(
        _pair(
            (SURPLUS[section], "", surplus, *nothing),
            (DEFICIT[section], "", deficit, *nothing),
            Role.ARTICLE,
        )
    )
    return whole


def _chapters(rows: Sequence[Situation]) -> list[Half]:
    found: list[Half] = []
    for chapter, group in groupby(rows, lambda row: row.account.chapter):
        own = list(group)
        sums = _sums(own)
        if any(sums):
            found.append((chapter, own[0].account.chapter_title, *sums))
    return found


def _sums(rows: Sequence[Situation]) -> Sums:
    return (
        Money.total(row.realised for row in rows),
        Money.total(row.moved for row in rows),
        Money.total(row.left for row in rows),
    )


def _added(one: tuple[Money, ...], other: tuple[Money, ...]) -> tuple[Money, ...]:
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _beside(out: list[Half], into: list[Half]) -> list[Row]:
    return [Row((*a, *b)) for a, b in zip_longest(out, into, fillvalue=EMPTY)]


def _across(text: Said) -> Row:
    cells = (text, *(None,) * (WIDE - 1)) * 2
    return Row(cells, Role.CHAPTER, (Span(0, WIDE - 1), Span(WIDE, 2 * WIDE - 1)))


def _pair(
    out: tuple[object, ...],
    into: tuple[object, ...],
    role: Role,
    lines: tuple[int, int] = (0, 0),
) -> Row:
    spans = (Span(0, 1, Align.RIGHT), Span(WIDE, WIDE + 1, Align.RIGHT))
    return Row((*out, *into), role, spans, max(lines))
