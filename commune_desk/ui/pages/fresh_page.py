"""A page of cards in columns, written anew where what it shows has changed."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

from commune_desk.ui.pages.page import Page

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from commune_desk.ui.context import Context, Destination


class FreshPage(Page):
    """Nothing is read while the page is out of sight; all of it once it is seen."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._stale, self._columns = True, 0

    @abstractmethod
    def _wanted(self) -> int:
        """Tell how many columns have room."""

    @abstractmethod
    def _fill(self) -> None:
        """Write the cards, as many columns of them as have room."""

    def opened(self, _destination: Destination) -> None:
        """Read again what has changed meanwhile, once the page is seen."""
        if self._stale and self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Read again what has changed meanwhile."""
        super().showEvent(event)
        if self._stale:
            self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use as many columns as have room."""
        super().resizeEvent(event)
        if self.isVisible() and self._wanted() != self._columns:
            self._fill()

    def _touched(self) -> None:
        self._stale = True
        if self.isVisible():
            self._fill()
