"""The tables of an agreement’s money: tranches, what they paid, reports owed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from commune_desk.domain.budget import Side
from commune_desk.domain.text import N_
from commune_desk.services.fund_links import named_actions, named_operations
from commune_desk.services.fund_reports import (
    REPORT,
    AddFundReport,
    RemoveFundReports,
    ReviseFundReport,
    fund_reports,
)
from commune_desk.services.fund_uses import (
    USE,
    AddFundUse,
    RemoveFundUses,
    ReviseFundUse,
    fund_uses,
)
from commune_desk.services.tranches import (
    TRANCHE,
    AddTranche,
    RemoveTranches,
    ReviseTranche,
    tranches,
)
from commune_desk.tables.agreements import (
    ROUTES,
    agreement_choices,
    in_currency,
    partner_choices,
    rate_column,
    taking,
)
from commune_desk.tables.choices import action_choices
from commune_desk.tables.committee_types import known
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.fund_reports import ReportRow
    from commune_desk.services.fund_uses import UseRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.tranches import TrancheRow

_tranche = fields_of(TRANCHE, ReviseTranche)
_use = fields_of(USE, ReviseFundUse)
_report = fields_of(REPORT, ReviseFundReport)


def operation_choices(
    side: Side,
) -> Callable[[Session, Scope], Sequence[Choice]]:
    """Offer the receipts or the expenses of the budget: “2026 – Convention …”."""

    def choices(session: Session, _: Scope) -> Sequence[Choice]:
        rows = named_operations(session, side)
        often = Counter(name for _, name in rows)
        return [
            Choice(row_id, name if often[name] == 1 else f"{name} (n° {row_id})")
            for row_id, name in rows
        ]

    return choices


def paid_actions(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the actions of the plan, and those that agreements paid for before."""
    choices = {each.value: each for each in action_choices(session, scope)}
    for row_id, title in named_actions(session):
        choices.setdefault(row_id, Choice(row_id, title))
    return list(choices.values())


EXPENSES, RECEIPTS = map(operation_choices, (Side.EXPENDITURE, Side.REVENUE))

TRANCHES: Table[TrancheRow] = Table(
    name="tranches",
    title=N_("Tranches"),
    purpose=N_("When the money of an agreement is expected, promised and received."),
    rows=tranches,
    reads={
        "tranches": "id",
        "agreements": None,
        "partners": None,
        "operations": None,
        "settings": None,
    },
    columns=always(
        _tranche(
            "agreement_id",
            Kind.CHOICE,
            width=20,
            choices=agreement_choices,
            shown=False,
        ),
        _tranche("partner_id", Kind.CHOICE, width=32, choices=partner_choices),
        _tranche("number", Kind.INTEGER, width=7),
        _tranche("forecast_on", Kind.DATE, width=12),
        in_currency(TRANCHE, ReviseTranche, "forecast", 13, adds=True),
        _tranche("promised_on", Kind.DATE, width=12, shown=False),
        in_currency(TRANCHE, ReviseTranche, "promised", 13, shown=False),
        _tranche("received_on", Kind.DATE, width=12),
        in_currency(TRANCHE, ReviseTranche, "received", 13, adds=True),
        Column("currency", N_("Currency"), lambda x: x.currency, Kind.CODE, 8),
        Column("francs", N_("In francs"), lambda x: x.francs, Kind.MONEY, 14,
               adds=True),
        Column("standing", N_("Follow-up"), lambda x: x.standing, width=18),
        _tranche("received_francs", Kind.MONEY, width=14, shown=False),
        rate_column(TRANCHE, ReviseTranche, shown=False),
        _tranche("way", Kind.CHOICE, width=18, choices=ROUTES, shown=False),
        _tranche("operation_id", Kind.CHOICE, width=34, choices=RECEIPTS, shown=False),
        _tranche("condition", width=30, shown=False),
        _tranche("reference", width=18, shown=False),
        _tranche("note", width=24, shown=False),
    ),
    levels=(Level(lambda row: row.agreement_id, lambda row: row.agreement),),
    identity=("agreement_id", "partner_id", "number"),
    add=taking(TRANCHE, AddTranche, "forecast", "promised", "received"),
    remove=lambda rows: RemoveTranches(tuple(row.id for row in rows)),
    record="tranches",
    required=frozenset(
        {"agreement_id", "partner_id", "number", "forecast_on", "forecast"}
    ),
    carries=("agreement_id", "partner_id", "way"),
    row_title=lambda row: f"{row.agreement} – {row.partner} – {row.number}",
    empty=N_("No tranche yet: when is the money expected?"),
    fills=("funder-report",),
    one_sum=False,
)  # fmt: skip

FUND_USES: Table[UseRow] = Table(
    name="fund_uses",
    title=N_("Uses of the money"),
    purpose=N_(
        "What the money of an agreement paid, for which action, by which proof."
    ),
    rows=fund_uses,
    reads={
        "fund_uses": "id",
        "agreements": None,
        "partners": None,
        "actions": None,
        "operations": None,
    },
    columns=always(
        _use(
            "agreement_id",
            Kind.CHOICE,
            width=20,
            choices=agreement_choices,
            shown=False,
        ),
        _use("spent_on", Kind.DATE, width=12),
        _use("title", width=38),
        _use("action_id", Kind.CHOICE, width=30, choices=paid_actions),
        _use("partner_id", Kind.CHOICE, width=24, choices=partner_choices),
        _use("francs", Kind.MONEY, width=14, shown=False),
        in_currency(USE, ReviseFundUse, "cents", 13, shown=False),
        Column(
            "counted",
            N_("In francs"),
            lambda x: x.counted,
            Kind.MONEY,
            15,
            adds=True,
        ),
        _use("voucher", width=16),
        _use("operation_id", Kind.CHOICE, width=34, choices=EXPENSES, shown=False),
        _use("note", width=24, shown=False),
    ),
    levels=(Level(lambda row: row.agreement_id, lambda row: row.agreement),),
    identity=("agreement_id", "spent_on", "title"),
    add=taking(USE, AddFundUse, "cents"),
    remove=lambda rows: RemoveFundUses(tuple(row.id for row in rows)),
    record="fund_uses",
    required=frozenset({"agreement_id", "spent_on", "title"}),
    carries=("agreement_id", "action_id"),
    row_title=lambda row: row.title,
    empty=N_("No use yet: what did the money pay?"),
    fills=("funder-report",),
)

FUND_REPORTS: Table[ReportRow] = Table(
    name="fund_reports",
    title=N_("Reports to funders"),
    purpose=N_("Which report is due when, what it says, and whether it went."),
    rows=fund_reports,
    reads={"fund_reports": "id", "agreements": None, "settings": None},
    columns=always(
        _report("agreement_id", Kind.CHOICE, width=16, choices=agreement_choices),
        _report("begins_on", Kind.DATE, width=12),
        _report("ends_on", Kind.DATE, width=12),
        _report("due_on", Kind.DATE, width=12),
        _report("sent_on", Kind.DATE, width=12),
        Column("standing", N_("Follow-up"), lambda x: x.standing, width=20),
        _report("reference", width=18),
        _report("achieved", Kind.PROSE, width=30, shown=False),
        _report("difficulties", Kind.PROSE, width=30, shown=False),
        _report("next_steps", Kind.PROSE, width=30, shown=False),
        _report("note", width=24, shown=False),
    ),
    identity=("agreement_id", "begins_on", "ends_on"),
    add=lambda _, values: AddFundReport(known(values)),
    remove=lambda rows: RemoveFundReports(tuple(row.id for row in rows)),
    record="fund_reports",
    required=frozenset({"agreement_id", "begins_on", "ends_on", "due_on"}),
    carries=("agreement_id",),
    row_title=lambda row: f"{row.agreement} – {row.ends_on:%d/%m/%Y}",
    empty=N_("No report is owed yet."),
    fills=("funder-report",),
)
