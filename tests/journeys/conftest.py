"""What every journey through the window is given."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize
from sample import FRENCH
from secretary import let_go

from commune_desk.app.opening import opened
from commune_desk.app.program import Program
from commune_desk.ui.screens import settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.theme import dress

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

    from commune_desk.ui.context import Context


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    """Let windows that were closed go: here no loop of the program does."""
    yield
    let_go()


@pytest.fixture
def context(
    qapp: QApplication,
    demonstration: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Context]:
    """A copy of the demonstration, opened in 2026."""
    dress(qapp)
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    path = tmp_path / "demonstration.commune"
    shutil.copyfile(demonstration, path)
    made = opened(path, FRENCH, 2026)
    yield made
    made.close()
    made.desk.store.close()


@pytest.fixture
def shell(context: Context, qtbot: QtBot) -> Shell:
    """The window on it, on the screen of the laptop."""
    made = Shell(context)
    qtbot.addWidget(made)
    made.resize(QSize(1366, 768))
    settle(made)
    made.activateWindow()
    return made


@pytest.fixture
def program(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    """Give a program that has just started on a computer that knows nothing of it."""
    monkeypatch.setenv("COMMUNE_DESK_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("commune_desk.ui.crash.watch", lambda *_: None)
    made = Program(qapp, FRENCH)
    made.start()
    yield made
    made.close()
