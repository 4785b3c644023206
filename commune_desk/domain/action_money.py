"""What is committed and paid of an action: what was typed, and what the books say.

A figure that is typed counts from the start of the action and is the whole of it: what
the budget of the commune carries, and what partners pay beside it. The books know the
first only. So the two never add up: the greater of them counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from commune_desk.domain.execution import EntryKind
from commune_desk.domain.money import Money

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable


NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class BookedAct:
    """What the entries of one kind and one day add up to for an action."""

    made_on: dt.date
    kind: EntryKind
    amount: Money
    """Below zero where more was taken back that day than entered."""


@dataclass(frozen=True, slots=True)
class Booked:
    """What the books say of an action, all fiscal years together."""

    committed: Money = NOTHING
    ordered: Money = NOTHING
    paid: Money = NOTHING

    def __bool__(self) -> bool:
        return bool(self.committed or self.ordered or self.paid)


NOT_BOOKED = Booked()


def booked(acts: Iterable[BookedAct], until: dt.date | None = None) -> Booked:
    """Add up the acts of an action, up to a day where one is given."""
    sums = dict.fromkeys(EntryKind, 0)
    for act in acts:
        if until is None or act.made_on <= until:
            sums[act.kind] += act.amount.francs
    return Booked(
        Money(sums[EntryKind.COMMITMENT]),
        Money(sums[EntryKind.ORDER]),
        Money(sums[EntryKind.PAYMENT]),
    )


def counted(typed: Money | None, in_books: Money) -> Money | None:
    """Give the greater of the two; None where nothing was typed nor entered."""
    if typed is None:
        return in_books or None
    return Money(max(typed.francs, in_books.francs))
