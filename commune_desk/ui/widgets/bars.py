"""Stacked bars that read the same in grey: solid, hatched, outlined, pale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from commune_desk.domain.charts import Fill
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from commune_desk.domain.funding import Coverage


__all__ = [
    "Bar",
    "Fill",
    "Part",
    "Parts",
    "Swatch",
    "coverage_parts",
    "legend",
    "paint_bar",
]


@dataclass(frozen=True, slots=True)
class Part:
    """A share of a bar, from 0 to 1, and its drawing."""

    share: float
    fill: Fill


Parts = Sequence[Part]


def coverage_parts(coverage: Coverage) -> tuple[Part, ...]:
    """Draw who pays: secured solid, promised hatched, the rest pale."""
    whole = max(coverage.cost, coverage.secured + coverage.promised, 1)
    return (
        Part(coverage.secured / whole, Fill.SECURED),
        Part(coverage.promised / whole, Fill.PROMISED),
    )


def paint_bar(painter: QPainter, box: QRectF, parts: Parts) -> None:
    """Draw a bar; one pixel of the ground stands between its parts."""
    worn = look()
    outlined = bool(parts) and parts[0].fill is Fill.SOUGHT
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = QPainterPath()
    edge.addRoundedRect(box, 3, 3)
    painter.setClipPath(edge)
    painter.fillRect(box, worn.colour("surface" if outlined else "bar_0"))
    left = box.left()
    for part in parts:
        piece = QRectF(left, box.top(), part.share * box.width(), box.height())
        _paint_piece(painter, piece, part.fill)
        left += piece.width()
        if piece.width() and not outlined and left < box.right() - 1:
            gap = QRectF(left - 1, box.top(), 1, box.height())
            painter.fillRect(gap, worn.colour("surface"))
    rest = left < box.right() - 1 or any(part.fill is Fill.REST for part in parts)
    if rest and not outlined:  # what nothing fills is seen too
        painter.setPen(QPen(worn.colour("field_border"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    painter.restore()


def _paint_piece(painter: QPainter, piece: QRectF, fill: Fill) -> None:
    worn = look()
    match fill:
        case Fill.PROMISED:
            painter.fillRect(piece, worn.colour("surface"))
            hatch = QBrush(worn.colour("bar_2"), Qt.BrushStyle.BDiagPattern)
            painter.fillRect(piece, hatch)
        case Fill.SOUGHT if piece.width():
            painter.setPen(QPen(worn.colour("bar_2"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(piece.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        case _ if fill is not Fill.SOUGHT:
            painter.fillRect(piece, worn.colour(fill.value))


class Bar(QWidget):
    """A bar by itself, in a card."""

    def __init__(self, parts: Parts, height: int = 12, meaning: str = "") -> None:
        super().__init__()
        self._parts = parts
        self.setFixedHeight(height)
        self.setAccessibleName(meaning)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_parts(self, parts: Parts) -> None:
        """Change what the bar shows."""
        self._parts = parts
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar."""
        painter = QPainter(self)
        paint_bar(painter, QRectF(self.rect()), self._parts)
        painter.end()


class Swatch(Bar):
    """A small sample of a drawing, for a legend."""

    def __init__(self, fill: Fill) -> None:
        super().__init__((Part(1, fill),), 10)
        self.setFixedWidth(14)


def legend(*items: tuple[Fill, str]) -> QHBoxLayout:
    """Explain the drawings of the bars."""
    layout = across(gap=6)
    for fill, text in items:
        layout.addWidget(Swatch(fill))
        layout.addWidget(Label(text, "small", "ink_soft"))
        layout.addSpacing(8)
    layout.addStretch(1)
    return layout
