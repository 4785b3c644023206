"""The search for garbage, while nobody waits for the window.

It takes half a second; a key pressed meanwhile is answered late, not lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from commune_desk.services.memory import littered, tidy
from commune_desk.ui.idle import IdleWatch

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

REST = 10
"""Seconds without a touch after which nobody is taken to wait."""


class Tidying(QObject):
    """Stands by a window until it is stopped."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.watch = IdleWatch(self)
        self.watch.idle.connect(self.look)
        self.watch.start(REST)

    def look(self) -> None:
        """Search where much was left behind since the last time."""
        if littered():
            tidy()

    def stop(self) -> None:
        """Watch no more."""
        self.watch.stop()
