"""A state as an icon, or as an icon with its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.text import Icon, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.ui.states import State


def light(state: State, size: int = 16, meaning: str = "") -> Icon:
    """Make the icon of a state."""
    return Icon(state.picture, state.token, size, meaning)


class StateWord(QWidget):
    """The icon of a state with its word."""

    def __init__(self, state: State, word: str, role: str = "small") -> None:
        super().__init__()
        words = Label(word, role, state.token)
        self.setLayout(across(light(state, 14), words, None, gap=4))


class StateLine(QFrame):
    """Sentences in a band with the icon of their state; hidden while there are none."""

    def __init__(self, state: State) -> None:
        super().__init__()
        self.setObjectName("warning")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.words = Label("", "body", wrap=True)
        line = across(light(state), self.words, gap=8, grow=self.words)
        line.setContentsMargins(12, 6, 12, 6)
        self.setLayout(line)
        self.hide()

    def tell(self, sentences: Sequence[str]) -> None:
        """Say this, or hide."""
        self.words.setText("\n".join(sentences))
        self.setVisible(bool(sentences))
