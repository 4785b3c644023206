"""One stop of a vertical line of time: a disc that says how far it is."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPen

from commune_desk.ui.theme import look
from commune_desk.ui.widgets.layouts import Flow

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Mark(Enum):
    """How a stop stands; the shape tells it without the colour."""

    DONE = "done"
    SKIPPED = "skipped"
    NEXT = "next"
    TO_COME = "to_come"


CENTRE, TOP, RADIUS = 10.0, 12.0, 5.0
"""Pixels from the left and the top to the middle of the disc; its radius."""


class TimeLine(Flow):
    """A stop; its words are laid out at the right of the disc."""

    def __init__(self, mark: Mark, *, first: bool, last: bool) -> None:
        super().__init__()
        self._mark, self._first, self._last = mark, first, last

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line through, then the disc: full, ringed, struck or empty."""
        painter, worn = QPainter(self), look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(worn.colour("line"), 2))
        if not self._first:
            painter.drawLine(QPointF(CENTRE, 0), QPointF(CENTRE, TOP - RADIUS - 2))
        if not self._last:
            below = QPointF(CENTRE, self.height())
            painter.drawLine(QPointF(CENTRE, TOP + RADIUS + 2), below)
        self._disc(painter)
        painter.end()

    def _disc(self, painter: QPainter) -> None:
        worn, middle = look(), QPointF(CENTRE, TOP)
        tokens = {
            Mark.DONE: "accent",
            Mark.NEXT: "accent",
            Mark.SKIPPED: "amber",
            Mark.TO_COME: "ink_soft",
        }
        colour = worn.colour(tokens[self._mark])
        painter.setPen(QPen(colour, 2))
        full = self._mark is Mark.DONE
        painter.setBrush(colour if full else worn.colour("surface"))
        painter.drawEllipse(middle, RADIUS, RADIUS)
        if self._mark is Mark.NEXT:
            painter.setBrush(colour)
            painter.drawEllipse(middle, 1.5, 1.5)
        elif self._mark is Mark.SKIPPED:
            left = QPointF(CENTRE - RADIUS, TOP + RADIUS)
            painter.drawLine(left, QPointF(CENTRE + RADIUS, TOP - RADIUS))
