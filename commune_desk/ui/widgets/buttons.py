"""Buttons: main, plain, danger, quiet and small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QButtonGroup, QFrame, QPushButton

from commune_desk.ui.icons import icon
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.layouts import across

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QKeyEvent

MAIN, PLAIN, DANGER, QUIET, SMALL = "main", "plain", "danger", "quiet", "small"

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_INK = {MAIN: "accent_ink", DANGER: "red", QUIET: "link"}


class Button(QPushButton):
    """A verb that can be pressed."""

    def __init__(
        self,
        text: str,
        picture: str = "",
        kind: str = PLAIN,
        deed: Callable[[], object] | None = None,
    ) -> None:
        super().__init__(f"\u2009{text}" if picture and text else text)
        self._picture: QIcon | None = None
        self.setProperty("kind", kind)
        self.setAutoDefault(False)
        self.setFont(look().font("body_strong" if kind == MAIN else "body"))
        if picture:
            self.show_icon(picture)
        if deed is not None:
            self.clicked.connect(lambda _=False: deed())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button, as the space bar does."""
        if not pressed(self, event):
            super().keyPressEvent(event)

    def show_icon(self, picture: str) -> None:
        """Change the picture."""
        token = _INK.get(str(self.property("kind")), "ink")
        self._picture = icon(picture, token)
        self.setIcon(self._picture)
        self.setIconSize(QSize(16, 16))

    def bare(self, *, out: bool) -> None:
        """Leave the picture out where words stand beside it, or show it again."""
        if self._picture is not None and self.text():
            wanted = QIcon() if out else self._picture
            if wanted.isNull() is not self.icon().isNull():
                self.setIcon(wanted)


def pressed(button: QPushButton, event: QKeyEvent) -> bool:
    """Press a button where the key is Enter alone; tell whether it was."""
    plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    enter = event.key() in _ENTER and plain == Qt.KeyboardModifier.NoModifier
    if enter:
        button.click()
    return enter


class Choices(QFrame):
    """A few words of which one is chosen."""

    def __init__(
        self, words: Sequence[str], chosen: Callable[[int], object], on: int = 0
    ) -> None:
        super().__init__()
        self.setObjectName("sunken")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.group = QButtonGroup(self)
        buttons = [Button(word, kind="choice") for word in words]
        for number, button in enumerate(buttons):
            button.setCheckable(True)
            button.setChecked(number == on)
            self.group.addButton(button, number)
        self.group.idClicked.connect(chosen)
        self.setLayout(across(*buttons, gap=2, margins=(2, 2, 2, 2)))
