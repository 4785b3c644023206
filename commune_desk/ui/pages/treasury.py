"""Treasury statements: a table, with the matching and the paper at its head."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_
from commune_desk.services.treasury import MatchLines
from commune_desk.services.treasury_rows import matched_words
from commune_desk.ui.pages.papers import show_paper
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class TreasuryPage(TablePage):
    """The generic table; lines are found in our entries at one press."""

    def head(self) -> PageHead:
        """Add the matching and the paper to the usual buttons."""
        say = self.context.say
        actions: list[QWidget] = [Button(say(N_("Match")), "link", PLAIN, self.match)]
        if self.context.ports.documents is not None:
            work, name = self.outlets.work, "treasury-statement"
            deed = partial(show_paper, self.context, work, name)
            words = say(N_("Reconciliation"))
            actions.append(Button(words, "printer", PLAIN, deed))
        actions += self.outlets.buttons()[:2]
        if self.can_add:
            actions.append(Button(say(self.add_words), "plus", MAIN, self.add))
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def match(self) -> None:
        """Find the lines of the statements in our entries."""
        command = MatchLines(self.context.scope.year)
        refused = self.context.do(
            command, lambda count: self.context.tell(matched_words(count))
        )
        if refused is not None:
            self.context.tell_refusal(refused.text)
