"""Figures that somebody printed, checked against each other (`budget.md` 10.1).

Press and old papers often print shares and sums that do not follow from their own
amounts: nothing is corrected, the gap is told.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.issues import Issue, Severity
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def told_share(
    part: Money, whole: Money, printed: Share, places: int = 2
) -> Iterator[Issue]:
    """Check a printed percentage, rounded to `places` decimals."""
    found = Share.of(part, whole)
    step = 10 ** (2 - places)
    # Half of the last printed decimal, in hundredths of a per cent.
    if found is None or 2 * abs(found.basis_points - printed.basis_points) > step:
        text = N_(
            "{part} F of {whole} F is {found}; {printed} is printed.",
            part=part,
            whole=whole,
            found=found if found is not None else "–",
            printed=printed,
        )
        yield Issue(Severity.WARNING, text, "BUDGET-T1")


def told_sum(parts: Sequence[Money], printed: Money) -> Iterator[Issue]:
    """Check a printed total, to the franc."""
    found = Money.total(parts)
    if found != printed:
        text = N_(
            "The parts make {found} F; {printed} F is printed, gap {gap} F.",
            found=found,
            printed=printed,
            gap=Money(abs(found.francs - printed.francs)),
        )
        yield Issue(Severity.WARNING, text, "BUDGET-T2")
