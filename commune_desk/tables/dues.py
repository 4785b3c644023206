"""What committees owe the commune: rules, dues, payments."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from commune_desk.domain.committees import DueKind
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import PaymentMode
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.text import N_
from commune_desk.services.committee_types import share_of
from commune_desk.services.due_lists import dues, payments
from commune_desk.services.due_payments import (
    DUE_PAYMENT,
    RecordDuePayment,
    RemoveDuePayments,
    ReviseDuePayment,
)
from commune_desk.services.due_rules import (
    DUE_RULE,
    AddDueRule,
    RemoveDueRules,
    ReviseDueRule,
    due_rules,
)
from commune_desk.services.dues import DUE, AddDue, RemoveDues, ReviseDue
from commune_desk.tables.choices import members
from commune_desk.tables.committee_types import known
from commune_desk.tables.committees import committee_choices
from commune_desk.tables.fields import fields_of
from commune_desk.tables.regie import book_choices
from commune_desk.tables.table import Choice, Column, Kind, Level, Table, always

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from sqlalchemy.orm import Session

    from commune_desk.services.command import Command
    from commune_desk.services.due_lists import DueRow, PaymentRow
    from commune_desk.services.due_rules import DueRuleRow
    from commune_desk.services.scope import Scope

_rule = fields_of(DUE_RULE, ReviseDueRule)
_due = fields_of(DUE, ReviseDue)
_payment = fields_of(DUE_PAYMENT, ReviseDuePayment)
DUE_KINDS = members(
    DueKind,
    {
        DueKind.FIXED: ("fixe", "forfait"),
        DueKind.GROSS: ("% recettes", "recettes brutes"),
        DueKind.NET: ("% résultat", "résultat net"),
        DueKind.CUBIC_METRE: ("m³", "par m³"),
        DueKind.MEMBER: ("membre", "par membre"),
    },
)
MODES = members(PaymentMode)


def _told_apart(rows: Sequence[tuple[int, str]]) -> list[Choice]:
    """Offer records by their names; the number tells those of one name apart."""
    often = Counter(name for _, name in rows)
    return [
        Choice(row_id, name if often[name] == 1 else f"{name} (n° {row_id})")
        for row_id, name in rows
    ]


def rule_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the rules: “AUEP de Dembela – 01/01/2024”."""
    rows = due_rules(session)
    return _told_apart(
        [(row.id, f"{row.committee} – {row.valid_from:%d/%m/%Y}") for row in rows]
    )


def due_choices(session: Session, _: Scope) -> Sequence[Choice]:
    """Offer the dues, by the first day of their period."""
    rows = dues(session)
    return _told_apart(
        [(row.id, f"{row.committee} – {row.begins_on:%d/%m/%Y}") for row in rows]
    )


def _add_rule(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    given = known(values)
    if "rate" in given:
        given["rate"] = share_of(given["rate"])
    return AddDueRule(given)


DUE_RULES: Table[DueRuleRow] = Table(
    name="due_rules",
    title=N_("Rules of the dues"),
    purpose=N_("What each committee agreed to pay, by convention or deliberation."),
    rows=due_rules,
    reads={"due_rules": "id", "committees": None},
    columns=always(
        _rule("committee_id", Kind.CHOICE, width=30, choices=committee_choices),
        _rule("kind", Kind.CHOICE, width=24, choices=DUE_KINDS),
        _rule("amount", Kind.MONEY, width=10),
        Column(
            "rate",
            DUE_RULE.fields["rate"],
            lambda row: row.share,
            Kind.SHARE,
            8,
            edit=lambda row, value: ReviseDueRule(row.id, "rate", share_of(value)),
        ),
        _rule("every_months", Kind.INTEGER, width=9),
        _rule("valid_from", Kind.DATE, width=12),
        _rule("valid_until", Kind.DATE, width=12),
        _rule("days_to_pay", Kind.INTEGER, width=9),
        _rule("code", Kind.CODE, width=9),
        _rule("legal", width=34, shown=False),
        _rule("note", width=24, shown=False),
    ),
    identity=("committee_id", "kind", "valid_from"),
    add=_add_rule,
    remove=lambda rows: RemoveDueRules(tuple(row.id for row in rows)),
    record="due_rules",
    required=frozenset({"committee_id", "kind", "valid_from"}),
    carries=("kind", "valid_from", "code"),
    row_title=lambda row: f"{row.committee} – {row.valid_from:%d/%m/%Y}",
    empty=N_("No rule yet: what do the conventions with the committees say?"),
    fills=("dues-state",),
)


def _whole(value: Decimal | None) -> int | None:
    """Keep a base, which may lie below zero; refuse a part of a franc or a member."""
    if value is None or value == int(value):
        return None if value is None else int(value)
    text = N_("Base: “{value}” is not a whole number.", value=value)
    raise Rejected([Issue(Severity.ERROR, text, "COM-43", field="base")])


def _add_due(_: Scope, values: Mapping[str, Any]) -> Command[int]:
    given = known(values)
    if "base" in given:
        given["base"] = _whole(given["base"])
    return AddDue(given)


DUES: Table[DueRow] = Table(
    name="dues",
    title=N_("State of the dues"),
    purpose=N_("What each committee owes the commune: due, paid, late."),
    rows=dues,
    reads={
        "dues": "id",
        **dict.fromkeys(
            (
                "due_rules",
                "due_payments",
                "receipts",
                "ledger_entries",
                "committees",
                "settings",
            )
        ),
    },
    columns=always(
        _due("rule_id", Kind.CHOICE, width=30, choices=rule_choices, shown=False),
        Column("span", N_("Period"), lambda row: row.span, width=22),
        _due("begins_on", Kind.DATE, width=12, shown=False),
        _due("ends_on", Kind.DATE, width=12, shown=False),
        Column("sum", N_("How it was reckoned"), lambda row: row.sum, width=22),
        _due("due_on", Kind.DATE, width=12),
        _due("amount", Kind.MONEY, width=11, adds=True),
        Column("paid", N_("Paid"), lambda row: row.paid, Kind.MONEY, 11, adds=True),
        Column("left", N_("Left"), lambda row: row.left, Kind.MONEY, 11, adds=True),
        Column(
            "overdue", N_("Late"), lambda row: row.overdue, Kind.MONEY, 11, adds=True
        ),
        Column("standing", N_("Follow-up"), lambda row: row.standing, width=20),
        Column(
            "base",
            DUE.fields["base"],
            lambda row: row.base,
            Kind.DECIMAL,
            11,
            edit=lambda row, value: ReviseDue(row.id, "base", _whole(value)),
            note=N_("Francs, m³ or members; a loss is below zero, and gives zero."),
            shown=False,
        ),
        _due("note", width=24, shown=False),
    ),
    levels=(
        Level(lambda row: (row.committee, row.committee_id), lambda row: row.committee),
    ),
    identity=("rule_id", "begins_on"),
    add=_add_due,
    remove=lambda rows: RemoveDues(tuple(row.id for row in rows)),
    record="dues",
    required=frozenset({"rule_id", "begins_on"}),
    row_title=lambda row: f"{row.committee} – {row.begins_on:%d/%m/%Y}",
    empty=N_("Nothing is reckoned yet."),
    fills=("dues-state", "dues-notice"),
)

DUE_PAYMENTS: Table[PaymentRow] = Table(
    name="due_payments",
    title=N_("Payments of committees"),
    purpose=N_("Each payment, and the receipt or the entry that books it."),
    rows=payments,
    reads={
        "due_payments": "id",
        **dict.fromkeys(
            ("dues", "due_rules", "committees", "receipts", "ledger_entries")
        ),
    },
    columns=always(
        _payment("due_id", Kind.CHOICE, width=44, choices=due_choices),
        _payment("paid_on", Kind.DATE, width=12),
        _payment("amount", Kind.MONEY, width=12, adds=True),
        _payment("book_id", Kind.CHOICE, width=16, choices=book_choices),
        _payment("receipt_number", Kind.INTEGER, width=10),
        _payment("mode", Kind.CHOICE, width=14, choices=MODES),
        Column(
            "entry",
            N_("Collection no."),
            lambda row: row.entry_number,
            Kind.INTEGER,
            11,
        ),
        _payment("reference", width=16),
        _payment("note", width=24, shown=False),
    ),
    identity=("due_id", "paid_on", "amount"),
    add=lambda _, values: RecordDuePayment(known(values)),
    remove=lambda rows: RemoveDuePayments(tuple(row.id for row in rows)),
    record="due_payments",
    required=frozenset({"due_id", "paid_on", "amount"}),
    row_title=lambda row: f"{row.committee} – {row.paid_on:%d/%m/%Y}",
    empty=N_("No payment noted yet."),
    begins="dues",
    fills=("dues-state",),
)
