"""The one way an entry gets into the books: checked, numbered, added.

Commands of expenses, of receipts and of the régisseur all end here. Sums are kept for
the unit of work, so that an import of thousands of entries asks for each of them once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from commune_desk.domain.budget import Side
from commune_desk.domain.errors import Rejected
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.ledger import (
    BEFORE,
    Invoice,
    Left,
    above_zero,
    carries_on,
    once,
    within_credit,
)
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.budget_review import rules_of
from commune_desk.services.closings import period_for
from commune_desk.services.open_credits import credit_for, sharing
from commune_desk.storage.models import (
    BudgetLine,
    FiscalYear,
    LedgerEntry,
    Operation,
    Party,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from commune_desk.domain.balance import Applied
    from commune_desk.domain.execution import PaymentMode
    from commune_desk.storage.unit import Unit

E = EntryKind


@dataclass(frozen=True, slots=True)
class Act:
    """An act that is to be entered."""

    kind: EntryKind
    amount: Money
    made_on: dt.date
    follows_id: int | None = None
    number: int | None = None
    """None: the next one of the year."""

    fiscal_year_id: int | None = None
    """The year whose books take it; None: the operation’s own."""

    reason: str = ""
    invoice: str = ""
    invoiced_on: dt.date | None = None
    mode: PaymentMode | None = None
    reference: str = ""
    remittance_id: int | None = None


def enter(unit: Unit, operation: Operation, act: Act) -> int:
    """Check an act, number it and add it; raise `Rejected` where a rule refuses."""
    year = unit.find(FiscalYear, act.fiscal_year_id or operation.fiscal_year_id)
    period = period_for(unit, year, act.made_on)
    issues = [i for i in _checks(unit, operation, act) if i.severity is Severity.ERROR]
    if issues:
        raise Rejected(issues)
    number = numbered(unit, year, act.kind, act.number)
    entry = LedgerEntry(
        operation_id=operation.id,
        fiscal_year_id=year.id,
        kind=act.kind,
        number=number,
        made_on=act.made_on,
        period=period,
        amount=act.amount,
        follows_id=act.follows_id,
        reason=act.reason,
        invoice=act.invoice.strip(),
        invoiced_on=act.invoiced_on,
        mode=act.mode,
        reference=act.reference,
        remittance_id=act.remittance_id,
    )
    return added(unit, operation, entry)


def added(unit: Unit, operation: Operation, entry: LedgerEntry) -> int:
    """Add an entry that was checked, and keep the sums of the unit true."""
    _count(unit, operation, entry)  # first: a sum read later would hold it already
    made = unit.add(entry)
    for sums in ("taken", "reversed"):  # nothing stands on a new entry: nothing to read
        unit.once(f"{sums}.{made}", lambda: [0])
    return made


def _count(unit: Unit, operation: Operation, entry: LedgerEntry) -> None:
    recounted(unit, operation, entry, entry.amount)


def recounted(
    unit: Unit, operation: Operation, entry: LedgerEntry, more: Money
) -> None:
    """Keep the sums of the unit true when an entry counts for more, or for less."""
    if entry.kind is E.COMMITMENT:
        line = unit.find(BudgetLine, operation.line_id)
        committed(unit, line)[0] += more.francs
    if entry.follows_id is not None:
        _taken(unit, entry.follows_id)[0] += more.francs
    if entry.reverses_id is not None:
        _reversed(unit, entry.reverses_id)[0] += more.francs


def _checks(unit: Unit, operation: Operation, act: Act) -> Iterator[Issue]:
    yield from above_zero(act.kind, act.amount)
    rules = _rules(unit, act.made_on)
    yield from _side(operation, act)
    yield from beside_credit(unit, operation.line_id, act)
    if act.kind is E.LIQUIDATION and act.invoice.strip() and "C7" in rules:
        yield from once(_earlier(unit, operation, act.invoice), rules["C7"])
    if act.follows_id is None:
        if act.kind in BEFORE and act.kind is not E.COLLECTION:
            text = N_(
                "{act}: there is no {before} that it carries on.",
                act=act.kind,
                before=BEFORE[act.kind],
            )
            yield Issue(Severity.ERROR, text, "EXEC-C3")
        return
    yield from carries_on(
        act.kind, act.amount, act.made_on, left_of(unit, act.follows_id)
    )


def _side(operation: Operation, act: Act) -> Iterator[Issue]:
    expense = act.kind in {E.COMMITMENT, E.LIQUIDATION, E.ORDER, E.PAYMENT}
    if expense != (operation.side is Side.EXPENDITURE):
        text = N_(
            "A {act} does not belong to an operation of {side}.",
            act=act.kind,
            side=operation.side,
        )
        yield Issue(Severity.ERROR, text, "EXEC-N3")


def beside_credit(
    unit: Unit, line_id: int, act: Act, leaves: int | None = None
) -> Iterator[Issue]:
    """Check what a commitment adds against the credit of its line (C1, C6).

    `leaves` is the line that it comes from, when it moves: a credit that both share is
    not asked for more.
    """
    if act.kind is not E.COMMITMENT or act.amount.francs <= 0:
        return
    line = unit.find(BudgetLine, line_id)
    if leaves is not None and leaves in sharing(unit, line):
        return
    rules = _rules(unit, act.made_on)
    credit = credit_for(unit, line, act.made_on, Money(committed(unit, line)[0]))
    rule = rules.get("C6" if credit.twelfths else "C1")
    if rule is not None:
        yield from within_credit(credit, act.amount, rule)


def _rules(unit: Unit, day: dt.date) -> dict[str, Applied]:
    return unit.once(f"execution.rules.{day}", lambda: rules_of(unit.session, day))


def committed(unit: Unit, line: BudgetLine) -> list[int]:
    """Give what is committed beside a line, as the one number of a list.

    It counts all lines of the level at which the council holds credits; what the unit
    adds since is in it.
    """
    from_lines = sharing(unit, line)

    def read() -> list[int]:
        unit.settle()
        total = unit.session.scalar(
            select(func.sum(LedgerEntry.amount))
            .join(Operation, Operation.id == LedgerEntry.operation_id)
            .where(
                Operation.line_id.in_(from_lines),
                LedgerEntry.kind == E.COMMITMENT,
                LedgerEntry.cancelled_on.is_(None),
            )
        )
        return [total.francs if total else 0]

    return unit.once(f"committed.{min(from_lines)}", read)


def _taken(unit: Unit, entry_id: int) -> list[int]:
    def read() -> list[int]:
        unit.settle()
        total = unit.session.scalar(
            select(func.sum(LedgerEntry.amount)).where(
                LedgerEntry.follows_id == entry_id,
                LedgerEntry.kind.in_(_AFTER),
                LedgerEntry.cancelled_on.is_(None),
            )
        )
        return [total.francs if total else 0]

    return unit.once(f"taken.{entry_id}", read)


_AFTER = tuple(BEFORE)


def _reversed(unit: Unit, entry_id: int) -> list[int]:
    def read() -> list[int]:
        unit.settle()
        total = unit.session.scalar(
            select(func.sum(LedgerEntry.amount)).where(
                LedgerEntry.reverses_id == entry_id,
                LedgerEntry.cancelled_on.is_(None),
            )
        )
        return [total.francs if total else 0]

    return unit.once(f"reversed.{entry_id}", read)


def left_of(unit: Unit, entry_id: int) -> Left:
    """Give an act and what later acts may still take of it."""
    entry = unit.find(LedgerEntry, entry_id)
    whole = entry.amount.francs + _reversed(unit, entry_id)[0]
    if entry.cancelled_on is not None:
        whole = 0
    return Left(
        entry.id,
        entry.kind,
        entry.number,
        entry.made_on,
        Money(whole),
        Money(_taken(unit, entry_id)[0]),
    )


def _earlier(unit: Unit, operation: Operation, invoice: str) -> Invoice | None:
    """Find the liquidation that took the same invoice of the same supplier in."""
    if operation.party_id is None:
        return None
    unit.flush()
    found = unit.session.execute(
        select(
            LedgerEntry.number, LedgerEntry.made_on, LedgerEntry.amount, LedgerEntry.id
        )
        .join(Operation, Operation.id == LedgerEntry.operation_id)
        .where(
            Operation.party_id == operation.party_id,
            LedgerEntry.kind == E.LIQUIDATION,
            func.lower(LedgerEntry.invoice) == invoice.strip().lower(),
            LedgerEntry.reverses_id.is_(None),
            LedgerEntry.cancelled_on.is_(None),
        )
    ).all()
    for number, made_on, amount, entry_id in found:
        if left_of(unit, entry_id).amount:
            party = unit.find(Party, operation.party_id).name
            return Invoice(invoice, party, number, made_on, amount, entry_id)
    return None


def numbered(unit: Unit, year: FiscalYear, kind: EntryKind, typed: int | None) -> int:
    """Give the number of a new entry; refuse one that is taken."""

    def read() -> set[int]:
        unit.settle()
        rows: Any = unit.session.scalars(
            select(LedgerEntry.number).where(
                LedgerEntry.fiscal_year_id == year.id, LedgerEntry.kind == kind
            )
        )
        return set(rows)

    used = unit.once(f"numbers.{year.id}.{kind.value}", read)
    number = max(used, default=0) + 1 if typed is None else typed
    if number in used or number < 1:
        text = N_(
            "{kind} no. {number} of {year} is there already.",
            kind=kind,
            number=number,
            year=year.year,
        )
        raise Rejected([Issue(Severity.ERROR, text, "EXEC-N1", field="number")])
    used.add(number)
    return number
