"""A dossier that is brought in behind its home page.

What the page shows was kept when the dossier was last closed. Whoever needs more waits
for the dossier itself: a key pressed meanwhile is answered late, never lost.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from commune_desk.services.memory import undisturbed

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from commune_desk.domain.glance import Glance
    from commune_desk.domain.issues import Issue
    from commune_desk.services.desk import Desk
    from commune_desk.services.scope import Scope

SOON = 60
"""Milliseconds after the window is shown, so that it is painted first."""


class Unopened(Exception):
    """The dossier could not be brought in; the program says why."""


class Brought(NamedTuple):
    """What was brought in."""

    desk: Desk
    scope: Scope
    findings: tuple[Issue, ...]


class Coming(QObject):
    """Brings a dossier in, on a thread of its own."""

    arrived = Signal()
    """It is there, or it failed: see `error`."""

    def __init__(self, glance: Glance, bring: Callable[[], Brought]) -> None:
        super().__init__()
        self.glance = glance
        self._bring = bring
        self._under_way: Future[Brought] | None = None

    def begin_soon(self) -> None:
        """Begin once the window that was just shown is painted."""
        QTimer.singleShot(SOON, self, self._begun)

    def wait(self) -> Brought:
        """Wait until it is there; raise `Unopened` where it is not to be had."""
        if self.error() is not None:
            raise Unopened
        return self._begun().result()

    def error(self) -> BaseException | None:
        """Wait until it is there; tell why it is not to be had, None where it is."""
        return self._begun().exception()

    def _begun(self) -> Future[Brought]:
        """Begin, unless that was done."""
        if self._under_way is None:
            thread = ThreadPoolExecutor(1, "opening")
            self._under_way = thread.submit(self._undisturbed)
            self._under_way.add_done_callback(lambda _: self.arrived.emit())
            thread.shutdown(wait=False)
        return self._under_way

    def _undisturbed(self) -> Brought:
        with undisturbed():
            return self._bring()
