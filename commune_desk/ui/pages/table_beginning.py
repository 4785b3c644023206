"""What stands where a table has no row yet: what it is for, and where to begin."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.empty_state import EmptyState
from commune_desk.ui.widgets.layouts import down

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.ui.pages.table_page import TablePage

BEGINS = {
    "budget": N_("Go to the preparation of the budget"),
    "budget_documents": N_("Go to the changes of the budget"),
    "water-readings": N_("Type the readings"),
    "meters": N_("Go to the meters"),
    "dues": N_("Go to the dues"),
    "micro_projects": N_("Go to the micro-projects"),
}
"""The words that lead where a table begins, by place."""


def beginning(page: TablePage) -> QWidget:
    """Make what a table without rows shows in its place."""
    say = page.context.say
    acts: list[QWidget] = []
    if page.can_add:
        acts.append(Button(say(page.add_words), "plus", MAIN, page.add))
    blank = page.outlets.blank_button()
    if blank is not None:
        acts.append(blank)
    if place := page.table.begins:
        go = partial(page.context.go, place)
        words = BEGINS[place]
        acts.append(Button(say(words), "chevron-right", MAIN, go))
    card = frame("card")
    state = EmptyState(
        page.picture,
        say(page.table.empty or N_("Nothing here yet.")),
        say(page.table.purpose),
        acts,
    )
    card.setLayout(down(state))
    return card
