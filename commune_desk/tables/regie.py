"""The tables of the régisseur: receipts, books, payments to the receveur, tariffs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.execution import BookKind, PartyKind
from commune_desk.domain.text import N_
from commune_desk.services.book_rows import receipt_books
from commune_desk.services.debtors import names_of
from commune_desk.services.receipt_books import (
    RECEIPT_BOOK,
    AddBook,
    RemoveBooks,
    ReviseBook,
)
from commune_desk.services.receipt_rows import latest_receipts
from commune_desk.services.receipts import (
    RECEIPT,
    RemoveReceipts,
    ReviseReceipt,
    TypeReceipt,
)
from commune_desk.services.remittances import remittances
from commune_desk.services.tariffs import (
    TARIFF,
    AddTariff,
    RemoveTariffs,
    ReviseTariff,
    tariffs,
)
from commune_desk.services.tdrl_rolls import all_rolls
from commune_desk.tables.choices import members, village_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.revenue import debtor_choices, given, revenue_line_choices
from commune_desk.tables.table import Choice, Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.book_rows import BookRow
    from commune_desk.services.receipt_rows import ReceiptRow
    from commune_desk.services.remittances import RemittanceRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.tariffs import TariffRow

_receipt = fields_of(RECEIPT, ReviseReceipt)
_book = fields_of(RECEIPT_BOOK, ReviseBook)
_tariff = fields_of(TARIFF, ReviseTariff)
BOOK_KINDS = members(
    BookKind,
    {BookKind.RECEIPTS: ("quittancier",), BookKind.TICKETS: ("tickets",)},
)


def book_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the books: “A 1–50”, those that a collector holds first."""
    rows = sorted(receipt_books(session, scope), key=lambda row: not row.out)
    return [Choice(row.id, row.title, (row.series, row.collector)) for row in rows]


def roll_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the rolls of the year and of those before: “Dembela 2026”."""
    return [
        Choice(row.id, row.title, (row.village,))
        for row in all_rolls(session)
        if row.year <= scope.year
    ]


def tariff_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the tariffs; the day from which it holds tells those of one title apart."""
    rows = tariffs(session, scope)
    often = {row.title: 0 for row in rows}
    for row in rows:
        often[row.title] += 1
    return [
        Choice(
            row.id,
            f"{row.title} ({row.valid_from:%d/%m/%Y})"
            if often[row.title] > 1 and row.valid_from
            else row.title,
            (row.code,),
        )
        for row in rows
    ]


def collector_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the collectors by name; another name may be typed."""
    return [Choice(name, name) for _, name in names_of(session, PartyKind.COLLECTOR)]


RECEIPTS: Table[ReceiptRow] = Table(
    name="receipts",
    title=N_("Régie"),
    purpose=N_("What the régisseur takes in each day, down to the cash on hand."),
    rows=latest_receipts,
    reads={
        "receipts": "id",
        "receipt_books": None,
        "remittances": None,
        "tariffs": None,
        "tdrl_rolls": None,
        "villages": None,
        "parties": None,
        "fiscal_years": None,
    },
    columns=always(
        _receipt("made_on", Kind.DATE, width=11),
        _receipt("book_id", Kind.CHOICE, width=17, choices=book_choices),
        _receipt("first_number", Kind.INTEGER, width=7),
        _receipt("last_number", Kind.INTEGER, width=7, shown=False),
        _receipt("payer", width=24),
        _receipt("village_id", Kind.CHOICE, width=14, choices=village_choices),
        _receipt("line_id", Kind.CHOICE, width=30, choices=revenue_line_choices),
        _receipt("amount", Kind.MONEY, width=11, adds=True),
        Column(
            "remittance",
            N_("Paid in"),
            lambda x: str(x.remittance) if x.remittance else "",
            Kind.CODE,
            8,
            note=N_("Number of the payment to the receveur that took it."),
        ),
        _receipt(
            "tariff_id", Kind.CHOICE, width=20, choices=tariff_choices, shown=False
        ),
        _receipt("quantity", Kind.INTEGER, width=8, shown=False),
        _receipt("roll_id", Kind.CHOICE, width=18, choices=roll_choices, shown=False),
        _receipt(
            "party_id", Kind.CHOICE, width=20, choices=debtor_choices, shown=False
        ),
        Column(
            "collector", N_("Collector"), lambda x: x.collector, width=16, shown=False
        ),
        Column(
            "cancelled_on",
            N_("Cancelled on"),
            lambda x: x.cancelled_on,
            Kind.DATE,
            12,
            shown=False,
        ),
        Column("reason", N_("Reason"), lambda x: x.reason, width=20, shown=False),
        _receipt("note", width=24, shown=False),
    ),
    identity=("book_id", "first_number"),
    add=lambda _, values: TypeReceipt(given(values)),
    remove=lambda rows: RemoveReceipts(tuple(row.id for row in rows)),
    record="receipts",
    required=frozenset({"made_on", "book_id", "first_number"}),
    carries=("made_on", "book_id"),
    row_title=lambda row: row.number,
    empty=N_("No receipt in this year yet."),
    fills=("regie-cash", "receipt-books", "tdrl-recovery"),
    year_bound=True,
)

RECEIPT_BOOKS: Table[BookRow] = Table(
    name="receipt-books",
    title=N_("Receipt books"),
    purpose=N_("The stock of books: who holds them, what is used, what is missing."),
    rows=receipt_books,
    reads={"receipt_books": "id", "receipts": "book_id", "parties": None},
    columns=always(
        _book("kind", Kind.CHOICE, width=13, choices=BOOK_KINDS),
        _book("series", width=9),
        _book("first_number", Kind.INTEGER, width=8),
        _book("last_number", Kind.INTEGER, width=8),
        _book("face_value", Kind.MONEY, width=9),
        _book("received_on", Kind.DATE, width=12, shown=False),
        Column(
            "collector",
            N_("Collector"),
            lambda x: x.collector,
            Kind.TEXT,
            20,
            edit=lambda row, value: ReviseBook(row.id, "collector", value),
            also=("Collecteur",),
        ),
        _book("handed_on", Kind.DATE, width=12),
        _book("returned_on", Kind.DATE, width=12),
        Column("used", N_("Used"), lambda x: x.used, Kind.INTEGER, 7, adds=True),
        Column("unused", N_("Unused"), lambda x: x.unused, Kind.INTEGER, 8, adds=True),
        Column(
            "missing",
            N_("Missing no."),
            lambda x: x.missing,
            width=14,
            note=N_("Numbers passed over, below the highest used."),
        ),
        _book("note", width=24, shown=False),
    ),
    identity=("kind", "series", "first_number"),
    add=lambda _, values: AddBook(given(values)),
    remove=lambda rows: RemoveBooks(tuple(row.id for row in rows)),
    record="receipt_books",
    required=frozenset({"kind", "series", "first_number", "last_number"}),
    row_title=lambda row: row.title,
    one_sum=False,
    empty=N_("No receipt book yet."),
    fills=("receipt-books",),
)

REMITTANCES: Table[RemittanceRow] = Table(
    name="remittances",
    title=N_("Payments to the receveur"),
    purpose=N_("What the régisseur paid in, against the receveur’s receipt."),
    rows=remittances,
    reads={"remittances": "id", "receipts": None, "fiscal_years": None},
    columns=always(
        Column("number", N_("No."), lambda x: x.number, Kind.INTEGER, 7),
        Column("made_on", N_("Date"), lambda x: x.made_on, Kind.DATE, 12),
        Column("reference", N_("Receveur’s receipt"), lambda x: x.reference, width=22),
        Column(
            "receipts",
            N_("Receipts taken"),
            lambda x: x.receipts,
            Kind.INTEGER,
            10,
            adds=True,
        ),
        Column("amount", N_("Amount"), lambda x: x.counted, Kind.MONEY, 14, adds=True),
        Column(
            "cancelled_on", N_("Cancelled on"), lambda x: x.cancelled_on, Kind.DATE, 12
        ),
        Column("reason", N_("Reason"), lambda x: x.reason, width=24),
        Column("note", N_("Note"), lambda x: x.note, width=24, shown=False),
    ),
    identity=("number",),
    record="remittances",
    row_title=lambda row: N_("Payment no. {number}", number=row.number),
    empty=N_("Nothing was paid to the receveur in this year yet."),
    fills=("remittance", "regie-cash", "collections-register"),
    year_bound=True,
)

TARIFFS: Table[TariffRow] = Table(
    name="tariffs",
    title=N_("Tariffs"),
    purpose=N_("What the council voted to charge, since when and until when."),
    rows=tariffs,
    reads={"tariffs": "id"},
    columns=always(
        _tariff("code", Kind.CODE, width=8),
        _tariff("title", width=40),
        _tariff("unit", width=16),
        _tariff("amount", Kind.MONEY, width=11),
        _tariff("valid_from", Kind.DATE, width=12),
        _tariff("valid_until", Kind.DATE, width=12),
        _tariff("deliberation", width=20),
        _tariff("note", width=24, shown=False),
    ),
    identity=("title", "valid_from"),
    likeness=("title",),
    add=lambda _, values: AddTariff(given(values)),
    remove=lambda rows: RemoveTariffs(tuple(row.id for row in rows)),
    record="tariffs",
    required=frozenset({"title", "amount"}),
    row_title=lambda row: row.title,
    empty=N_("No tariff yet."),
    fills=("tariffs",),
)
