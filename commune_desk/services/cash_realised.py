"""What came in and went out in each month of a year, to stand beside the cash plan."""

from __future__ import annotations

import datetime as dt
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.cash import YEAR
from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money
from commune_desk.services.accounts import fiscal_year
from commune_desk.services.day_books import entries_until, opening
from commune_desk.services.situation import day_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.services.scope import Scope


class Realised(NamedTuple):
    """The months that have begun; what moved no money is counted on both sides."""

    until: dt.date
    into: tuple[Money, ...]
    """Collected in each month, of earlier years too; January first."""

    out: tuple[Money, ...]
    opening: Money

    @property
    def whole(self) -> int:
        """How many months are over: only they are compared with the plan."""
        after = self.until + dt.timedelta(1)
        return YEAR if after.year > self.until.year else after.month - 1

    @property
    def closing(self) -> tuple[Money, ...]:
        """Balance at the end of each month that has begun."""
        moves = (a - b for a, b in zip(self.into, self.out, strict=True))
        return tuple(accumulate(moves, lambda a, b: a + b, initial=self.opening))[1:]


def cash_realised(session: Session, scope: Scope) -> Realised | None:
    """Add up collections and payments month by month, until the day of the scope.

    None before the first entry. Days after 31 December belong to the next year's money.
    """
    year = fiscal_year(session, scope.year)
    if year is None:
        return None
    until = min(day_of(session, scope, year), dt.date(scope.year, 12, 31))
    sums = {EntryKind.COLLECTION: [0] * YEAR, EntryKind.PAYMENT: [0] * YEAR}
    seen = False
    for row in entries_until(session, scope):
        months = sums.get(row.kind)
        if months is None or row.cancelled_on is not None or row.made_on > until:
            continue
        months[row.made_on.month - 1] += row.amount.francs
        seen = True
    if not seen:
        return None
    into, out = (tuple(map(Money, m[: until.month])) for m in sums.values())
    return Realised(until, into, out, opening(session, year))
