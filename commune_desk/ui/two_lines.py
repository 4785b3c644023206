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


HEIGHTS = (26, 42, 60, 78, 96)
"""Pixels of a row with one line, two, or more; what is longer is read in the sheet."""

NEAR = 1
"""Pixels within which a width is narrow enough."""

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


def halved(text: str) -> str:
    """Break a text once, between the words where its lines are most alike."""
    words = text.split(" ")
    ways = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return "\n".join(min(ways, key=lambda way: max(map(len, way)), default=(text,)))


def height_for(text: str, metrics: QFontMetrics, room: int) -> int:
    """Tell how high the row of a list must be where its title has `room` pixels."""
    lines = len(parted(text, metrics, room)) if room > 0 else 1
    return HEIGHTS[min(lines, len(HEIGHTS)) - 1]


def lines_for(face: Face, room: int) -> int:
    """Tell how many lines a cell of `room` pixels wants."""
    if not face.text or face.right or face.width() <= room:
        return 1
    return min(len(HEIGHTS), len(_lines(face, room)))


def narrowest(face: Face, lines: int) -> int:
    """Tell how few pixels a cell can do with where its words have so many lines."""
    metrics = face.metrics()
    spared = face.width() - metrics.horizontalAdvance(face.text) + 1
    low = max(map(metrics.horizontalAdvance, face.text.split(" ")))
    high = max(low, metrics.horizontalAdvance(face.text))
    while high - low > NEAR:
        middle = (low + high) // 2
        if len(parted(face.text, metrics, middle)) > lines:
            low = middle
        else:
            high = middle
    return high + spared


def lines_in(height: int) -> int:
    """Tell how many lines a row of this height shows."""
    return 1 + sum(height >= tall for tall in HEIGHTS[1:])


def fits(face: Face, room: int, height: int) -> bool:
    """Tell whether the whole text is seen in a cell of this size."""
    if not face.text or face.width() <= room:
        return True
    if face.right:
        return False
    lines = _lines(face, room)
    widest = max(map(face.metrics().horizontalAdvance, lines))
    spared = face.width() - face.metrics().horizontalAdvance(face.text)
    return len(lines) <= lines_in(height) and widest <= room - spared + 1


def _lines(face: Face, room: int) -> list[str]:
    metrics = face.metrics()
    spared = face.width() - metrics.horizontalAdvance(face.text)
    return parted(face.text, metrics, room - spared)
