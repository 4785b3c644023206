"""The tabs of a family of places, above the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication, QTabBar, QWidget

from commune_desk.ui.theme import look
from commune_desk.ui.widgets.layouts import across

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from commune_desk.ui.context import Context
    from commune_desk.ui.navigation import Place


class TabStrip(QWidget):
    """Shows the places beside the one in front; hidden where there is but one."""

    chosen = Signal(str)

    def __init__(self, context: Context, places: Sequence[Place]) -> None:
        super().__init__()
        self._context, self._places = context, places
        self._keys: list[str] = []
        self.tabs = QTabBar()
        self.tabs.setObjectName("family")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setFont(look().font())
        self.tabs.currentChanged.connect(self._turn)
        margin = look().sizes["page_margin"]
        self._line = across(self.tabs, margins=(margin - 8, 4, margin - 8, 0))
        self.setLayout(self._line)

    def show_place(self, key: str) -> None:
        """Show the tabs around a place."""
        family = next((p.family for p in self._places if p.key == key), "")
        beside = [p for p in self._places if family and p.family == family]
        keys = [place.key for place in beside]
        self.tabs.blockSignals(True)  # noqa: FBT003  Qt's own
        if keys != self._keys:
            while self.tabs.count():
                self.tabs.removeTab(0)
            for place in beside:
                at = self.tabs.addTab(self._context.say(place.tab))
                self.tabs.setTabToolTip(at, self._context.say(place.title))
            self._keys = keys
            self._fit()
        if key in keys:
            self.tabs.setCurrentIndex(keys.index(key))
        self.tabs.blockSignals(False)  # noqa: FBT003  Qt's own
        self.setVisible(len(keys) > 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the tabs closer where they would run out of sight."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * (look().sizes["page_margin"] - 8)
        for role, tight in (("body", False), ("body", True), ("small", True)):
            self.tabs.setProperty("tight", tight)
            self.tabs.setFont(look().font(role))
            self.tabs.style().unpolish(self.tabs)
            self.tabs.style().polish(self.tabs)
            # Qt lays its tabs out anew for an event of this kind alone.
            QApplication.sendEvent(self.tabs, QEvent(QEvent.Type.StyleChange))
            if self.tabs.sizeHint().width() <= room:
                break

    def _turn(self, at: int) -> None:
        if 0 <= at < len(self._keys):
            self.chosen.emit(self._keys[at])
