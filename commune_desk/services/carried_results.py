"""Which accounts carry the results of earlier years over: one setting for all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from commune_desk.services.settings import preference

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
