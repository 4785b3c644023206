"""The documents of a year’s budget and its legal calendar: queries."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from sqlalchemy import select

from commune_desk.domain.budget import DocumentKind, DocumentState, Side
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.accounts import accounts_of, fiscal_year
from commune_desk.services.credits import changes_of, light_transfers
from commune_desk.services.programming import programmed
from commune_desk.services.records import Entity, Revise
from commune_desk.storage.models import BudgetDocument, BudgetLine, BudgetStep

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope


class DocumentRow(NamedTuple):
    """A version of the year’s budget."""

    id: int
    kind: DocumentKind
    number: int
    state: DocumentState
    amount: Money
    """What a transfer moves; the expenditure that another document provides."""

    light: bool
    """Whether its deliberation is enough: a transfer within one chapter (M3 a)."""

    reason: str
    debated_on: dt.date | None
    voted_on: dt.date | None
    deliberation: str
    transmitted_on: dt.date | None
    transmission: str
    approved_on: dt.date | None
    approval: str
    tacit: bool
    remarks: str


def budget_documents(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[DocumentRow]:
    """List the documents of the year, the primitive budget first."""
    year = fiscal_year(session, scope.year)
    if year is None:
        return []
    accounts = accounts_of(session, year.nomenclature_id)
    sums: dict[int, int] = defaultdict(int)
    for change in changes_of(session, year):
        spent = accounts[change.account_id].side is Side.EXPENDITURE
        given = change.amount.francs > 0 or change.kind is not DocumentKind.TRANSFER
        if spent and given:
            sums[change.document_id] += change.amount.francs
    light = light_transfers(session, year)
    query = select(BudgetDocument).where(BudgetDocument.fiscal_year_id == year.id)
    return [
        DocumentRow(
            row.id,
            row.kind,
            row.number,
            row.state,
            Money(sums[row.id]),
            row.id in light,
            row.reason,
            row.debated_on,
            row.voted_on,
            row.deliberation,
            row.transmitted_on,
            row.transmission,
            row.approved_on,
            row.approval,
            row.tacit,
            row.remarks,
        )
        for row in session.scalars(query.order_by(BudgetDocument.id))
        if ids is None or row.id in ids
    ]


def primitive_row(session: Session, scope: Scope) -> DocumentRow | None:
    """Give the primitive budget of the year; None while the year is not open."""
    rows = budget_documents(session, scope)
    return next((r for r in rows if r.kind is DocumentKind.PRIMITIVE), None)


class Planned(NamedTuple):
    """An action of the year’s tranche of the plan, and its line in the budget."""

    action_id: int
    code: str
    title: str
    cost: Money | None
    line_id: int | None
    """Its line; None while it is not in the budget."""


def tranche(session: Session, scope: Scope) -> list[Planned]:
    """List the actions that the plan sets for the year, by number."""
    year = fiscal_year(session, scope.year)
    rows = session.execute(
        select(BudgetLine.action_id, BudgetLine.id).where(
            BudgetLine.fiscal_year_id == (year.id if year else 0),
            BudgetLine.action_id.is_not(None),
        )
    )
    lines = {action: line for action, line in rows}  # noqa: C416  rows are no pairs
    return [
        Planned(
            row.id, row.code, row.title, row.costs.get(scope.year), lines.get(row.id)
        )
        for row in programmed(session, scope)
    ]


STEP = Entity(
    BudgetStep,
    N_("step “{title}”"),
    lambda row: row.title,
    {
        "title": N_("Step"),
        "due_on": N_("Due on"),
        "done_on": N_("Done on"),
        "reference": N_("Reference"),
        "source": N_("Source"),
        "note": N_("Note"),
    },
    required=frozenset({"title"}),
)


@dataclass(frozen=True)
class ReviseStep(Revise):
    """Date a step of the budget’s calendar."""

    label: ClassVar[Text] = N_("Correct a step of the budget")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET
    entity: ClassVar[Entity] = STEP


class StepRow(NamedTuple):
    """A step of the legal calendar, with its due and its real date."""

    id: int
    title: str
    due_on: dt.date | None
    done_on: dt.date | None
    reference: str
    source: str
    note: str

    def left(self, today: dt.date) -> int | None:
        """Count the days until it is due, below zero once it is late."""
        if self.due_on is None or self.done_on is not None:
            return None
        return (self.due_on - today).days


def budget_steps(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[StepRow]:
    """List the steps of the year’s budget by their due dates."""
    year = fiscal_year(session, scope.year)
    query = select(BudgetStep).where(
        BudgetStep.fiscal_year_id == (year.id if year else 0)
    )
    rows = [
        StepRow(
            row.id,
            row.title,
            row.due_on,
            row.done_on,
            row.reference,
            row.source,
            row.note,
        )
        for row in session.scalars(query.order_by(BudgetStep.id))
        if ids is None or row.id in ids
    ]
    return sorted(rows, key=lambda row: (row.due_on or dt.date.max, row.id))
