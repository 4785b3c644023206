"""The budget of the year as a table: four parts, chapters, articles, lines."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commune_desk.domain.issues import Severity
from commune_desk.domain.text import N_
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.budget_lines import SECTIONS, SIDES, budget_lines
from commune_desk.services.budget_rules import (
    RULE,
    AddRule,
    RemoveRules,
    ReviseRule,
    budget_rules,
)
from commune_desk.services.budgets import (
    LINE,
    EnterLine,
    ProposeAmount,
    RemoveLines,
    ReviseLine,
)
from commune_desk.services.credits import credits_of
from commune_desk.services.nomenclature_lists import functions, nomenclatures
from commune_desk.services.told_functions import PROPOSED
from commune_desk.tables.budget_file import BY_CODE, together
from commune_desk.tables.choices import action_choices, members, village_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.nomenclature import (
    PARTS,
    SECTION_CHOICES,
    SIDE_CHOICES,
)
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from commune_desk.domain.text import Text
    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.services.budget_rules import RuleRow
    from commune_desk.services.command import Command
    from commune_desk.services.scope import Scope

KEYS = ("section", "side", "code", "function_id", "action_id", "village_id")
DETAILS = (
    "function_id",
    "action_id",
    "village_id",
    "restricted_id",
    "outside_reason",
    "note",
    "proposed",
)


def function_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the functions of the nomenclature: “0912 Enseignement primaire”."""
    return [
        Choice(row.id, f"{row.code} {row.title}", (row.code, row.title))
        for row in functions(session, scope)
    ]


def receipt_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the receipts of the year that have an amount."""
    if fiscal_year(session, scope.year) is None:
        return []
    return [
        Choice(row.id, f"{row.code} {row.title}", (row.code,))
        for row in budget_lines(session, scope)
        if row.side is SIDES[0] and row.proposed is not None
    ]


def nomenclature_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the lists of accounts by name."""
    return [
        Choice(row.name, row.name, (row.title,))
        for row in nomenclatures(session, scope)
    ]


def nomenclature_numbers(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the lists of accounts, the latest first, by their titles."""
    return [
        Choice(row.id, row.title or row.name, (row.name,))
        for row in nomenclatures(session, scope)
    ]


def account_choices(session: Session, scope: Scope) -> Sequence[Choice]:
    """Offer the accounts of expenditure of the year’s budget."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    return [
        Choice(credit.id, f"{credit.code} {credit.title}", (credit.code,))
        for credit in sorted(
            credits_of(session, year).values(),
            key=lambda each: (SECTIONS.index(each.section), each.code),
        )
        if credit.leaf
    ]


def _field(key: str, kind: Kind = Kind.TEXT, **facts: Any) -> Column[BudgetRow]:
    return Column(
        key,
        LINE.fields[key],
        lambda row: getattr(row, key),
        kind,
        edit=lambda row, value: ReviseLine(row.id, key, value) if row.open else None,
        **facts,
    )


def _figure(key: str, title: Text, **facts: Any) -> Column[BudgetRow]:
    return Column(
        key, title, lambda row: getattr(row, key), Kind.MONEY, 15, adds=True, **facts
    )


def _columns(scope: Scope) -> tuple[Column[BudgetRow], ...]:
    year = scope.year
    return (
        Column("code", N_("Code"), lambda x: x.code, Kind.CODE, 9, also=("Compte",)),
        Column(
            "title",
            N_("Title"),
            _called,
            width=42,
            also=("Libellé", "Intitulé"),
        ),
        _figure("realised", N_("Realised {year}", year=year - 2)),
        _figure("forecast", N_("Forecast {year}", year=year - 1)),
        _figure(
            "proposed",
            N_("Proposed {year}", year=year),
            edit=lambda row, amount: (
                ProposeAmount(row.document_id, row.id, amount) if row.open else None
            ),
            also=(
                "Montant",
                f"Montant {year}",
                "Proposé",
                "Propositions du maire",
                "Prévision",
            ),
        ),
        _figure("voted", N_("Voted {year}", year=year)),
        _figure("approved", N_("Approved {year}", year=year), shown=False),
        _field("note", width=24),
        Column(
            "section",
            N_("Section"),
            lambda x: x.section,
            Kind.CHOICE,
            14,
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
            also=("Sens",),
            shown=False,
        ),
        _field(
            "function_id", Kind.CHOICE, width=30, choices=function_choices, shown=False
        ),
        _field("action_id", Kind.CHOICE, width=30, choices=action_choices, shown=False),
        _field(
            "village_id", Kind.CHOICE, width=16, choices=village_choices, shown=False
        ),
        _field(
            "restricted_id", Kind.CHOICE, width=24, choices=receipt_choices, shown=False
        ),
        _field("outside_reason", width=24, shown=False),
        Column("origin", N_("Where from"), lambda x: x.origin, width=18, shown=False),
        Column(
            "nomenclature",
            N_("Nomenclature"),
            lambda _: None,
            Kind.CHOICE,
            18,
            edit=lambda _row, _value: None,
            choices=nomenclature_choices,
            shown=False,
            note=N_("The list of accounts with which a year is opened."),
        ),
    )


def _called(row: BudgetRow) -> Text | str:
    """Name a line: by what tells it from the others of its account."""
    if row.action:
        where = f", {row.village}" if row.village else ""
        return f"{row.action_code} {row.action}{where}"
    if not row.several:
        return row.title
    apart = " · ".join(filter(None, (row.function, row.village)))
    return apart or N_("Not detailed")


_rule = fields_of(RULE, ReviseRule)

RULES: Table[RuleRow] = Table(
    name="budget_rules",
    title=N_("Budget rules"),
    purpose=N_("Which rules block the vote, which only warn, and by what text."),
    rows=budget_rules,
    reads={"budget_rules": "id"},
    columns=always(
        _rule("code", Kind.CODE, width=7),
        _rule("title", width=44),
        _rule("severity", Kind.CHOICE, width=14, choices=members(Severity)),
        _rule("active", Kind.FLAG, width=10),
        _rule("threshold", Kind.INTEGER, width=9, also=("Seuil",)),
        _rule("legal", width=50, shown=False),
        _rule("sure", Kind.FLAG, width=9, also=("Sûr",)),
        _rule("valid_from", Kind.DATE, width=12, shown=False),
    ),
    identity=("code", "valid_from"),
    likeness=("code",),
    add=lambda _, values: AddRule({k: v for k, v in values.items() if v is not None}),
    remove=lambda rows: RemoveRules(tuple(row.id for row in rows)),
    record="budget_rules",
    required=frozenset({"code", "title", "severity"}),
    row_title=lambda row: f"{row.code} {row.title}",
    empty=N_("No rule: nothing is checked."),
)


def _add(scope: Scope, values: Mapping[str, Any]) -> Command[int]:
    return EnterLine(
        scope.year,
        values["section"],
        values["side"],
        values["code"],
        {key: values[key] for key in DETAILS if values.get(key) is not None},
        values.get("nomenclature") or "",
    )


OF_PARTS: Level[BudgetRow] = Level(
    lambda x: (SECTIONS.index(x.section), SIDES.index(x.side)),
    lambda x: PARTS[x.section, x.side],
)
OF_ACCOUNTS: tuple[Level[BudgetRow], ...] = (
    Level(
        lambda x: x.account.chapter,
        lambda x: f"{x.account.chapter} {x.account.chapter_title}",
    ),
    Level(
        lambda x: x.account.article or x.code,
        lambda x: f"{x.account.article} {x.account.article_title}".strip(),
    ),
    Level(lambda x: x.code, lambda x: f"{x.code} {x.title}" if x.several else ""),
)
"""Chapter, article where there is one, and an account that has several lines."""


BUDGET: Table[BudgetRow] = Table(
    name="budget",
    title=N_("Budget preparation"),
    purpose=N_("What the council will vote: receipts and expenditure of the year."),
    rows=budget_lines,
    reads={
        "budget_lines": "id",
        "line_amounts": "line_id",
        "budget_documents": None,
        "fiscal_years": None,
        "accounts": None,
        "past_figures": None,
        "actions": None,
        "villages": None,
    },
    columns=_columns,
    levels=(OF_PARTS, *OF_ACCOUNTS),
    identity=KEYS,
    likeness=("section", "side", "code"),
    add=_add,
    remove=lambda rows: RemoveLines(tuple(row.id for row in rows)),
    record="budget_lines",
    required=frozenset({"section", "side", "code"}),
    completion=BY_CODE,
    together=together,
    row_title=lambda row: f"{row.code} {row.title}",
    empty=N_("No budget for this year yet: open it."),
    year_bound=True,
    one_sum=False,
)


PART: Table[BudgetRow] = replace(BUDGET, levels=OF_ACCOUNTS, one_sum=True)
"""The same for a screen that shows one of the four parts at a time."""


def _under_function(row: BudgetRow) -> str:
    """Name a line where its function stands above it."""
    if row.action:
        name = f"{row.action_code} {row.action}"
    else:
        name = f"{row.title}, {row.village}" if row.village else row.title
    if row.told is not None and row.told.proposed:
        return f"{name}{PROPOSED}"
    return name


STAR = N_("* function proposed by the account")


def _by_function(scope: Scope) -> tuple[Column[BudgetRow], ...]:
    return tuple(
        replace(column, value=_under_function, note=STAR)
        if column.key == "title"
        else column
        for column in _columns(scope)
    )


LAST = "~"
"""Sorts after all codes: lines without function stand at the end."""

BY_FUNCTION: Table[BudgetRow] = replace(
    PART,
    columns=_by_function,
    levels=(
        Level(
            lambda x: x.told.name if x.told else LAST,
            lambda x: x.told.name if x.told else N_("Without function"),
        ),
    ),
)
"""The same lines by function, then by account."""
