"""Around the budget: its documents, credits, calendar, sectors, functions."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from commune_desk.domain.budget import DocumentKind, DocumentState
from commune_desk.domain.text import N_
from commune_desk.services.amended_lines import amended_lines
from commune_desk.services.budget_documents import (
    STEP,
    ReviseStep,
    budget_documents,
    budget_steps,
)
from commune_desk.services.budget_functions import function_lines
from commune_desk.services.budget_lines import SECTIONS, SIDES
from commune_desk.services.budgets import ProposeAmount
from commune_desk.services.credits import credit_rows
from commune_desk.services.sector_functions import (
    SECTOR_FUNCTION,
    AddSectorFunction,
    RemoveSectorFunctions,
    ReviseSectorFunction,
    sector_functions,
)
from commune_desk.tables.choices import members, sector_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.nomenclature import PARTS
from commune_desk.tables.table import Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from commune_desk.services.amended_lines import AmendedRow
    from commune_desk.services.budget_documents import DocumentRow, StepRow
    from commune_desk.services.budget_functions import FunctionLine
    from commune_desk.services.credits import CreditRow
    from commune_desk.services.sector_functions import SectorFunctionRow

READS_BUDGET = {
    "budget_documents": None,
    "budget_lines": None,
    "line_amounts": None,
    "fiscal_years": None,
}

DOCUMENTS: Table[DocumentRow] = Table(
    name="budget_documents",
    begins="budget",
    title=N_("Changes of the budget"),
    purpose=N_(
        "Transfers, additional budgets and authorisations of the year, and how far"
        " each has come."
    ),
    rows=budget_documents,
    reads=READS_BUDGET,
    columns=always(
        Column(
            "kind",
            N_("Document"),
            lambda x: x.kind,
            Kind.CHOICE,
            22,
            choices=members(DocumentKind),
        ),
        Column("number", N_("No."), lambda x: x.number, Kind.INTEGER, 6),
        Column(
            "state",
            N_("State"),
            lambda x: x.state,
            Kind.CHOICE,
            14,
            choices=members(DocumentState),
        ),
        Column("amount", N_("Amount"), lambda x: x.amount, Kind.MONEY, 15),
        Column("reason", N_("Reason"), lambda x: x.reason, width=34),
        Column("voted_on", N_("Voted on"), lambda x: x.voted_on, Kind.DATE, 12),
        Column("deliberation", N_("Deliberation"), lambda x: x.deliberation, width=12),
        Column(
            "approved_on", N_("Approved on"), lambda x: x.approved_on, Kind.DATE, 12
        ),
    ),
    row_title=lambda row: str(row.number),
    empty=N_("No budget for this year yet: open it."),
    year_bound=True,
    one_sum=False,
)

CREDITS: Table[CreditRow] = Table(
    name="credits",
    begins="budget",
    title=N_("Credits"),
    purpose=N_(
        "What each document made of each account; the final forecast adds up those"
        " in force."
    ),
    rows=credit_rows,
    reads={**READS_BUDGET, "accounts": None},
    columns=always(
        Column("code", N_("Code"), lambda x: x.account.code, Kind.CODE, 9),
        Column("title", N_("Title"), lambda x: x.account.title, width=42),
        Column(
            "primitive",
            N_("Primitive"),
            lambda x: x.primitive,
            Kind.MONEY,
            14,
            adds=True,
        ),
        Column(
            "additional",
            N_("Additional"),
            lambda x: x.additional,
            Kind.MONEY,
            14,
            adds=True,
        ),
        Column(
            "transfers",
            N_("Transfers"),
            lambda x: x.transfers,
            Kind.MONEY,
            14,
            adds=True,
        ),
        Column(
            "final", N_("Final forecast"), lambda x: x.final, Kind.MONEY, 15, adds=True
        ),
        Column(
            "waiting", N_("Waiting"), lambda x: x.waiting, Kind.MONEY, 14, adds=True
        ),
    ),
    levels=(
        Level(
            lambda x: (
                SECTIONS.index(x.account.section),
                SIDES.index(x.account.side),
            ),
            lambda x: PARTS[x.account.section, x.account.side],
        ),
        Level(
            lambda x: x.account.chapter,
            lambda x: f"{x.account.chapter} {x.account.chapter_title}",
        ),
    ),
    row_title=lambda row: f"{row.account.code} {row.account.title}",
    empty=N_("No amount in the budget of this year yet."),
    year_bound=True,
    one_sum=False,
)

_step = fields_of(STEP, ReviseStep)

STEPS: Table[StepRow] = Table(
    name="budget_steps",
    begins="budget",
    title=N_("Calendar of the budget"),
    purpose=N_("What is due by when; an act on the budget dates its step by itself."),
    rows=budget_steps,
    reads={"budget_steps": "id", "fiscal_years": None},
    columns=always(
        _step("title", width=44),
        _step("due_on", Kind.DATE, width=12),
        _step("done_on", Kind.DATE, width=12),
        Column(
            "left",
            N_("Days left"),
            lambda x: x.left(dt.date.today()),  # noqa: DTZ011  days of the desk's own calendar
            Kind.INTEGER,
            10,
        ),
        _step("reference", width=18),
        _step("source", width=34, shown=False),
        _step("note", width=20, shown=False),
    ),
    record="budget_steps",
    row_title=lambda row: row.title,
    empty=N_("No step yet: they come when the year is opened."),
    year_bound=True,
)

_sector = fields_of(SECTOR_FUNCTION, ReviseSectorFunction)

SECTOR_FUNCTIONS: Table[SectorFunctionRow] = Table(
    name="sector_functions",
    title=N_("Accounts of sectors"),
    purpose=N_(
        "The account and the function that an action of the plan is entered under."
    ),
    rows=sector_functions,
    reads={"sector_functions": "id", "sectors": None},
    columns=always(
        _sector("sector_id", Kind.CHOICE, width=40, choices=sector_choices),
        _sector("function_code", Kind.CODE, width=10),
        _sector("account_code", Kind.CODE, width=10),
    ),
    identity=("sector_id",),
    add=lambda _, values: AddSectorFunction(
        {k: v for k, v in values.items() if v is not None}
    ),
    remove=lambda rows: RemoveSectorFunctions(tuple(row.id for row in rows)),
    record="sector_functions",
    required=frozenset({"sector_id", "function_code"}),
    row_title=lambda row: row.sector,
    empty=N_("No account is proposed for any sector."),
)

FUNCTION_LINES: Table[FunctionLine] = Table(
    name="budget_functions",
    begins="budget",
    title=N_("By function"),
    purpose=N_("The expenditure of the year by function, crossed with its chapters."),
    rows=function_lines,
    reads={**READS_BUDGET, "functions": None, "accounts": None},
    columns=always(
        Column("chapter", N_("Chapter"), lambda x: x.chapter, Kind.CODE, 9),
        Column("title", N_("Title"), lambda x: x.title, width=46),
        Column(
            "operating",
            N_("Operating"),
            lambda x: x.operating,
            Kind.MONEY,
            15,
            adds=True,
        ),
        Column(
            "investment",
            N_("Investment"),
            lambda x: x.investment,
            Kind.MONEY,
            15,
            adds=True,
        ),
        Column("total", N_("Total"), lambda x: x.total, Kind.MONEY, 15, adds=True),
    ),
    levels=(
        Level(
            lambda x: x.division,
            lambda x: x.division_name or N_("Without function"),
        ),
        Level(
            lambda x: x.function if x.function != x.division else "",
            lambda x: x.function_name if x.function != x.division else "",
        ),
    ),
    row_title=lambda row: f"{row.chapter} {row.title}",
    empty=N_("No expenditure in the budget of this year yet."),
    year_bound=True,
)

AMENDED: Table[AmendedRow] = Table(
    name="amended_lines",
    begins="budget_documents",
    title=N_("Lines of the additional budget"),
    purpose=N_(
        "What the latest additional budget or authorisation adds to each line, or"
        " takes from it."
    ),
    rows=amended_lines,
    reads={**READS_BUDGET, "line_amounts": "line_id", "accounts": None},
    columns=always(
        Column("code", N_("Code"), lambda x: x.account.code, Kind.CODE, 9),
        Column("title", N_("Title"), lambda x: x.name, width=46),
        Column(
            "present",
            N_("Credit in force"),
            lambda x: x.present,
            Kind.MONEY,
            15,
            adds=True,
        ),
        Column(
            "change",
            N_("Amendment"),
            lambda x: x.change,
            Kind.MONEY,
            15,
            adds=True,
            edit=lambda x, amount: (
                ProposeAmount(x.document_id, x.id, amount) if x.open else None
            ),
        ),
    ),
    levels=(
        Level(
            lambda x: (SECTIONS.index(x.section), SIDES.index(x.side)),
            lambda x: PARTS[x.section, x.side],
        ),
        Level(
            lambda x: x.account.chapter,
            lambda x: f"{x.account.chapter} {x.account.chapter_title}",
        ),
    ),
    row_title=lambda row: f"{row.account.code} {row.name}",
    empty=N_("No additional budget and no authorisation of this year yet."),
    year_bound=True,
    one_sum=False,
)
