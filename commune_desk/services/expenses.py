"""Record an expense in one step, carry it on later, correct what is not locked.

All acts go through `services/books.py`; here they are put in their order, what is
withheld and who pays is kept beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar

from sqlalchemy import delete, select

from commune_desk.domain.budget import Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EXPENSE_CHAIN, EntryKind
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.ledger import BEFORE
from commune_desk.domain.money import Money
from commune_desk.domain.roles import Permission
from commune_desk.domain.spending import (
    DATES,
    NUMBERS,
    Part,
    shared,
    unbroken,
    withheld,
)
from commune_desk.domain.text import N_, Text
from commune_desk.services.books import Act, enter, left_of
from commune_desk.services.closings import days_of
from commune_desk.services.command import Command
from commune_desk.services.parties import party_named
from commune_desk.services.restricted import check_received
from commune_desk.services.who_pays import proposed_parts
from commune_desk.storage.models import (
    Account,
    BudgetLine,
    Deduction,
    ExpenseSource,
    FiscalYear,
    LedgerEntry,
    Operation,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.domain.execution import PaymentMode
    from commune_desk.storage.unit import Unit

E = EntryKind


@dataclass(frozen=True, slots=True)
class NextAct:
    """One act of an expense, as it is typed."""

    kind: EntryKind
    made_on: dt.date
    amount: Money | None = None
    """None: all that the act before leaves."""

    number: int | None = None
    invoice: str = ""
    invoiced_on: dt.date | None = None
    mode: PaymentMode | None = None
    reference: str = ""
    deductions: tuple[tuple[str, Money], ...] = ()
    """Of an order: title and francs withheld."""

    follows_id: int | None = None
    """The act that it carries on; None: the first that leaves enough."""


@dataclass(frozen=True)
class RecordExpense(Command[int]):
    """Record an expense with those of its acts that are done; returns the operation."""

    label: ClassVar[Text] = N_("Record an expense")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    line_id: int
    object: str
    amount: Money
    acts: tuple[NextAct, ...]
    """In the order of the chain, none left out in between; each of the amount."""

    party: str = ""
    """By name; one that is not known yet is enrolled."""

    action_id: int | None = None
    village_id: int | None = None
    parts: tuple[Part, ...] | None = None
    """Who pays; None: pro rata of the contributions to the action in the year."""

    repeated_id: int | None = None
    note: str = ""

    def apply(self, unit: Unit) -> int:
        """Open the operation and enter its acts; raise `Rejected` where a rule does."""
        issues = list(self._issues(unit))
        issues += unbroken([act.kind for act in self.acts], E.COMMITMENT)
        if issues:
            raise Rejected(issues)
        line = unit.find(BudgetLine, self.line_id)
        operation = Operation(
            fiscal_year_id=line.fiscal_year_id,
            side=Side.EXPENDITURE,
            line_id=line.id,
            object=" ".join(self.object.split()),
            party_id=party_named(unit, self.party),
            action_id=self.action_id,
            village_id=self.village_id,
            repeated_id=self.repeated_id,
            note=self.note.strip(),
        )
        unit.add(operation)
        self._keep_parts(unit, operation)
        acts = [replace(act, amount=act.amount or self.amount) for act in self.acts]
        enter_acts(unit, operation, acts)
        return operation.id

    def _issues(self, unit: Unit) -> Iterator[Issue]:
        if not self.object.strip():
            text = N_("Say what the expense is for.")
            yield Issue(Severity.ERROR, text, "EXEC-N2", field="object")
        line = unit.find(BudgetLine, self.line_id)
        account = unit.find(Account, line.account_id)
        if account.side is not Side.EXPENDITURE:
            text = N_(
                "{code} {title} is a line of revenue: an expense is entered on a line"
                " of expenditure.",
                code=account.code,
                title=account.title,
            )
            yield Issue(Severity.ERROR, text, "EXEC-N3", field="line_id")

    def _keep_parts(self, unit: Unit, operation: Operation) -> None:
        parts = self.parts
        if parts is None:
            year = unit.find(FiscalYear, operation.fiscal_year_id).year
            parts = proposed_parts(
                unit.session, self.amount, self.line_id, self.action_id, year
            )
        keep_parts(unit, operation.id, self.amount, parts)

    def describe(self, unit: Unit) -> Text:
        """Name the last act, as people call the expense: “mandat n° 37”."""
        return last_act(unit, self.label)


@dataclass(frozen=True)
class ContinueExpense(Command[list[int]]):
    """Enter the next acts of an expense: liquidate, order, pay in part or whole."""

    label: ClassVar[Text] = N_("Carry an expense on")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    operation_id: int
    acts: tuple[NextAct, ...]

    def apply(self, unit: Unit) -> list[int]:
        """Enter them in the order of the chain; returns the entries."""
        if not self.acts:
            text = N_("Type the date of at least one act.")
            raise Rejected([Issue(Severity.ERROR, text, field="liquidated_on")])
        operation = unit.find(Operation, self.operation_id)
        return enter_acts(unit, operation, self.acts)

    def describe(self, unit: Unit) -> Text:
        """Name the last act."""
        return last_act(unit, self.label)


@dataclass(frozen=True)
class ChangeWhoPays(Command[None]):
    """Share an expense out anew among those who pay it."""

    label: ClassVar[Text] = N_("Change who pays an expense")
    needs: ClassVar[Permission] = Permission.EDIT_EXECUTION

    operation_id: int
    parts: tuple[Part, ...]

    def apply(self, unit: Unit) -> None:
        """Replace the parts; refuse those that do not add up to what is committed."""
        operation = unit.find(Operation, self.operation_id)
        unit.settle()
        rows = unit.session.scalars(
            select(LedgerEntry.amount).where(
                LedgerEntry.operation_id == operation.id,
                LedgerEntry.kind == E.COMMITMENT,
                LedgerEntry.cancelled_on.is_(None),
            )
        )
        committed = Money.total(rows)
        own = ExpenseSource.operation_id == operation.id
        unit.session.execute(delete(ExpenseSource).where(own))
        keep_parts(unit, operation.id, committed, self.parts)


def keep_parts(
    unit: Unit, operation_id: int, amount: Money, parts: tuple[Part, ...]
) -> None:
    """Keep who pays; refuse parts that do not make the amount."""
    if found := list(shared(amount, parts)):
        raise Rejected(found)
    for part in parts:
        if part.amount:
            values = {
                "operation_id": operation_id,
                "funder": part.funder,
                "amount": part.amount,
                "partner_id": part.partner_id,
            }
            unit.insert(ExpenseSource, values)


def enter_acts(
    unit: Unit, operation: Operation, acts: list[NextAct] | tuple[NextAct, ...]
) -> list[int]:
    """Enter acts in the order of the chain, each on the one that it carries on."""
    made: list[int] = []
    for act in sorted(acts, key=lambda each: EXPENSE_CHAIN.index(each.kind)):
        try:
            made.append(_entered(unit, operation, act))
        except Rejected as refused:
            raise Rejected([_placed(i, act) for i in refused.issues]) from refused
    return made


def _placed(issue: Issue, act: NextAct) -> Issue:
    """Say at which field of the form an issue of an act stands."""
    if issue.field == "made_on":
        return replace(issue, field=DATES[act.kind])
    if issue.field == "number":
        return replace(issue, field=NUMBERS[act.kind])
    return issue


def _entered(unit: Unit, operation: Operation, act: NextAct) -> int:
    follows, amount = None, act.amount
    if act.follows_id is not None:
        follows = act.follows_id
        amount = amount or left_of(unit, follows).left
    elif act.kind in BEFORE:
        follows, left = _carried_on(unit, operation, act)
        amount = amount or left
    entry = enter(
        unit,
        operation,
        Act(
            act.kind,
            amount or Money(0),
            act.made_on,
            follows,
            act.number,
            year_of(unit, operation, act),
            invoice=act.invoice if act.kind is E.LIQUIDATION else "",
            invoiced_on=act.invoiced_on if act.kind is E.LIQUIDATION else None,
            mode=act.mode if act.kind in {E.ORDER, E.PAYMENT} else None,
            reference=act.reference.strip() if act.kind is E.PAYMENT else "",
        ),
    )
    if act.kind is E.ORDER:
        if found := list(withheld(amount or Money(0), act.deductions)):
            raise Rejected(found)
        for title, francs in act.deductions:
            values = {"entry_id": entry, "title": title.strip(), "amount": francs}
            unit.insert(Deduction, values)
        check_received(unit, operation, act.made_on)
    return entry


def year_of(unit: Unit, operation: Operation, act: NextAct) -> int | None:
    """Give the year whose books take an act; None for the operation’s own.

    What was left to pay is paid in a later year, and stands in its books.
    """
    own = unit.find(FiscalYear, operation.fiscal_year_id)
    days = unit.once(f"days.{own.id}", lambda: days_of(unit.session, own))
    if act.kind is not E.PAYMENT or days.period(act.made_on) is not None:
        return None
    later = FiscalYear.year == act.made_on.year
    return unit.session.scalar(select(FiscalYear.id).where(later))


def _carried_on(
    unit: Unit, operation: Operation, act: NextAct
) -> tuple[int, Money | None]:
    """Choose the act before: the first that leaves enough, else what leaves most."""
    unit.settle()
    ids = unit.session.scalars(
        select(LedgerEntry.id)
        .where(
            LedgerEntry.operation_id == operation.id,
            LedgerEntry.kind == BEFORE[act.kind],
            LedgerEntry.reverses_id.is_(None),
            LedgerEntry.cancelled_on.is_(None),
        )
        .order_by(LedgerEntry.number)
    ).all()
    found = [left_of(unit, each) for each in ids]
    open_ones = [each for each in found if each.left.francs > 0]
    if not found:
        text = N_(
            "{act}: there is no {before} that it carries on.",
            act=act.kind,
            before=BEFORE[act.kind],
        )
        raise Rejected([Issue(Severity.ERROR, text, "EXEC-C3", field="made_on")])
    if not open_ones:
        text = N_(
            "{act}: nothing is left of {before} no. {number} ({amount} F, {taken} F"
            " already).",
            act=act.kind,
            before=found[-1].kind,
            number=found[-1].number,
            amount=found[-1].amount,
            taken=found[-1].taken,
        )
        raise Rejected([Issue(Severity.ERROR, text, "EXEC-C2", field="amount")])
    if act.amount is not None:
        asked = act.amount.francs
        enough = [each for each in open_ones if each.left.francs >= asked]
        chosen = (enough or sorted(open_ones, key=lambda each: -each.left.francs))[0]
        return chosen.id, chosen.left
    return open_ones[0].id, open_ones[0].left


def last_act(unit: Unit, label: Text) -> Text:
    """Name the last entry that a unit of work has made."""
    ids = [row_id for table, row_id in unit.made if table == "ledger_entries"]
    if not ids:
        return label
    entry = unit.find(LedgerEntry, ids[-1])
    return N_("{act} no. {number}", act=entry.kind, number=entry.number)
