"""Lists behind the form of an expense: deductions, vouchers, what comes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import func, select

from commune_desk.domain.execution import EXPENSE_CHAIN, EntryKind
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.records import Add, Entity, Remove, Revise, taken
from commune_desk.storage.models import (
    DeductionKind,
    Operation,
    Party,
    RepeatedExpense,
    RequiredPaper,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterator

    from sqlalchemy.orm import Session

    from commune_desk.domain.budget import Section
    from commune_desk.services.scope import Scope
    from commune_desk.storage.unit import Unit

WHOLE = 10_000
"""100 % in hundredths of a per cent."""


def _deduction_rules(unit: Unit, row: DeductionKind) -> Iterator[Issue]:
    if taken(unit, DeductionKind, ("title",), (row.title,), row.id):
        text = N_("The deduction “{title}” is there already.", title=row.title)
        yield Issue(Severity.ERROR, text, field="title")
    if row.rate is not None and not 0 < row.rate < WHOLE:
        text = N_(
            "Deduction “{title}”: a rate of {rate} is not between 0 and 100 %.",
            title=row.title,
            rate=Share(row.rate),
        )
        yield Issue(Severity.ERROR, text, field="rate")


DEDUCTION = Entity(
    DeductionKind,
    N_("deduction “{title}”"),
    lambda row: row.title,
    {
        "title": N_("Deduction"),
        "rate": N_("Rate"),
        "legal": N_("Text"),
        "sure": N_("Sure"),
        "active": N_("In use"),
    },
    _deduction_rules,
    frozenset({"title"}),
)


def _paper_rules(_: Unit, row: RequiredPaper) -> Iterator[Issue]:
    if row.kind not in EXPENSE_CHAIN:
        text = N_("“{kind}” is no act of an expense.", kind=row.kind)
        yield Issue(Severity.ERROR, text, field="kind")
    if row.from_amount is not None and row.from_amount.francs < 0:
        text = N_("“{title}”: the amount is below zero.", title=row.title)
        yield Issue(Severity.ERROR, text, field="from_amount")


PAPER = Entity(
    RequiredPaper,
    N_("voucher “{title}”"),
    lambda row: row.title,
    {
        "title": N_("Voucher"),
        "code_prefix": N_("Accounts"),
        "kind": N_("Before the"),
        "from_amount": N_("From the amount"),
        "legal": N_("Text"),
        "sure": N_("Sure"),
        "active": N_("In use"),
    },
    _paper_rules,
    frozenset({"title"}),
)

MONTHS = 12


def _repeated_rules(_: Unit, row: RepeatedExpense) -> Iterator[Issue]:
    if row.amount.francs <= 0:
        text = N_(
            "“{title}”: the amount {amount} is not above zero.",
            title=row.object,
            amount=row.amount,
        )
        yield Issue(Severity.ERROR, text, field="amount")
    if not 1 <= row.every_months <= MONTHS:
        text = N_(
            "“{title}”: it comes back after 1 to 12 months, not {months}.",
            title=row.object,
            months=row.every_months,
        )
        yield Issue(Severity.ERROR, text, field="every_months")
    if row.last_on is not None and row.last_on < row.first_on:
        text = N_(
            "“{title}”: it ends on {last}, before it begins on {first}.",
            title=row.object,
            last=row.last_on,
            first=row.first_on,
        )
        yield Issue(Severity.ERROR, text, field="last_on")


REPEATED = Entity(
    RepeatedExpense,
    N_("repeated expense “{title}”"),
    lambda row: row.object,
    {
        "object": N_("Object"),
        "section": N_("Section"),
        "code": N_("Account"),
        "amount": N_("Amount"),
        "first_on": N_("First on"),
        "party_id": N_("Party"),
        "every_months": N_("Every … months"),
        "last_on": N_("Last on"),
        "active": N_("In use"),
        "note": N_("Note"),
    },
    _repeated_rules,
    frozenset({"object", "section", "code", "amount", "first_on"}),
    {"operations": (Operation, "repeated_id")},
)


@dataclass(frozen=True)
class AddDeductionKind(Add):
    """Add a usual deduction."""

    label: ClassVar[Text] = N_("Add a deduction")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = DEDUCTION


@dataclass(frozen=True)
class ReviseDeductionKind(Revise):
    """Correct a usual deduction."""

    label: ClassVar[Text] = N_("Correct a deduction")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = DEDUCTION


@dataclass(frozen=True)
class RemoveDeductionKinds(Remove):
    """Remove usual deductions; orders keep what was withheld."""

    label: ClassVar[Text] = N_("Remove deductions")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = DEDUCTION


@dataclass(frozen=True)
class AddRequiredPaper(Add):
    """Add a voucher that expenses must hold."""

    label: ClassVar[Text] = N_("Add a voucher")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = PAPER


@dataclass(frozen=True)
class ReviseRequiredPaper(Revise):
    """Correct a voucher that expenses must hold."""

    label: ClassVar[Text] = N_("Correct a voucher")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = PAPER


@dataclass(frozen=True)
class RemoveRequiredPapers(Remove):
    """Ask for some vouchers no longer."""

    label: ClassVar[Text] = N_("Remove vouchers")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = PAPER


@dataclass(frozen=True)
class AddRepeatedExpense(Add):
    """Add an expense that comes back."""

    label: ClassVar[Text] = N_("Add a repeated expense")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = REPEATED


@dataclass(frozen=True)
class ReviseRepeatedExpense(Revise):
    """Correct an expense that comes back."""

    label: ClassVar[Text] = N_("Correct a repeated expense")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = REPEATED


@dataclass(frozen=True)
class RemoveRepeatedExpenses(Remove):
    """Remove expenses that come back and were never entered."""

    label: ClassVar[Text] = N_("Remove repeated expenses")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION
    entity: ClassVar[Entity] = REPEATED


class DeductionRow(NamedTuple):
    """A usual deduction."""

    id: int
    title: str
    rate: Share | None
    legal: str
    sure: bool
    active: bool


def deduction_kinds(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[DeductionRow]:
    """List the usual deductions."""
    d = DeductionKind
    query = select(d.id, d.title, d.rate, d.legal, d.sure, d.active).order_by(d.id)
    if ids is not None:
        query = query.where(d.id.in_(ids))
    return [
        DeductionRow(
            row_id, title, None if rate is None else Share(rate), legal, sure, active
        )
        for row_id, title, rate, legal, sure, active in session.execute(query)
    ]


class PaperRow(NamedTuple):
    """A voucher that expenses must hold."""

    id: int
    title: str
    code_prefix: str
    kind: EntryKind
    from_amount: Money | None
    legal: str
    sure: bool
    active: bool


def required_papers(
    session: Session, _: Scope | None = None, ids: Collection[int] | None = None
) -> list[PaperRow]:
    """List the vouchers that expenses must hold."""
    p = RequiredPaper
    query = select(
        p.id, p.title, p.code_prefix, p.kind, p.from_amount, p.legal, p.sure, p.active
    ).order_by(p.id)
    if ids is not None:
        query = query.where(p.id.in_(ids))
    return [PaperRow._make(row) for row in session.execute(query)]


class RepeatedRow(NamedTuple):
    """An expense that comes back."""

    id: int
    object: str
    section: Section
    code: str
    amount: Money
    first_on: dt.date
    party_id: int | None
    every_months: int
    last_on: dt.date | None
    active: bool
    note: str
    party: str


def repeated_expenses(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[RepeatedRow]:
    """List the expenses that come back."""
    r = RepeatedExpense
    query = (
        select(
            r.id,
            r.object,
            r.section,
            r.code,
            r.amount,
            r.first_on,
            r.party_id,
            r.every_months,
            r.last_on,
            r.active,
            r.note,
            func.coalesce(Party.name, ""),
        )
        .outerjoin(Party, Party.id == r.party_id)
        .order_by(r.id)
    )
    if ids is not None:
        query = query.where(r.id.in_(ids))
    return [RepeatedRow._make(row) for row in session.execute(query)]
