"""Fiscal years and their budget documents: opening, and the acts up to approval."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import select

from commune_desk.domain.budget import FROZEN, DocumentKind, DocumentState
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.ballots import held
from commune_desk.services.budget_review import blocking
from commune_desk.services.command import Command
from commune_desk.storage.models import (
    Account,
    BudgetDocument,
    BudgetLine,
    BudgetStep,
    FiscalYear,
    LineAmount,
    Nomenclature,
)

if TYPE_CHECKING:
    from commune_desk.storage.unit import Unit

S = DocumentState


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the legal calendar of a budget (`budget.md` 4)."""

    key: str
    title: str
    month: int
    day: int
    of_the_year: int = 0
    """0 for the year of the budget, −1 for the year before."""

    source: str = ""


@dataclass(frozen=True)
class OpenYear(Command[int]):
    """Open a fiscal year: a line for every account, and the primitive budget."""

    label: ClassVar[Text] = N_("Open a fiscal year")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    year: int
    nomenclature_id: int
    steps: tuple[Step, ...] = ()

    def apply(self, unit: Unit) -> int:
        """Open it; refuse a year that has a budget already."""
        self._check(unit)
        head = {"year": self.year, "nomenclature_id": self.nomenclature_id}
        year = unit.insert(FiscalYear, head)
        unit.made.append((FiscalYear.__tablename__, year))
        primitive = {"fiscal_year_id": year, "kind": DocumentKind.PRIMITIVE}
        unit.insert(BudgetDocument, primitive)
        for account in leaf_accounts(unit, self.nomenclature_id):
            values = {"fiscal_year_id": year, "account_id": account}
            unit.insert(BudgetLine, values)
        for step in self.steps:
            due = dt.date(self.year + step.of_the_year, step.month, step.day)
            unit.insert(
                BudgetStep,
                {
                    "fiscal_year_id": year,
                    "key": step.key,
                    "title": step.title,
                    "due_on": due,
                    "source": step.source,
                },
            )
        unit.settle()
        return year

    def _check(self, unit: Unit) -> None:
        there = unit.session.scalar(
            select(FiscalYear.id).where(FiscalYear.year == self.year)
        )
        if there is not None:
            text = N_("The year {year} has a budget already.", year=self.year)
            raise Rejected([Issue(Severity.ERROR, text, field="year")])
        nomenclature = unit.session.get(Nomenclature, self.nomenclature_id)
        if nomenclature is None:
            text = N_("Load a nomenclature before a budget is opened.")
            raise Rejected([Issue(Severity.ERROR, text)])
        first, last = nomenclature.valid_from, nomenclature.valid_until
        opens = dt.date(self.year, 1, 1)
        if (first and opens < first) or (last and opens > last):
            text = N_(
                "The nomenclature “{name}” is not valid on 1 January {year}.",
                name=nomenclature.name,
                year=self.year,
            )
            raise Rejected([Issue(Severity.ERROR, text, "BUDGET-N2")])

    def describe(self, unit: Unit) -> Text:
        """Name the year."""
        del unit
        return N_("Fiscal year {year} opened", year=self.year)


def leaf_accounts(unit: Unit, nomenclature_id: int) -> list[int]:
    """List the accounts that stand above no other: only they take amounts."""
    rows = unit.session.execute(
        select(Account.id, Account.parent_id)
        .where(Account.nomenclature_id == nomenclature_id)
        .order_by(Account.section, Account.side, Account.code)
    ).all()
    parents = {parent for _, parent in rows}
    return [row_id for row_id, _ in rows if row_id not in parents]


def open_document(unit: Unit, document_id: int) -> BudgetDocument:
    """Fetch a document whose figures may still change; refuse a voted one."""
    document: BudgetDocument = unit.find(BudgetDocument, document_id)
    year = unit.find(FiscalYear, document.fiscal_year_id)
    if year.closed_on is not None:
        text = N_(
            "The year {year} was closed on {date}: correct it in the open year.",
            year=year.year,
            date=year.closed_on,
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    if document.state in FROZEN:
        text = N_(
            "{document} {year} was voted on {date}, deliberation {deliberation}: only"
            " another document changes it.",
            document=document.kind,
            year=year.year,
            date=document.voted_on,
            deliberation=document.deliberation or "–",
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    return document


@dataclass(frozen=True)
class _Act(Command[None]):
    """An act on a document; acts are dated, and follow one another."""

    needs: ClassVar[Permission] = Permission.VALIDATE
    after: ClassVar[frozenset[DocumentState]]
    """States in which the act can be done."""

    document_id: int
    on: dt.date

    def _document(self, unit: Unit) -> BudgetDocument:
        document: BudgetDocument = unit.find(BudgetDocument, self.document_id)
        if document.state not in self.after:
            text = N_(
                "{act}: the document is {state}.",
                act=self.label,
                state=document.state,
            )
            raise Rejected([Issue(Severity.ERROR, text)])
        last = _latest(document)
        if last is not None and self.on < last:
            text = N_(
                "{act}: the date {date} comes before the act of {last}.",
                act=self.label,
                date=self.on,
                last=last,
            )
            raise Rejected([Issue(Severity.ERROR, text, field="on")])
        return document

    def describe(self, unit: Unit) -> Text:
        """Name the act and the document."""
        document = unit.find(BudgetDocument, self.document_id)
        year = unit.find(FiscalYear, document.fiscal_year_id)
        return N_(
            "{act}: {document} {year}",
            act=self.label,
            document=document.kind,
            year=year.year,
        )

    def _date_step(self, unit: Unit, key: str) -> None:
        """Date the step of the calendar that the act completes."""
        document = unit.find(BudgetDocument, self.document_id)
        step = unit.session.scalar(
            select(BudgetStep).where(
                BudgetStep.fiscal_year_id == document.fiscal_year_id,
                BudgetStep.key == f"{document.kind.value}.{key}",
            )
        )
        if step is not None:
            step.done_on = self.on


def _latest(document: BudgetDocument) -> dt.date | None:
    dates = (
        document.debated_on,
        document.voted_on,
        document.transmitted_on,
        document.approved_on,
    )
    return max((date for date in dates if date is not None), default=None)


@dataclass(frozen=True)
class DebateBudget(_Act):
    """Note the public debate on a draft (`budget.md` 1.2)."""

    label: ClassVar[Text] = N_("Public debate")
    after: ClassVar[frozenset[DocumentState]] = frozenset({S.PREPARED, S.RETURNED})

    def apply(self, unit: Unit) -> None:
        """Date it; figures can still change."""
        document = self._document(unit)
        document.state, document.debated_on = S.DEBATED, self.on
        self._date_step(unit, "debate")


@dataclass(frozen=True)
class VoteBudget(_Act):
    """Vote a document: its figures are frozen by the deliberation."""

    label: ClassVar[Text] = N_("Vote")
    after: ClassVar[frozenset[DocumentState]] = frozenset(
        {S.PREPARED, S.DEBATED, S.RETURNED}
    )
    final: ClassVar[bool] = True

    deliberation: str = ""
    session_id: int | None = None
    """The session of the register at which it was voted, if it is known."""

    def apply(self, unit: Unit) -> None:
        """Freeze what is proposed; refuse a document that breaks a rule."""
        document = self._document(unit)
        number = self.deliberation.strip()
        if self.session_id is not None:
            number = held(unit, self.session_id, self.on, number)
        if not number:
            text = N_("The vote needs the number of its deliberation.")
            raise Rejected([Issue(Severity.ERROR, text, field="deliberation")])
        if found := blocking(unit, document):
            raise Rejected(found)
        if all(each.proposed is None for each in _amounts(unit, document.id)):
            text = N_("There is nothing to vote: no line has an amount.")
            raise Rejected([Issue(Severity.ERROR, text)])
        for amount in _amounts(unit, document.id):
            amount.voted = amount.proposed
        document.state, document.voted_on = S.VOTED, self.on
        document.deliberation = number
        self._date_step(unit, "vote")


@dataclass(frozen=True)
class TransmitBudget(_Act):
    """Send a voted document to the State’s representative."""

    label: ClassVar[Text] = N_("Transmission")
    after: ClassVar[frozenset[DocumentState]] = frozenset({S.VOTED})
    final: ClassVar[bool] = True

    reference: str = ""

    def apply(self, unit: Unit) -> None:
        """Date it."""
        document = self._document(unit)
        document.state, document.transmitted_on = S.TRANSMITTED, self.on
        document.transmission = self.reference
        self._date_step(unit, "transmission")


@dataclass(frozen=True)
class ReturnBudget(_Act):
    """Note that the State sent a document back; its figures open again."""

    label: ClassVar[Text] = N_("Returned with remarks")
    after: ClassVar[frozenset[DocumentState]] = frozenset({S.TRANSMITTED})
    final: ClassVar[bool] = True

    remarks: str = ""

    def apply(self, unit: Unit) -> None:
        """Open it again for a second vote; the first stays in the journal."""
        document = self._document(unit)
        if not self.remarks.strip():
            text = N_("Say what the State’s representative remarked.")
            raise Rejected([Issue(Severity.ERROR, text, field="remarks")])
        document.state, document.remarks = S.RETURNED, self.remarks


@dataclass(frozen=True)
class ApproveBudget(_Act):
    """Note the approval, or the silence that stands for it."""

    label: ClassVar[Text] = N_("Approval")
    after: ClassVar[frozenset[DocumentState]] = frozenset({S.TRANSMITTED})
    final: ClassVar[bool] = True

    reference: str = ""
    tacit: bool = False

    def apply(self, unit: Unit) -> None:
        """Approve what was voted."""
        document = self._document(unit)
        if not self.tacit and not self.reference.strip():
            text = N_("An approval has a number; without one it is tacit.")
            raise Rejected([Issue(Severity.ERROR, text, field="reference")])
        for amount in _amounts(unit, document.id):
            amount.approved = amount.voted
        document.state, document.approved_on = S.APPROVED, self.on
        document.approval, document.tacit = self.reference, self.tacit
        self._date_step(unit, "approval")


def _amounts(unit: Unit, document_id: int) -> list[LineAmount]:
    query = select(LineAmount).where(LineAmount.document_id == document_id)
    return list(unit.session.scalars(query))


def document_of(unit: Unit, year: int, kind: DocumentKind) -> Any:
    """Find the latest document of a kind in a year; refuse where there is none."""
    found = unit.session.scalars(
        select(BudgetDocument)
        .join(FiscalYear, FiscalYear.id == BudgetDocument.fiscal_year_id)
        .where(FiscalYear.year == year, BudgetDocument.kind == kind)
        .order_by(BudgetDocument.number.desc())
    ).first()
    if found is None:
        text = N_("The year {year} has no budget yet: open it.", year=year)
        raise Rejected([Issue(Severity.ERROR, text, record=Record("fiscal_years", 0))])
    return found
