"""The mandates, and the question who held a post on a day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.text import N_
from commune_desk.l10n import reading
from commune_desk.services.term_lists import days_ahead, ending_soon, terms
from commune_desk.services.today import today
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import Choices
from commune_desk.ui.widgets.layouts import across, down, hold
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from commune_desk.ui.context import Destination

DAY = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b|\b\d{4}-\d{2}-\d{2}\b")


class TermsPage(TablePage):
    """The table of mandates; a date among the words asks who was there on that day."""

    def opened(self, destination: Destination) -> None:
        """Show what was asked for; a date among the words is a day."""
        super().opened(destination)
        if destination.search:
            self._look()

    def body(self) -> QWidget:
        """Put the questions above the table."""
        say = self.context.say
        with self.context.reading() as session:
            days = days_ahead(session)
        words = [
            say(N_("All")),
            say(N_("In place")),
            say(N_("To end within {days} days", days=days)),
        ]
        self.questions = Choices(words, self.ask)
        self.said = Label("", "small", "ink_soft")
        layout = down(across(self.questions, self.said, None, gap=12), gap=8)
        layout.addWidget(self._stack, 1)
        return hold(layout)

    def _tools(self) -> QHBoxLayout:
        tools = super()._tools()
        words = self.context.say(N_("A post, a name, a date: treasurer 01/03/2023"))
        self.filter.setPlaceholderText(words)
        self.filter.wish(330)
        self._typing.timeout.disconnect()
        self._typing.timeout.connect(self._look)
        self._asked_number = 0
        return tools

    def ask(self, number: int) -> None:
        """Show only the mandates that answer a question."""
        self._asked_number = number
        self._look()

    def _look(self) -> None:
        """Take the day out of what was typed: the rest is searched for."""
        typed = self.filter.text()
        found = DAY.search(typed)
        day = _read(found[0]) if found else None
        rest = typed.replace(found[0], " ") if found and day else typed
        self.model.search(rest)
        self.model.keep(self._kept(day))
        self.said.setText(
            self.context.say(N_("in place on {day}", day=day)) if day else ""
        )

    def _kept(self, day: dt.date | None) -> Callable[[Any], bool] | None:
        with self.context.reading() as session:
            now, days = today(session), days_ahead(session)
            ending = {row.id for row in ending_soon(terms(session), now, days)}
        if day is not None:
            return lambda row: row.held(day)
        if self._asked_number == 1:
            return lambda row: row.held(now)
        if self._asked_number:
            return lambda row: row.id in ending
        return None


def _read(typed: str) -> dt.date | None:
    try:
        return reading.date(typed)
    except Unreadable:
        return None
