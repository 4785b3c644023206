"""Twelve months side by side: what comes in, what goes out, what is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from commune_desk.ui.theme import look

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

HEIGHT, LEAST = 150, 96
"""Pixels of the drawing, and what it shrinks to in a low window."""

FOOT = 38
"""Pixels below the bars: the month, and what is left at its end."""

GAP = 6
"""Pixels between the figures of two months."""

BAR = 0.26
"""Part of a month’s room that one bar takes."""


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month, with the words below it."""

    name: str
    into: int
    out: int
    left: str
    """What is left at its end, in words."""

    brief: str
    """The same in thousands, for where francs have no room."""

    short: bool
    """Whether that is below zero."""


class MonthBars(QWidget):
    """Solid for receipts, hatched for expenditure; they share one scale."""

    measured = Signal()
    """It is known whether `brief` figures are shown."""

    def __init__(self) -> None:
        super().__init__()
        self._months: Sequence[MonthBar] = ()
        self.brief = False
        self.setMinimumHeight(LEAST)
        self.setMaximumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_months(self, months: Sequence[MonthBar], meaning: str) -> None:
        """Change what the drawing shows; `meaning` says it to those who cannot see."""
        self._months = months
        self.setAccessibleName(meaning)
        self._measure()

    def _measure(self) -> None:
        """Look whether the francs have room under their months."""
        metrics = QFontMetrics(look().font("small_strong"))
        need = max((metrics.horizontalAdvance(m.left) for m in self._months), default=0)
        self.brief = need + GAP > self.width() / max(1, len(self._months))
        self.measured.emit()
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the whole height."""
        return QSize(LEAST, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure again."""
        super().resizeEvent(event)
        self._measure()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the months."""
        if not self._months:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room = self.width() / len(self._months)
        most = max(1, *(max(m.into, m.out) for m in self._months))
        ground = self.height() - FOOT
        for number, month in enumerate(self._months):
            self._draw(painter, month, QRectF(number * room, 4, room, ground - 4), most)
        painter.setPen(QPen(look().colour("line"), 1))
        painter.drawLine(0, ground, self.width(), ground)
        painter.end()

    def _draw(self, painter: QPainter, month: MonthBar, box: QRectF, most: int) -> None:
        worn = look()
        wide = box.width() * BAR
        for place, amount in enumerate((month.into, month.out)):
            high = max(0.0, box.height() * amount / most)
            left = box.center().x() + (place - 1) * (wide + 1) + place
            bar = QRectF(left, box.bottom() - high, wide, high)
            if place:
                painter.fillRect(bar, worn.colour("surface"))
                hatch = QBrush(worn.colour("bar_2"), Qt.BrushStyle.BDiagPattern)
                painter.fillRect(bar, hatch)
                painter.setPen(QPen(worn.colour("bar_2"), 1))
                painter.drawRect(bar.adjusted(0.5, 0.5, -0.5, 0))
            else:
                painter.fillRect(bar, worn.colour("bar_2"))
        below = QRectF(box.left(), box.bottom() + 2, box.width(), FOOT / 2 - 2)
        painter.setFont(worn.font("small"))
        painter.setPen(worn.colour("ink_soft"))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, month.name)
        below.translate(0, FOOT / 2 - 2)
        words = month.brief if self.brief else month.left
        painter.setFont(worn.font("small_strong" if month.short else "small"))
        painter.setPen(worn.colour("red" if month.short else "ink"))
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, words)
