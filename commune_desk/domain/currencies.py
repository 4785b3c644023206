"""Amounts of any currency, kept as hundredths: francs are whole, others have cents."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.money import Foreign, Money
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commune_desk.domain.text import Text

FRANCS = "XOF"
"""ISO 4217 code of the franc CFA of West Africa."""

HUNDREDTHS = 100
CURRENCY = re.compile(r"[A-Z]{3}")
"""How a code of a currency is written."""


def stated(cents: int, currency: str) -> Text | Foreign:
    """Say an amount with its unit: 26 534 100 F; 181 136,22 USD."""
    if currency == FRANCS:
        return N_("{amount}\u00a0F", amount=Money(cents // HUNDREDTHS))
    return Foreign(cents, currency)


@dataclass(frozen=True, slots=True)
class Sums:
    """Amounts added up currency by currency: two never meet in one sum."""

    parts: tuple[tuple[str, int], ...] = ()
    """Currency and hundredths; francs first, then by code."""

    @classmethod
    def of(cls, amounts: Iterable[tuple[str, int | None]]) -> Sums:
        """Add up; an unknown amount adds nothing."""
        found: dict[str, int] = {}
        for currency, cents in amounts:
            if cents is not None:
                found[currency] = found.get(currency, 0) + cents
        ordered = sorted(found, key=lambda code: (code != FRANCS, code))
        return cls(tuple((code, found[code]) for code in ordered))

    def cents(self, currency: str) -> int:
        """Give the sum in one currency."""
        return dict(self.parts).get(currency, 0)

    @property
    def told(self) -> tuple[Text | Foreign, ...]:
        """Say each sum with its unit."""
        return tuple(stated(cents, currency) for currency, cents in self.parts)


def mean(cents: int, count: int) -> int:
    """Divide hundredths by a count, half up; francs are rounded by `mean_of`."""
    return (2 * cents + count) // (2 * count)


def mean_of(cents: int, currency: str, count: int) -> int:
    """Divide an amount by a count, half up, to the whole franc or to the cent."""
    if currency == FRANCS:
        return mean(cents // HUNDREDTHS, count) * HUNDREDTHS
    return mean(cents, count)
