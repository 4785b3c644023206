"""The boundary of a commune, read from a GeoJSON file (RFC 7946, WGS 84)."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.text import N_, Text

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 5_000_000
"""Bytes of a file; a commune drawn to the metre takes less than a tenth of it."""

MOST_POINTS = 20_000
"""Points that are kept in the dossier."""

NORTH, SOUTH, EAST, WEST = 25.1, 10.0, 4.4, -12.4
"""Decimal degrees around Mali."""

FEWEST = 4
"""Points of a ring: a triangle, and its first point again."""

PAIR = 2
DECIMALS = 5
"""Places that are kept: about one metre."""


def read_boundary(content: bytes) -> str:
    """Read the polygon of a file; return it as compact GeoJSON.

    Takes a geometry, a feature, or a collection with one of them. Raises `Unreadable`
    with one sentence that says what is wrong.
    """
    if len(content) > LARGEST:
        raise _no(
            N_(
                "The file has {size} kB; a boundary has at most {most} kB.",
                size=len(content) // 1000,
                most=LARGEST // 1000,
            )
        )
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        raise _no(N_("The file is no GeoJSON: it cannot be read as JSON.")) from None
    geometry = _geometry(found)
    parts = geometry["coordinates"]
    if geometry["type"] == "Polygon":
        parts = [parts]
    kept = [_polygon(part) for part in _list(parts)]
    points = sum(len(ring) for part in kept for ring in part)
    if not points:
        raise _no(N_("The polygon of the file has no point."))
    if points > MOST_POINTS:
        raise _no(
            N_(
                "The boundary has {count} points; {most} at most: simplify it first.",
                count=points,
                most=MOST_POINTS,
            )
        )
    return json.dumps(
        {"type": "MultiPolygon", "coordinates": kept}, separators=(",", ":")
    )


def _geometry(found: Any) -> dict[str, Any]:
    """Find the one polygon of a file."""
    shapes = [shape for shape in _shapes(found) if isinstance(shape, dict)]
    polygons = [
        shape
        for shape in shapes
        if shape.get("type") in {"Polygon", "MultiPolygon"} and "coordinates" in shape
    ]
    if len(polygons) == 1:
        return polygons[0]
    if len(polygons) > 1:
        raise _no(
            N_(
                "The file holds {count} polygons; keep only that of the commune.",
                count=len(polygons),
            )
        )
    kinds = tuple(sorted({str(shape.get("type")) for shape in shapes}))
    if not kinds:
        raise _no(N_("The file is no GeoJSON: it holds no geometry."))
    raise _no(
        N_(
            "The file holds {kinds}; a boundary is a Polygon or a MultiPolygon.",
            kinds=kinds,
        )
    )


def _shapes(found: Any) -> Iterator[Any]:
    if not isinstance(found, dict):
        return
    match found.get("type"):
        case "FeatureCollection":
            features = found.get("features")
            for feature in features if isinstance(features, list) else ():
                yield from _shapes(feature)
        case "Feature":
            yield found.get("geometry")
        case str():
            yield found


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise _no(N_("The file is no GeoJSON: its coordinates are not a list."))
    return value


def _polygon(part: Any) -> list[list[list[float]]]:
    return [_ring(ring) for ring in _list(part)]


def _ring(ring: Any) -> list[list[float]]:
    points = [_point(point) for point in _list(ring)]
    if len(points) < FEWEST:
        raise _no(
            N_(
                "A ring of the boundary has {count} points; it needs {fewest}.",
                count=len(points),
                fewest=FEWEST,
            )
        )
    if points[0] != points[-1]:
        raise _no(
            N_(
                "A ring of the boundary is not closed: it begins at {first} and ends"
                " at {last}.",
                first=_said(points[0]),
                last=_said(points[-1]),
            )
        )
    return [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in points]


def _point(point: Any) -> tuple[float, float]:
    pair = _list(point)
    if len(pair) < PAIR or not all(
        isinstance(n, (int, float)) and not isinstance(n, bool) and math.isfinite(n)
        for n in pair[:PAIR]
    ):
        raise _no(N_("The file is no GeoJSON: a point is not two numbers."))
    x, y = float(pair[0]), float(pair[1])
    if not (WEST <= x <= EAST and SOUTH <= y <= NORTH):
        raise _no(
            N_(
                "The boundary leaves Mali at longitude {x}, latitude {y}; longitude"
                " comes first, in degrees (WGS 84).",
                x=_number(x),
                y=_number(y),
            )
        )
    return x, y


def _said(point: tuple[float, float]) -> str:
    return f"{_number(point[0])} ; {_number(point[1])}"


def _number(value: float) -> str:
    return f"{value:.5f}".replace(".", ",").replace("-", "−")


def _no(text: Text) -> Unreadable:
    return Unreadable(text)
