"""A copy every half hour where anything has changed, behind the window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from commune_desk.ui.states import State

if TYPE_CHECKING:
    from commune_desk.domain.errors import DeskError
    from commune_desk.services.jobs import Cancelled, Progress
    from commune_desk.ui.context import Context

HALF_HOUR = 30 * 60 * 1_000
"""Milliseconds between two rounds."""

FIRST = 60_000
"""Milliseconds after the opening: a full check that is due waits for no half hour."""


class CopyClock(QObject):
    """Asks the worker for the round; the window never waits for it."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._turning = QTimer(self)
        self._turning.setInterval(HALF_HOUR)
        self._turning.timeout.connect(self.turn)
        self._turning.start()
        self._first = QTimer(self)
        self._first.setSingleShot(True)
        self._first.setInterval(FIRST)
        self._first.timeout.connect(self.turn)
        self._first.start()

    def turn(self) -> None:
        """Start a round, unless the worker is busy: the next one will do."""
        copies = self._context.ports.copies
        if copies is None or not self._context.here or self._context.jobs.busy:
            return
        counter = copies.counter()

        def work(_progress: Progress) -> Any:
            return counter.routine()

        self._context.jobs.start(work, lambda *_: None, self._ended)

    def stop(self) -> None:
        """Start no more rounds."""
        self._turning.stop()
        self._first.stop()

    def _ended(self, done: Any, error: DeskError | Cancelled | None) -> None:
        text = getattr(error, "text", None)
        if text is not None:
            self._context.tell_refusal(text)
        elif done is not None:
            if done.trouble is not None:
                self._context.tell(done.trouble, state=State.CORRECT)
            elif done.told is not None:
                self._context.tell(done.told)
            self._context.reviewed.emit()
