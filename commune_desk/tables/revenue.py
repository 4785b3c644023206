"""The tables of revenue: operations, lines, arrears of earlier years, slips."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.budget import Side
from commune_desk.domain.execution import PartyKind
from commune_desk.domain.revenue import Stage
from commune_desk.domain.text import N_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.budget_lines import budget_lines
from commune_desk.services.debtors import names_of
from commune_desk.services.revenue import arrears, line_states, operations
from commune_desk.services.title_slips import (
    TITLE_SLIP,
    ReviseTitleSlip,
    title_slips,
)
from commune_desk.tables.choices import members
from commune_desk.tables.fields import fields_of
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.services.revenue import LineState, RevenueRow
    from commune_desk.services.scope import Scope
    from commune_desk.services.title_slips import SlipRow

STAGES = members(Stage)

READ = {
    "operations": "id",
    "ledger_entries": "operation_id",
    "parties": None,
    "villages": None,
    "actions": None,
    "fiscal_years": None,
    "budget_lines": None,
}


def revenue_line_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the lines of revenue of the year: “7021 Droits de place”."""
    if fiscal_year(session, scope.year) is None:
        return []
    found = []
    for row in budget_lines(session, scope):
        if row.side is not Side.REVENUE or row.account.order:
            continue
        apart = " · ".join(filter(None, (row.action_code, row.function, row.village)))
        title = f"{row.code} {row.title}"
        if row.several:
            title = f"{title} · {apart or '–'}"
        found.append(Choice(row.id, title, (row.code, row.title)))
    return found


def debtor_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the parties that may owe something."""
    kinds = (
        PartyKind.TAXPAYER,
        PartyKind.PUBLIC_BODY,
        PartyKind.SUPPLIER,
        PartyKind.OTHER,
    )
    return [Choice(row_id, name) for row_id, name in names_of(session, *kinds)]


def debtor_names(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the same by their names, for a field where a new one may be typed."""
    return [Choice(name, name) for _, name in names_of(session)]


def _numbers(row: RevenueRow) -> str:
    return ", ".join(str(number) for number in row.titles)


def _columns(*, of_year: bool) -> tuple[Column[RevenueRow], ...]:
    return (
        Column("year", N_("Year"), lambda x: x.year, Kind.YEAR, 7, shown=not of_year),
        Column("code", N_("Code"), lambda x: x.code, Kind.CODE, 7),
        Column("object", N_("Object"), lambda x: x.object, width=38),
        Column("party", N_("Debtor"), lambda x: x.party, width=22),
        Column("village", N_("Village"), lambda x: x.village, width=13, shown=False),
        Column("titles", N_("Title no."), _numbers, width=9),
        Column(
            "first_on",
            N_("First act"),
            lambda x: x.first_on,
            Kind.DATE,
            12,
            shown=False,
        ),
        Column("last_on", N_("Last act"), lambda x: x.last_on, Kind.DATE, 12),
        Column("titled", N_("Titled"), lambda x: x.titled, Kind.MONEY, 13, adds=True),
        Column(
            "collected",
            N_("Collected"),
            lambda x: x.collected,
            Kind.MONEY,
            13,
            adds=True,
        ),
        Column(
            "written_off",
            N_("Written off"),
            lambda x: x.written_off,
            Kind.MONEY,
            12,
            adds=True,
            shown=False,
        ),
        Column(
            "left", N_("Left to collect"), lambda x: x.left, Kind.MONEY, 13, adds=True
        ),
        Column(
            "stage", N_("State"), lambda x: x.stage, Kind.CHOICE, 17, choices=STAGES
        ),
        Column("action", N_("Action"), lambda x: x.action, width=8, shown=False),
        Column("account", N_("Account"), lambda x: x.account, width=30, shown=False),
        Column("note", N_("Note"), lambda x: x.note, width=24, shown=False),
    )


REVENUE: Table[RevenueRow] = Table(
    name="revenue",
    title=N_("Revenue"),
    purpose=N_("Titles, money before title, what is collected and what is left."),
    rows=operations,
    reads=READ,
    columns=always(*_columns(of_year=True)),
    levels=(Level(lambda x: x.code, lambda x: f"{x.code} {x.account}"),),
    identity=("code", "object", "party"),
    record="operations",
    row_title=lambda row: f"{row.code} {row.object}",
    empty=N_("No title and no receipt in this year yet."),
    fills=("titles-register", "collections-register", "titles", "revenue-arrears"),
    year_bound=True,
)

ARREARS: Table[RevenueRow] = Table(
    name="revenue-arrears",
    title=N_("Arrears of earlier years"),
    purpose=N_("What earlier years’ titles left to collect: collected in this year."),
    rows=arrears,
    reads=READ,
    columns=always(*_columns(of_year=False)),
    levels=(Level(lambda x: x.year, lambda x: str(x.year)),),
    identity=("year", "code", "object", "party"),
    record="operations",
    row_title=lambda row: f"{row.year} {row.object}",
    empty=N_("Earlier years left nothing to collect."),
    fills=("revenue-arrears", "collections-register"),
    year_bound=True,
)


def _lines(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[LineState]:
    rows = line_states(session, scope).values()
    return [row for row in rows if row.used and (ids is None or row.id in ids)]


REVENUE_LINES: Table[LineState] = Table(
    name="revenue-lines",
    title=N_("State of the lines"),
    purpose=N_("Forecast, titled, collected and left, for each line of revenue."),
    rows=_lines,
    reads={
        "operations": None,
        "ledger_entries": None,
        "line_amounts": None,
        "budget_lines": None,
        "budget_documents": None,
        "fiscal_years": None,
    },
    columns=always(
        Column("code", N_("Code"), lambda x: x.code, Kind.CODE, 8),
        Column("title", N_("Title"), lambda x: x.title, width=46),
        Column(
            "forecast", N_("Forecast"), lambda x: x.forecast, Kind.MONEY, 14, adds=True
        ),
        Column("titled", N_("Titled"), lambda x: x.titled, Kind.MONEY, 14, adds=True),
        Column(
            "collected",
            N_("Collected"),
            lambda x: x.collected,
            Kind.MONEY,
            14,
            adds=True,
        ),
        Column(
            "left", N_("Left to collect"), lambda x: x.left, Kind.MONEY, 14, adds=True
        ),
        Column(
            "rate",
            N_("Collected / forecast"),
            lambda x: x.rate,
            Kind.SHARE,
            12,
            ratio=("collected", "forecast"),
        ),
    ),
    identity=("code", "title"),
    row_title=lambda row: f"{row.code} {row.title}",
    empty=N_("No budget for this year yet: open it."),
    year_bound=True,
)

_slip = fields_of(TITLE_SLIP, ReviseTitleSlip)


TITLE_SLIPS: Table[SlipRow] = Table(
    name="title-slips",
    title=N_("Slips of titles"),
    purpose=N_("Which titles went to the receveur, and when they came back."),
    rows=title_slips,
    reads={"slips": "id", "ledger_entries": None, "fiscal_years": None},
    columns=always(
        Column("number", N_("No."), lambda x: x.number, Kind.INTEGER, 7),
        Column("made_on", N_("Date"), lambda x: x.made_on, Kind.DATE, 12),
        Column("titles", N_("Titles"), lambda x: x.titles, Kind.INTEGER, 9, adds=True),
        Column("amount", N_("Amount"), lambda x: x.amount, Kind.MONEY, 15, adds=True),
        _slip("sent_on", Kind.DATE, width=12),
        _slip("returned_on", Kind.DATE, width=12),
        _slip("note", width=30),
    ),
    identity=("number",),
    record="slips",
    row_title=lambda row: N_("slip no. {number}", number=row.number),
    empty=N_("No slip of titles in this year yet."),
    fills=("titles-slip",),
    year_bound=True,
)


def given(values: Any) -> dict[str, Any]:
    """Keep the values that were typed."""
    return {key: value for key, value in values.items() if value is not None}
