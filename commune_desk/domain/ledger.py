"""The rules of an entry: its period, its credit, the act that it carries on.

`budget.md` 5.4: C1 credit, C2 each act at most as much as the one before, C4 dates
inside the year, C5 restricted money, C6 a budget in force, C7 an invoice once.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.execution import COMPLEMENTARY, EntryKind
from commune_desk.domain.issues import Issue, Record, Remedy, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.balance import Applied

E = EntryKind

BEFORE = {
    E.LIQUIDATION: E.COMMITMENT,
    E.ORDER: E.LIQUIDATION,
    E.PAYMENT: E.ORDER,
    E.COLLECTION: E.TITLE,
    E.WRITE_OFF: E.TITLE,
}
"""The act that each act carries on."""

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Days:
    """The days of a fiscal year, and until when its complementary days last."""

    year: int
    complementary_until: tuple[int, int]
    """Month and day of the year after (a setting: no Malian limit was found)."""

    @property
    def last(self) -> dt.date:
        """The last complementary day; 29 February where the setting says so."""
        month, day = self.complementary_until
        after = self.year + 1
        try:
            return dt.date(after, month, day)
        except ValueError:  # 29 February of a common year
            return dt.date(after, month, day - 1)

    def period(self, day: dt.date) -> int | None:
        """Give the period of a day: its month, 13, or None outside the year."""
        if day.year == self.year:
            return day.month
        if dt.date(self.year, 12, 31) < day <= self.last:
            return COMPLEMENTARY
        return None


def dated(day: dt.date, days: Days) -> Iterator[Issue]:
    """Check that an entry lies in its year (C4)."""
    if days.period(day) is None:
        text = N_(
            "{date} lies outside the fiscal year {year}, which goes from {first} to"
            " {last}.",
            date=day,
            year=days.year,
            first=dt.date(days.year, 1, 1),
            last=days.last,
        )
        yield Issue(Severity.ERROR, text, "EXEC-C4", field="made_on")


@dataclass(frozen=True, slots=True)
class LineCredit:
    """What may still be committed on an account, or on what the council votes."""

    line_id: int
    code: str
    title: str
    final: Money
    """All documents in force; twelfths of the year before while none is."""

    committed: Money
    twelfths: int = 0
    """Twelfths of the year before that stand in for a budget in force; 0: none do."""

    @property
    def free(self) -> Money:
        """What is left."""
        return self.final - self.committed


def within_credit(credit: LineCredit, asked: Money, rule: Applied) -> Iterator[Issue]:
    """Check a commitment against its credit (C1, C6)."""
    if asked.francs <= credit.free.francs:
        return
    where = Record("budget_lines", credit.line_id)
    if credit.twelfths:
        text = N_(
            "Commitment on {code} {title}: the budget is not in force; {twelfths}/12 of"
            " last year’s = {final} F − committed {committed} = {free} F; {asked} F"
            " asked, {missing} F are missing.",
            code=credit.code,
            title=credit.title,
            twelfths=credit.twelfths,
            final=credit.final,
            committed=credit.committed,
            free=credit.free,
            asked=asked,
            missing=asked - credit.free,
        )
        yield Issue(rule.severity, text, "EXEC-C6", where, "amount")
        return
    text = N_(
        "Commitment on {code} {title}: credit {final} − committed {committed} = {free}"
        " F; {asked} F asked, {missing} F are missing.",
        code=credit.code,
        title=credit.title,
        final=credit.final,
        committed=credit.committed,
        free=credit.free,
        asked=asked,
        missing=asked - credit.free,
    )
    see = Remedy(N_("See the line"), records=(where,))
    yield Issue(rule.severity, text, "EXEC-C1", where, "amount", remedies=(see,))


@dataclass(frozen=True, slots=True)
class Left:
    """An act, and what later acts may still take of it."""

    id: int
    kind: EntryKind
    number: int
    made_on: dt.date
    amount: Money
    """Less what reversals took back."""

    taken: Money
    """What the acts after it took."""

    @property
    def left(self) -> Money:
        """What is left of it."""
        return self.amount - self.taken


def carries_on(
    kind: EntryKind, amount: Money, day: dt.date, before: Left
) -> Iterator[Issue]:
    """Check an act against the one that it carries on (C2)."""
    where = Record("ledger_entries", before.id)
    if amount.francs > before.left.francs:
        text = N_(
            "{act} refused: {before} no. {number} of {amount} F − {taken} F already"
            " = {left} F; {asked} F asked, {excess} F too much.",
            act=kind,
            before=before.kind,
            number=before.number,
            amount=before.amount,
            taken=before.taken,
            left=before.left,
            asked=amount,
            excess=amount - before.left,
        )
        yield Issue(Severity.ERROR, text, "EXEC-C2", where, "amount")
    if day < before.made_on:
        text = N_(
            "{act} refused: its date {date} comes before {before} no. {number} of"
            " {earlier}.",
            act=kind,
            date=day,
            before=before.kind,
            number=before.number,
            earlier=before.made_on,
        )
        yield Issue(Severity.ERROR, text, "EXEC-C4", where, "made_on")


def above_zero(kind: EntryKind, amount: Money) -> Iterator[Issue]:
    """Check that an act has an amount: what takes back has a verb of its own."""
    if amount.francs <= 0:
        text = N_(
            "{act}: the amount {amount} is not above zero.", act=kind, amount=amount
        )
        yield Issue(Severity.ERROR, text, "EXEC-N4", field="amount")


@dataclass(frozen=True, slots=True)
class Invoice:
    """An invoice that an earlier liquidation took in."""

    number: str
    party: str
    liquidation: int
    made_on: dt.date
    amount: Money
    entry_id: int


def once(earlier: Invoice | None, rule: Applied) -> Iterator[Issue]:
    """Check that an invoice comes in once (C7)."""
    if earlier is None:
        return
    text = N_(
        "Invoice {invoice} of {party} was liquidated on {date} (no. {number},"
        " {amount} F).",
        invoice=earlier.number,
        party=earlier.party,
        date=earlier.made_on,
        number=earlier.liquidation,
        amount=earlier.amount,
    )
    where = Record("ledger_entries", earlier.entry_id)
    yield Issue(rule.severity, text, "EXEC-C7", where, "invoice")


@dataclass(frozen=True, slots=True)
class Restricted:
    """A receipt that pays some lines and nothing else: received, spent, in francs."""

    line_id: int
    code: str
    title: str
    received: Money
    spent: Money
    """Orders on the lines that it pays."""


def within_received(money: Restricted, rule: Applied) -> Iterator[Issue]:
    """Check that restricted money is spent once it is there (C5)."""
    if money.spent.francs <= money.received.francs:
        return
    gap = money.spent - money.received
    text = N_(
        "Restricted receipt {code} {title}: {spent} F ordered, {received} F received,"
        " {gap} F in advance.",
        code=money.code,
        title=money.title,
        spent=money.spent,
        received=money.received,
        gap=gap,
    )
    where = Record("budget_lines", money.line_id)
    yield Issue(rule.severity, text, "EXEC-C5", where, amount=gap)


def provisional(before: Money, day: dt.date) -> Money:
    """Give the twelfths of last year’s credit that are open on a day (C6)."""
    return Money(before.francs * min(day.month, MONTHS) // MONTHS)
