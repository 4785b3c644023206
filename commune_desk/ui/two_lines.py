"""Words that do not fit a cell go on to further lines, in a taller row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics


class Face(Protocol):
    """What must be known of a cell."""

    @property
    def text(self) -> str:
        """Its words."""

    @property
    def right(self) -> bool:
        """Whether it is a figure, which is never parted."""

    def metrics(self) -> QFontMetrics:
        """Measure in its type."""

    def width(self) -> int:
        """Pixels that it needs on one line."""


TALL = 42
"""Pixels of a row with a second line."""

LINE = 17
"""Pixels of each further line."""

MOST = 6
"""Lines of a cell at most; what is longer is read in the sheet."""

SMALL_TABLE = 400
"""Rows up to which each row has its own height; larger tables keep one for all."""


def parted(text: str, metrics: QFontMetrics, room: int) -> list[str]:
    """Break a text into as many lines as it needs, between words."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def lines_needed(face: Face, room: int) -> int:
    """Count the lines that a cell of `room` pixels wants, up to `MOST`."""
    if not face.text or face.right or face.width() <= room:
        return 1
    metrics = face.metrics()
    inner = room - (face.width() - metrics.horizontalAdvance(face.text))
    return max(2, min(MOST, len(parted(face.text, metrics, inner))))


def fits(face: Face, room: int, height: int) -> bool:
    """Tell whether the whole text is seen in a cell of this size."""
    if not face.text or face.width() <= room:
        return True
    if face.right or height < TALL:
        return False
    metrics = face.metrics()
    inner = room - (face.width() - metrics.horizontalAdvance(face.text))
    lines = parted(face.text, metrics, inner)
    widest = max(map(metrics.horizontalAdvance, lines))
    return len(lines) <= lines_in(height) and widest <= inner + 1


def lines_in(height: int) -> int:
    """Count the lines that a row of this height holds."""
    return 1 if height < TALL else 2 + (height - TALL) // LINE
