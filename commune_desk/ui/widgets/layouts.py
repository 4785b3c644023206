"""Rows and columns of widgets, written as they are seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    Margins = tuple[int, int, int, int]

Item = QWidget | QLayout | int | None


def across(
    *items: Item,
    gap: int = 8,
    margins: Margins = (0, 0, 0, 0),
    grow: QWidget | None = None,
) -> QHBoxLayout:
    """Lay items out from left to right; a number is so much space."""
    layout = QHBoxLayout()
    _fill(layout, items, gap, margins, grow)
    return layout


def down(
    *items: Item,
    gap: int = 8,
    margins: Margins = (0, 0, 0, 0),
    grow: QWidget | None = None,
) -> QVBoxLayout:
    """Lay items out from top to bottom; a number is so much space."""
    layout = QVBoxLayout()
    _fill(layout, items, gap, margins, grow)
    return layout


def hold(layout: QLayout, name: str = "") -> QWidget:
    """Give a layout a widget of its own."""
    widget = QWidget()
    widget.setObjectName(name)
    if name:
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setLayout(layout)
    return widget


class Flow(QWidget):
    """A widget whose height follows its width.

    Qt asks such a widget how high it is at its least width, where every sentence
    takes many lines, and then never gives it less. Here it asks for little; but for
    all it needs where no sentence takes more lines than one.
    """

    least = 0

    def minimumSizeHint(self) -> QSize:
        """Ask for the width of the layout, and for little height if it flows."""
        layout = self.layout()
        if layout is None:
            return QSize(0, self.least)
        need = layout.minimumSize()
        fixed = 0 if layout.hasHeightForWidth() else need.height()
        return QSize(need.width(), max(self.least, fixed))


def flowing(layout: QLayout, name: str = "") -> Flow:
    """Give a layout a widget whose height follows its width: for scroll areas."""
    widget = Flow()
    widget.setObjectName(name)
    if name:
        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setLayout(layout)
    return widget


def rolling(layout: QLayout) -> QScrollArea:
    """Let what is laid out roll up and down, never aside, without a frame."""
    area = QScrollArea()
    area.setWidget(flowing(layout, "body"))
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)


def _fill(
    layout: QBoxLayout,
    items: Sequence[Item],
    gap: int,
    margins: Margins,
    grow: QWidget | None,
) -> None:
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for item in items:
        match item:
            case None:
                layout.addStretch(1)
            case int():
                layout.addSpacing(item)
            case QLayout():
                layout.addLayout(item)
            case _:
                layout.addWidget(item, 1 if item is grow else 0)
