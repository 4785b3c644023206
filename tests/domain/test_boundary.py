from __future__ import annotations

import json

import pytest

from commune_desk.domain.boundary import LARGEST, read_boundary
from commune_desk.domain.errors import Unreadable

RING = [[-6.5, 11.6], [-6.2, 11.6], [-6.2, 11.9], [-6.5, 11.6]]


def polygon(ring: object) -> dict[str, object]:
    return {"type": "Polygon", "coordinates": [ring]}


def feature(geometry: object) -> dict[str, object]:
    return {"type": "Feature", "properties": {}, "geometry": geometry}


@pytest.mark.parametrize(
    "found",
    [
        polygon(RING),
        feature(polygon(RING)),
        {"type": "FeatureCollection", "features": [feature(polygon(RING))]},
        {"type": "MultiPolygon", "coordinates": [[RING], [RING]]},
    ],
)
def test_a_polygon_is_kept_however_it_is_wrapped(found: object) -> None:
    kept = json.loads(read_boundary(json.dumps(found).encode()))
    assert kept["type"] == "MultiPolygon"
    assert kept["coordinates"][0][0] == RING
    assert read_boundary(json.dumps(kept).encode()) == json.dumps(
        kept, separators=(",", ":")
    )


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "cannot be read as JSON"),
        (b"[1, 2]", "no geometry"),
        (b"[" * 100_000, "cannot be read as JSON"),
        (b"\xff\xfe\x00", "cannot be read as JSON"),
        (b'{"type": "Point", "coordinates": [1, 2]}', "a boundary is a Polygon"),
        (json.dumps(polygon([[-6.5, 11.6], [-6.2, 11.6]])).encode(), "it needs"),
        (json.dumps(polygon([*RING[:3], [-6.1, 11.7]])).encode(), "not closed"),
        (json.dumps(polygon([[11.6, -6.5], *RING])).encode(), "leaves Mali"),
        (json.dumps(polygon([["a", 1], *RING])).encode(), "not two numbers"),
        (b'{"type": "Polygon", "coordinates": [[[NaN, 1]]]}', "not two numbers"),
        (b'{"type": "Polygon", "coordinates": 5}', "not a list"),
        (b'{"type": "Polygon", "coordinates": []}', "no point"),
        (
            json.dumps(
                {"type": "FeatureCollection", "features": [feature(polygon(RING))] * 2}
            ).encode(),
            "polygons; keep only",
        ),
        (b" " * (LARGEST + 1), "at most"),
    ],
)
def test_a_file_that_is_no_boundary_is_refused_in_one_sentence(
    content: bytes, part: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        read_boundary(content)
    assert part in refused.value.text.sentence


def test_a_boundary_of_too_many_points_is_refused() -> None:
    ring = [[-6.5 + n / 10**6, 11.6] for n in range(20_001)]
    with pytest.raises(Unreadable) as refused:
        read_boundary(json.dumps(polygon([*ring, ring[0]])).encode())
    assert "simplify" in refused.value.text.sentence
