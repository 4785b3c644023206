"""The result of a year and what the council makes of it (`budget.md` 3.4, 5.1, 6.5).

What operating left first covers what investment lacks; the rest goes to investment
(122) or is carried over (121). What is allocated is the result, to the franc.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.balance import Applied

NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class Results:
    """What a year left in each section, results of earlier years included."""

    year: int
    operating: Money
    investment: Money

    @property
    def to_cover(self) -> Money:
        """What operating must hand over: the deficit of investment, as far as it can.

        A deficit of operating hands nothing over.
        """
        lacking = max(0, -self.investment.francs)
        return Money(min(lacking, max(0, self.operating.francs)))


@dataclass(frozen=True, slots=True)
class Allocation:
    """What is made of a result, in francs."""

    to_investment: Money
    carried_operating: Money
    carried_investment: Money


def proposed(results: Results) -> Allocation:
    """Propose the least: cover the deficit of investment, carry the rest over."""
    covered = results.to_cover
    return Allocation(covered, results.operating - covered, results.investment)


def allocated(results: Results, made: Allocation) -> Iterator[Issue]:
    """Check that what is allocated is the result, and covers the deficit first."""
    whole = made.to_investment + made.carried_operating
    if whole != results.operating:
        text = N_(
            "Operating result {year}: {given} F to investment + {carried} F carried"
            " over = {whole} F; the result is {result} F, {gap} F apart.",
            year=str(results.year),
            given=made.to_investment,
            carried=made.carried_operating,
            whole=whole,
            result=results.operating,
            gap=_apart(whole, results.operating),
        )
        yield Issue(Severity.ERROR, text, "EXEC-A1", field="carried_operating")
    if made.carried_investment != results.investment:
        text = N_(
            "Investment result {year}: {carried} F carried over; the result is"
            " {result} F, {gap} F apart.",
            year=str(results.year),
            carried=made.carried_investment,
            result=results.investment,
            gap=_apart(made.carried_investment, results.investment),
        )
        yield Issue(Severity.ERROR, text, "EXEC-A1", field="carried_investment")
    if made.to_investment.francs < results.to_cover.francs:
        text = N_(
            "Investment lacks {deficit} F: operating, with {result} F, covers"
            " {cover} F of it first; {given} F are given, {missing} F are missing.",
            deficit=-results.investment,
            result=results.operating,
            cover=results.to_cover,
            given=made.to_investment,
            missing=results.to_cover - made.to_investment,
        )
        yield Issue(Severity.ERROR, text, "EXEC-A2", field="to_investment")
    most = max(0, results.operating.francs)
    if not 0 <= made.to_investment.francs <= most:
        text = N_(
            "To investment: {given} F; from 0 to {most} F can be given, what operating"
            " left.",
            given=made.to_investment,
            most=Money(most),
        )
        yield Issue(Severity.ERROR, text, "EXEC-A3", field="to_investment")


def _apart(one: Money, other: Money) -> Money:
    return Money(abs(one.francs - other.francs))


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What the documents of a budget take over from the year before, in francs."""

    year: int
    operating: Money
    """On the account of the operating result carried over (121)."""

    investment: Money
    """On that of the investment result carried over (123); below zero a deficit."""

    to_investment: Money
    """What investment receives (122) above what operating hands over (0421)."""


def taken_over(
    taken: TakenOver, known: Results | None, rule: Applied
) -> Iterator[Issue]:
    """Check that the result taken over is that of the year before (B5)."""
    if known is None:
        if taken.operating or taken.investment:
            text = N_(
                "Budget {year}: {operating} F and {investment} F of results are taken"
                " over, but the result of {before} is not known here: type it.",
                year=str(taken.year),
                operating=taken.operating,
                investment=taken.investment,
                before=str(taken.year - 1),
            )
            yield Issue(Severity.INFORMATION, text, "BUDGET-B5")
        return
    parts = (
        (N_("operating"), taken.operating + taken.to_investment, known.operating),
        (N_("investments"), taken.investment, known.investment),
    )
    for name, in_budget, result in parts:
        if in_budget != result:
            gap = _apart(in_budget, result)
            text = N_(
                "Result of {before}, {part}: {result} F in the account, {taken} F in"
                " the budget of {year}, {gap} F apart.",
                before=str(taken.year - 1),
                part=name,
                result=result,
                taken=in_budget,
                year=str(taken.year),
                gap=gap,
            )
            yield Issue(rule.severity, text, "BUDGET-B5", amount=gap)
