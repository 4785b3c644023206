"""Amounts of money, counted in whole francs.

The CFA franc has no cents in use, so an amount is an integer: sums are exact
in Python, in SQLite and on paper. Money of another currency is another type,
with its own rate, so that no sum can mix the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in francs CFA (ISO 4217 code XOF)."""

    francs: int

    @classmethod
    def total(cls, amounts: Iterable[Money | None]) -> Money:
        """Add up any number of amounts, none included; an unknown one adds nothing."""
        return cls(sum([a.francs for a in amounts if a is not None]))

    def __add__(self, other: Money) -> Money:
        return Money(self.francs + other.francs)

    def __sub__(self, other: Money) -> Money:
        return Money(self.francs - other.francs)

    def __neg__(self) -> Money:
        return Money(-self.francs)

    def __bool__(self) -> bool:
        return self.francs != 0


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, as hundredths of a per cent, rounded half up.

    9 066 667 of 53 866 667 is `Share(1683)`, printed 16,83 %.
    """

    basis_points: int

    @classmethod
    def of(cls, part: Money | None, whole: Money | None) -> Share | None:
        """Divide; None where there is no part or no whole to compare it with."""
        if part is None or whole is None or not whole.francs:
            return None
        return cls(_half_up(Fraction(part.francs * 10_000, whole.francs)))

    @classmethod
    def of_heads(cls, part: int, whole: int) -> Share | None:
        """Divide what is counted by heads; None where there is nobody."""
        return cls(_half_up(Fraction(part * 10_000, whole))) if whole else None


@dataclass(frozen=True, slots=True)
class Foreign:
    """An amount in another currency, in its smallest unit (euro cents)."""

    cents: int
    currency: str

    def in_francs(self, rate: Decimal) -> Money:
        """Convert at `rate` francs for one unit, to the nearest franc, half up."""
        return Money(_half_up(Fraction(self.cents, 100) * Fraction(rate)))


def _half_up(number: Fraction) -> int:
    sign = -1 if number < 0 else 1
    return sign * int(abs(number) + Fraction(1, 2))
