"""The journal of all entries of a year (livre-journal), one column for each act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.execution import EntryKind
from commune_desk.domain.text import N_
from commune_desk.services.day_books import entries_until
from commune_desk.tables.choices import members
from commune_desk.tables.nomenclature import SECTION_CHOICES, SIDE_CHOICES
from commune_desk.tables.situation import READS, period_title
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from commune_desk.domain.money import Money
    from commune_desk.domain.text import Text
    from commune_desk.services.executed import LedgerRow

E = EntryKind


def _act(kind: EntryKind, title: Text, *, shown: bool = True) -> Column[LedgerRow]:
    def value(row: LedgerRow) -> Money | None:
        return row.counted if row.kind is kind else None

    return Column(kind.value, title, value, Kind.MONEY, 12, adds=True, shown=shown)


LEDGER: Table[LedgerRow] = Table(
    name="ledger",
    title=N_("Journal of entries"),
    purpose=N_("Every act of the year in the order of dates: the livre-journal."),
    rows=entries_until,
    reads={
        **READS,
        "slips": None,
        "parties": None,
        "actions": None,
        "villages": None,
    },
    columns=always(
        Column("made_on", N_("Date"), lambda x: x.made_on, Kind.DATE, 11),
        Column(
            "kind", N_("Act"), lambda x: x.kind, Kind.CHOICE, 17, choices=members(E)
        ),
        Column("number", N_("No."), lambda x: x.number, Kind.INTEGER, 6),
        Column("code", N_("Account"), lambda x: x.code, Kind.CODE, 8),
        Column("object", N_("Object"), lambda x: x.object, width=34),
        Column("party", N_("Party"), lambda x: x.party, width=18),
        _act(E.COMMITMENT, N_("Committed")),
        _act(E.LIQUIDATION, N_("Liquidated")),
        _act(E.ORDER, N_("Ordered")),
        _act(E.PAYMENT, N_("Paid")),
        _act(E.TITLE, N_("Titles")),
        _act(E.COLLECTION, N_("Collected")),
        _act(E.WRITE_OFF, N_("Written off"), shown=False),
        Column(
            "section",
            N_("Section"),
            lambda x: x.section,
            Kind.CHOICE,
            13,
            choices=SECTION_CHOICES,
            shown=False,
        ),
        Column(
            "side",
            N_("Side"),
            lambda x: x.side,
            Kind.CHOICE,
            10,
            choices=SIDE_CHOICES,
            shown=False,
        ),
        Column(
            "account_title",
            N_("Title of the account"),
            lambda x: x.account.title,
            width=30,
            shown=False,
        ),
        Column(
            "period",
            N_("Period"),
            lambda x: period_title(x.period),
            width=14,
            shown=False,
        ),
        Column("slip", N_("Slip"), lambda x: x.slip, Kind.INTEGER, 8, shown=False),
        Column(
            "reference", N_("Reference"), lambda x: x.reference, width=14, shown=False
        ),
        Column("invoice", N_("Invoice"), lambda x: x.invoice, width=14, shown=False),
        Column("action", N_("Action"), lambda x: x.action_code, width=8, shown=False),
        Column("village", N_("Village"), lambda x: x.village, width=14, shown=False),
        Column("reason", N_("Reason"), lambda x: x.reason, width=20, shown=False),
        Column(
            "cancelled_on",
            N_("Cancelled on"),
            lambda x: x.cancelled_on,
            Kind.DATE,
            12,
            shown=False,
        ),
        Column(
            "earlier",
            N_("Of an earlier year"),
            lambda x: x.earlier,
            Kind.FLAG,
            10,
            shown=False,
        ),
    ),
    row_title=lambda row: f"{row.number} {row.object}",
    empty=N_("No entry in the books of this year yet."),
    year_bound=True,
)
