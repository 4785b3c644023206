"""Cards, rules, tags: what groups things on a page."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from commune_desk.ui.widgets.layouts import Item, across, down
from commune_desk.ui.widgets.text import Icon, Label

_TAG_INK = {
    "plain": "ink",
    "ok": "link",
    "warning": "amber",
    "error": "red",
    "line": "ink_soft",
}


def frame(name: str) -> QFrame:
    """Make an empty box that the style sheet knows by its name."""
    box = QFrame()
    box.setObjectName(name)
    box.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    return box


class Card(QFrame):
    """A white box with a title and at most one thing at the right of it."""

    def __init__(
        self, title: str = "", *items: Item, aside: QWidget | None = None, gap: int = 8
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.body: QVBoxLayout = down(gap=gap, margins=(16, 12, 16, 12))
        if title:
            head = across(Label(title, "title"), None)
            if aside is not None:
                head.addWidget(aside)
            self.body.addLayout(head)
            self.body.addSpacing(2)
        self.inner: QVBoxLayout = down(*items, gap=gap)
        self.body.addLayout(self.inner)
        self.body.addStretch(1)
        self.setLayout(self.body)


def rule() -> QFrame:
    """Draw a thin line across."""
    line = frame("rule")
    line.setFixedHeight(1)
    return line


class Tag(QFrame):
    """A word in a rounded frame: the state of a page, or a count."""

    def __init__(self, text: str, kind: str = "plain", picture: str = "") -> None:
        super().__init__()
        self.setProperty("tag", kind)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        token = _TAG_INK[kind]
        layout = across(gap=4, margins=(8, 1, 8, 1))
        if picture:
            layout.addWidget(Icon(picture, token, 14))
        layout.addWidget(Label(text, "small", token))
        self.setLayout(layout)
        self.setFixedHeight(22)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
