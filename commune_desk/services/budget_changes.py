"""Documents that change a voted budget: additional budget, authorisation, transfer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import func, select

from commune_desk.domain.budget import DocumentKind, DocumentState
from commune_desk.domain.credits import Move, Terms, transfer
from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.text import N_, Text
from commune_desk.services.budget_review import rules_of, with_texts
from commune_desk.services.budgets import amount_of, first_line
from commune_desk.services.command import Command
from commune_desk.services.credits import credits_of
from commune_desk.services.fiscal_years import document_of
from commune_desk.storage.models import BudgetDocument, FiscalYear

if TYPE_CHECKING:
    from commune_desk.storage.unit import Unit

IN_FORCE = frozenset(
    {DocumentState.VOTED, DocumentState.TRANSMITTED, DocumentState.APPROVED}
)


@dataclass(frozen=True)
class OpenDocument(Command[int]):
    """Begin a document that changes the budget of a year."""

    label: ClassVar[Text] = N_("Begin a change of the budget")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    year: int
    kind: DocumentKind
    reason: str = ""

    def apply(self, unit: Unit) -> int:
        """Open it; refuse one before the primitive budget is voted."""
        return begun(unit, self.year, self.kind, self.reason)

    def describe(self, unit: Unit) -> Text:
        """Name the document."""
        del unit
        return N_("{document} {year} begun", document=self.kind, year=self.year)


def begun(unit: Unit, year: int, kind: DocumentKind, reason: str) -> int:
    """Open a document of a kind with the next number."""
    first = document_of(unit, year, DocumentKind.PRIMITIVE)
    if kind is DocumentKind.PRIMITIVE:
        text = N_("The year {year} has a budget already.", year=year)
        raise Rejected([Issue(Severity.ERROR, text)])
    if first.state not in IN_FORCE:
        text = N_(
            "{document}: the primitive budget {year} is {state}; it is voted first.",
            document=kind,
            year=year,
            state=first.state,
        )
        raise Rejected([Issue(Severity.ERROR, text)])
    last = unit.session.scalar(
        select(func.max(BudgetDocument.number)).where(
            BudgetDocument.fiscal_year_id == first.fiscal_year_id,
            BudgetDocument.kind == kind,
        )
    )
    return unit.add(
        BudgetDocument(
            fiscal_year_id=first.fiscal_year_id,
            kind=kind,
            number=(last or 0) + 1,
            reason=reason,
        )
    )


@dataclass(frozen=True)
class MakeTransfer(Command[int]):
    """Prepare a transfer of credits between accounts of expenditure.

    Raises `Rejected` with the arithmetic where the rules refuse it.
    """

    label: ClassVar[Text] = N_("Prepare a transfer")
    needs: ClassVar[Permission] = Permission.EDIT_BUDGET

    year: int
    moves: tuple[tuple[int, Money], ...]
    """Account and what it gets (`+`) or gives (`−`)."""

    reason: str

    def apply(self, unit: Unit) -> int:
        """Check it against the credits of the day, then keep it as a document."""
        if not self.reason.strip():
            text = N_("A transfer says why.")
            raise Rejected([Issue(Severity.ERROR, text, field="reason")])
        number = begun(unit, self.year, DocumentKind.TRANSFER, self.reason)
        document = unit.find(BudgetDocument, number)
        year = unit.find(FiscalYear, document.fiscal_year_id)
        listed = self._moves(unit, year)
        rules = rules_of(unit.session)
        rule = rules.get("M4")
        terms = Terms(rule.threshold, rule.legal) if rule else Terms(None)
        if found := list(transfer(listed, terms)):
            raise Rejected(with_texts(found, rules))
        for account, amount in self.moves:
            line = first_line(unit, year.id, account)
            amount_of(unit, number, line).proposed = amount
        return number

    def _moves(self, unit: Unit, year: FiscalYear) -> list[Move]:
        known = credits_of(unit.session, year)
        found = []
        for account, amount in self.moves:
            credit = known.get(account)
            if credit is None:
                text = N_("A transfer moves credits of expenditure only.")
                raise Rejected([Issue(Severity.ERROR, text)])
            found.append(Move(credit, amount))
        return found

    def describe(self, unit: Unit) -> Text:
        """Tell how much is moved."""
        del unit
        moved = Money.total(amount for _, amount in self.moves if amount.francs > 0)
        return N_("Transfer of {amount} F prepared", amount=moved)
