"""The tranches and the purchases of micro-projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.services.micro_money import (
    MICRO_EXPENSE,
    MICRO_TRANCHE,
    AddMicroExpense,
    AddMicroTranche,
    RemoveMicroExpenses,
    RemoveMicroTranches,
    ReviseMicroExpense,
    ReviseMicroTranche,
    micro_expenses,
    micro_tranches,
)
from commune_desk.tables.cents import amount_column, in_cents
from commune_desk.tables.fields import fields_of
from commune_desk.tables.micro_projects import micro_choices
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from commune_desk.services.micro_money import ExpenseRow, TrancheRow

_tranche = fields_of(MICRO_TRANCHE, ReviseMicroTranche)
_expense = fields_of(MICRO_EXPENSE, ReviseMicroExpense)

MICRO_TRANCHES: Table[TrancheRow] = Table(
    name="micro_tranches",
    title=N_("Tranches of the micro-projects"),
    purpose=N_("What each project awaits and what it received, part by part."),
    rows=micro_tranches,
    reads={"micro_tranches": "id",
           **dict.fromkeys(("micro_projects", "portfolios"))},
    columns=always(
        _tranche("project_id", Kind.CHOICE, width=40, choices=micro_choices,
                 shown=False),
        _tranche("number", Kind.INTEGER, width=8),
        _tranche("forecast_on", Kind.DATE, width=12),
        amount_column(MICRO_TRANCHE, ReviseMicroTranche, "forecast", width=14),
        _tranche("received_on", Kind.DATE, width=12),
        amount_column(MICRO_TRANCHE, ReviseMicroTranche, "received", width=14),
        Column("currency", N_("Currency"), lambda row: row.currency, Kind.CODE, 8),
        _tranche("reference", width=20),
        _tranche("note", width=30),
    ),
    levels=(Level(lambda row: row.order, lambda row: row.project),),
    identity=("project_id", "number"),
    add=lambda _, values: AddMicroTranche(in_cents(values, "forecast", "received")),
    remove=lambda rows: RemoveMicroTranches(tuple(row.id for row in rows)),
    record="micro_tranches",
    required=frozenset({"project_id"}),
    carries=("project_id",),
    row_title=lambda row: f"{row.project} – {row.number}",
    empty=N_("No tranche yet."),
    begins="micro_projects",
    fills=("micro-sheet",),
)  # fmt: skip

MICRO_EXPENSES: Table[ExpenseRow] = Table(
    name="micro_expenses",
    title=N_("Purchases of the micro-projects"),
    purpose=N_("What each project bought, from whom, with which voucher."),
    rows=micro_expenses,
    reads={"micro_expenses": "id",
           **dict.fromkeys(("micro_projects", "portfolios"))},
    columns=always(
        _expense("project_id", Kind.CHOICE, width=40, choices=micro_choices,
                 shown=False),
        _expense("made_on", Kind.DATE, width=12),
        _expense("title", width=40),
        amount_column(MICRO_EXPENSE, ReviseMicroExpense, "amount", width=14),
        Column("currency", N_("Currency"), lambda row: row.currency, Kind.CODE, 8),
        _expense("supplier", width=26),
        _expense("voucher", width=20),
        _expense("note", width=26),
    ),
    levels=(Level(lambda row: row.order, lambda row: row.project),),
    identity=("project_id", "made_on", "title", "amount"),
    add=lambda _, values: AddMicroExpense(in_cents(values, "amount")),
    remove=lambda rows: RemoveMicroExpenses(tuple(row.id for row in rows)),
    record="micro_expenses",
    required=frozenset({"project_id", "made_on", "title", "amount"}),
    carries=("project_id", "made_on"),
    row_title=lambda row: row.title,
    empty=N_("No purchase yet."),
    begins="micro_projects",
    fills=("micro-sheet",),
)  # fmt: skip
