"""Words that do not fit a cell go on to a second line, in a taller row."""

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


def needs_two(face: Face, room: int) -> bool:
    """Tell whether a cell of `room` pixels wants a second line."""
    return bool(face.text) and not face.right and face.width() > room


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
    return len(lines) <= 2 and widest <= inner + 1  # noqa: PLR2004  the two lines
