"""The cash books of committees: headings, periods, lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.committee_cash import Way
from commune_desk.domain.text import N_
from commune_desk.services.cash_categories import (
    CATEGORY,
    AddCategory,
    RemoveCategories,
    ReviseCategory,
    categories,
)
from commune_desk.services.cash_entries import (
    ENTRY,
    AddEntry,
    RemoveEntries,
    ReviseEntry,
    entries,
)
from commune_desk.services.cash_periods import (
    PERIOD,
    AddPeriod,
    RemovePeriods,
    RevisePeriod,
)
from commune_desk.services.period_rows import periods
from commune_desk.tables.choices import members
from commune_desk.tables.committee_types import known, type_choices
from commune_desk.tables.committees import committee_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.cash_categories import CategoryRow
    from commune_desk.services.cash_entries import EntryRow
    from commune_desk.services.period_rows import PeriodRow
    from commune_desk.services.scope import Scope

_category = fields_of(CATEGORY, ReviseCategory)
_period = fields_of(PERIOD, RevisePeriod)
_entry = fields_of(ENTRY, ReviseEntry)
PROPOSAL = N_("A working proposal: no chart of accounts of committees was found.")
MONTH = "{:02d}/{}"
WAYS = members(
    Way,
    {
        Way.BOX: ("caisse", "espèces"),
        Way.BANK: ("banque", "compte"),
        Way.TO_BANK: ("versement à la banque", "versé à la banque"),
        Way.FROM_BANK: ("retrait de la banque", "retiré de la banque"),
    },
)


def category_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the headings by their titles."""
    return [Choice(row.id, row.title) for row in categories(session)]


CASH_CATEGORIES: Table[CategoryRow] = Table(
    name="cash_categories",
    title=N_("Headings of the cash sheet"),
    purpose=N_(
        "What committees receive and spend, for all types or for one: a working"
        " proposal, to be adapted."
    ),
    rows=categories,
    reads={"cash_categories": "id", "committee_types": None},
    columns=always(
        _category("type_id", Kind.CHOICE, width=34, choices=type_choices),
        _category("title", width=38, note=PROPOSAL),
        _category("receipt", Kind.FLAG, width=10),
        _category("position", Kind.INTEGER, width=8),
    ),
    identity=("title",),
    add=lambda _, values: AddCategory(known(values)),
    remove=lambda rows: RemoveCategories(tuple(row.id for row in rows)),
    record="cash_categories",
    required=frozenset({"title", "receipt"}),
    carries=("type_id", "receipt"),
    row_title=lambda row: row.title,
    empty=N_("No heading of the cash sheet yet."),
)

CASH_PERIODS: Table[PeriodRow] = Table(
    name="cash_periods",
    title=N_("Periods of the cash books"),
    purpose=N_(
        "What was there at the beginning, what was counted at the end; each period"
        " opens with what the one before closed with."
    ),
    rows=periods,
    reads={
        "cash_periods": None,
        "cash_entries": None,
        "committees": None,
        "settings": None,
    },
    columns=always(
        _period(
            "committee_id",
            Kind.CHOICE,
            width=30,
            choices=committee_choices,
            shown=False,
        ),
        _period("begins_on", Kind.DATE, width=12),
        _period("ends_on", Kind.DATE, width=12),
        _period("opening_cash", Kind.MONEY, width=12),
        _period("opening_bank", Kind.MONEY, width=12),
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
        Column(
            "expected_cash",
            N_("Box by the book"),
            lambda row: row.expected_cash,
            Kind.MONEY,
            12,
            shown=False,
        ),
        Column(
            "expected_bank",
            N_("Bank by the book"),
            lambda row: row.expected_bank,
            Kind.MONEY,
            12,
            shown=False,
        ),
        _period("closing_cash", Kind.MONEY, width=12),
        _period("closing_bank", Kind.MONEY, width=12),
        Column(
            "lacking", N_("Lacking"), lambda row: row.lacking, Kind.MONEY, 9, adds=True
        ),
        Column(
            "beyond", N_("Too much"), lambda row: row.beyond, Kind.MONEY, 9, adds=True
        ),
        Column("standing", N_("State"), lambda row: row.standing, width=18),
        _period("approved_on", Kind.DATE, width=12),
        _period("note", width=30, shown=False),
    ),
    levels=(
        Level(lambda row: (row.committee, row.committee_id), lambda row: row.committee),
    ),
    identity=("committee_id", "begins_on"),
    add=lambda _, values: AddPeriod(known(values)),
    remove=lambda rows: RemovePeriods(tuple(row.id for row in rows)),
    record="cash_periods",
    required=frozenset({"committee_id", "begins_on", "ends_on"}),
    carries=("committee_id",),
    row_title=lambda row: f"{row.committee} – {row.begins_on:%d/%m/%Y}",
    empty=N_("No cash book yet: open a period on the cash sheet."),
    begins="",
    one_sum=False,
)


def _month(row: EntryRow) -> Text | str:
    return MONTH.format(row.made_on.month, row.made_on.year)


CASH_ENTRIES: Table[EntryRow] = Table(
    name="cash_entries",
    title=N_("Cash sheet"),
    purpose=N_(
        "The notebook of a committee, line by line; the balance runs on, and nothing"
        " falls below zero."
    ),
    rows=entries,
    reads={
        "cash_entries": None,
        "cash_periods": None,
        "cash_categories": None,
        "committees": None,
    },
    columns=always(
        _entry(
            "committee_id",
            Kind.CHOICE,
            width=30,
            choices=committee_choices,
            shown=False,
        ),
        _entry("made_on", Kind.DATE, width=12),
        _entry("title", width=34),
        _entry("receipt", Kind.MONEY, width=11, adds=True),
        _entry("expense", Kind.MONEY, width=11, adds=True),
        _entry(
            "carried",
            Kind.MONEY,
            width=10,
            note=N_("Between the box and the bank: neither a receipt nor an expense."),
        ),
        _entry("way", Kind.CHOICE, width=14, choices=WAYS),
        Column("box", N_("In the box"), lambda row: row.box, Kind.MONEY, 11),
        Column("bank", N_("At the bank"), lambda row: row.bank, Kind.MONEY, 11),
        _entry("category_id", Kind.CHOICE, width=26, choices=category_choices),
        _entry("renewal", Kind.FLAG, width=9),
        _entry("voucher", Kind.CODE, width=9, shown=False),
        _entry("note", width=24, shown=False),
    ),
    levels=(
        Level(lambda row: (row.committee, row.committee_id), lambda row: row.committee),
        Level(lambda row: row.month, _month),
    ),
    identity=("committee_id", "made_on", "title", "voucher"),
    add=lambda _, values: AddEntry(known(values)),
    remove=lambda rows: RemoveEntries(tuple(row.id for row in rows)),
    record="cash_entries",
    required=frozenset({"committee_id", "made_on", "title"}),
    carries=("committee_id", "made_on"),
    row_title=lambda row: f"{row.made_on:%d/%m/%Y} – {row.title}",
    empty=N_("Nothing was typed from a notebook yet."),
    fills=("committee-account", "committee-cash-blank"),
    one_sum=False,
)
