"""Registers of expenditure as tables: read only, for corrections have verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_, Text
from commune_desk.services.expense_registers import (
    RegisterRow,
    commitments,
    payment_orders,
    payments,
)
from commune_desk.tables.expense_columns import MODES
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Callable

READS = {
    "ledger_entries": "id",
    "operations": None,
    "deductions": "entry_id",
    "expense_sources": None,
    "parties": None,
    "slips": None,
    "line_amounts": None,
    "budget_documents": None,
}


def _column(
    key: str, title: Text, kind: Kind = Kind.TEXT, width: int = 10, **facts: Any
) -> Column[RegisterRow]:
    return Column(key, title, lambda row: getattr(row, key), kind, width, **facts)


def _money(key: str, title: Text, *, adds: bool = True) -> Column[RegisterRow]:
    return _column(key, title, Kind.MONEY, 12, adds=adds)


_HEAD = (
    _column("number", N_("No."), Kind.INTEGER, 6),
    _column("made_on", N_("Date"), Kind.DATE, 10),
    _column("object", N_("Object"), width=32),
    _column("party", N_("Party"), width=22),
    _column("account", N_("Account"), width=26),
)


def _table(
    name: str,
    title: Text,
    purpose: Text,
    rows: Callable[..., list[RegisterRow]],
    *columns: Column[RegisterRow],
) -> Table[RegisterRow]:
    state = _column("state", N_("State"), width=18)
    return Table(
        name=name,
        title=title,
        purpose=purpose,
        rows=rows,
        reads=READS,
        columns=always(*_HEAD, *columns, state),
        row_title=lambda row: f"{row.number}  {row.object}",
        empty=N_("No entry yet."),
        year_bound=True,
    )


COMMITMENTS = _table(
    "commitments",
    N_("Commitments"),
    N_("What the commune has promised to pay, by number; the register prints it."),
    commitments,
    _money("opened", N_("Credit"), adds=False),
    _money("earlier", N_("Committed before"), adds=False),
    _money("amount", N_("This commitment")),
    _money("free", N_("Available"), adds=False),
)
ORDERS = _table(
    "payment_orders",
    N_("Payment orders"),
    N_("What the receveur was asked to pay, by number: gross, withheld, net."),
    payment_orders,
    _money("amount", N_("Gross")),
    _money("withheld", N_("Withheld")),
    _money("net", N_("Net to pay")),
    _column("slip", N_("Slip"), Kind.INTEGER, 7),
)
PAYMENTS = _table(
    "payments",
    N_("Payments"),
    N_("What the receveur has paid, by number."),
    payments,
    _column("before", N_("Order no."), Kind.INTEGER, 8),
    _money("amount", N_("Paid")),
    _column("mode", N_("Mode of payment"), Kind.CHOICE, 14, choices=MODES),
    _column("reference", N_("Reference"), width=14),
)
