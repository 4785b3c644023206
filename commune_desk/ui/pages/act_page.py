"""A table page whose chosen row offers acts: a strip asks what each of them needs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commune_desk.ui.pages.act_strip import Act, ActStrip
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.layouts import across, clear
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.domain.text import Text


class ActPage(TablePage):
    """Acts on the chosen row stand under the table, the strip under the head."""

    def acts_on(self, row: Any) -> Sequence[Act]:  # noqa: ARG002  for those that have some
        """List what can be done with a row."""
        return ()

    def named(self, row: Any) -> Text | str:
        """Name the row before its acts."""
        return self.context.say(self.table.row_title(row))

    def why_none(self, row: Any) -> Text | str:  # noqa: ARG002  for those that say why
        """Say why nothing can be done with a row; empty where nothing is said."""
        return ""

    def making_room(self) -> None:
        """Put away what stands over the table while an act is prepared."""

    def ask(self, act: Act) -> None:
        """Ask what an act needs."""
        self.making_room()
        self.strip.ask(act)
        self.give_room(busy=True)

    def give_room(self, *, busy: bool) -> None:
        """Let a form have the room of the table where both do not fit."""
        alone = busy and self.height() < LOW
        self._stack.setHidden(alone)
        self._blank.setVisible(alone)

    def _settle(self, _result: object = None) -> None:
        self.give_room(busy=False)

    def _legend(self) -> QHBoxLayout | None:
        """Put the acts into the line under the table."""
        foot = super()._legend() or across(None)
        foot.insertLayout(0, self._acts)
        return foot

    def _build(self) -> None:
        self.strip = ActStrip(self.context)
        self._acts = across(gap=8)
        self.acts: dict[str, Button] = {}
        super()._build()
        self._blank = QWidget()
        self._blank.hide()
        self._side.insertWidget(0, self._blank, 1)
        self.strip.left.connect(self._settle)
        self.strip.done.connect(self._settle)
        self.context.scoped.connect(self._settle)
        self.column.insertWidget(1, self.strip)
        self.view.chosen.connect(self._offer)
        self.model.rebuilt.connect(self._again)
        self.model.touched.connect(self._again)
        self.context.scoped.connect(self.strip.hide)

    def _again(self, _ids: object = None) -> None:
        self._offer(self.model.row_at(self.view.currentIndex()))

    def _offer(self, row: Any) -> None:
        clear(self._acts)
        self.acts = {}
        if row is None:
            return
        found, say = self.acts_on(row), self.context.say
        if not found:
            if why := say(self.why_none(row)):
                self._acts.addWidget(Label(why, "body"))
            return
        name = say(self.named(row))
        label = Label(_short(name), "body_strong")
        label.setToolTip(name)
        self._acts.addWidget(label)
        for act in found:
            deed = partial(self.ask, act)
            button = Button(say(act.words), act.picture, PLAIN, deed)
            self.acts[act.words.sentence] = button
            self._acts.addWidget(button)


LOW = 540
"""Pixels of a page under which a form and a table do not fit below each other."""

LONGEST = 30
"""Signs of a name that stands before its acts."""


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
