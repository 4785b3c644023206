"""Divide an amount into parts whose sum is the amount, to the franc."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence

WHOLE = 10_000
"""100 % in hundredths of a per cent."""


def apportioned(
    amount: Money, weights: Sequence[int], whole: int | None = None
) -> list[Money]:
    """Give each weight its part; `whole` is their sum unless it is said.

    Francs lost in rounding go to the largest remainders, so that the parts of a whole
    make the amount. Weights that fall short of `whole` leave the rest to nobody.
    """
    base = sum(weights) if whole is None else whole
    if not base:
        return [Money(0) for _ in weights]
    parts = [divmod(amount.francs * weight, base) for weight in weights]
    shared = amount.francs * sum(weights) // base
    left = shared - sum(part for part, _ in parts)
    order = sorted(range(len(parts)), key=lambda n: -parts[n][1])
    extra = set(order[: max(0, left)])
    return [Money(part + (n in extra)) for n, (part, _) in enumerate(parts)]
