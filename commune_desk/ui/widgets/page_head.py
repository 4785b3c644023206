"""The head of a page: title, state, one sentence of purpose, actions at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSizePolicy, QWidget

from commune_desk.ui.tab_walk import PART
from commune_desk.ui.widgets.buttons import Button
from commune_desk.ui.widgets.layouts import Flow, across, down
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent


class PageHead(Flow):
    """Stands at the same place on every page."""

    least = 46

    def __init__(
        self,
        title: str,
        purpose: str,
        actions: Sequence[QWidget] = (),
        tags: Sequence[QWidget] = (),
    ) -> None:
        super().__init__()
        self.setProperty(PART, True)  # noqa: FBT003  Qt takes no names
        self.title = Label(title, "page")
        self.purpose = Label(purpose, "body", "ink_soft", wrap=True)
        words = down(across(self.title, *tags, None, gap=12), self.purpose, gap=2)
        layout = across(gap=16)
        layout.addLayout(words, 1)
        self._acts = across(*actions, gap=8)
        layout.addLayout(self._acts)
        self._whole = layout
        self.setLayout(layout)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the pictures out where the words of the actions need the room."""
        super().resizeEvent(event)
        buttons = self.findChildren(Button)
        for bare in (False, True):
            self._acts.setSpacing(4 if bare else 8)
            self._whole.setSpacing(8 if bare else 16)
            for button in buttons:
                button.bare(out=bare)
            if self._whole.minimumSize().width() <= event.size().width():
                break
