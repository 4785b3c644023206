"""The table of expenses: how far each is; and of the parties that are paid."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.execution import EXPENSE_CHAIN, EntryKind
from commune_desk.domain.money import Money
from commune_desk.domain.spending import DATES, NUMBERS, SpendingStage
from commune_desk.domain.text import N_, Text
from commune_desk.services.expense_rows import ExpenseRow, expenses
from commune_desk.services.expense_words import OPERATION, NameParty, ReviseExpense
from commune_desk.services.expenses import NextAct, RecordExpense
from commune_desk.services.parties import (
    PARTY,
    AddParty,
    RemoveParties,
    ReviseParty,
    parties,
)
from commune_desk.tables.choices import action_choices, members, village_choices
from commune_desk.tables.expense_columns import (
    MODES,
    PARTY_KINDS,
    closed,
    line_choices,
)
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from commune_desk.services.command import Command
    from commune_desk.services.parties import PartyRow
    from commune_desk.services.scope import Scope

E = EntryKind
AMOUNTS = {
    E.LIQUIDATION: "liquidated",
    E.ORDER: "ordered",
    E.PAYMENT: "paid",
}
"""The columns that hold how much of each act there is; the amount is committed."""

STAGES = members(SpendingStage)


def _add(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    given = {key: value for key, value in values.items() if value is not None}
    acts = tuple(_act(kind, given) for kind in EXPENSE_CHAIN if DATES[kind] in given)
    return RecordExpense(
        given.get("line_id", 0),
        given.get("object", ""),
        given.get("amount", Money(0)),
        acts,
        given.get("party", ""),
        given.get("action_id"),
        given.get("village_id"),
        note=given.get("note", ""),
    )


def _act(kind: EntryKind, given: Mapping[str, Any]) -> NextAct:
    number = given.get(NUMBERS[kind])
    return NextAct(
        kind,
        given[DATES[kind]],
        given.get(AMOUNTS[kind]) if kind in AMOUNTS else None,
        int(number) if number else None,
        given.get("invoice", ""),
        given.get("invoiced_on"),
        given.get("mode"),
        given.get("reference", ""),
        deductions=read_deductions(given.get("deductions", "")),
    )


def read_deductions(text: str) -> tuple[tuple[str, Money], ...]:
    """Read what is withheld, written as “INPS 1440; ITS 4000”."""
    found = []
    for part in filter(None, (each.strip() for each in text.split(";"))):
        title, _, amount = part.rpartition(" ")
        digits = "".join(sign for sign in amount if sign.isdigit())
        found.append((title.strip() or part, Money(int(digits or 0))))
    return tuple(found)


def held_words(deductions: Sequence[tuple[str, Money]]) -> str:
    """Write what is withheld as `read_deductions` reads it back."""
    return "; ".join(f"{title} {amount.francs}" for title, amount in deductions)


def _date(kind: EntryKind, title: Text, **facts: Any) -> Column[ExpenseRow]:
    def value(row: ExpenseRow) -> Any:
        act = row.last(kind)
        return act.made_on if act is not None else None

    return Column(DATES[kind], title, value, Kind.DATE, 10, edit=closed, **facts)


def _number(kind: EntryKind, title: Text) -> Column[ExpenseRow]:
    def value(row: ExpenseRow) -> Any:
        act = row.last(kind)
        return act.number if act is not None else None

    key = NUMBERS[kind]
    return Column(key, title, value, Kind.INTEGER, 7, edit=closed, shown=False)


def _of_act(kind: EntryKind, name: str) -> Callable[[ExpenseRow], Any]:
    def value(row: ExpenseRow) -> Any:
        act = row.last(kind)
        return getattr(act, name) if act is not None else None

    return value


_field = fields_of(OPERATION, ReviseExpense)


def _sum(key: str, title: Text, **facts: Any) -> Column[ExpenseRow]:
    return Column(
        key, title, lambda row: getattr(row, key), Kind.MONEY, 12, adds=True, **facts
    )


def _slip(row: ExpenseRow) -> Any:
    act = row.last(E.ORDER)
    return act.slip if act is not None else None


EXPENSES: Table[ExpenseRow] = Table(
    name="expenses",
    title=N_("Expenses"),
    purpose=N_("Each expense from its commitment to its payment; Enter carries it on."),
    rows=expenses,
    reads={
        "operations": "id",
        "ledger_entries": "operation_id",
        "deductions": None,
        "expense_sources": "operation_id",
        "parties": None,
        "slips": None,
    },
    columns=always(
        Column(
            NUMBERS[E.COMMITMENT],
            N_("Commitment no."),
            _of_act(E.COMMITMENT, "number"),
            Kind.INTEGER,
            7,
            edit=closed,
        ),
        _date(E.COMMITMENT, N_("Committed on")),
        _field("object", width=30),
        Column(
            "party",
            N_("Party"),
            lambda row: row.party,
            Kind.TEXT,
            22,
            edit=lambda row, value: NameParty(row.id, value or ""),
        ),
        Column(
            "line_id",
            N_("Budget line"),
            lambda row: row.line_id,
            Kind.CHOICE,
            24,
            edit=closed,
            choices=line_choices,
        ),
        _field("action_id", Kind.CHOICE, width=24, choices=action_choices, shown=False),
        _field(
            "village_id", Kind.CHOICE, width=14, choices=village_choices, shown=False
        ),
        Column(
            "amount",
            N_("Committed"),
            lambda row: row.committed,
            Kind.MONEY,
            12,
            edit=closed,
            adds=True,
        ),
        _sum("liquidated", N_("Liquidated"), edit=closed, shown=False),
        _sum("ordered", N_("Ordered"), edit=closed),
        _sum("paid", N_("Paid"), edit=closed),
        _sum("left", N_("Committed, not paid")),
        Column(
            "stage", N_("Stage"), lambda row: row.stage, Kind.CHOICE, 18, choices=STAGES
        ),
        _number(E.LIQUIDATION, N_("Liquidation no.")),
        _date(E.LIQUIDATION, N_("Liquidated on"), shown=False),
        Column(
            "invoice",
            N_("Invoice"),
            _of_act(E.LIQUIDATION, "invoice"),
            Kind.TEXT,
            12,
            edit=closed,
            shown=False,
        ),
        Column(
            "invoiced_on",
            N_("Date of the invoice"),
            _of_act(E.LIQUIDATION, "invoiced_on"),
            Kind.DATE,
            10,
            edit=closed,
            shown=False,
        ),
        _number(E.ORDER, N_("Order no.")),
        _date(E.ORDER, N_("Ordered on"), shown=False),
        Column(
            "deductions",
            N_("Withheld"),
            lambda row: held_words(row.deductions),
            Kind.TEXT,
            16,
            edit=closed,
            shown=False,
            note=N_("Title and francs of each, separated by semicolons: INPS 1440."),
        ),
        Column("slip", N_("Slip"), _slip, Kind.INTEGER, 6, shown=False),
        _number(E.PAYMENT, N_("Payment no.")),
        _date(E.PAYMENT, N_("Paid on"), shown=False),
        Column(
            "mode",
            N_("Mode of payment"),
            lambda row: row.mode,
            Kind.CHOICE,
            14,
            edit=closed,
            choices=MODES,
            shown=False,
        ),
        Column(
            "reference",
            N_("Reference"),
            _of_act(E.PAYMENT, "reference"),
            Kind.TEXT,
            12,
            edit=closed,
            shown=False,
        ),
        _field("note", width=24, shown=False),
    ),
    identity=(NUMBERS[E.COMMITMENT],),
    add=_add,
    record="operations",
    required=frozenset({"object", "line_id", "amount", DATES[E.COMMITMENT]}),
    row_title=lambda row: row.object,
    empty=N_("No expense yet."),
    fills=("commitment-register", "order-register", "account-sheets"),
    year_bound=True,
)

_party = fields_of(PARTY, ReviseParty)


def _add_party(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddParty({k: v for k, v in values.items() if v is not None})


PARTIES: Table[PartyRow] = Table(
    name="parties",
    title=N_("Parties"),
    purpose=N_("Suppliers, agents, elected officials, debtors: who is paid, who pays."),
    rows=parties,
    reads={"parties": "id", "operations": "party_id", "villages": None},
    columns=always(
        _party("name", width=34),
        _party("kind", Kind.CHOICE, width=16, choices=PARTY_KINDS),
        _party("tax_number", Kind.CODE, width=14),
        _party("trade_number", Kind.CODE, width=16, shown=False),
        _party("bank", width=16, shown=False),
        _party("bank_account", Kind.CODE, width=22, shown=False),
        _party("phone", width=14),
        _party("address", width=20, shown=False),
        _party(
            "village_id", Kind.CHOICE, width=16, choices=village_choices, shown=False
        ),
        _party("active", Kind.FLAG, width=8),
        Column("operations", N_("Operations"), lambda x: x.operations, Kind.INTEGER, 9),
        _party("note", width=24, shown=False),
    ),
    identity=("name",),
    add=_add_party,
    remove=lambda rows: RemoveParties(tuple(row.id for row in rows)),
    record="parties",
    required=frozenset({"name"}),
    row_title=lambda row: row.name,
    empty=N_("No party yet."),
    fills=("payment-orders",),
)
