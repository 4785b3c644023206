"""Pictures of the window for paper: in greys, a frame where something was done."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from PIL import Image
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from commune_desk.ui.screens import grab
from commune_desk.ui.within import within

if TYPE_CHECKING:
    from PySide6.QtGui import QPixmap

GREYS = 16
"""Shades kept: letters stay smooth, and a page of print stays small."""

PART = QSize(864, 486)
"""As much of the window as can be read on a page."""

AROUND, LINE = 5, 3
"""Pixels between what is framed and its frame, and of the frame."""


def pictured(window: QWidget, framed: QRect) -> bytes:
    """Draw the part of the window around what was done, as PNG."""
    whole = grab(window, 1.0)
    _lay_over(whole, window)
    if framed.isValid():
        painter = QPainter(whole)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor("black"), LINE, Qt.PenStyle.SolidLine))
        box = framed.adjusted(-AROUND, -AROUND, AROUND, AROUND)
        edge = whole.rect().adjusted(LINE, LINE, -LINE, -LINE)
        painter.drawRoundedRect(box.intersected(edge), 6, 6)
        painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    whole.copy(_part(whole.size(), framed)).save(buffer, "PNG")
    with Image.open(io.BytesIO(buffer.data().data())) as image:
        grey = image.convert("L")
    step = 255 // (GREYS - 1)
    grey = grey.point([round(shade / step) * step for shade in range(256)])
    file = io.BytesIO()
    grey.save(file, "PNG", optimize=True)
    return file.getvalue()


def _lay_over(whole: QPixmap, window: QWidget) -> None:
    """Draw the lists that hang over the window as windows of their own."""
    for each in within(window, QWidget):
        if each.isWindow() and each.isVisible():
            painter = QPainter(whole)
            at = window.mapFromGlobal(each.mapToGlobal(QPoint(0, 0)))
            painter.drawPixmap(at, grab(each, 1.0))
            painter.end()


def _part(whole: QSize, framed: QRect) -> QRect:
    """Choose the part of the window: around the frame, never beyond an edge."""
    if not framed.isValid() or framed.width() > PART.width():
        return QRect(0, 0, whole.width(), whole.height())
    size = PART.boundedTo(whole)
    centre = framed.center()
    left = min(max(0, centre.x() - size.width() // 2), whole.width() - size.width())
    top = min(max(0, centre.y() - size.height() // 2), whole.height() - size.height())
    return QRect(left, top, size.width(), size.height())
