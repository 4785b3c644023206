"""What stands where a table has no row yet: what it is for, and where to begin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.empty_state import EmptyState
from commune_desk.ui.widgets.layouts import down

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context

BEGINS = {
    "budget": N_("Go to the preparation of the budget"),
    "budget_documents": N_("Go to the changes of the budget"),
    "water-readings": N_("Type the readings"),
    "meters": N_("Go to the meters"),
    "dues": N_("Go to the dues"),
    "micro_projects": N_("Go to the micro-projects"),
}
"""The words that lead where a table begins, by place."""


def beginning(
    context: Context, table: Table[Any], picture: str, acts: list[QWidget]
) -> QWidget:
    """Make what a table without rows shows: what it is for, and its acts."""
    say = context.say
    if place := table.begins:
        go = partial(context.go, place)
        acts.append(Button(say(BEGINS[place]), "chevron-right", MAIN, go))
    words = say(table.empty or N_("Nothing here yet."))
    card = frame("card")
    card.setLayout(down(EmptyState(picture, words, say(table.purpose), acts)))
    return card
