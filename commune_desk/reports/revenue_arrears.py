"""What is left to collect: by debtor, and by village for the TDRL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import Heading, Title, say_prose
from commune_desk.reports.grids import IN_FRANCS, Role, Row, TableBlock
from commune_desk.reports.revenue_sheet import paper, signed, sum_of, text, total
from commune_desk.services.revenue import arrears, operations
from commune_desk.services.tdrl_payments import roll_arrears, seen_on, standings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.revenue import RevenueRow
    from commune_desk.services.tdrl_payments import Standing


def story(telling: Telling) -> Iterator[Block]:
    """Tell what is left of titles by debtor, then of the rolls by village."""
    session, scope = telling.session, telling.scope
    yield Title(
        N_("Left to collect {year}", year=str(scope.year)),
        N_("Situation on {date}", date=seen_on(session, scope)),
    )
    rows = [
        row
        for row in (*arrears(session, scope), *operations(session, scope))
        if row.left
    ]
    yield Heading(N_("Titles, by debtor"))
    yield _debtors(rows) if rows else say_prose(N_("Nothing is left of any title."))
    owed = [
        row
        for row in (*roll_arrears(session, scope), *standings(session, scope))
        if row.left
    ]
    yield Heading(N_("Rolls of the TDRL, by village"))
    yield _villages(owed) if owed else say_prose(N_("Nothing is left of any roll."))
    yield signed(telling)


def _debtors(rows: Sequence[RevenueRow]) -> TableBlock:
    columns = (
        text(N_("Debtor"), 28),
        text(N_("Year"), 8, ruled=True),
        text(N_("Title no."), 9, ruled=True),
        text(N_("Account"), 9, ruled=True),
        text(N_("Object"), 40, ruled=True),
        sum_of(N_("Titled")),
        sum_of(N_("Collected")),
        sum_of(N_("Written off")),
        sum_of(N_("Left to collect")),
    )
    groups: dict[str, list[RevenueRow]] = {}
    for row in rows:
        groups.setdefault(row.party, []).append(row)
    lines: list[Row] = []
    for name, own in sorted(groups.items()):
        for row in sorted(own, key=lambda r: (r.year, r.code, r.id)):
            numbers = ", ".join(map(str, row.titles))
            lines.append(
                Row(
                    (
                        name or N_("no debtor named"),
                        str(row.year),
                        numbers,
                        row.code,
                        row.object,
                        row.titled,
                        row.collected,
                        row.written_off,
                        row.left,
                    )
                )
            )
        name_of_sum = N_("Total {title}", title=name or "–")
        lines.append(total(name_of_sum, 5, _sums(own), Role.SUBTOTAL))
    lines.append(total(N_("Overall total"), 5, _sums(rows)))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def _sums(rows: Sequence[RevenueRow]) -> tuple[Money, ...]:
    return (
        Money.total(row.titled for row in rows),
        Money.total(row.collected for row in rows),
        Money.total(row.written_off for row in rows),
        Money.total(row.left for row in rows),
    )


def _villages(rows: Sequence[Standing]) -> TableBlock:
    columns = (
        text(N_("Village"), 30),
        text(N_("Roll of"), 10, ruled=True),
        sum_of(N_("Roll")),
        sum_of(N_("Paid")),
        sum_of(N_("Left")),
    )
    lines = [
        Row((row.village, str(row.year), row.amount, row.paid, row.left))
        for row in sorted(rows, key=lambda row: (row.village, row.year))
    ]
    sums = (
        Money.total(row.amount for row in rows),
        Money.total(row.paid for row in rows),
        Money.total(row.left for row in rows),
    )
    lines.append(total(N_("Total"), 2, sums))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


REVENUE_ARREARS = paper(
    "revenue-arrears",
    N_("State of what is left to collect"),
    story,
    N_("By debtor and by village, earlier years included."),
    landscape=True,
)
