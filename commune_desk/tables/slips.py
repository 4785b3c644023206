"""The table of slips of payment orders."""

from __future__ import annotations

from commune_desk.domain.text import N_
from commune_desk.services.slips import SlipRow, order_slips
from commune_desk.tables.table import Column, Kind, Table, always

ORDER_SLIPS: Table[SlipRow] = Table(
    name="order_slips",
    title=N_("Slips"),
    purpose=N_("Payment orders on their way to the receveur, and what came back."),
    rows=order_slips,
    reads={"slips": "id", "ledger_entries": "slip_id", "deductions": None},
    columns=always(
        Column("number", N_("No."), lambda x: x.number, Kind.INTEGER, 6),
        Column("made_on", N_("Date"), lambda x: x.made_on, Kind.DATE, 11),
        Column("count", N_("Orders"), lambda x: x.many, Kind.INTEGER, 8, adds=True),
        Column("gross", N_("Gross"), lambda x: x.gross, Kind.MONEY, 14, adds=True),
        Column("net", N_("Net to pay"), lambda x: x.net, Kind.MONEY, 14, adds=True),
        Column("sent_on", N_("Sent on"), lambda x: x.sent_on, Kind.DATE, 11),
        Column(
            "returned_on", N_("Came back on"), lambda x: x.returned_on, Kind.DATE, 11
        ),
        Column("state", N_("State"), lambda x: x.state, Kind.TEXT, 20),
        Column("note", N_("Note"), lambda x: x.note, Kind.TEXT, 20, shown=False),
    ),
    record="slips",
    row_title=lambda row: N_("slip no. {number}", number=row.number),
    empty=N_("No slip yet."),
    year_bound=True,
)
