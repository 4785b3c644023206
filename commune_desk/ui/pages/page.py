"""What every page is: a head, a body, and the records it can show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from commune_desk.ui.keys import press
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.layouts import down

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context, Destination


LOW, NARROW = 540, 1000
"""Pixels of a page below which its margins give way."""


class Page(QWidget):
    """The place at the right of the rail; it is built when it is first opened."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.setObjectName("body")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        margin = look().sizes["page_margin"]
        self.column: QVBoxLayout = down(gap=10, margins=(margin, 10, margin, 12))
        self.setLayout(self.column)

    def press(self, key: str, does: Text, deed: Callable[[], object]) -> None:
        """Give a key a deed, wherever the cursor is on the page; F1 tells it."""
        press(self, self.context, key, does, deed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw the parts closer together where the window is small."""
        super().resizeEvent(event)
        wide = look().sizes["page_margin"]
        low, narrow = event.size().height() < LOW, event.size().width() < NARROW
        side = wide // 2 if narrow else wide
        self.column.setContentsMargins(side, 4 if low else 10, side, 4 if low else 12)
        self.column.setSpacing(4 if low else 10)

    def opened(self, destination: Destination) -> None:
        """Show what was asked for; called each time the page comes to the front."""

    def make_way(self) -> None:
        """Take back what might hide a record; called before one is asked for."""

    def holds(self, ids: frozenset[int]) -> bool:
        """Tell whether the page shows these records, and no others."""
        return not ids

    def add(self) -> None:
        """Begin a new row, where the page has rows."""

    def keep_focus(self) -> None:
        """Put the cursor where the hand expects it."""
        self.setFocus()
