"""What charts are drawn with: words, parts of bars, the shapes of lights."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect
from reportlab.graphics.shapes import String as Words_

from commune_desk.domain.charts import Fill
from commune_desk.reports.charts.look import Texture
from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD, ems, open_all, runs

if TYPE_CHECKING:
    from reportlab.lib.colors import Color

    from commune_desk.domain.charts import Chart
    from commune_desk.reports.charts.look import ChartLook

PITCH = 0.32
"""From line to line of a hatching, in the height of the type."""

EDGE, STROKE = 0.2, 0.24
"""Widths of the lines of a light, in its radius."""

_TRIANGLE = (0.0, 1.05, 1.05, -0.85, -1.05, -0.85)
_OCTAGON = tuple(
    part
    for turn in range(1, 16, 2)
    for part in (math.cos(math.pi * turn / 8), math.sin(math.pi * turn / 8))
)
"""Corners of two lights, in their radius around the centre."""

_ANCHORS = {Align.LEFT: "start", Align.CENTRE: "middle", Align.RIGHT: "end"}


Place = tuple[float, float, float]
"""A centre, counted from below, and a radius."""


class Box(NamedTuple):
    """A rectangle, from its upper left corner."""

    x: float
    y: float
    width: float
    height: float


def wide(text: str, size: float, *, bold: bool = False) -> float:
    """Measure a text."""
    return ems(text, SANS_BOLD if bold else SANS) * size


@dataclass(frozen=True, slots=True)
class Pen:
    """Draws from the upper left corner down."""

    drawing: Drawing
    look: ChartLook

    @classmethod
    def over(cls, width: float, height: float, look: ChartLook) -> Pen:
        """Take an empty drawing of a size; the writer of SVG cuts off fractions."""
        open_all()
        return cls(Drawing(math.ceil(width), math.ceil(height)), look)

    def _up(self, y: float) -> float:
        """Count from below, in halves: the writer of SVG turns text by whole units."""
        high = float(self.drawing.height)
        return round(2 * (high - y)) / 2

    def text(  # noqa: PLR0913  where, what, and how it looks
        self,
        x: float,
        y: float,
        text: str,
        size: float = 0,
        *,
        bold: bool = False,
        align: Align = Align.LEFT,
        soft: bool = False,
    ) -> None:
        """Write one line on the baseline `y`."""
        size = size or self.look.body
        face = SANS_BOLD if bold else SANS
        pieces = runs(text, face)
        if len(pieces) > 1:  # signs that the face lacks come from another one
            back = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[align]
            x, align = x - back * ems(text, face) * size, Align.LEFT
        for part, name in pieces:
            self.drawing.add(
                Words_(
                    x,
                    self._up(y),
                    part,
                    fontName=name,
                    fontSize=size,
                    fillColor=self.look.colour("ink_soft" if soft else "ink"),
                    textAnchor=_ANCHORS[align],
                )
            )
            x += ems(part, name) * size

    def rule(  # noqa: PLR0913, PLR0917  a line has two ends and a width
        self,
        left: float,
        top: float,
        right: float,
        bottom: float,
        width: float = 0.5,
        colour: Color | None = None,
    ) -> None:
        """Draw a straight line."""
        self.drawing.add(
            Line(
                left,
                self.drawing.height - top,
                right,
                self.drawing.height - bottom,
                strokeColor=colour or self.look.colour("ink"),
                strokeWidth=width,
            )
        )

    def box(
        self, box: Box, fill: Color | None, edge: Color | None = None, line: float = 0.6
    ) -> None:
        """Draw a rectangle."""
        self.drawing.add(
            Rect(
                box.x,
                self.drawing.height - box.y - box.height,
                box.width,
                box.height,
                fillColor=fill,
                strokeColor=edge,
                strokeWidth=line,
            )
        )

    def piece(self, box: Box, fill: Fill, chart: Chart) -> None:
        """Draw a part of a bar in the texture of its meaning."""
        texture, colour = self.look.texture(fill, chart)
        if texture is Texture.SOLID:
            self.box(box, colour)
            return
        self.box(box, self.look.colour("surface"))
        if texture is Texture.HATCH:
            self._hatch(box, colour)
        x, y, width, height = box
        inner = Box(x + 0.3, y + 0.3, max(0.0, width - 0.6), max(0.0, height - 0.6))
        self.box(inner, None, colour)

    def _hatch(self, box: Box, colour: Color) -> None:
        """Fill a rectangle with lines that end at its edges: SVG of Qt cuts nothing."""
        x, y, width, height = box
        step = PITCH * self.look.body * math.sqrt(2)
        for index in range(1, math.ceil((width + height) / step)):
            at = index * step
            low, high = max(0.0, at - height), min(width, at)
            if high > low:
                self.rule(x + low, y + at - low, x + high, y + at - high, 0.5, colour)

    def light(self, x: float, y: float, radius: float, fill: Fill) -> None:
        """Draw a light around its centre: each state has a shape of its own."""
        colour, ground = self.look.colour(fill.value), self.look.colour("surface")
        high = self.drawing.height - y
        place = (x, high, radius)
        match fill:
            case Fill.OK:
                self._disc(x, high, radius, colour, None)
                self._stroke(place, (-0.45, 0.05, -0.1, -0.35, 0.5, 0.35), colour)
            case Fill.WATCH:
                self._shape(place, _TRIANGLE, ground, colour)
                self._stroke(place, (0.0, 0.4, 0.0, -0.15), colour)
                self._disc(x, high - 0.5 * radius, radius * 0.1, colour, colour)
            case Fill.CORRECT:
                self._shape(place, _OCTAGON, colour, colour)
                self._stroke(place, (0.0, 0.5, 0.0, -0.1), ground)
                self._disc(x, high - 0.5 * radius, radius * 0.12, ground, ground)
            case _:
                self._disc(x, high, radius, colour, None, dashed=True)

    def _disc(  # noqa: PLR0913  a circle and its look
        self,
        x: float,
        high: float,
        radius: float,
        edge: Color,
        fill: Color | None,
        *,
        dashed: bool = False,
    ) -> None:
        dash = [radius * 0.5, radius * 0.45] if dashed else None
        self.drawing.add(
            Circle(
                x,
                high,
                radius,
                strokeColor=edge,
                fillColor=fill,
                strokeWidth=radius * EDGE,
                strokeDashArray=dash,
            )
        )

    def point(self, x: float, y: float, radius: float, *, filled: bool) -> None:
        """Draw a point of a curve; hollow ones are only expected."""
        ground = self.look.colour("bar_1" if filled else "surface")
        edge = self.look.colour("bar_1")
        self._disc(x, self.drawing.height - y, radius, edge, ground)

    def _shape(
        self, place: Place, corners: tuple[float, ...], fill: Color, edge: Color
    ) -> None:
        self.drawing.add(
            Polygon(
                _placed(place, corners),
                fillColor=fill,
                strokeColor=edge,
                strokeWidth=place[2] * EDGE,
            )
        )

    def _stroke(self, place: Place, corners: tuple[float, ...], colour: Color) -> None:
        self.drawing.add(
            PolyLine(
                _placed(place, corners),
                strokeColor=colour,
                strokeWidth=place[2] * STROKE,
            )
        )


def _placed(place: Place, corners: tuple[float, ...]) -> list[float]:
    x, high, radius = place
    return [
        (x if at % 2 == 0 else high) + radius * part for at, part in enumerate(corners)
    ]
