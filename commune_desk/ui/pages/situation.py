"""The situation of the budget: a table, and the day at which it stands still."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.ui.day_choice import DayChoice
from commune_desk.ui.pages.papers import show_paper
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout, QWidget


class DayPage(TablePage):
    """The generic table, as on a day that is chosen above it."""

    def _tools(self) -> QHBoxLayout:
        tools = super()._tools()
        self.day = DayChoice(self.context)
        tools.insertWidget(0, self.day)
        self.filter.wish(180)
        return tools


class SituationPage(DayPage):
    """The situation, with the official paper at the main button."""

    paper = "situation"
    """The document that the main button prints."""

    def head(self) -> PageHead:
        """Print the official paper with the main button."""
        say, table = self.context.say, self.table
        actions: list[QWidget] = list(self.outlets.buttons())
        if self.context.ports.documents is not None:
            deed = partial(show_paper, self.context, self.outlets.work, self.paper)
            words = say(N_("Print the situation"))
            actions.append(Button(words, "printer", MAIN, deed))
        return PageHead(say(table.title), say(table.purpose), actions)
