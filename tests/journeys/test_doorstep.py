"""A second start hands its file to the first; a dossier dropped is opened."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from commune_desk import paths
from commune_desk.app import home, starting
from commune_desk.app.doorstep import ASKED, Doorstep
from commune_desk.storage.drive import Drive
from commune_desk.ui.file_drop import FileDrop
from commune_desk.ui.pages.start import StartPage

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from commune_desk.app.program import Program

SECOND = """
import pathlib, sys
from PySide6.QtCore import QCoreApplication
from commune_desk.app.doorstep import Doorstep
app = QCoreApplication([])
step = Doorstep(pathlib.Path(sys.argv[1]), app)
print(step.first(), step.hand_over(sys.argv[2]))
"""


def second(folder: Path, place: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", SECOND, str(folder), place],
        cwd=paths.ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


def test_a_second_start_hands_its_file_over(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    owner = QObject()
    step = Doorstep(tmp_path, owner)
    assert step.first()
    step.watch()
    place = "Mairie de Kéniéba ɓɛ/commune.commune"
    with qtbot.waitSignal(step.asked, timeout=20_000) as asked:
        assert second(tmp_path, place) == "False True"
    assert asked.args == [place]
    assert not list((tmp_path / ASKED).iterdir())
    step.let_go()
    assert second(tmp_path, "") == "True True"
    owner.deleteLater()
    qapp.processEvents()


def test_what_was_left_of_an_earlier_day_is_not_opened(
    qapp: QApplication, tmp_path: Path
) -> None:
    owner = QObject()
    step = Doorstep(tmp_path, owner)
    assert step.hand_over("hier.commune")
    step.watch()
    assert not list((tmp_path / ASKED).iterdir())
    step.let_go()
    owner.deleteLater()
    qapp.processEvents()


def let_fall(drop: FileDrop, window: QWidget, *names: str) -> bool:
    """Qt itself lets nothing fall but what its own mouse carries."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(name) for name in names])
    event = QDropEvent(
        QPointF(9, 9),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    return drop.eventFilter(window, event)


def test_one_file_of_ours_is_taken_and_no_other(qtbot: QtBot, tmp_path: Path) -> None:
    window, found = QWidget(), []
    qtbot.addWidget(window)
    drop = FileDrop(window)
    drop.dropped.connect(found.append)
    ours = str(tmp_path / "Dembéla.COMMUNE")
    assert not let_fall(drop, window, str(tmp_path / "photo.jpg"))
    assert not let_fall(drop, window, ours, ours)
    assert not found
    assert let_fall(drop, window, ours)
    assert found == [ours]
    assert window.acceptDrops()


def test_a_dossier_that_cannot_be_opened_is_told_on_the_start_page(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "lettre.commune"
    path.write_bytes(b"Bonjour" * 500)
    program.begin(path)
    assert isinstance(program.window, StartPage)
    program.asked(str(path))
    assert isinstance(program.window, StartPage)


def test_another_dossier_is_opened_only_if_it_is_wished(
    program: Program,
    before_the_vote: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path / "autre.commune"
    other.write_bytes(before_the_vote.read_bytes())
    program.begin(before_the_vote)
    asked: list[str] = []
    wish = 1

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        box.buttons()[wish].click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    program.asked(str(before_the_vote))
    assert not asked, "it is open already"
    program.asked(str(other))
    assert "autre.commune" in asked[0]
    assert home.recent()[0].path == before_the_vote
    wish = 0
    program.asked(str(other))
    assert home.recent()[0].path == other


def test_a_marker_puts_the_data_beside_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("COMMUNE_DESK_HOME", raising=False)
    monkeypatch.setattr(paths, "PROGRAM", tmp_path)
    assert paths.portable() is None
    (tmp_path / paths.MARKER).touch()
    assert paths.own_folder() == tmp_path / paths.DATA
    assert home.documents() == tmp_path / paths.DATA
    monkeypatch.setattr(starting, "drive_of", lambda _: Drive.FIXED)
    assert starting.from_a_key() is None
    monkeypatch.setattr(starting, "drive_of", lambda _: Drive.REMOVABLE)
    assert starting.from_a_key() is not None
