"""The icons of the screens, drawn on paper: SVG paths as PDF paths."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from commune_desk.paths import RESOURCES
from commune_desk.reports.pdf.ink import MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.reports.pdf.ink import Ink

BOX = 24
"""Units of the grid on which the icons are drawn."""

_TOKEN = re.compile(r"[a-zA-Z]|[-+]?(?:\d+\.\d*|\.\d+|\d+)")
_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "a": 7, "z": 0}
_FLAGS = (3, 4)
"""Places of the two flags of an arc; they may be glued to what follows."""


@cache
def outlines(name: str) -> tuple[str, ...]:
    """Read the paths of an icon."""
    root = ET.parse(RESOURCES / "icons" / f"{name}.svg").getroot()  # noqa: S314  files of our own
    nodes = root.iter("{http://www.w3.org/2000/svg}path")
    return tuple(n.get("d", "") for n in nodes if n.get("stroke") != "none")


def symbol(ink: Ink, name: str, x: float, y: float, size: float) -> None:
    """Draw an icon; `x`, `y` is its upper left corner, in millimetres."""
    canvas = ink.canvas
    scale = size * MM / BOX
    canvas.saveState()
    canvas.translate(x * MM, ink.y(y))
    canvas.scale(scale, -scale)
    canvas.setLineWidth(min(2, 1.4 / scale))
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for outline in outlines(name):
        path = canvas.beginPath()
        _Pen(path).follow(outline)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


class _Pen:
    """Follows the commands of one SVG path."""

    def __init__(self, path: Any) -> None:
        self.path = path
        self.at = self.start = self.last = (0.0, 0.0)

    def follow(self, outline: str) -> None:
        for command, values in _commands(outline):
            origin = self.at if command.islower() else (0.0, 0.0)
            self._draw(command.lower(), values, origin)

    def _draw(
        self, command: str, values: list[float], origin: tuple[float, float]
    ) -> None:
        left, top = origin
        match command:
            case "z":
                self.path.close()
                self.at = self.start
            case "m":
                self.at = self.start = (left + values[0], top + values[1])
                self.path.moveTo(*self.at)
            case "l":
                self._line(left + values[0], top + values[1])
            case "h":
                self._line(left + values[0], self.at[1])
            case "v":
                self._line(self.at[0], top + values[0])
            case "c" | "s":
                if command == "s":
                    mirror = (2 * self.at[n] - self.last[n] - origin[n] for n in (0, 1))
                    values = [*mirror, *values]
                points = [(left + values[k], top + values[k + 1]) for k in (0, 2, 4)]
                self.path.curveTo(*points[0], *points[1], *points[2])
                self.last, self.at = points[1], points[2]
                return
            case "a":
                end = (left + values[5], top + values[6])
                self._arc(values, end)
                self.at = end
        self.last = self.at

    def _line(self, x: float, y: float) -> None:
        self.path.lineTo(x, y)
        self.at = (x, y)

    def _arc(self, values: list[float], end: tuple[float, float]) -> None:
        """Draw an arc of a circle or an upright ellipse as Bézier curves."""
        wide, high = abs(values[0]), abs(values[1])
        (x1, y1), (x2, y2) = self.at, end
        if self.at == end or not wide or not high:
            self._line(x2, y2)
            return
        a, b = (x1 - x2) / 2, (y1 - y2) / 2
        grow = (a / wide) ** 2 + (b / high) ** 2
        if grow > 1:
            wide, high = wide * math.sqrt(grow), high * math.sqrt(grow)
        bottom = (wide * b) ** 2 + (high * a) ** 2
        factor = math.sqrt(max(0.0, ((wide * high) ** 2 - bottom) / bottom))
        large, sweep = bool(values[3]), bool(values[4])
        if large == sweep:
            factor = -factor
        ca, cb = factor * wide * b / high, -factor * high * a / wide
        centre = (ca + (x1 + x2) / 2, cb + (y1 + y2) / 2)
        first = math.atan2((b - cb) / high, (a - ca) / wide)
        turn = math.atan2((-b - cb) / high, (-a - ca) / wide) - first
        if sweep and turn < 0:
            turn += 2 * math.pi
        if not sweep and turn > 0:
            turn -= 2 * math.pi
        self._curves(centre, (wide, high), first, turn)

    def _curves(
        self,
        centre: tuple[float, float],
        radii: tuple[float, float],
        first: float,
        turn: float,
    ) -> None:
        parts = max(1, math.ceil(abs(turn) / (math.pi / 2)))
        step = turn / parts
        reach = 4 / 3 * math.tan(step / 4)

        def at(u: float, v: float) -> tuple[float, float]:
            return radii[0] * u + centre[0], radii[1] * v + centre[1]

        for index in range(parts):
            one = first + index * step
            two = one + step
            self.path.curveTo(
                *at(math.cos(one) - reach * math.sin(one),
                    math.sin(one) + reach * math.cos(one)),
                *at(math.cos(two) + reach * math.sin(two),
                    math.sin(two) - reach * math.cos(two)),
                *at(math.cos(two), math.sin(two)),
            )  # fmt: skip


def _commands(outline: str) -> Iterator[tuple[str, list[float]]]:
    """Take a path apart; points that follow a move are lines."""
    tokens = _TOKEN.findall(outline)
    command = ""
    while tokens:
        if tokens[0].isalpha():
            command = tokens.pop(0)
        values: list[float] = []
        for place in range(_TAKES[command.lower()]):
            if command.lower() == "a" and place in _FLAGS and len(tokens[0]) > 1:
                values.append(float(tokens[0][0]))
                tokens[0] = tokens[0][1:]
            else:
                values.append(float(tokens.pop(0)))
        yield command, values
        if command in "mM":
            command = "l" if command == "m" else "L"
