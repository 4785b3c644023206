"""What a committee has in store, what its members owe, its yearly account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.services.committee_accounts import accounts
from commune_desk.services.committee_stock import (
    STOCK_ENTRY,
    AddStockEntry,
    RemoveStockEntries,
    ReviseStockEntry,
    stock,
)
from commune_desk.services.member_dues import (
    DUES_ENTITY,
    AddDues,
    RemoveDues,
    ReviseDues,
    member_dues,
)
from commune_desk.tables.committee_types import known
from commune_desk.tables.committees import committee_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from commune_desk.services.committee_accounts import AccountRow
    from commune_desk.services.committee_stock import StockRow
    from commune_desk.services.member_dues import DuesRow

_stock = fields_of(STOCK_ENTRY, ReviseStockEntry)
_dues = fields_of(DUES_ENTITY, ReviseDues)

STOCK_ENTRIES: Table[StockRow] = Table(
    name="stock_entries",
    title=N_("Stock books"),
    purpose=N_(
        "What came into the store and went out of it: cereals, medicines, cattle feed."
    ),
    rows=stock,
    reads={"stock_entries": None, "committees": None},
    columns=always(
        _stock(
            "committee_id",
            Kind.CHOICE,
            width=30,
            choices=committee_choices,
            shown=False,
        ),
        _stock("item", width=24),
        _stock("made_on", Kind.DATE, width=12),
        _stock("taken_in", Kind.INTEGER, width=9),
        _stock("given_out", Kind.INTEGER, width=9),
        Column("left", N_("In store"), lambda row: row.left, Kind.INTEGER, 10),
        _stock("unit", width=12),
        _stock("unit_price", Kind.MONEY, width=11),
        Column("worth", N_("Worth"), lambda row: row.worth, Kind.MONEY, 12),
        _stock("note", width=30, shown=False),
    ),
    levels=(
        Level(lambda row: (row.committee, row.committee_id), lambda row: row.committee),
        Level(lambda row: row.item, lambda row: row.item),
    ),
    identity=("committee_id", "item", "made_on", "note"),
    add=lambda _, values: AddStockEntry(known(values)),
    remove=lambda rows: RemoveStockEntries(tuple(row.id for row in rows)),
    record="stock_entries",
    required=frozenset({"committee_id", "made_on", "item"}),
    carries=("committee_id", "item", "unit", "made_on"),
    row_title=lambda row: f"{row.item} – {row.made_on:%d/%m/%Y}",
    empty=N_("No stock noted yet."),
    fills=("committee-stock",),
    one_sum=False,
)

MEMBER_DUES: Table[DuesRow] = Table(
    name="member_dues",
    title=N_("Contributions of members"),
    purpose=N_("What the members of each committee owe in a year, and how many paid."),
    rows=member_dues,
    reads={"member_dues": "id", "committees": None},
    columns=always(
        _dues("committee_id", Kind.CHOICE, width=32, choices=committee_choices),
        _dues("year", Kind.YEAR, width=9),
        _dues("title", width=30),
        _dues("payers", Kind.INTEGER, width=9),
        _dues("rate", Kind.MONEY, width=9),
        Column("due", N_("Due"), lambda row: row.due, Kind.MONEY, 11, adds=True),
        _dues("paid", Kind.INTEGER, width=9),
        _dues("collected", Kind.MONEY, width=11, adds=True),
        Column("rest", N_("Left"), lambda row: row.rest, Kind.MONEY, 11, adds=True),
        Column(
            "recovery",
            N_("Recovery"),
            lambda row: row.recovery,
            Kind.PROGRESS,
            width=12,
        ),
        _dues("note", width=24, shown=False),
    ),
    identity=("committee_id", "year", "title"),
    add=lambda _, values: AddDues(known(values)),
    remove=lambda rows: RemoveDues(tuple(row.id for row in rows)),
    record="member_dues",
    required=frozenset({"committee_id", "year", "title", "payers", "rate"}),
    carries=("committee_id", "year"),
    row_title=lambda row: f"{row.committee} – {row.title} {row.year}",
    empty=N_("No contribution of members noted yet."),
)

ACCOUNTS: Table[AccountRow] = Table(
    name="committee_accounts",
    title=N_("Accounts of the year"),
    purpose=N_(
        "What each committee had, received, spent and has: opening + receipts −"
        " expenses + gap = closing."
    ),
    rows=accounts,
    reads=dict.fromkeys(
        (
            "cash_entries",
            "cash_periods",
            "committees",
            "committee_types",
            "member_dues",
            "settings",
            "villages",
        )
    ),
    columns=always(
        Column("committee", N_("Committee"), lambda row: row.committee, width=34),
        Column(
            "opening",
            N_("Opening"),
            lambda row: row.opening,
            Kind.MONEY,
            12,
            adds=True,
        ),
        Column(
            "received",
            N_("Receipts"),
            lambda row: row.received,
            Kind.MONEY,
            12,
            adds=True,
        ),
        Column(
            "spent", N_("Expenses"), lambda row: row.spent, Kind.MONEY, 12, adds=True
        ),
        Column("gap", N_("Gap"), lambda row: row.gap, Kind.MONEY, 9, adds=True),
        Column(
            "closing",
            N_("Closing"),
            lambda row: row.closing,
            Kind.MONEY,
            12,
            adds=True,
        ),
        Column("box", N_("In the box"), lambda row: row.box, Kind.MONEY, 11, adds=True),
        Column(
            "bank", N_("At the bank"), lambda row: row.bank, Kind.MONEY, 11, adds=True
        ),
        Column(
            "fund",
            N_("Renewal fund"),
            lambda row: row.fund,
            Kind.MONEY,
            12,
            adds=True,
        ),
        Column(
            "target",
            N_("Fund, target"),
            lambda row: row.target,
            Kind.MONEY,
            12,
            adds=True,
            shown=False,
        ),
        Column(
            "recovery",
            N_("Dues paid"),
            lambda row: row.recovery,
            Kind.PROGRESS,
            width=11,
        ),
        Column(
            "due",
            N_("Contributions due"),
            lambda row: row.due,
            Kind.MONEY,
            11,
            shown=False,
        ),
        Column(
            "collected",
            N_("Collected"),
            lambda row: row.collected,
            Kind.MONEY,
            11,
            shown=False,
        ),
        Column(
            "lines", N_("Lines"), lambda row: row.lines, Kind.INTEGER, 8, shown=False
        ),
        Column(
            "type", N_("Type of committee"), lambda row: row.type, width=30, shown=False
        ),
        Column(
            "village", N_("Village"), lambda row: row.village, width=16, shown=False
        ),
    ),
    record="committees",
    row_title=lambda row: row.committee,
    empty=N_("No committee yet."),
    fills=("committee-account",),
    year_bound=True,
)
