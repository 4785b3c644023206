"""Titles of revenue: each on its page, their slips, the registers (`budget.md` 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    ClosingFormula,
    Heading,
    PageBreak,
    Signature,
    Signatures,
    Title,
    say_prose,
)
from commune_desk.reports.grids import IN_FRANCS, Row, TableBlock
from commune_desk.reports.revenue_sheet import (
    executive,
    figure,
    paper,
    signed,
    sum_of,
    text,
    total,
)
from commune_desk.services.executed import ledger
from commune_desk.services.title_slips import title_slips

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.executed import LedgerRow


def of_kind(telling: Telling, kind: EntryKind) -> list[LedgerRow]:
    """List the entries of a kind that the year’s books hold, by number."""
    rows = [row for row in ledger(telling.session, telling.scope) if row.kind is kind]
    return sorted(rows, key=lambda row: row.number)


def titles(telling: Telling) -> Iterator[Block]:
    """Tell each title that counts on a page of its own."""
    rows = [
        row
        for row in of_kind(telling, EntryKind.TITLE)
        if row.cancelled_on is None and row.reverses_id is None
    ]
    if not rows:
        yield Title(N_("Revenue orders {year}", year=str(telling.scope.year)))
        yield say_prose(N_("No title was issued in this year."))
    for number, row in enumerate(rows):
        if number:
            yield PageBreak()
        yield from _title(telling, row)


def _title(telling: Telling, row: LedgerRow) -> Iterator[Block]:
    year = str(telling.scope.year)
    yield Title(
        N_("REVENUE ORDER No. {number}", number=str(row.number)),
        N_(
            "Fiscal year {year}, {date}",
            year=year,
            date=telling.words.long_date(row.made_on),
        ),
        headed=True,
    )
    facts = [
        (N_("Debtor"), row.party or "…………………………………………"),
        (N_("Object"), row.object),
        (N_("Account"), f"{row.code} {row.account.title}"),
        (N_("Village"), row.village or "–"),
        (N_("Action of the plan"), row.action_code or "–"),
        (N_("Slip no."), str(row.slip) if row.slip else "–"),
        (N_("Amount"), row.amount),
    ]
    yield TableBlock(
        (text(N_("Item"), 24), text(N_("Particulars"), 60, ruled=True)),
        tuple(Row(fact) for fact in facts),
        unit=IN_FRANCS,
    )
    before = N_("This revenue order is drawn up for the sum of")
    yield ClosingFormula(before, row.amount)
    yield say_prose(
        N_("Papers enclosed: ……………………………………………………………………"),
        N_("The receveur is to collect this sum from the debtor named above."),
    )
    yield Signatures(
        (
            Signature(executive(telling), stamp=True),
            Signature(N_("Taken in charge by the receveur")),
        )
    )


def slips(telling: Telling) -> Iterator[Block]:
    """Tell the slips of titles, each with its titles and their sum in letters."""
    year = str(telling.scope.year)
    rows = title_slips(telling.session, telling.scope)
    entries = of_kind(telling, EntryKind.TITLE)
    if not rows:
        yield Title(N_("Slips of titles {year}", year=year))
        yield say_prose(N_("No slip of titles was made in this year."))
    for place, slip in enumerate(rows):
        if place:
            yield PageBreak()
        yield Title(
            N_("SLIP OF TITLES No. {number}", number=str(slip.number)),
            N_(
                "Fiscal year {year}, {date}",
                year=year,
                date=telling.words.long_date(slip.made_on),
            ),
            headed=True,
        )
        own = [row for row in entries if row.slip_id == slip.id]
        yield _listed(own)
        sum_ = Money.total(row.counted for row in own)
        yield ClosingFormula(N_("This slip is closed at the sum of"), sum_)
        yield Signatures(
            (
                Signature(executive(telling), stamp=True),
                Signature(N_("Received by the receveur")),
            )
        )


def _listed(rows: Sequence[LedgerRow]) -> TableBlock:
    columns = (
        figure(N_("Title no."), 8),
        text(N_("Date"), 12, ruled=True),
        text(N_("Account"), 9),
        text(N_("Object"), 44, ruled=True),
        text(N_("Debtor"), 28, ruled=True),
        sum_of(N_("Amount")),
    )
    lines = [
        Row(
            (
                row.number,
                row.made_on,
                row.code,
                row.object,
                row.party,
                row.counted,
            )
        )
        for row in rows
    ]
    sum_ = Money.total(row.counted for row in rows)
    lines.append(total(N_("Total"), 5, (sum_,)))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def register(telling: Telling) -> Iterator[Block]:
    """Tell all titles of the year, cancelled ones with their reason."""
    yield Title(N_("Register of titles {year}", year=str(telling.scope.year)))
    rows = of_kind(telling, EntryKind.TITLE)
    columns = (
        figure(N_("No."), 6),
        text(N_("Date"), 11, ruled=True),
        text(N_("Account"), 8),
        text(N_("Object"), 40, ruled=True),
        text(N_("Debtor"), 26, ruled=True),
        figure(N_("Slip"), 8),
        sum_of(N_("Amount")),
        text(N_("Observations"), 24, ruled=True),
    )
    lines = [
        Row(
            (
                row.number,
                row.made_on,
                row.code,
                row.object,
                row.party,
                row.slip,
                row.counted,
                remark(row),
            )
        )
        for row in rows
    ]
    sum_ = Money.total(row.counted for row in rows)
    lines.append(total(N_("Total"), 6, (sum_, None)))
    yield TableBlock(columns, tuple(lines), unit=IN_FRANCS, carried=True)
    yield signed(telling)


def remark(row: LedgerRow) -> object:
    """Say what is particular of an entry: cancelled, reversed, of an earlier year."""
    if row.cancelled_on is not None:
        return N_("cancelled: {reason}", reason=row.reason)
    if row.reverses_id is not None:
        return N_("reversal: {reason}", reason=row.reason)
    return ""


def collections(telling: Telling) -> Iterator[Block]:
    """Tell all collections of the year, those of earlier years’ titles with them."""
    year = telling.scope.year
    yield Title(N_("Register of collections {year}", year=str(year)))
    rows = of_kind(telling, EntryKind.COLLECTION)
    numbers = {row.id: row.number for row in of_kind(telling, EntryKind.TITLE)}
    columns = (
        figure(N_("No."), 6),
        text(N_("Date"), 11, ruled=True),
        text(N_("Account"), 8),
        text(N_("Object"), 38, ruled=True),
        text(N_("Debtor"), 24, ruled=True),
        text(N_("Title no."), 11, ruled=True),
        text(N_("Receipt, reference"), 18, ruled=True),
        sum_of(N_("Amount")),
        text(N_("Observations"), 18, ruled=True),
    )
    lines = [
        Row(
            (
                row.number,
                row.made_on,
                row.code,
                row.object,
                row.party,
                _followed(row, numbers),
                row.reference,
                row.counted,
                remark(row),
            )
        )
        for row in rows
    ]
    sum_ = Money.total(row.counted for row in rows)
    lines.append(total(N_("Total"), 7, (sum_, None)))
    yield TableBlock(columns, tuple(lines), unit=IN_FRANCS, carried=True)
    yield Heading(N_("By line of the budget"), 2)
    yield _by_line(rows)
    yield signed(telling)


def _followed(row: LedgerRow, numbers: dict[int, int]) -> object:
    if row.follows_id is None:
        return N_("before title")
    number = numbers.get(row.follows_id)
    return str(number) if number is not None else N_("earlier year")


def _by_line(rows: Sequence[LedgerRow]) -> TableBlock:
    sums: dict[tuple[str, str], int] = {}
    for row in rows:
        key = (row.code, row.account.title)
        sums[key] = sums.get(key, 0) + row.counted.francs
    columns = (
        text(N_("Account"), 9),
        text(N_("Title"), 60, ruled=True),
        sum_of(N_("Collected")),
    )
    lines = [Row((*key, Money(francs))) for key, francs in sorted(sums.items())]
    lines.append(total(N_("Total"), 2, (Money(sum(sums.values())),)))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


TITLES = paper(
    "titles",
    N_("Revenue orders"),
    titles,
    N_("Each title on its page: amount in letters, signatures, for the receveur."),
)
TITLES_SLIP = paper(
    "titles-slip",
    N_("Slips of titles"),
    slips,
    N_("Carries the titles to the receveur, who signs for them."),
)
TITLES_REGISTER = paper(
    "titles-register",
    N_("Register of titles"),
    register,
    N_("All titles of the year, with carried totals."),
    landscape=True,
)
COLLECTIONS_REGISTER = paper(
    "collections-register",
    N_("Register of collections"),
    collections,
    N_("All that was collected in the year, earlier years’ titles included."),
    landscape=True,
)
