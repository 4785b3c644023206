"""Hands on a window: what is in sight is pressed, keys go where the cursor is."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QWidget,
)

from commune_desk.ui.tab_walk import bring_in_sight
from commune_desk.ui.widgets.text import Linked
from commune_desk.ui.within import within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtCore import QKeyCombination

LEFT = Qt.MouseButton.LeftButton
NO_KEY = Qt.KeyboardModifier.NoModifier
PATIENCE = 20.0
"""Seconds given to long work, and to what comes a moment after a key."""

TURNS, NAP = 4, 0.005

Kind = TypeVar("Kind", bound=QWidget)


class NotInSight(Exception):
    """What a step speaks of is not in sight."""


def plain(text: str) -> str:
    """Make all spaces alike, so that words can be compared."""
    return " ".join(text.split())


def rest(window: QWidget) -> None:
    """Let layouts come to rest, long work come home, what was closed go."""
    jobs = getattr(getattr(window, "context", None), "jobs", None)
    until = time.monotonic() + PATIENCE
    while jobs is not None and jobs.busy and time.monotonic() < until:
        QApplication.processEvents()
        time.sleep(NAP)  # the work has the computer to itself
    for _ in range(TURNS):
        QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def in_sight(window: QWidget, kind: type[Kind]) -> Iterator[Kind]:
    """Give the widgets of a kind that are shown, as far as one can scroll to them."""
    return (each for each in within(window, kind) if each.isVisible())


def names(widget: QWidget) -> set[str]:
    """Give what a widget is called: its words, or those for who cannot see it."""
    found = {widget.accessibleName(), str(widget.property("words") or "")}
    if isinstance(widget, QAbstractButton):
        found.add(widget.text())
    return {plain(text) for text in found if text}


def button(window: QWidget, words: str) -> QAbstractButton | Linked:
    """Find what can be pressed and says this; buttons come before links."""
    found: list[QAbstractButton | Linked] = [*in_sight(window, QAbstractButton)]
    found += in_sight(window, Linked)
    for each in found:
        if each.isEnabled() and plain(words) in names(each):
            return each
    raise NotInSight(words)


def click(widget: QWidget, at: QPoint | None = None) -> None:
    """Press a widget with the mouse; a link is followed with its key."""
    bring_in_sight(widget)
    QApplication.processEvents()
    if isinstance(widget, Linked):
        widget.setFocus()
        QTest.keyClick(widget, Qt.Key.Key_Return)
    elif at is None:
        QTest.mouseClick(widget, LEFT)
    else:
        QTest.mouseClick(widget, LEFT, NO_KEY, at)
    QApplication.processEvents()


def press(window: QWidget, key: str) -> None:
    """Press a key, in Qt’s portable writing, where the cursor is."""
    stroke: QKeyCombination = QKeySequence(key)[0]  # type: ignore[index]  # the stub lacks it
    QTest.keyClick(_under(window), stroke.key(), stroke.keyboardModifiers())
    QApplication.processEvents()


def strike(window: QWidget, text: str) -> None:
    """Type a text, one sign after the other."""
    for sign in text:
        if sign.isascii():
            QTest.keyClicks(_under(window), sign)
            continue
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, NO_KEY, sign)
            QApplication.sendEvent(_under(window), event)
    QApplication.processEvents()


def _under(window: QWidget) -> QWidget:
    """Give what the keyboard speaks to.

    The platform without a screen makes an open list the active window, which no
    window system does, and has none once the list is gone.
    """
    if QApplication.activeWindow() is not window:
        window.activateWindow()
        QApplication.processEvents()
    found = QApplication.focusWidget()
    if found is None:
        raise NotInSight
    return found


def place_in(window: QWidget, widget: QWidget, box: QRect | None = None) -> QRect:
    """Tell where in the window a widget, or a part of it, stands."""
    part = widget.rect() if box is None else box
    return QRect(widget.mapTo(window, part.topLeft()), part.size())
