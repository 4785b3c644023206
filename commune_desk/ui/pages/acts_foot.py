"""A table whose chosen row has acts: they stand under it, their form above."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.ui.pages.act_strip import ActStrip
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.layouts import across, clear
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text
    from commune_desk.ui.pages.act_strip import Act


class ActsPage(TablePage):
    """Offers the acts of the chosen row."""

    def acts_on(self, row: Any) -> tuple[Text | str, Sequence[Act]]:
        """Name the row and give what can be done with it; or say why nothing can."""
        raise NotImplementedError

    def _build(self) -> None:
        self.strip = ActStrip(self.context)
        self._acts = across(gap=8)
        self.buttons: dict[str, Button] = {}
        super()._build()
        self.column.insertWidget(1, self.strip)
        self.column.insertLayout(self.column.indexOf(self.outlets.work), self._acts)

    def _connect(self) -> None:
        super()._connect()
        self.view.chosen.connect(self._offer)
        self.model.rebuilt.connect(self._again)
        self.context.scoped.connect(self.strip.hide)
        self._again()

    def _again(self) -> None:
        self._offer(self.model.row_at(self.view.currentIndex()))

    def _offer(self, row: Any) -> None:
        clear(self._acts)
        self.buttons = {}
        if row is None:
            return
        say = self.context.say
        name, acts = self.acts_on(row)
        self._acts.addWidget(Label(say(name), "body_strong" if acts else "body"))
        for act in acts:
            deed = partial(self.strip.ask, act)
            button = Button(say(act.words), act.picture, PLAIN, deed)
            self.buttons[act.words.sentence] = button
            self._acts.addWidget(button)
        self._acts.addStretch(1)
