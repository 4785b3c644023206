"""What committees owe the commune: how it is reckoned, and when it is late.

The rule of each committee is in its convention or a deliberation; no rate of the State
was found (`planning.md` 4.6). A loss year gives zero.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from commune_desk.domain.committee_life import later
from commune_desk.domain.committees import DueKind
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, P_, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARES = frozenset({DueKind.GROSS, DueKind.NET})
"""Kinds that are a part of money; the others are francs."""

WHOLE = 10_000
"""Hundredths of a per cent."""

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Levy:
    """The rule by which a committee pays."""

    committee: str
    kind: DueKind
    valid_from: dt.date
    valid_until: dt.date | None = None
    amount: Money | None = None
    rate: int | None = None
    """Hundredths of a per cent."""

    every_months: int = 12
    days_to_pay: int = 30

    def owed(self, base: int | None) -> Money | None:
        """Reckon what is owed on a base; None where the base is not known.

        A loss gives zero; the nearest franc, half a franc upwards.
        """
        if self.kind is DueKind.FIXED:
            return self.amount
        if base is None:
            return None
        counted = max(0, base)
        if self.kind in SHARES:
            return Money((2 * counted * (self.rate or 0) + WHOLE) // (2 * WHOLE))
        return Money(counted * (self.amount or Money(0)).francs)

    def end(self, begins: dt.date) -> dt.date:
        """Give the last day of the period that begins on a day."""
        return later(begins, self.every_months) - ONE_DAY

    def due_on(self, ends: dt.date) -> dt.date:
        """Give the last day on which a period is to be paid."""
        return ends + dt.timedelta(days=self.days_to_pay)

    def spans(self, until: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
        """List its whole periods that have ended by a day."""
        count = 0
        while True:
            begins = later(self.valid_from, count * self.every_months)
            ends = later(self.valid_from, (count + 1) * self.every_months) - ONE_DAY
            last = until if self.valid_until is None else min(until, self.valid_until)
            if ends > last:
                return
            yield begins, ends
            count += 1


def span(begins: dt.date, ends: dt.date) -> Text | str:
    """Name a period: “2025”, or its two days."""
    whole = begins.month == begins.day == 1 and (ends.month, ends.day) == (12, 31)
    if whole and begins.year == ends.year:
        return str(begins.year)
    return N_("{begins} – {ends}", begins=begins, ends=ends)


def levy_refusals(levy: Levy) -> Iterator[Issue]:
    """Refuse a rule that reckons nothing, or whose days do not follow."""
    facts = {"committee": levy.committee, "kind": levy.kind}
    if levy.kind in SHARES:
        rate = levy.rate
        if rate is None or not 0 < rate <= WHOLE:
            text = N_(
                "{committee}, {kind}: the rate is to lie above 0 and at most at 100 %.",
                **facts,
            )
            yield _refusal(text, "rate")
    elif levy.amount is None or levy.amount.francs <= 0:
        text = N_("{committee}, {kind}: the amount is to be above zero.", **facts)
        yield _refusal(text, "amount")
    if levy.valid_until is not None and levy.valid_until < levy.valid_from:
        text = N_(
            "{committee}: a rule that holds from {begins} cannot end on {ends}.",
            committee=levy.committee,
            begins=levy.valid_from,
            ends=levy.valid_until,
        )
        yield _refusal(text, "valid_until")
    if not 1 <= levy.every_months <= LONGEST:
        text = N_(
            "{committee}: a due every {months} months is none; 1 to {most}.",
            committee=levy.committee,
            months=levy.every_months,
            most=LONGEST,
        )
        yield _refusal(text, "every_months")
    if levy.days_to_pay < 0:
        text = N_(
            "{committee}: {days} days to pay are too few.",
            committee=levy.committee,
            days=levy.days_to_pay,
        )
        yield _refusal(text, "days_to_pay")


LONGEST = 60
"""Months of a period, at most: a plan."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A due as the rules see it."""

    levy: Levy
    begins_on: dt.date
    ends_on: dt.date
    due_on: dt.date
    amount: Money
    base: int | None
    paid: Money = field(default_factory=lambda: Money(0))

    @property
    def left(self) -> Money:
        """What is still to be paid."""
        return Money(max(0, self.amount.francs - self.paid.francs))

    def late(self, day: dt.date) -> int:
        """Count the days by which something is late; 0 where nothing is."""
        return max(0, (day - self.due_on).days) if self.left else 0

    def standing(self, day: dt.date) -> Text:
        """Say how it stands: paid, late, to be paid, nothing due."""
        if not self.amount:
            return N_("nothing due")
        if not self.left:
            return N_("paid in full")
        if late := self.late(day):
            return P_("{count} day late", "{count} days late", count=late)
        return N_("to be paid by {date}", date=self.due_on)


def due_refusals(owed: Owed) -> Iterator[Issue]:
    """Refuse days that do not follow, and a sum that is not what the rule gives."""
    facts = {
        "committee": owed.levy.committee,
        "span": span(owed.begins_on, owed.ends_on),
    }
    if owed.ends_on < owed.begins_on:
        text = N_(
            "{committee}: a period that begins on {begins} cannot end on {ends}.",
            committee=owed.levy.committee,
            begins=owed.begins_on,
            ends=owed.ends_on,
        )
        yield _refusal(text, "ends_on")
        return
    if owed.due_on < owed.begins_on:
        text = N_(
            "{committee}, {span}: what is owed cannot be due on {date}, before the"
            " period begins.",
            date=owed.due_on,
            **facts,
        )
        yield _refusal(text, "due_on")
    if _outside(owed):
        text = N_(
            "{committee}, {span}: the rule holds from {begins} to {ends}.",
            begins=owed.levy.valid_from,
            ends=owed.levy.valid_until or "–",
            **facts,
        )
        yield _refusal(text, "begins_on")
    if owed.amount.francs < 0:
        text = N_("{committee}, {span}: {amount} F cannot be owed.",
                  amount=owed.amount, **facts)  # fmt: skip
        yield _refusal(text, "amount")
    reckoned = owed.levy.owed(owed.base)
    if reckoned is not None and reckoned != owed.amount:
        text = N_(
            "{committee}, {span}: {sum} = {reckoned} F; {amount} F typed.",
            sum=told(owed.levy, owed.base),
            reckoned=reckoned,
            amount=owed.amount,
            **facts,
        )
        yield _refusal(text, "amount")
    if owed.paid.francs > owed.amount.francs:
        text = N_(
            "{committee}, {span}: {paid} F are paid already, {amount} F would be due.",
            paid=owed.paid,
            amount=owed.amount,
            **facts,
        )
        yield _refusal(text, "amount")


def _outside(owed: Owed) -> bool:
    until = owed.levy.valid_until
    return owed.begins_on < owed.levy.valid_from or (
        until is not None and owed.ends_on > until
    )


def told(levy: Levy, base: int | None) -> Text | str:
    """Write how a due was reckoned: “1 450 000 F × 10 %”."""
    amount = levy.amount or Money(0)
    if base is None and levy.kind is not DueKind.FIXED:
        return ""
    counted = max(0, base or 0)
    match levy.kind:
        case DueKind.FIXED:
            return N_("{amount} F fixed", amount=amount)
        case DueKind.GROSS | DueKind.NET:
            rate = Share(levy.rate or 0)
            return N_("{base} F × {rate}", base=Money(counted), rate=rate)
        case DueKind.CUBIC_METRE:
            return N_("{base} m³ × {amount} F", base=Money(counted), amount=amount)
        case DueKind.MEMBER:
            return P_(
                "{count} member × {amount} F",
                "{count} members × {amount} F",
                count=counted,
                amount=amount,
            )


@dataclass(frozen=True, slots=True)
class Payment:
    """A payment as the rules see it."""

    owed: Owed
    """With what the other payments make."""

    paid_on: dt.date
    amount: Money


def payment_refusals(payment: Payment, today: dt.date) -> Iterator[Issue]:
    """Refuse no money, a day to come, and more than is left."""
    owed, amount = payment.owed, payment.amount
    facts = {
        "committee": owed.levy.committee,
        "span": span(owed.begins_on, owed.ends_on),
    }
    if amount.francs <= 0:
        text = N_("{committee}, {span}: the amount {amount} is not above zero.",
                  amount=amount, **facts)  # fmt: skip
        yield _refusal(text, "amount")
    elif amount > owed.left:
        text = N_(
            "{committee}, {span}: due {due} F − paid {paid} F = {left} F; {amount} F"
            " typed, {more} F too much.",
            due=owed.amount,
            paid=owed.paid,
            left=owed.left,
            amount=amount,
            more=amount - owed.left,
            **facts,
        )
        yield _refusal(text, "amount")
    if payment.paid_on > today:
        text = N_(
            "{committee}, {span}: a payment of {date} comes after the day of the"
            " situation, {today}.",
            date=payment.paid_on,
            today=today,
            **facts,
        )
        yield _refusal(text, "paid_on")


def unpaid(owed: Owed, record: Record, day: dt.date) -> Iterator[Issue]:
    """Name a due that is late (`planning.md` 7, rule 24)."""
    late = owed.late(day)
    if not late:
        return
    text = P_(
        "{committee}: the due of {span} is unpaid since {date}, {count} day:"
        " {due} F − {paid} F paid = {left} F.",
        "{committee}: the due of {span} is unpaid since {date}, {count} days:"
        " {due} F − {paid} F paid = {left} F.",
        count=late,
        committee=owed.levy.committee,
        span=span(owed.begins_on, owed.ends_on),
        date=owed.due_on,
        due=owed.amount,
        paid=owed.paid,
        left=owed.left,
    )
    yield Issue(Severity.WARNING, text, "PLAN-24", record, amount=owed.left)


def _refusal(text: Text, column: str) -> Issue:
    return Issue(Severity.ERROR, text, "COM-40", field=column)
