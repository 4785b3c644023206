"""The papers in which an expense stands, each a link: “This entry fills”."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from commune_desk.domain.text import N_, P_
from commune_desk.services.paper_names import paper_titles
from commune_desk.services.what_filled import filled
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.text import Icon, Label, Linked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context

EMPTY = N_("Once it is saved, the papers that it fills stand here, with the place.")
ONCE = N_("Typed once; nothing to copy out.")


class FillsCard(Card):
    """The papers that an entry has just filled."""

    asked = Signal(str, str)
    """A document, and which of its records."""

    def __init__(self, context: Context) -> None:
        self._count = Label("", "small", "ink_soft")
        title = context.say(N_("This entry fills"))
        super().__init__(title, aside=self._count, gap=3)
        self._context = context
        self._lines = down(gap=3)
        self.inner.addLayout(self._lines)
        self.links: dict[str, Linked] = {}
        self._empty = False
        self.show_expense(None)

    def _titles(self) -> Mapping[str, Text]:
        return {} if self._context.ports.documents is None else paper_titles()

    def show_expense(self, operation_id: int | None) -> None:
        """List where an expense stands; nothing before it is saved."""
        if operation_id is None and self._empty:
            return
        self._empty = operation_id is None
        clear(self._lines)
        self.links.clear()
        say = self._context.say
        if operation_id is None:
            self._count.setText("")
            self._lines.addWidget(Label(say(EMPTY), "small", "ink_soft", wrap=True))
            return
        titles = self._titles()
        with self._context.reading() as session:
            found = filled(session, self._context.scope, operation_id)
        found = [each for each in found if each.document in titles]
        count = P_("{count} paper", "{count} papers", count=len(found))
        self._count.setText(say(count))
        for each in found:
            link = Linked(say(titles[each.document]), role="body")
            link.followed.connect(partial(self.asked.emit, each.document, each.only))
            self.links[each.document] = link
            place = Label(say(each.place), "small", "ink_soft", wrap=True)
            self._lines.addLayout(
                across(Icon("file-text", "link", 14), link, None, gap=6)
            )
            self._lines.addLayout(across(20, place, gap=0, grow=place))
        self._lines.addWidget(Label(say(ONCE), "small", "ink_soft", wrap=True))
