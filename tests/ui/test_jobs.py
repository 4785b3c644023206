from __future__ import annotations

import gc
import threading
import weakref
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication

from commune_desk.domain.errors import Stale
from commune_desk.domain.text import N_
from commune_desk.services.jobs import Cancelled, Progress, told
from commune_desk.ui.jobs import Jobs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


class Watcher:
    """Notes what it is told, and whether it was told on the main thread."""

    def __init__(self) -> None:
        self.steps: list[int] = []
        self.ends: list[BaseException | None] = []

    def step(self, _: object, done: int, __: int) -> None:
        assert threading.current_thread() is threading.main_thread()
        self.steps.append(done)

    def end(self, _: object, error: BaseException | None) -> None:
        assert threading.current_thread() is threading.main_thread()
        self.ends.append(error)


@pytest.fixture
def jobs(qapp: object) -> Iterator[Jobs]:  # noqa: ARG001  Qt must be there
    jobs = Jobs()
    yield jobs
    jobs.close()


def count(progress: Progress) -> None:
    assert threading.current_thread() is not threading.main_thread()
    list(told(range(3), N_("Counting"), progress))


def test_a_job_works_elsewhere_and_tells_its_steps_here(
    jobs: Jobs, qtbot: QtBot
) -> None:
    watcher = Watcher()
    jobs.start(count, watcher.step, watcher.end)
    qtbot.waitUntil(lambda: watcher.ends == [None])
    assert watcher.steps == [0, 1, 2]


class Cycle:
    """Garbage that only a search finds."""

    def __init__(self) -> None:
        self.me = self


def test_no_job_lets_go_of_what_was_left_on_the_main_thread(
    jobs: Jobs, qtbot: QtBot
) -> None:
    watcher, threads = Watcher(), []
    gc.collect()

    def work(_: Progress) -> None:
        kept = [Cycle() for _ in range(200_000)]
        assert kept

    weakref.finalize(Cycle(), lambda: threads.append(threading.current_thread()))
    jobs.start(work, watcher.step, watcher.end)
    qtbot.waitUntil(lambda: watcher.ends == [None])
    assert gc.isenabled()
    gc.collect()
    assert threads == [threading.main_thread()]


def test_a_cancelled_job_stops_at_its_next_step(jobs: Jobs, qtbot: QtBot) -> None:
    watcher, gate = Watcher(), threading.Event()

    def work(progress: Progress) -> None:
        gate.wait(5)
        count(progress)

    job = jobs.start(work, watcher.step, watcher.end)
    job.cancel()
    gate.set()
    qtbot.waitUntil(lambda: len(watcher.ends) == 1)
    assert isinstance(watcher.ends[0], Cancelled)
    assert watcher.steps == []


def test_a_failure_is_told_and_the_next_job_still_runs(
    jobs: Jobs, qtbot: QtBot
) -> None:
    def work(_: Progress) -> None:
        raise Stale

    watcher = Watcher()
    jobs.start(work, watcher.step, watcher.end)
    jobs.start(count, watcher.step, watcher.end)
    qtbot.waitUntil(lambda: len(watcher.ends) == 2)
    assert isinstance(watcher.ends[0], Stale)
    assert watcher.ends[1] is None


def test_a_thousand_jobs_all_come_home(jobs: Jobs, qtbot: QtBot) -> None:
    watcher = Watcher()
    for _ in range(1000):
        jobs.start(count, watcher.step, watcher.end)
    qtbot.waitUntil(lambda: watcher.ends == [None] * 1000, timeout=10_000)


def test_nobody_is_told_of_work_that_ends_after_the_close(jobs: Jobs) -> None:
    watcher = Watcher()
    jobs.start(count, watcher.step, watcher.end)
    jobs.close()
    QCoreApplication.processEvents()
    assert (watcher.steps, watcher.ends, jobs.busy) == ([], [], False)
