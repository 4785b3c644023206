"""Draw one cell: words, figures, bars, states; no widget per cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from commune_desk.ui.icons import pixmap
from commune_desk.ui.theme import look
from commune_desk.ui.two_lines import lines_in, parted

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics

    from commune_desk.ui.states import State
    from commune_desk.ui.widgets.bars import Parts

from commune_desk.ui.widgets.bars import paint_bar

PAD = 8
ROUNDED = 2
"""Pixels that a line may be longer than was measured, by rounding."""

BAR_WORD = 44
"""Pixels kept beside a bar for its per cent."""

ICON = 15
FLAG = Qt.AlignmentFlag


@dataclass(frozen=True)
class Face:
    """What a cell looks like."""

    text: str
    role: str = "body"
    ink: str = "ink"
    right: bool = False
    parts: Parts | None = None
    state: State | None = None
    mark: State | None = None
    """A finding of the rules: its icon stands before the words."""

    frame: str = ""
    """The colour ink of a frame around the cell; empty for none."""

    def metrics(self) -> QFontMetrics:
        """Measure in the type of the cell."""
        return look().metrics(self.role)

    def width(self) -> int:
        """Tell how many pixels the cell needs on one line."""
        need = self.metrics().horizontalAdvance(self.text)
        icons = (self.state is not None) + (self.mark is not None and not self.right)
        bar = BAR_WORD if self.parts is not None else 0
        return need + icons * (ICON + 7) + bar + 2 * PAD


def paint_face(painter: QPainter, box: QRect, face: Face) -> bool:
    """Draw a cell; tell whether its words had room."""
    worn = look()
    painter.save()
    inner = box.adjusted(PAD, 0, -PAD, 0)
    if face.frame:
        _paint_frame(painter, box, face.frame)
    if face.parts is not None:
        width = max(0, inner.width() - BAR_WORD)
        bar = QRectF(inner.left(), inner.center().y() - 4, width, 9)
        paint_bar(painter, bar, face.parts)
        inner.setLeft(inner.right() - BAR_WORD + 1)
    painter.setFont(worn.font(face.role))
    metrics = painter.fontMetrics()
    for state in (face.mark, face.state):
        if state is face.mark and face.right and not _spare(inner, metrics, face):
            continue
        if state is not None:
            if state is face.mark and face.right:
                inner.setLeft(inner.left() - PAD + 2)  # a figure spares little room
            _paint_icon(painter, inner, state)
            inner.setLeft(inner.left() + ICON + (2 if face.right else 6))
    painter.setPen(worn.colour(face.ink))
    room = metrics.horizontalAdvance(face.text) <= inner.width()
    side = FLAG.AlignRight if face.right else FLAG.AlignLeft
    text = face.text
    if not room:
        text = _shortened(face, metrics, inner)
    painter.drawText(inner, side | FLAG.AlignVCenter, text)
    painter.restore()
    return room


def _shortened(face: Face, metrics: QFontMetrics, inner: QRect) -> str:
    """Part a text on the lines of a tall row; cut what still has no room."""
    lines, most = [face.text], lines_in(inner.height())
    if most > 1 and not face.right:
        lines = parted(face.text, metrics, inner.width())
        if len(lines) > most:
            lines[most - 1 :] = [" ".join(lines[most - 1 :])]
    cut = Qt.TextElideMode.ElideRight
    room = inner.width() + ROUNDED
    return "\n".join(metrics.elidedText(line, cut, room) for line in lines)


def _spare(box: QRect, metrics: QFontMetrics, face: Face) -> bool:
    """Tell whether the icon of a finding has room before a figure."""
    return metrics.horizontalAdvance(face.text) + ICON + 4 <= box.width() + PAD


def _paint_icon(painter: QPainter, box: QRect, state: State) -> None:
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    picture = pixmap(state.picture, state.token, ICON, ratio)
    painter.drawPixmap(box.left(), box.center().y() - ICON // 2, picture)


def _paint_frame(painter: QPainter, box: QRect, ink: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look().colour(ink), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(box).adjusted(1, 1, -2, -2), 4, 4)
    painter.restore()
