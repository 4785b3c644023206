"""A chart as the papers draw it, as wide as its card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPaintEvent, QResizeEvent

LEAST = 420
"""Pixels that names, bars and figures need beside each other."""


class ChartView(QWidget):
    """Asks for its drawing anew at each width: letters keep their size."""

    def __init__(self, draw: Callable[[int], str], meaning: str) -> None:
        super().__init__()
        self._draw = draw
        self._renderer = QSvgRenderer(self)
        self._drawn = 0
        self.setMinimumWidth(LEAST)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(meaning)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw it as wide as there is room."""
        super().resizeEvent(event)
        if self.width() != self._drawn:
            self._drawn = self.width()
            svg = self._draw(self._drawn)
            self._renderer.load(QByteArray(svg.encode()))
            self.setFixedHeight(self._size().height())

    def _size(self) -> QSize:
        return self._renderer.defaultSize()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        if not self._renderer.isValid():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self._size()
        self._renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
        painter.end()
