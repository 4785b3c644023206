"""A state as an icon, or as an icon with its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.text import Icon, Label

if TYPE_CHECKING:
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
