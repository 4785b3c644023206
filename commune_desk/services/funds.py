"""Own and external funds of expenses: the split that a slip of orders prints."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from commune_desk.domain.apportioning import apportioned
from commune_desk.domain.money import Money
from commune_desk.domain.spending import OWN
from commune_desk.storage.models import ExpenseSource

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session


def external_share(session: Session) -> Callable[[int, Money], Money]:
    """Tell how much of an amount of an expense comes from outside the commune.

    An act of a part of the expense is shared as the whole, to the franc.
    """
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    rows = session.execute(
        select(
            ExpenseSource.operation_id,
            ExpenseSource.funder,
            func.sum(ExpenseSource.amount),
        ).group_by(ExpenseSource.operation_id, ExpenseSource.funder)
    )
    for operation, funder, amount in rows:
        sums[operation][funder not in OWN] += amount.francs

    def share(operation: int, amount: Money) -> Money:
        own, outside = sums.get(operation, (1, 0))
        return apportioned(amount, (own, outside))[1] if own + outside else Money(0)

    return share
