"""Tells when nobody has touched the keyboard or the mouse for some time.

What is watched is the window that the hand is in, not each event of the program. Both
clocks are asked: the one that runs through, and the one on the wall, which goes on
while a laptop sleeps.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QWindow

    Clock = Callable[[], float]

LOOK = 5_000
"""Milliseconds between two looks at the clocks."""

_TOUCHES = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class IdleWatch(QObject):
    """Counts the seconds since the last touch."""

    idle = Signal()

    def __init__(self, parent: QObject, clocks: tuple[Clock, ...] = ()) -> None:
        super().__init__(parent)
        self.seconds = 0
        """After so many it tells; 0 for never."""

        self._clocks = clocks or (time.monotonic, time.time)
        self._last = self._now()
        self._window: QWindow | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK)
        self._timer.timeout.connect(self.look)

    def start(self, seconds: int) -> None:
        """Begin to count, or stop where it is never."""
        self.seconds = seconds
        self.touched()
        if seconds and not self._timer.isActive():
            self._timer.start()
            app = QGuiApplication.instance()
            if isinstance(app, QGuiApplication):
                app.focusWindowChanged.connect(self._watch)
            self._watch(QGuiApplication.focusWindow())
        elif not seconds:
            self.stop()

    def stop(self) -> None:
        """Count no more."""
        if self._timer.isActive():
            self._timer.stop()
            app = QGuiApplication.instance()
            if isinstance(app, QGuiApplication):
                app.focusWindowChanged.disconnect(self._watch)
        self._watch(None)

    def touched(self) -> None:
        """Count anew."""
        self._last = self._now()

    def look(self) -> None:
        """Tell once the time is over; a clock set back ends nothing sooner."""
        passed = max(
            now - then for now, then in zip(self._now(), self._last, strict=True)
        )
        if self.seconds and passed >= self.seconds:
            self.touched()
            self.idle.emit()

    def _now(self) -> tuple[float, ...]:
        return tuple(clock() for clock in self._clocks)

    def _watch(self, window: QWindow | None) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window.destroyed.disconnect(self._gone)
        self._window = window
        if window is not None:
            window.installEventFilter(self)
            window.destroyed.connect(self._gone)
            self.touched()

    def _gone(self) -> None:
        self._window = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a touch; it goes on to whom it is meant for."""
        del watched
        if event.type() in _TOUCHES:
            self.touched()
        return False
