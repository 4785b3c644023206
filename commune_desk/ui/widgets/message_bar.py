"""The bar at the foot of the window: one sentence, one link; stays until the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from commune_desk.domain.text import N_
from commune_desk.ui.states import State
from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.text import Icon, Label, Linked

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from commune_desk.ui.context import Context
    from commune_desk.ui.message import Message

HEIGHT = 36
GAP, MARGIN = 8, 24


class MessageBar(QWidget):
    """Says what the last act did, and offers to take it back."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT)
        self._context = context
        self._deed: Callable[[], object] | None = None
        self._facts = Label("", "small", "ink_soft")
        self._icon = Icon("circle-check", "link")
        self._text = Label()
        self.link = Linked("")
        self.link.followed.connect(self._follow)
        self.help = Linked(context.say(N_("Help: F1")))
        layout = across(
            self._facts, None, self._icon, self._text, self.link, self.help,
            gap=GAP, margins=(MARGIN, 0, MARGIN, 0),
        )  # fmt: skip
        self.setLayout(layout)
        self.clear()
        context.said.connect(self.show_message)

    def show_facts(self, text: str) -> None:
        """Say, at the left, what stays true of the page."""
        self._facts.setText(text)

    def show_message(self, message: Message) -> None:
        """Say what happened."""
        state = message.state
        self._icon.show_icon(state.picture, state.token)
        self._text.setText(self._context.say(message.text))
        self._text.set_tone("red" if state is State.CORRECT else "ink")
        self._deed = message.deed
        if message.link is not None:
            self.link.say(self._context.say(message.link))
        self.link.setVisible(message.link is not None)
        self._icon.show()
        self._text.show()
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what stays true of the page where a sentence needs its place."""
        parts = [self._icon, self._text, self.link]
        said = sum(part.sizeHint().width() + GAP for part in parts if part.isVisible())
        room = self.width() - 2 * MARGIN - said - self.help.sizeHint().width() - GAP
        self._facts.setVisible(self._facts.sizeHint().width() + GAP <= room)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again at what has room."""
        super().resizeEvent(event)
        self._make_room()

    def clear(self) -> None:
        """Say nothing."""
        for part in (self._icon, self._text, self.link):
            part.hide()
        self._make_room()

    def words(self) -> str:
        """Give the sentence shown, for tests and screen readers."""
        return self._text.text() if not self._text.isHidden() else ""

    def _follow(self) -> None:
        if self._deed is not None:
            deed, self._deed = self._deed, None
            self.clear()
            deed()
