"""The micro-projects as a table: its acts, and the way to the page of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.issues import Record
from commune_desk.domain.text import N_, Text
from commune_desk.ui.pages.act_page import ActPage
from commune_desk.ui.pages.micro_acts import acts_on
from commune_desk.ui.widgets.buttons import PLAIN, Button

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.ui.pages.act_strip import Act
    from commune_desk.ui.widgets.page_head import PageHead


class MicroListPage(ActPage):
    """Under the table stands what can be done with the chosen project."""

    def head(self) -> PageHead:
        """Add the way to the page of the chosen project."""
        head = super().head()
        words = self.context.say(N_("Show the project"))
        layout: Any = head.layout()
        layout.addWidget(Button(words, "home-check", PLAIN, self.open_page))
        return head

    def open_page(self) -> None:
        """Show the page of the chosen project."""
        row = self.model.record_at(self.view.currentIndex())
        if row is not None:
            self.context.go("micro", Record("micro_projects", row.id))

    def acts_on(self, row: Any) -> Sequence[Act]:
        """Offer its next step, and its money; what is rare stands on its page."""
        return acts_on(self.context, row)[:3] if row.cycle else ()

    def named(self, row: Any) -> Text | str:
        """Call it by its number."""
        return str(row.reference)
