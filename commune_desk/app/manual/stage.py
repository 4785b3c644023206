"""Where a task of the manual is played: a program of its own, with its own files."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QWidget

from commune_desk.app.manual.hands import rest
from commune_desk.app.manual.player import Player
from commune_desk.app.program import Program
from commune_desk.domain.text import N_
from commune_desk.exchange.founding import found
from commune_desk.ui.fields import ChoiceField
from commune_desk.ui.manual.steps import DEMONSTRATION, NEW
from commune_desk.ui.manual.teller import YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from commune_desk.l10n.words import Words
    from commune_desk.ui.manual.steps import Task

SIZE = QSize(1280, 720)
NAME = "Ourikéla"
"""The commune of the empty dossier; no commune of the country is called so."""


class Fault(Exception):
    """The program met a fault of its own while a task was played."""


class _Watched(Program):
    """A program whose faults end the playing: nobody is there to read a message."""

    fault: Path | None = None

    def leave(self) -> None:
        """Let go of the window without a copy: nothing of it is needed any more."""
        self._keep = _let_go
        self.close()

    def _broken(self, report: Path) -> None:
        self.fault = report


def _let_go(context: Any) -> None:
    context.desk.store.close()


@contextmanager
def stage(
    task: Task, words: Words, folder: Path, demonstration: Path
) -> Iterator[Player]:
    """Open the window in which a task begins; `folder` is empty and its own."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError
    program = _Watched(app, words)
    path = folder / f"{NAME}.commune"
    if task.begins == DEMONSTRATION:
        path = folder / "demonstration.commune"
        shutil.copyfile(demonstration, path)
        program.open(path, YEAR)
    elif task.begins == NEW:
        clerk = words.say(N_("Secretary"))
        found(path, clerk, words, name=NAME, code="", first_year=YEAR)
        program.open(path, YEAR)
    else:
        program.start()

    def window() -> QWidget:
        if program.fault is not None:
            raise Fault(program.fault.read_text("utf-8"))
        shown = program.window
        if shown is None:
            raise Fault
        if shown.size() != SIZE:
            shown.showNormal()
            shown.resize(SIZE)
            shown.activateWindow()
            rest(shown)
        return shown

    try:
        # Without a screen an open list would be the active window, which no window
        # system does, and keys would go where they do not.
        with patch.object(ChoiceField, "_show", lambda *_: None):
            rest(window())
            yield Player(window, words, folder)
    finally:
        program.leave()
