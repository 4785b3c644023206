"""When the money of a budget comes and goes: months of an account, balance of the till.

The reports of the tutelle name the absence of any cash plan among the classic
weaknesses (`budget.md` 6.3). A profile says what part of an account’s year falls in
each month; months that nobody typed share evenly what the others leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from commune_desk.domain.apportioning import WHOLE, apportioned
from commune_desk.domain.budget import Side
from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.months import MONTHS
from commune_desk.domain.text import N_, Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from commune_desk.domain.budget import Section

YEAR = len(MONTHS)
LARGEST = 3
"""Lines of a month that a finding names."""

Typed = tuple[int | None, ...]
"""Hundredths of a per cent, January first; None for a month that nobody typed."""

TWELFTHS: Typed = (None,) * YEAR
"""An account of which nothing is known: every month alike."""


@lru_cache
def filled(typed: Typed) -> tuple[int, ...]:
    """Give the months that nobody typed even parts of what the others leave.

    What does not divide goes to the last of them.
    """
    free = sum(share is None for share in typed)
    left = Money(WHOLE - sum(share or 0 for share in typed))
    parts = iter(_to_the_last(left, (1,) * free))
    return tuple(next(parts).francs if s is None else s for s in typed)


def by_month(amount: Money, typed: Typed) -> tuple[Money, ...]:
    """Cut the amount of a year into months whose sum is the amount, to the franc."""
    known = any(share is not None for share in typed)
    return _to_the_last(amount, filled(typed) if known else (1,) * YEAR)


def _to_the_last(amount: Money, weights: Sequence[int]) -> tuple[Money, ...]:
    """Apportion; of equal remainders the last ones get the franc that is left."""
    return tuple(apportioned(amount, weights[::-1])[::-1])


def profile_faults(code: str, title: str, typed: Typed) -> Iterator[Issue]:
    """Refuse months that do not make the year."""
    made = sum(share or 0 for share in typed)
    facts = {
        "code": code,
        "title": title,
        "made": Share(made),
        "gap": Share(abs(WHOLE - made)),
    }
    if any(share is not None and not 0 <= share <= WHOLE for share in typed):
        text = N_(
            "{code} {title}: a month takes from 0 to 100 % of the year.",
            code=code,
            title=title,
        )
    elif made > WHOLE:
        text = N_(
            "{code} {title}: the months make {made} of the year, {gap} too much. Lower"
            " or empty another month first.",
            **facts,
        )
    elif made < WHOLE and None not in typed:
        text = N_(
            "{code} {title}: the twelve months make {made} of the year, {gap} are"
            " missing. A month that is emptied takes the rest.",
            **facts,
        )
    else:
        return
    yield Issue(Severity.ERROR, text, "CASH-3", field="month")


@dataclass(frozen=True, slots=True)
class Flow:
    """What one account brings or costs in each month."""

    section: Section
    side: Side
    code: str
    title: str
    chapter: str
    chapter_title: str
    months: tuple[Money, ...]

    @property
    def total(self) -> Money:
        """The whole year."""
        return Money.total(self.months)


def summed(flows: Iterable[Flow]) -> tuple[Money, ...]:
    """Add flows up month by month."""
    rows = [flow.months for flow in flows]
    return tuple(Money.total(row[m] for row in rows) for m in range(YEAR))


@dataclass(frozen=True, slots=True)
class Forecast:
    """The money of a year, month by month."""

    year: int
    opening: Money | None
    """On 1 January; None while nobody has said it: the plan then counts from zero."""

    flows: tuple[Flow, ...]
    profiled: bool
    """Whether anybody typed the months of an account."""

    carried: Money
    """Results of earlier years in the budget: that money is in the opening balance."""

    def of(self, side: Side) -> tuple[Money, ...]:
        """Add up what comes in, or what goes out."""
        return summed(flow for flow in self.flows if flow.side is side)

    @property
    def closing(self) -> tuple[Money, ...]:
        """Give the balance at the end of each month."""
        into, out = self.of(Side.REVENUE), self.of(Side.EXPENDITURE)
        moves = (a - b for a, b in zip(into, out, strict=True))
        start = self.opening or Money(0)
        return tuple(accumulate(moves, lambda a, b: a + b, initial=start))[1:]

    @property
    def lowest(self) -> int:
        """Give the month, from 0, at whose end the least is left."""
        ends = self.closing
        return ends.index(min(ends))


def shortages(plan: Forecast) -> Iterator[Issue]:
    """Find the months in which the balance falls below zero, and until when."""
    if not plan.profiled and plan.opening is None:
        return
    if plan.opening is None:
        text = N_(
            "The balance on 1 January {year} is not typed: the cash plan counts from"
            " zero.",
            year=str(plan.year),
        )
        yield Issue(Severity.INFORMATION, text, "CASH-2")
    ends = plan.closing
    month = 0
    while month < YEAR:
        if ends[month].francs >= 0:
            month += 1
            continue
        last = month
        while last + 1 < YEAR and ends[last + 1].francs < 0:
            last += 1
        yield _short(plan, month, last)
        month = last + 1


def _short(plan: Forecast, month: int, last: int) -> Issue:
    ends = plan.closing
    worst = min(range(month, last + 1), key=lambda m: ends[m].francs)
    most = Money(-ends[worst].francs)
    facts = {
        "month": MONTHS[month],
        "year": str(plan.year),
        "missing": Money(-ends[month].francs),
        "lines": _largest(plan, month),
        "last": MONTHS[last],
        "worst": MONTHS[worst],
        "most": most,
    }
    text = (
        N_(
            "At the end of {month} {year}, {missing} F are missing. Largest expenditure"
            " of the month: {lines}.",
            **facts,
        )
        if last == month
        else N_(
            "At the end of {month} {year}, {missing} F are missing, and the balance"
            " stays below zero until {last} (at the most {most} F, {worst}). Largest"
            " expenditure of {month}: {lines}.",
            **facts,
        )
    )
    return Issue(Severity.WARNING, text, "CASH-1", amount=most)


def _largest(plan: Forecast, month: int) -> tuple[Text, ...]:
    spent = [f for f in plan.flows if f.side is Side.EXPENDITURE and f.months[month]]
    spent.sort(key=lambda flow: (-flow.months[month].francs, flow.code))
    return tuple(
        N_(
            "{code} {title} {amount} F",
            code=flow.code,
            title=flow.title.partition(" (")[0],
            amount=flow.months[month],
        )
        for flow in spent[:LARGEST]
    )
