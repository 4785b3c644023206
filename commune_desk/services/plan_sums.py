"""Sums over many actions at once: the same as adding up row by row, but quicker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.funding import Coverage, FunderClass, FundingStatus
from commune_desk.domain.money import Money
from commune_desk.services.programming import FIRM

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from commune_desk.services.programming import ActionRow


def cost_of_all(rows: Iterable[ActionRow], year: int) -> Money | None:
    """Add up the costs of one year; None where no action has one."""
    return _money([row.costs[year].francs for row in rows if year in row.costs])


def total_of_all(rows: Iterable[ActionRow]) -> Money | None:
    """Add up the costs of all years; None where no action has one."""
    return _money([cost.francs for row in rows for cost in row.costs.values()])


def given_by_all(
    rows: Iterable[ActionRow], year: int, who: FunderClass
) -> Money | None:
    """Add up what a class of funders gives in a year; None where none is named."""
    return _money(
        [
            gift.amount.francs
            for row in rows
            for gift in row.given
            if gift.year == year
            and gift.funder_class is who
            and gift.amount is not None
        ]
    )


def coverage_of_all(
    rows: Iterable[ActionRow], year: int | None = None
) -> Coverage | None:
    """Add up cost, secured and promised, of one year or of all; None without a cost."""
    if year is None:
        costed = [row for row in rows if row.costs]
        cost = total_of_all(costed)
    else:
        costed = [row for row in rows if year in row.costs]
        cost = cost_of_all(costed, year)
    if cost is None:
        return None
    firm = hoped = 0
    for row in costed:
        for given_in, _, amount, status, _ in row.given:
            if amount is None or (year is not None and year != given_in):
                continue
            if status in FIRM:
                firm += amount.francs
            elif status is FundingStatus.PROMISED:
                hoped += amount.francs
    return Coverage(cost.francs, firm, hoped)


def _money(francs: Sequence[int]) -> Money | None:
    return Money(sum(francs)) if francs else None
