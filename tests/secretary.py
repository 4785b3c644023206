"""The hands of a secretary: keys go where the cursor is, buttons must be in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QListView, QPushButton, QWidget

from commune_desk.ui.pages.start import StartPage
from commune_desk.ui.screens import settle
from commune_desk.ui.shell import Shell

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from commune_desk.app.program import Program

Key = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
NO_KEY = Qt.KeyboardModifier.NoModifier


def let_go() -> None:
    """Let what was closed go, as the loop of the program does between two events."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


class Hands:
    """Type and press as a person does, and count the keys."""

    def __init__(self) -> None:
        self.keys = 0

    def type(self, text: str, *ends: Qt.Key) -> None:
        """Type a text, one sign after the other, then the keys that end it."""
        for sign in text:
            self._strike(sign)
        self.keys += len(text)
        for key in ends:
            self.press(key)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY, times: int = 1
    ) -> None:
        """Press a key, once or several times."""
        for _ in range(times):
            QTest.keyClick(self._under(), key, held)
            QApplication.processEvents()
            let_go()
        self.keys += times

    def _strike(self, sign: str) -> None:
        if sign.isascii():
            QTest.keyClicks(self._under(), sign)
            return
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, NO_KEY, sign)
            QApplication.sendEvent(self._under(), event)

    @staticmethod
    def _under() -> QWidget:
        """Give what the keyboard speaks to; an open list hands its keys on to it.

        The platform without a screen makes such a list the active window, which no
        window system does, and has none once the list is gone.
        """
        active = QApplication.activeWindow()
        if active is None or isinstance(active, QListView):
            for window in QApplication.topLevelWidgets():
                if isinstance(window, Shell) and window.isVisible():
                    window.activateWindow()
            QApplication.processEvents()
        found = QApplication.focusWidget()
        assert found is not None, "the keys go nowhere"
        return found

    def go(self, shell: Shell, words: str) -> None:
        """Go to a place of the window by its name."""
        self.press(Key.Key_K, CONTROL)
        self.type(words, Key.Key_Return)
        settle(shell)


def click(window: QWidget, words: str) -> None:
    """Press the one button in sight that says this."""
    (button,) = (
        each
        for each in window.findChildren(QPushButton)
        if each.isVisible() and each.text().strip() == words
    )
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def begin_commune(page: StartPage) -> None:
    """Press what creates the dossier of a commune: it stands before the region’s."""
    first = next(
        each
        for each in page.findChildren(QPushButton)
        if each.isVisible() and each.text().strip() == "Créer…"
    )
    QTest.mouseClick(first, Qt.MouseButton.LeftButton)
    QApplication.processEvents()


def founded(
    program: Program, path: Path, year: int, patch: pytest.MonkeyPatch
) -> Shell:
    """Make the dossier of a commune in the first window."""
    page = program.window
    assert isinstance(page, StartPage)
    begin_commune(page)
    QTest.keyClicks(page.form.commune, path.stem)
    QTest.keyClicks(page.form.first_year, str(year))
    patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    click(page, "Créer le dossier")
    shell = program.window
    assert isinstance(shell, Shell)
    shell.resize(1366, 768)
    shell.activateWindow()
    settle(shell)
    return shell
