"""Find widgets that lie over one another, or that reach beyond what holds them."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMainWindow,
    QSplitter,
    QTabBar,
    QWidget,
)

from commune_desk.ui.meant import OVER

if TYPE_CHECKING:
    from collections.abc import Iterator

SLACK = 1
"""Pixels that rounding may take."""

_OWN_WAY = (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QCalendarWidget,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMainWindow,
    QSplitter,
    QTabBar,
)
"""Widgets of Qt that lay out parts of their own; what they hold is looked at still."""


def laid_wrong(window: QWidget) -> Iterator[str]:
    """List what overlaps and what is cut off by the widget around it."""
    yield from _look(window, scrolled=False)


def _look(holder: QWidget, *, scrolled: bool) -> Iterator[str]:
    """Look at a widget and at all in it.

    What lies in the sight of a scroll area may be larger, and is scrolled.
    """
    if not holder.isVisible():
        return
    if not isinstance(holder, _OWN_WAY):
        children = _seen(holder)
        yield from _overlaps(children)
        if not scrolled:
            yield from _beyond(holder, children)
    area = isinstance(holder, QAbstractScrollArea)
    for child in holder.children():
        if isinstance(child, QWidget):
            yield from _look(child, scrolled=area)


def _seen(holder: QWidget) -> list[QWidget]:
    return [
        child
        for child in holder.children()
        if isinstance(child, QWidget)
        and child.isVisible()
        and not child.isWindow()
        and not child.property(OVER)
    ]


def _overlaps(children: list[QWidget]) -> Iterator[str]:
    for one, other in combinations(children, 2):
        shared = one.geometry() & other.geometry()
        if shared.width() > SLACK and shared.height() > SLACK:
            size = f"{shared.width()}x{shared.height()}"
            yield f"{name(one)} and {name(other)} overlap by {size}"


def _beyond(holder: QWidget, children: list[QWidget]) -> Iterator[str]:
    room = holder.rect().adjusted(-SLACK, -SLACK, SLACK, SLACK)
    for child in children:
        if not child.geometry().isEmpty() and not room.contains(child.geometry()):
            over = child.geometry().united(room)
            size = f"{over.width() - room.width()}x{over.height() - room.height()}"
            yield f"{name(child)} reaches {size} beyond {name(holder)}"


def name(widget: QWidget) -> str:
    """Name a widget in a few words: its kind, and what it says."""
    said = widget.text() if isinstance(widget, (QLabel, QLineEdit)) else ""
    told = said or widget.accessibleName() or widget.objectName()
    kind = type(widget).__name__
    return f"{kind} {told[:40]!r}" if told else kind
