"""Makes the illustrated manual: plays each task, then writes what was told and seen."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from commune_desk.app.manual.pictures import pictured
from commune_desk.app.manual.player import CannotDo
from commune_desk.app.manual.stage import stage
from commune_desk.domain.errors import DeskError
from commune_desk.domain.text import N_
from commune_desk.exchange.demonstration import CLERK, demonstrate
from commune_desk.reports.document import Telling
from commune_desk.reports.manual import manual_bytes
from commune_desk.services.jobs import Silence
from commune_desk.services.plans import scope_for
from commune_desk.storage.store import Store
from commune_desk.ui.manual.steps import tell
from commune_desk.ui.manual.tasks import CHAPTERS, tasks
from commune_desk.ui.manual.teller import YEAR, Teller
from commune_desk.ui.navigation import places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QRect
    from PySide6.QtWidgets import QWidget

    from commune_desk.l10n.words import Words
    from commune_desk.ui.manual.steps import Task

    Pictures = dict[tuple[str, int], bytes]

HOME = "COMMUNE_DESK_HOME"


def make(words: Words) -> bytes:
    """Write the manual; raise `DeskError` where a task cannot be done as it is told."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _app = QApplication.instance() or QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name, _home(name):
        folder = Path(name)
        path = folder / "demonstration.commune"
        demonstrate(path, words.say(CLERK), words)
        pictures: Pictures = {}
        for task in tasks():
            own = folder / task.key
            own.mkdir()
            try:
                pictures |= played(task, words, own, path)
            except CannotDo as cannot:
                text = N_(
                    "The manual cannot be made: “{task}”, step {number}: {step}",
                    task=task.title, number=cannot.number, step=str(cannot),
                )  # fmt: skip
                raise DeskError(text) from cannot
        return bound(words, path, pictures)


@contextmanager
def _home(folder: str) -> Iterator[None]:
    """Leave no trace of what is played on the computer of its maker."""
    before = os.environ.get(HOME)
    os.environ[HOME] = str(Path(folder) / "home")
    try:
        yield
    finally:
        os.environ.pop(HOME)
        if before is not None:
            os.environ[HOME] = before


def played(task: Task, words: Words, folder: Path, demonstration: Path) -> Pictures:
    """Do a task; give its pictures by its key and the number of the step."""
    pictures: Pictures = {}

    def take(number: int, window: QWidget, framed: QRect) -> None:
        pictures[task.key, number] = pictured(window, framed)

    with stage(task, words, folder, demonstration) as player:
        player.play(task, take)
    return pictures


def bound(words: Words, dossier: Path, pictures: Pictures) -> bytes:
    """Write the manual with these pictures."""
    store = Store(dossier)
    store.open()
    try:
        with store.reading() as session:
            scope = scope_for(session, YEAR)
            chapters = tell(CHAPTERS, Teller(places()), pictures)
            return manual_bytes(chapters, Telling(session, scope, words, Silence()))
    finally:
        store.close()
