"""The results of earlier years: the accounts that carry them, what was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from commune_desk.domain.money import Money
from commune_desk.services.settings import preference
from commune_desk.storage.models import ResultAllocation

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from commune_desk.services.accounts import AccountRow


class CarriedAccounts(NamedTuple):
    """The first figures of the accounts that carry results over."""

    heads: tuple[str, ...]

    def hold(self, account: AccountRow) -> bool:
        """Tell whether an account is one; what is handed between sections is none."""
        return not account.order and account.code.startswith(self.heads)


def carried_accounts(session: Session) -> CarriedAccounts:
    """Read the setting of the commune."""
    heads = preference(session, "budget.carried").split(",")
    return CarriedAccounts(tuple(head.strip() for head in heads if head.strip()))


def allocation_of(session: Session, year: int) -> ResultAllocation | None:
    """Find what was decided, or typed, of the result of a year."""
    query = select(ResultAllocation).where(ResultAllocation.year == year)
    return session.scalars(query).first()


def affected(session: Session, year: int) -> Money:
    """Give what investment was given of the operating result of the year before."""
    kept = allocation_of(session, year - 1)
    return Money(0) if kept is None else kept.to_investment or Money(0)
