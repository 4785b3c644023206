"""The contracts of the demonstration, tied to the expenses of their actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.services.procurement_lists import contracts, untied_expenses
from commune_desk.services.procurements import TieExpense

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words
    from commune_desk.services.desk import Desk


def tie_expenses(desk: Desk, words: Words) -> None:
    """Tie each expense of an action to the one awarded contract of the action."""
    del words
    with desk.store.reading() as session:
        awarded = [each for each in contracts(session).values() if each.amount]
        found = [
            (expense, each.id)
            for each in awarded
            for expense in untied_expenses(session, each)
        ]
    for expense, contract in found:
        desk.do(TieExpense(expense, contract))
