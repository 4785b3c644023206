"""Lists behind the form of an expense: deductions, vouchers, repeated expenses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.services.expense_lists import (
    DEDUCTION,
    PAPER,
    REPEATED,
    AddDeductionKind,
    AddRepeatedExpense,
    AddRequiredPaper,
    RemoveDeductionKinds,
    RemoveRepeatedExpenses,
    RemoveRequiredPapers,
    ReviseDeductionKind,
    ReviseRepeatedExpense,
    ReviseRequiredPaper,
    deduction_kinds,
    repeated_expenses,
    required_papers,
)
from commune_desk.tables.expense_columns import act_choices, party_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.nomenclature import SECTION_CHOICES
from commune_desk.tables.table import Column, Kind, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.money import Share
    from commune_desk.services.command import Command
    from commune_desk.services.expense_lists import (
        DeductionRow,
        PaperRow,
        RepeatedRow,
    )
    from commune_desk.services.scope import Scope

_deduction = fields_of(DEDUCTION, ReviseDeductionKind)
_paper = fields_of(PAPER, ReviseRequiredPaper)
_repeated = fields_of(REPEATED, ReviseRepeatedExpense)


def _points(rate: Share | None) -> int | None:
    return None if rate is None else rate.basis_points


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}


def _add_deduction(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    given = _given(values)
    given["rate"] = _points(given.get("rate"))
    return AddDeductionKind(given)


def _add_paper(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddRequiredPaper(_given(values))


def _add_repeated(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    return AddRepeatedExpense(_given(values))


DEDUCTIONS: Table[DeductionRow] = Table(
    name="deduction_kinds",
    title=N_("Deductions"),
    purpose=N_("What is usually withheld from an order; rates are to be verified."),
    rows=deduction_kinds,
    reads={"deduction_kinds": "id"},
    columns=always(
        _deduction("title", width=40),
        Column(
            "rate",
            DEDUCTION.fields["rate"],
            lambda row: row.rate,
            Kind.SHARE,
            10,
            edit=lambda row, v: ReviseDeductionKind(row.id, "rate", _points(v)),
            note=N_("Share of the gross; empty where it is typed each time."),
        ),
        _deduction("legal", width=50),
        _deduction("sure", Kind.FLAG, width=8),
        _deduction("active", Kind.FLAG, width=8),
    ),
    identity=("title",),
    add=_add_deduction,
    remove=lambda rows: RemoveDeductionKinds(tuple(row.id for row in rows)),
    record="deduction_kinds",
    required=frozenset({"title"}),
    row_title=lambda row: row.title,
    empty=N_("No deduction yet."),
)

REQUIRED_PAPERS: Table[PaperRow] = Table(
    name="required_papers",
    title=N_("Vouchers"),
    purpose=N_("The papers that an expense must hold, by account and by amount."),
    rows=required_papers,
    reads={"required_papers": "id"},
    columns=always(
        _paper("title", width=34),
        _paper(
            "code_prefix",
            Kind.CODE,
            width=10,
            note=N_("First figures of the accounts; empty for all."),
        ),
        _paper("kind", Kind.CHOICE, width=16, choices=act_choices),
        _paper("from_amount", Kind.MONEY, width=14),
        _paper("legal", width=44),
        _paper("sure", Kind.FLAG, width=8),
        _paper("active", Kind.FLAG, width=8),
    ),
    identity=("title", "code_prefix", "kind"),
    add=_add_paper,
    remove=lambda rows: RemoveRequiredPapers(tuple(row.id for row in rows)),
    record="required_papers",
    required=frozenset({"title"}),
    row_title=lambda row: row.title,
    empty=N_("No voucher yet."),
)

REPEATED_EXPENSES: Table[RepeatedRow] = Table(
    name="repeated_expenses",
    title=N_("Repeated expenses"),
    purpose=N_("Salaries, indemnities, subscriptions: proposed each month."),
    rows=repeated_expenses,
    reads={"repeated_expenses": "id", "parties": None},
    columns=always(
        _repeated("object", width=36),
        _repeated("section", Kind.CHOICE, width=14, choices=SECTION_CHOICES),
        _repeated("code", Kind.CODE, width=9),
        _repeated("party_id", Kind.CHOICE, width=26, choices=party_choices),
        _repeated("amount", Kind.MONEY, width=14),
        _repeated("every_months", Kind.INTEGER, width=8),
        _repeated("first_on", Kind.DATE, width=11),
        _repeated("last_on", Kind.DATE, width=11),
        _repeated("active", Kind.FLAG, width=8),
        _repeated("note", width=24, shown=False),
    ),
    identity=("object", "party_id", "code"),
    add=_add_repeated,
    remove=lambda rows: RemoveRepeatedExpenses(tuple(row.id for row in rows)),
    record="repeated_expenses",
    required=frozenset({"object", "section", "code", "amount", "first_on"}),
    row_title=lambda row: row.object,
    empty=N_("No repeated expense yet."),
)
