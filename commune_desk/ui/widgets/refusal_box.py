"""A refusal: what, the sum, what can be done; shown where the hand is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout

from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import SMALL, Button
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget


class Way(Protocol):
    """A button that solves the refusal."""

    @property
    def words(self) -> str:
        """What it says."""

    @property
    def deed(self) -> Callable[[], object]:
        """What it does."""


def buttons(found: Sequence[Way]) -> list[Button]:
    """Make the buttons; they leave the focus where the hand types."""
    made = [Button(way.words, kind=SMALL, deed=way.deed) for way in found]
    for button in made:
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


class RefusalBox(QFrame):
    """A red box with one sentence in bold, then its arithmetic."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("refusal")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._lines: QVBoxLayout = down(gap=2)
        layout = across(gap=8, margins=(12, 6, 12, 8))
        picture = light(State.CORRECT)
        layout.addLayout(down(2, picture, None, gap=0))
        layout.addLayout(self._lines, 1)
        self.setLayout(layout)
        self.hide()

    def tell(
        self, sentences: Sequence[str], note: str = "", found: Sequence[Way] = ()
    ) -> None:
        """Show why, sentence by sentence, the buttons that solve it, the way out."""
        clear(self._lines)
        for number, sentence in enumerate(sentences):
            role = "body_strong" if number == 0 else "small"
            tone = "red" if number == 0 else "ink"
            self._lines.addWidget(Label(sentence, role, tone, wrap=True))
        if found:
            self._lines.addLayout(across(*buttons(found), None, margins=(0, 4, 0, 2)))
        if note:
            self._lines.addWidget(Label(note, "small", "ink_soft", wrap=True))
        self.setAccessibleName(" ".join(sentences))
        self.show()

    def words(self) -> str:
        """Give all that the box says, for tests and screen readers."""
        return self.accessibleName()
