"""Draw on a page: millimetres from the top left corner, type and rules in points.

Everything is DeviceGray, so that a laser printer uses its black cartridge only.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import SANS, ems, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

MM = 72 / 25.4
SMALL_BLACK = 30
"""Square millimetres of black that ink-saving mode lets pass."""

WORTH = 0.6
"""The part of a shortened text that must stay for its last word to be left out."""

_NO_END = " \u00a0,;:·–("

INK, SECOND, HAIR, WHITE = 0.0, 0.3, 0.58, 1.0
TINT = 0.92
DOTTED = (0.6, 1.8)


class Ink:
    """One canvas, and how much ink it may use."""

    def __init__(self, canvas: Any, height: float, *, sober: bool) -> None:
        self.canvas, self.height, self.sober = canvas, height, sober

    def y(self, y: float) -> float:
        """Turn millimetres from the top into points from the bottom."""
        return (self.height - y) * MM

    def text(  # noqa: PLR0913, PLR0917  where, what, and in which type
        self,
        x: float,
        y: float,
        text: str,
        size: float = 9,
        face: str = SANS,
        align: Align = Align.LEFT,
        *,
        gray: float = INK,
        track: float = 0,
    ) -> float:
        """Write one line on the baseline `y`; return its width in millimetres."""
        if not text:
            return 0
        full = ems(text, face) * size + track * (len(text) - 1)
        back = {Align.LEFT: 0.0, Align.CENTRE: full / 2, Align.RIGHT: full}[align]
        line = self.canvas.beginText(x * MM - back, self.y(y))
        if gray:
            line.setFillGray(gray)
        if track:
            line.setCharSpace(track)
        for part, name in runs(text, face):
            line.setFont(name, size)
            line.textOut(part)
        if track:
            line.setCharSpace(0)
        if gray:
            line.setFillGray(INK)
        self.canvas.drawText(line)
        return full / MM

    def lines(  # noqa: PLR0913, PLR0917  as above
        self,
        x: float,
        y: float,
        texts: Sequence[str],
        size: float = 9,
        face: str = SANS,
        align: Align = Align.LEFT,
        *,
        leading: float = 0,
        gray: float = INK,
    ) -> float:
        """Write lines below each other; return the baseline after the last."""
        step = (leading or size * 1.32) / MM
        for text in texts:
            self.text(x, y, text, size, face, align, gray=gray)
            y += step
        return y

    def rule(  # noqa: PLR0913  a line has two ends, a width, a grey and dashes
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        width: float = 0.5,
        *,
        gray: float = INK,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Draw a straight line."""
        canvas = self.canvas
        canvas.setLineWidth(width)
        if gray:
            canvas.setStrokeGray(gray)
        if dash:
            canvas.setDash(*dash)
        canvas.line(left * MM, self.y(top), right * MM, self.y(bottom))
        if dash:
            canvas.setDash([])
        if gray:
            canvas.setStrokeGray(INK)

    def box(  # noqa: PLR0913  four measures of a shape, and its look
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        line: float = 0.5,
        *,
        fill: float | None = None,
        gray: float = INK,
    ) -> None:
        """Draw a rectangle; large black ones are hatched where ink is saved."""
        if self.sober and fill == INK and width * height > SMALL_BLACK:
            self.hatch(x, y, width, height, pitch=0.7, line=0.7)
            fill = None
        canvas = self.canvas
        canvas.setLineWidth(line)
        canvas.setStrokeGray(gray)
        if fill is not None:
            canvas.setFillGray(fill)
        corner = (x * MM, self.y(y + height), width * MM, height * MM)
        canvas.rect(*corner, stroke=int(line > 0), fill=int(fill is not None))
        canvas.setStrokeGray(INK)
        canvas.setFillGray(INK)

    def hatch(  # noqa: PLR0913  four measures of a shape, and its look
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        pitch: float = 1.1,
        line: float = 0.45,
    ) -> None:
        """Fill a rectangle with slanted lines on white."""
        if width <= 0 or height <= 0:
            return
        canvas = self.canvas
        canvas.saveState()
        edge = canvas.beginPath()
        edge.rect(x * MM, self.y(y + height), width * MM, height * MM)
        canvas.clipPath(edge, stroke=0, fill=0)
        canvas.setLineWidth(line)
        step = pitch * math.sqrt(2)
        for index in range(math.ceil((width + height) / step)):
            at = x + index * step
            canvas.line((at - height) * MM, self.y(y + height), at * MM, self.y(y))
        canvas.restoreState()

    def disc(  # noqa: PLR0913  four measures of a shape, and its look
        self,
        x: float,
        y: float,
        radius: float,
        line: float = 0.5,
        *,
        fill: float | None = None,
        gray: float = INK,
        dash: tuple[float, float] | None = None,
    ) -> None:
        """Draw a circle around its centre."""
        canvas = self.canvas
        canvas.setLineWidth(line)
        canvas.setStrokeGray(gray)
        if dash:
            canvas.setDash(*dash)
        if fill is not None:
            canvas.setFillGray(fill)
        filled = int(fill is not None)
        canvas.circle(x * MM, self.y(y), radius * MM, stroke=1, fill=filled)
        canvas.setDash([])
        canvas.setStrokeGray(INK)
        canvas.setFillGray(INK)

    def check(self, x: float, y: float, size: float = 3, *, ticked: bool) -> None:
        """Draw a box to tick; `x`, `y` is its lower left corner."""
        self.box(x, y - size, size, size, 0.6)
        if not ticked:
            return
        canvas = self.canvas
        canvas.saveState()
        canvas.setLineWidth(1.3)
        canvas.setLineCap(1)
        tick = canvas.beginPath()
        tick.moveTo((x + size * 0.2) * MM, self.y(y - size * 0.45))
        tick.lineTo((x + size * 0.43) * MM, self.y(y - size * 0.2))
        tick.lineTo((x + size * 0.84) * MM, self.y(y - size * 0.84))
        canvas.drawPath(tick, stroke=1, fill=0)
        canvas.restoreState()


def width_of(text: str, size: float, face: str) -> float:
    """Measure a text in millimetres."""
    return ems(text, face) * size / MM


def clipped(text: str, size: float, face: str, room: float) -> str:
    """Shorten a text to `room` millimetres, after a whole word if a good part stays."""
    if width_of(text, size, face) <= room:
        return text
    kept = text
    while kept and width_of(f"{kept}…", size, face) > room:
        kept = kept[:-1]
    whole = kept if text[len(kept)].isspace() else kept.rpartition(" ")[0]
    if len(whole) >= WORTH * len(kept):
        kept = whole
    return f"{kept.rstrip(_NO_END)}…"
