"""The register of committees, with the questions that are asked of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.issues import Record
from commune_desk.domain.text import N_
from commune_desk.services.registry import book
from commune_desk.services.term_lists import days_ahead, ending_soon, terms
from commune_desk.services.today import today
from commune_desk.ui.pages.bureau_lines import short_lines
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import PLAIN, Button, Choices
from commune_desk.ui.widgets.layouts import across, clear, down, flowing, hold

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.services.committees import CommitteeRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.form_panel import Leaf
    from commune_desk.ui.widgets.page_head import PageHead


class RegistryPage(TablePage):
    """The table of committees; one press shows those whose mandates end."""

    def leaves(self) -> Sequence[Leaf]:
        """Add the tab of the bureau."""
        return (BureauLeaf(self.context),)

    def head(self) -> PageHead:
        """Add the way to the page of the chosen committee."""
        head = super().head()
        words = self.context.say(N_("Open its page"))
        layout: Any = head.layout()
        layout.addWidget(Button(words, "users-group", PLAIN, self.open_page))
        return head

    def body(self) -> QWidget:
        """Put the questions above the table."""
        with self.context.reading() as session:
            days = days_ahead(session)
        say = self.context.say
        words = [
            say(N_("All")),
            say(N_("Mandates that end within {days} days", days=days)),
            say(N_("Mandates ended")),
            say(N_("Vacant posts")),
        ]
        self.questions = Choices(words, self.ask)
        layout = down(across(self.questions, None), gap=8)
        layout.addWidget(self._stack, 1)
        return hold(layout)

    def ask(self, number: int) -> None:
        """Show only the committees that answer a question."""
        self.model.keep(self._answers(number))

    def _answers(self, number: int) -> Callable[[Any], bool] | None:
        if number == 1:
            with self.context.reading() as session:
                day, days = today(session), days_ahead(session)
                found = list(ending_soon(terms(session), day, days))
            ending = {row.committee_id for row in found}
            return lambda row: row.id in ending
        questions: dict[int, Callable[[Any], bool]] = {
            2: lambda row: row.over > 0,
            3: lambda row: row.vacant > 0,
        }
        return questions.get(number)

    def open_page(self) -> None:
        """Show the page of the chosen committee."""
        row = self.model.record_at(self.view.currentIndex())
        if row is not None:
            self.context.go("committee", Record("committees", row.id))


class BureauLeaf:
    """Who holds the seats of the chosen committee."""

    title = N_("Bureau")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=8, margins=(0, 4, 6, 4))
        self.widget = flowing(self._lines)

    def show_row(self, row: CommitteeRow) -> bool:
        """List the seats with their lights."""
        clear(self._lines)
        with self._context.reading() as session:
            known = book(session).by_id.get(row.id)
            states = known.states(today(session)) if known else []
        self._lines.addLayout(short_lines(self._context, states))
        self._lines.addStretch(1)
        return bool(states)
