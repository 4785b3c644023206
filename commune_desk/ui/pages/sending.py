"""To whom the plan was sent: the table, and a button that writes the recipients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.services.transmissions import PrepareTransmissions
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class SendingPage(TablePage):
    """The generic table, with the usual recipients at hand."""

    def head(self) -> PageHead:
        """Put the recipients beside the main button."""
        say = self.context.say
        usual = N_("Usual recipients")
        actions: list[QWidget] = [
            Button(say(self.add_words), "plus", MAIN, self.add),
            Button(say(usual), "send", PLAIN, self.prepare),
            *self.outlets.buttons(),
        ]
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def prepare(self) -> None:
        """Write down all who are to be sent the plan."""
        error = self.context.do(PrepareTransmissions(self.context.scope.plan_id))
        if error is not None:
            self.context.refused.emit(error)
