"""Where things stand on a sketch map: from degrees to millimetres, and free places."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

KILOMETRES = 111.32
"""Kilometres in a degree of latitude."""

EDGE = 8.0
"""Millimetres around the villages."""

LEAST = 4.0
"""Kilometres that a map shows at least, around a single village."""

FAR = (2.0, 6.0, 12.0, 20.0)
"""Millimetres from a village at which its name is tried."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


def rings(boundary: str) -> list[list[tuple[float, float]]]:
    """Read the outer rings of a stored boundary: longitude, latitude."""
    if not boundary:
        return []
    geometry = json.loads(boundary)
    parts = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        parts = [parts]
    return [[(float(p[0]), float(p[1])) for p in part[0]] for part in parts]


@dataclass(frozen=True, slots=True)
class Frame:
    """From degrees to millimetres."""

    west: float
    north: float
    left: float
    top: float
    across: float
    down: float
    millimetres: float
    """Of one kilometre."""

    @classmethod
    def around(
        cls, points: Sequence[tuple[float, float]], width: float, height: float
    ) -> Frame:
        """Fit points into a box; a single one stands in its middle."""
        xs, ys = [p[0] for p in points], [p[1] for p in points]
        middle = math.cos(math.radians((min(ys) + max(ys)) / 2)) * KILOMETRES
        wide = max((max(xs) - min(xs)) * middle, LEAST)
        high = max((max(ys) - min(ys)) * KILOMETRES, LEAST)
        scale = min((width - 5 * EDGE) / wide, (height - 4 * EDGE) / high)
        real = (max(xs) - min(xs)) * middle, (max(ys) - min(ys)) * KILOMETRES
        return cls(
            min(xs),
            max(ys),
            (width - real[0] * scale) / 2,
            (height - real[1] * scale) / 2,
            middle * scale,
            KILOMETRES * scale,
            scale,
        )

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Find a place on the paper."""
        return (
            self.left + (longitude - self.west) * self.across,
            self.top + (self.north - latitude) * self.down,
        )


def free(
    at: tuple[float, float],
    size: tuple[float, float],
    taken: Sequence[Box],
    room: Box,
) -> tuple[float, float]:
    """Try places around a point, near ones first; the freest is taken."""
    x, y = at
    wide, high = size
    best, least = (x + 2, y - 2), math.inf
    for far in FAR:
        for left, top in (
            (x + far, y - 2.4),
            (x - far - wide, y - 2.4),
            (x - wide / 2, y + far),
            (x - wide / 2, y - far - high),
            (x + far, y + far / 2),
            (x + far, y - high - far / 2),
            (x - far - wide, y + far / 2),
            (x - far - wide, y - high - far / 2),
        ):
            box = (left, top, left + wide, top + high)
            cost = sum(_overlap(box, other) for other in taken)
            cost += 50 * _outside(box, room) + far / 10
            if cost < least:
                best, least = (left, top), cost
    return best


def _outside(box: Box, room: Box) -> float:
    before = max(0.0, room[0] - box[0]) + max(0.0, room[1] - box[1])
    return before + max(0.0, box[2] - room[2]) + max(0.0, box[3] - room[3])


def _overlap(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0
