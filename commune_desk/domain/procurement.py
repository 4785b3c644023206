"""Contracts of the commune: which procedure, which steps, what is paid and when.

Facts: `budget.md` 8. Thresholds and steps are data: the rules know no sum, no step
but the four that start and end a delay or a guarantee, and no name of a procedure.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.domain.thresholds import asked_by, in_force, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.domain.execution import ProcurementKind
    from commune_desk.domain.thresholds import Threshold

AWARD = "award"
SERVICE_ORDER = "service-order"
PROVISIONAL = "provisional-handover"
FINAL = "final-handover"
RELEASE = "guarantee-release"
"""Keys of the steps that rules know; the list of steps may lack any of them."""

WHOLE = 10_000
"""A guarantee is counted in hundredths of a per cent."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a contract as the rules see it."""

    id: int
    key: str
    title: str
    position: int
    planned_on: dt.date | None
    done_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as the rules see it; sums are those of its expenses, in francs."""

    id: int
    year: int
    reference: str
    object: str
    kind: ProcurementKind
    procedure: str
    estimate: Money | None
    amount: Money | None
    guarantee: int | None
    delay_days: int | None
    action_id: int | None
    lines: frozenset[int]
    """Budget lines that its expenses charge."""

    steps: tuple[Step, ...]
    committed: Money
    ordered: Money
    paid: Money

    @property
    def record(self) -> Record:
        """Where a finding leads."""
        return Record("procurements", self.id)

    def done(self, key: str) -> dt.date | None:
        """Give the day of a step; None where it is still to come."""
        return next((s.done_on for s in self.steps if s.key == key), None)

    @property
    def worth(self) -> Money | None:
        """What the contract is reckoned to cost: the award, else the estimate."""
        return self.amount if self.amount is not None else self.estimate

    @property
    def begun_on(self) -> dt.date:
        """The day whose thresholds apply: that of the first step, else 1 January."""
        days = (step.done_on or step.planned_on for step in self.steps)
        return min(filter(None, days), default=dt.date(self.year, 1, 1))

    @property
    def current(self) -> Step | None:
        """The furthest step that was done."""
        done = [step for step in self.steps if step.done_on is not None]
        return max(done, key=lambda step: step.position, default=None)

    @property
    def next(self) -> Step | None:
        """The first step to come after the furthest one that was done."""
        after = self.current.position if self.current is not None else -1
        waits = (step for step in self.steps if step.done_on is None)
        later = [step for step in waits if step.position > after]
        return min(later, key=lambda step: step.position, default=None)

    @property
    def retained(self) -> Money | None:
        """The retention money, to the nearest franc; None where nothing is said."""
        if self.amount is None or self.guarantee is None:
            return None
        part = Fraction(self.amount.francs * self.guarantee, WHOLE)
        return Money(int(part + Fraction(1, 2)))

    @property
    def due_on(self) -> dt.date | None:
        """The day on which the delay ends."""
        start = self.done(SERVICE_ORDER)
        if start is None or self.delay_days is None:
            return None
        return start + dt.timedelta(self.delay_days)

    def late(self, day: dt.date) -> int | None:
        """Count the days beyond the delay; None where there is no delay yet."""
        if self.due_on is None:
            return None
        return max(0, ((self.done(PROVISIONAL) or day) - self.due_on).days)


def refusals(contract: Contract) -> Iterator[Issue]:
    """Refuse figures that no contract has, and dates against the order of steps."""
    figures = (
        ("estimate", (contract.estimate or Money(0)).francs),
        ("amount", (contract.amount or Money(0)).francs),
        ("delay_days", contract.delay_days),
        ("guarantee", contract.guarantee),
    )
    for field, figure in figures:
        if figure is not None and figure < 0:
            text = N_("{reference}: below zero.", reference=contract.reference)
            yield Issue(Severity.ERROR, text, "PROC-10", contract.record, field)
    if contract.guarantee is not None and contract.guarantee > WHOLE:
        text = N_(
            "{reference}: a guarantee is at most the whole contract, 100 %.",
            reference=contract.reference,
        )
        yield Issue(Severity.ERROR, text, "PROC-10", contract.record, "guarantee")
    yield from in_order(contract.reference, contract.steps)


def in_order(reference: str, steps: Sequence[Step]) -> Iterator[Issue]:
    """Refuse a step whose date comes before that of the step before it."""
    dated = [
        (step, step.done_on)
        for step in sorted(steps, key=lambda step: step.position)
        if step.done_on is not None
    ]
    for (before, earlier), (step, day) in pairwise(dated):
        if day < earlier:
            text = N_(
                "{reference}: “{step}” of {date} comes before “{before}” of {earlier}.",
                reference=reference,
                step=step.title,
                date=day,
                before=before.title,
                earlier=earlier,
            )
            where = Record("procurement_steps", step.id)
            yield Issue(Severity.ERROR, text, "PROC-11", where, "done_on")


def skipped(contract: Contract) -> Iterator[Issue]:
    """Find steps that have no date although later ones do."""
    current = contract.current
    if current is None:
        return
    missed = [
        step
        for step in contract.steps
        if step.done_on is None and step.position < current.position
    ]
    if missed:
        text = N_(
            "{reference}: “{current}” is done, without a date for: {steps}.",
            reference=contract.reference,
            current=current.title,
            steps=tuple(step.title for step in missed),
        )
        yield Issue(Severity.WARNING, text, "PROC-03", contract.record)


def lighter(contract: Contract, thresholds: Sequence[Threshold]) -> Iterator[Issue]:
    """Find a procedure lighter than the one that the estimate asks for, or none."""
    if contract.estimate is None:
        return
    ladder = in_force(thresholds, contract.kind, contract.begun_on)
    asked = asked_by(ladder, contract.estimate)
    if asked is None or contract.procedure == asked.procedure:
        return
    if not contract.procedure:
        text = N_(
            "{reference}: {estimate} F ask for {asked}; no procedure is noted.",
            reference=contract.reference,
            estimate=contract.estimate,
            asked=named(asked),
        )
        yield Issue(Severity.WARNING, text, "PROC-01", contract.record, "procedure")
        return
    noted = next((t for t in ladder if t.procedure == contract.procedure), None)
    if noted is not None and noted.lowest < asked.lowest:
        text = N_(
            "{reference}: {estimate} F − threshold {lowest} F = {gap} F: {asked} is"
            " asked for, “{noted}” is noted.",
            reference=contract.reference,
            estimate=contract.estimate,
            lowest=asked.lowest,
            gap=contract.estimate - asked.lowest,
            asked=named(asked),
            noted=noted.procedure,
        )
        yield Issue(Severity.WARNING, text, "PROC-01", contract.record, "procedure")


def dearer(contract: Contract) -> Iterator[Issue]:
    """Find an award above the estimate."""
    estimate, amount = contract.estimate, contract.amount
    if estimate is not None and amount is not None and amount > estimate:
        text = N_(
            "{reference}: awarded {amount} F − estimate {estimate} F = {gap} F above.",
            reference=contract.reference,
            amount=amount,
            estimate=estimate,
            gap=amount - estimate,
        )
        gap = amount - estimate
        yield Issue(Severity.WARNING, text, "PROC-04", contract.record, "amount", gap)


def overpaid(contract: Contract) -> Iterator[Issue]:
    """Find expenses of a contract above its amount: the furthest act is told."""
    if contract.amount is None:
        return
    acts = (
        (N_("paid so far"), contract.paid),
        (N_("ordered so far"), contract.ordered),
        (N_("committed so far"), contract.committed),
    )
    for act, sum_ in acts:
        if sum_ > contract.amount:
            gap = sum_ - contract.amount
            text = N_(
                "{reference}: {sum} F {act} − contract {amount} F = {gap} F too much.",
                reference=contract.reference,
                sum=sum_,
                act=act,
                amount=contract.amount,
                gap=gap,
            )
            yield Issue(
                Severity.WARNING, text, "PROC-05", contract.record, "amount", gap
            )
            return


def overdue(contract: Contract, day: dt.date) -> Iterator[Issue]:
    """Find works that are not handed over although their delay has ended."""
    days = contract.late(day)
    if not days or contract.done(PROVISIONAL) is not None:
        return
    text = N_(
        "{reference}: order of {start} + {delay} days = {due}; {days} days late on"
        " {day}.",
        reference=contract.reference,
        start=contract.done(SERVICE_ORDER),
        delay=contract.delay_days,
        due=contract.due_on,
        days=days,
        day=day,
    )
    yield Issue(Severity.WARNING, text, "PROC-06", contract.record, "delay_days")


def to_release(contract: Contract, day: dt.date) -> Iterator[Issue]:
    """Find retention money that is due since the final handover."""
    final, money = contract.done(FINAL), contract.retained
    if final is None or not money or final > day or contract.done(RELEASE) is not None:
        return
    text = N_(
        "{reference}: handed over for good on {date}; the retention of {amount} F is to"
        " be released, {days} days since.",
        reference=contract.reference,
        date=final,
        amount=money,
        days=(day - final).days,
    )
    yield Issue(
        Severity.INFORMATION, text, "PROC-07", contract.record, "guarantee", money
    )


def of_contract(
    contract: Contract, thresholds: Sequence[Threshold], day: dt.date
) -> Iterator[Issue]:
    """Run every rule over one contract."""
    yield from lighter(contract, thresholds)
    yield from skipped(contract)
    yield from dearer(contract)
    yield from overpaid(contract)
    yield from overdue(contract, day)
    yield from to_release(contract, day)
