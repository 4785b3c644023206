"""Long work off the main thread."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from commune_desk.domain.errors import DeskError
from commune_desk.services.jobs import Cancelled
from commune_desk.services.memory import undisturbed
from commune_desk.storage.whole_file import disk_told

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future

    from commune_desk.domain.text import Text
    from commune_desk.services.jobs import Progress

    Work = Callable[[Progress], Any]
    OnStep = Callable[[Text, int, int], None]
    OnEnd = Callable[[Any, DeskError | Cancelled | None], None]


SWEEP = 1000
"""Milliseconds between two searches for garbage while work is under way."""

YOUNG = 1
"""The generation up to which is looked: what is older can wait."""


def _told(work: Work, job: Job) -> Any:
    with undisturbed(), disk_told():
        return work(job)


class Job:
    """A piece of work under way: where it tells its steps, and how to stop it."""

    def __init__(self, tell: OnStep) -> None:
        self._tell = tell
        self._stop = False

    def cancel(self) -> None:
        """Stop at the next step."""
        self._stop = True

    def step(self, text: Text, done: int, total: int) -> None:
        """Tell one step, unless the user has had enough."""
        if self._stop:
            raise Cancelled
        self._tell(text, done, total)


class Jobs(QObject):
    """The long work of the desk, one piece at a time.

    Workers own no QObject, and look for no garbage: a window that was closed would be
    let go there. It is looked for here, now and then, as long as they work. All they
    have to say travels home through one signal of this object, which outlives them.
    """

    _home = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._under_way: set[Job] = set()
        self._closed = False
        self._sweep = QTimer(self)
        self._sweep.setInterval(SWEEP)
        self._sweep.timeout.connect(partial(gc.collect, YOUNG))
        # Queued even from the main thread, so that no end overtakes a step.
        self._home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether something is under way."""
        return bool(self._under_way)

    def start(self, work: Work, on_step: OnStep, on_end: OnEnd) -> Job:
        """Do the work elsewhere; call back here, on the main thread.

        `on_end` gets the result, and None when the work is done, `Cancelled` when it
        was stopped, or the `DeskError` that refused it. A bug goes on to the crash
        report.
        """
        job = Job(lambda *step: self._home.emit(partial(on_step, *step)))
        self._under_way.add(job)
        self._sweep.start()

        def ended(future: Future[Any]) -> None:
            self._home.emit(partial(self._end, job, on_end, future))

        self._pool.submit(_told, work, job).add_done_callback(ended)
        return job

    def close(self) -> None:
        """Stop what is under way, and wait for it; nobody is told of its end."""
        self._closed = True
        for job in self._under_way:
            job.cancel()
        self._sweep.stop()
        self._pool.shutdown()
        self._under_way.clear()

    def _end(self, job: Job, on_end: OnEnd, future: Future[Any]) -> None:
        self._under_way.discard(job)
        if not self._under_way:
            self._sweep.stop()
        error = future.exception()
        if error is None:
            on_end(future.result(), None)
        elif isinstance(error, (DeskError, Cancelled)):
            on_end(None, error)
        else:
            on_end(None, Cancelled())
            raise error

    def _arrive(self, call: Callable[[], None]) -> None:
        if not self._closed:  # the panel that would hear of it goes with the window
            call()
