"""The régisseur’s papers: cash book, books, payments to the receveur, tariffs."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.reports.blocks import (
    ClosingFormula,
    Figure,
    Heading,
    KeyFigures,
    PageBreak,
    Title,
    say_prose,
)
from commune_desk.reports.grids import IN_FRANCS, Align, Row, TableBlock, TableColumn
from commune_desk.reports.revenue_sheet import (
    figure,
    paper,
    signed,
    sum_of,
    text,
    total,
)
from commune_desk.reports.titles import of_kind
from commune_desk.services.book_rows import receipt_books
from commune_desk.services.receipt_rows import cash_on, receipts
from commune_desk.services.remittances import remittances
from commune_desk.services.tariffs import tariffs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.reports.blocks import Block
    from commune_desk.reports.document import Telling
    from commune_desk.services.receipt_rows import ReceiptRow
    from commune_desk.services.remittances import RemittanceRow

REGISSEUR = N_("The régisseur")
RECEVEUR = N_("The receveur")


class Movement(NamedTuple):
    """A line of the cash book."""

    on: dt.date
    order: int
    piece: object
    words: object
    received: Money
    paid: Money


def movements(telling: Telling) -> list[Movement]:
    """List what came into the box and what left it, in the order of days.

    Payments of a day stand after its receipts: they are made of them.
    """
    found = [
        Movement(
            row.made_on,
            0,
            row.number,
            _taken(row),
            row.counted,
            Money(0),
        )
        for row in receipts(telling.session, telling.scope)
    ]
    found += [
        Movement(
            row.made_on,
            1,
            N_("Payment {number}", number=str(row.number)),
            _paid(row),
            Money(0),
            row.counted,
        )
        for row in remittances(telling.session, telling.scope)
    ]
    return sorted(found, key=lambda move: (move.on, move.order))


def _taken(row: ReceiptRow) -> object:
    if row.cancelled_on is not None:
        return N_("cancelled: {reason}", reason=row.reason)
    what = f"TDRL {row.roll_year}" if row.roll_year else row.tariff
    return " – ".join(filter(None, (row.payer, what or row.account, row.code)))


def _paid(row: RemittanceRow) -> object:
    if row.cancelled_on is not None:
        return N_("cancelled: {reason}", reason=row.reason)
    receipt = row.reference or "–"
    return N_("Paid to the receveur, receipt {reference}", reference=receipt)


def cash_book(telling: Telling) -> Iterator[Block]:
    """Tell receipts, payments and what is on hand after each."""
    year = telling.scope.year
    before = dt.date(year - 1, 12, 31)
    opening = cash_on(telling.session, before).on_hand
    moves = movements(telling)
    received = Money.total(move.received for move in moves)
    paid = Money.total(move.paid for move in moves)
    left = opening + received - paid
    yield Title(N_("Cash book of the régie {year}", year=str(year)))
    yield KeyFigures(
        (
            Figure(opening, N_("On hand on 1 January")),
            Figure(received, N_("Received")),
            Figure(paid, N_("Paid to the receveur")),
            Figure(left, N_("On hand")),
        )
    )
    columns = (
        text(N_("Date"), 12),
        text(N_("Voucher no."), 17, ruled=True),
        text(N_("Who and what"), 50, ruled=True),
        sum_of(N_("Received"), 13),
        sum_of(N_("Paid over"), 13),
        TableColumn(N_("On hand"), 13, Align.RIGHT, runs_on=True),
    )
    on_hand = opening
    lines = [Row(("", "", N_("Carried over from {year}", year=str(year - 1)), None,
                  None, opening))]  # fmt: skip
    for move in moves:
        on_hand = on_hand + move.received - move.paid
        lines.append(
            Row(
                (
                    move.on,
                    move.piece,
                    move.words,
                    move.received or None,
                    move.paid or None,
                    on_hand,
                )
            )
        )
    lines.append(total(N_("Total"), 3, (received, paid, left)))
    yield TableBlock(columns, tuple(lines), unit=IN_FRANCS, carried=True)
    yield ClosingFormula(N_("This cash book leaves on hand the sum of"), left)
    yield signed(telling, REGISSEUR)


def books(telling: Telling) -> Iterator[Block]:
    """Tell the stock of books: with whom, used, unused, missing stubs."""
    yield Title(N_("State of the receipt books"))
    rows = receipt_books(telling.session, telling.scope)
    if not rows:
        yield say_prose(N_("No receipt book was received yet."))
        return
    columns = (
        text(N_("Kind"), 15),
        text(N_("Book"), 19, ruled=True),
        figure(N_("Value"), 8),
        text(N_("Collector"), 24, ruled=True),
        text(N_("Handed over"), 12, ruled=True),
        text(N_("Returned"), 12, ruled=True),
        figure(N_("Used"), 9),
        figure(N_("Cancelled"), 10),
        figure(N_("Unused"), 9),
        text(N_("Missing stubs"), 18, ruled=True),
    )
    lines = [
        Row(
            (
                row.kind,
                row.title,
                row.face_value,
                row.collector or N_("in stock"),
                row.handed_on,
                row.returned_on,
                row.used,
                row.cancelled,
                row.unused,
                row.missing,
            )
        )
        for row in rows
    ]
    yield TableBlock(columns, tuple(lines))
    gone = sum(row.missing_count for row in rows)
    if gone:
        found = N_("Missing stubs: {count}; find or explain each of them.", count=gone)
        yield say_prose(found)
    yield signed(telling, REGISSEUR)


def remitted(telling: Telling) -> Iterator[Block]:
    """Tell each payment to the receveur: its receipts by line, its sum in letters."""
    year = str(telling.scope.year)
    rows = [
        row
        for row in remittances(telling.session, telling.scope)
        if row.cancelled_on is None
    ]
    if not rows:
        yield Title(N_("Payments to the receveur {year}", year=year))
        yield say_prose(N_("Nothing was paid to the receveur in this year."))
    taken = receipts(telling.session, telling.scope)
    for place, row in enumerate(rows):
        if place:
            yield PageBreak()
        yield Title(
            N_("STATE OF PAYMENT No. {number}", number=str(row.number)),
            N_(
                "Fiscal year {year}, {date}",
                year=year,
                date=telling.words.long_date(row.made_on),
            ),
            headed=True,
        )
        yield _by_line([r for r in taken if r.remittance_id == row.id])
        yield Heading(N_("Entries in the books"), 2)
        yield _entries(telling, row)
        yield ClosingFormula(N_("Paid to the receveur the sum of"), row.amount)
        yield say_prose(
            N_("Receipt of the receveur: {reference}", reference=row.reference or "……")
        )
        yield signed(telling, REGISSEUR, RECEVEUR)


def _by_line(rows: Sequence[ReceiptRow]) -> TableBlock:
    groups: dict[tuple[str, str], list[ReceiptRow]] = {}
    for row in rows:
        groups.setdefault((row.code, row.account), []).append(row)
    columns = (
        text(N_("Account"), 9),
        text(N_("Title"), 42, ruled=True),
        text(N_("Receipts taken"), 34, ruled=True),
        sum_of(N_("Amount")),
    )
    lines = [
        Row(
            (
                *key,
                N_(
                    "{count}: {first} … {last}",
                    count=len(own),
                    first=own[0].number,
                    last=own[-1].number,
                )
                if len(own) > 1
                else own[0].number,
                Money.total(row.amount for row in own),
            )
        )
        for key, own in sorted(groups.items())
    ]
    lines.append(total(N_("Total"), 3, (Money.total(row.amount for row in rows),)))
    return TableBlock(columns, tuple(lines), unit=IN_FRANCS)


def _entries(telling: Telling, remittance: RemittanceRow) -> TableBlock:
    """List what the payment wrote: of the TDRL, the commune’s part where it is so."""
    rows = [
        row
        for row in of_kind(telling, EntryKind.COLLECTION)
        if row.remittance_id == remittance.id and row.cancelled_on is None
    ]
    columns = (
        figure(N_("No."), 7),
        text(N_("Account"), 9, ruled=True),
        text(N_("Object"), 54, ruled=True),
        sum_of(N_("Collected")),
    )
    lines = [Row((row.number, row.code, row.object, row.amount)) for row in rows]
    sum_ = Money.total(row.amount for row in rows)
    lines.append(total(N_("Total"), 3, (sum_,)))
    others = remittance.amount - sum_
    caption = N_("Parts of other levels in this payment: {amount} F.", amount=others)
    return TableBlock(
        columns, tuple(lines), unit=IN_FRANCS, caption=caption if others else ""
    )


def charged(telling: Telling) -> Iterator[Block]:
    """Tell the tariffs that the council voted, with their dates."""
    yield Title(N_("Tariffs of the commune"))
    rows = tariffs(telling.session, telling.scope)
    if not rows:
        yield say_prose(N_("No tariff was noted yet."))
        return
    columns = (
        text(N_("Account"), 9),
        text(N_("What is charged"), 44, ruled=True),
        text(N_("Unit"), 18, ruled=True),
        figure(N_("Tariff"), 12),
        text(N_("Since"), 12, ruled=True),
        text(N_("Until"), 12, ruled=True),
        text(N_("Deliberation"), 20, ruled=True),
    )
    lines = [
        Row(
            (
                row.code,
                row.title,
                row.unit,
                row.amount,
                row.valid_from,
                row.valid_until,
                row.deliberation,
            )
        )
        for row in rows
    ]
    yield TableBlock(columns, tuple(lines), unit=IN_FRANCS)
    yield signed(telling)


REGIE_CASH = paper(
    "regie-cash",
    N_("Cash book of the régie"),
    cash_book,
    N_("Receipts, payments to the receveur, cash on hand after each line."),
)
BOOKS_STATE = paper(
    "receipt-books",
    N_("State of the receipt books"),
    books,
    N_("Who holds which book, what is used, which stubs are missing."),
    landscape=True,
)
REMITTANCE = paper(
    "remittance",
    N_("States of payment to the receveur"),
    remitted,
    N_("One page for each payment: its receipts by line, its sum in letters."),
)
TARIFFS_PAPER = paper(
    "tariffs",
    N_("Tariffs voted"),
    charged,
    N_("To hang up: what is charged, since when, by which deliberation."),
)
