"""Somebody who has no mouse: keys go where the cursor is, and each is counted."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTabBar, QWidget
from secretary import CONTROL, NO_KEY, Hands, Key, let_go

from commune_desk.ui.screens import grab, settle
from commune_desk.ui.shell import Shell
from commune_desk.ui.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.app.program import Program

A_KEY, A_TURN = 0.6, 3.0
"""Seconds of a slow typist: for a key, and to read each screen or form that comes."""

FAR = 12
"""Presses of Tab after which a person gives up looking for a button."""

ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
PICTURES = "COMMUNE_DESK_PICTURES"
"""Names the folder where each step leaves a picture; without it none is made."""

PATIENCE = 20.0
LAPTOP = QSize(1366, 768)


class Typist(Hands):
    """Works a program by its keyboard alone."""

    def __init__(self, program: Program, journey: str) -> None:
        super().__init__()
        self._program, self._journey = program, journey
        self.turns = 0
        self._seen: list[str] = []

    @property
    def minutes(self) -> float:
        """How long a slow typist took so far."""
        return (self.keys * A_KEY + self.turns * A_TURN) / 60

    @property
    def window(self) -> QWidget:
        """The window in front."""
        found = self._program.window
        assert found is not None
        return found

    @property
    def shell(self) -> Shell:
        """The window of a dossier."""
        found = self.window
        assert isinstance(found, Shell)
        return found

    @property
    def here(self) -> QWidget:
        """What the cursor is in."""
        found = self.window.focusWidget()
        assert found is not None, "the keys go nowhere"
        assert found.isVisible(), f"the cursor is out of sight: {said(found)}"
        return found

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = NO_KEY, times: int = 1
    ) -> None:
        """Press a key, once or several times; the window hands it on."""
        for _ in range(times):
            self._come()
            handle = self.window.windowHandle()
            QTest.keyClick(handle, key, held)
            QApplication.processEvents()
            let_go()
        self.keys += times

    def _strike(self, sign: str) -> None:
        self._come()
        handle = self.window.windowHandle()
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(handle, QKeyEvent(kind, 0, NO_KEY, sign))
        QApplication.processEvents()

    def _come(self) -> None:
        """Stay in front: a list that closes leaves no window in front off screen."""
        if (
            QApplication.activePopupWidget() is None
            and not self.window.isActiveWindow()
        ):
            self.window.activateWindow()
            until = time.monotonic() + PATIENCE
            while not self.window.isActiveWindow() and time.monotonic() < until:
                QApplication.processEvents()

    def reach(
        self, words: str, key: Qt.Key = Key.Key_Tab, *, back: bool = False
    ) -> QWidget:
        """Press a key until the cursor is on what says these words."""
        passed, held = [said(self.here)], SHIFT if back else NO_KEY
        for _ in range(FAR + 1):
            if words in said(self.here):
                self._must_show()
                return self.here
            self.press(key, held)
            passed.append(said(self.here))
        message = f"“{words}” is too far: {' > '.join(passed)}"
        raise AssertionError(message)

    def find(self, words: str, wanted: str) -> None:
        """Look something up, and go down the list to the line that is wanted."""
        self.press(Key.Key_K, CONTROL)
        self.type(words)
        box = self.shell.top.search
        while box.finder.reading:
            QApplication.processEvents()
        box.search()
        for _ in range(FAR):
            if wanted in str(box.hits.currentIndex().data()):
                break
            self.press(Key.Key_Down)
        self.press(Key.Key_Return)

    def in_menu(self, *keys: Qt.Key) -> None:
        """Open the menu of the button that the cursor is on, and choose in it."""
        QTimer.singleShot(0, self.window, partial(self._strike_all, keys))
        self.press(Key.Key_Return)
        QApplication.processEvents()

    def _strike_all(self, keys: Sequence[Qt.Key]) -> None:
        for key in keys:
            QTest.keyClick(self.window.windowHandle(), key)
        self.keys += len(keys)

    def column(self, key: str) -> None:
        """Go to a column of the table that the cursor is in, as arrows go."""
        view = self.here
        assert isinstance(view, TableView)
        keys = [column.key for column in view.rows.columns]
        steps = keys.index(key) - view.currentIndex().column()
        arrow = Key.Key_Right if steps > 0 else Key.Key_Left
        self.press(arrow, times=abs(steps))
        assert view.rows.column_at(view.currentIndex()).key == key

    def tell(self) -> None:
        """Say how much it took."""
        print(  # noqa: T201  read with -s
            f"{self._journey}: {self.keys} keys, {self.turns} screens and forms,"
            f" {self.minutes:.1f} minutes"
        )

    def _must_show(self) -> None:
        """Whoever cannot see where he is does not work by keys."""
        here = self.here
        corner = here.mapTo(self.window, QPoint(0, 0))
        assert self.window.rect().contains(corner), f"out of sight: {said(here)}"
        assert not here.visibleRegion().isEmpty(), f"out of sight: {said(here)}"

    def turned(self, name: str) -> None:
        """Look at what has come to the front, as a step of the journey."""
        self.window.showNormal()
        self.window.resize(LAPTOP)
        if isinstance(self.window, Shell):
            settle(self.window)
        QApplication.processEvents()
        self.turns += 1
        self._seen.append(name)
        if folder := os.environ.get(PICTURES):
            place = Path(folder)
            place.mkdir(parents=True, exist_ok=True)
            file = f"{self._journey}-{len(self._seen):02}-{name}.png"
            grab(self.window, 1.0).save(str(place / file))

    def go_to(self, words: str, place: str) -> None:
        """Go to a place by its name."""
        self.press(Key.Key_K, CONTROL)
        self.type(words, Key.Key_Return)
        assert self.shell.place == place, f"{words}: {self.shell.place}"
        self.turned(place)


def said(widget: QWidget) -> str:
    """Say what a widget is, as one who reads the screen to a blind person does."""
    texts = [widget.accessibleName(), str(widget.property("words") or "")]
    texts += [
        str(getattr(widget, name)())
        for name in ("text", "placeholderText", "currentText")
        if callable(getattr(widget, name, None))
    ]
    if isinstance(widget, QTabBar):
        texts.append(widget.tabText(widget.currentIndex()))
    if isinstance(widget, QAbstractItemView):
        texts.append(str(widget.currentIndex().data() or ""))
    return (
        " | ".join(dict.fromkeys(t.strip() for t in texts if t.strip()))
        or type(widget).__name__
    )
