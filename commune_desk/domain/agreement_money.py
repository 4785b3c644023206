"""Money of an agreement: hundredths of its currency, and what they make in francs.

Two currencies never meet in one sum. A conversion keeps the amount it began with and
its rate; francs are rounded half up, line by line or all at once, and both are told
where they differ.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import TYPE_CHECKING

from commune_desk.domain.money import Foreign, Money

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

FRANC = "XOF"
HUNDRED = 100
"""Hundredths of a unit of any currency; those of a franc make whole francs."""


def rate_of(text: str) -> Decimal | None:
    """Read a rate as it is kept; None where there is none that is a number."""
    try:
        found = Decimal(text) if text else None
    except InvalidOperation:
        return None
    return found if found is not None and found.is_finite() else None


def whole(exact: Fraction) -> Money:
    """Round to the nearest franc, half up."""
    sign = -1 if exact < 0 else 1
    return Money(sign * int(abs(exact) + Fraction(1, 2)))


@dataclass(frozen=True, slots=True)
class Terms:
    """What of an agreement its money depends on."""

    reference: str
    currency: str
    begins_on: dt.date
    ends_on: dt.date | None = None
    signed_on: dt.date | None = None
    rate: str = ""

    @property
    def foreign(self) -> bool:
        """Tell whether its amounts must be converted to become francs."""
        return self.currency != FRANC

    @property
    def opens(self) -> dt.date:
        """The day before which no money can come: the signature, else the beginning."""
        return self.signed_on or self.begins_on

    @property
    def last_year(self) -> int | None:
        """Its last year; None while its end is open."""
        return None if self.ends_on is None else self.ends_on.year

    def amount(self, cents: int) -> Foreign | Money:
        """Give an amount as people write it: francs, or the currency with its name."""
        if not self.foreign and not cents % HUNDRED:
            return Money(cents // HUNDRED)
        return Foreign(cents, self.currency)

    def exact(self, cents: int, rate: str = "") -> Fraction | None:
        """Convert without rounding, at the rate given, else at that of the agreement.

        None where no rate is known.
        """
        if not self.foreign:
            return Fraction(cents, HUNDRED)
        found = rate_of(rate) or rate_of(self.rate)
        return None if found is None else Fraction(cents, HUNDRED) * Fraction(found)

    def francs(self, cents: int | None, rate: str = "") -> Money | None:
        """Convert to the nearest franc; None where amount or rate is unknown."""
        exact = None if cents is None else self.exact(cents, rate)
        return None if exact is None else whole(exact)


@dataclass(frozen=True, slots=True)
class Conversion:
    """One sum in francs, made in two ways that may differ by some francs."""

    cents: int
    at_once: Money
    """The sum, converted."""

    by_line: Money
    """The lines, each converted and rounded, added up."""

    @property
    def rounding(self) -> int:
        """Francs by which the lines exceed the sum converted at once."""
        return self.by_line.francs - self.at_once.francs


def converted(terms: Terms, lines: Iterable[int]) -> Conversion | None:
    """Convert lines of one agreement in both ways; None where no rate is known."""
    known = list(lines)
    at_once = terms.francs(sum(known))
    each = [terms.francs(cents) for cents in known]
    if at_once is None:
        return None
    return Conversion(sum(known), at_once, Money.total(each))
