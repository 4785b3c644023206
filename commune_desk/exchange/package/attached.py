"""What stands beside the tables of a package: a note, a map, an overview."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.package.faults import Fault, PackageRefused
from commune_desk.domain.package.format import MAP, OVERVIEW, README
from commune_desk.exchange.package.build import sha256
from commune_desk.exchange.package.strict import json_of, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.domain.package.limits import Limits
    from commune_desk.exchange.package.described import Declared
    from commune_desk.exchange.package.findings import Found
    from commune_desk.exchange.package.members import Members

NOTE_MOST = 20_000
"""Bytes of `LISEZMOI.txt`."""

_BEYOND = {"\x00", "\x1b"}
_LONGITUDES, _LATITUDES = 180, 90


def as_declared(data: bytes, name: str, declared: Declared, found: Found) -> bool:
    """Compare the bytes of a member and their digest with what the manifest says."""
    if len(data) != declared.size:
        found.add(Fault.SIZE, name, value=len(data), declared=declared.size)
        return False
    if (made := sha256(data)) != declared.digest:
        found.add(Fault.DIGEST, name, value=made, declared=declared.digest)
        return False
    return True


def attached(
    zipped: Members, declared: Mapping[str, Declared], limits: Limits, found: Found
) -> None:
    """Check the members that are no tables; the program shows none of them."""
    most = {README: NOTE_MOST, MAP: limits.manifest, OVERVIEW: limits.overview}
    for name, bytes_most in most.items():
        if name not in declared:
            continue
        if zipped.size(name) > bytes_most:
            size = zipped.size(name)
            found.add(Fault.TOO_LARGE, name, value=size, declared=bytes_most)
            continue
        try:
            data = zipped.take(name)
            if as_declared(data, name, declared[name], found):
                _look(name, data, bytes_most, found)
        except PackageRefused as refusal:
            found.join(refusal)


def _look(name: str, data: bytes, most: int, found: Found) -> None:
    match name:
        case _ if name == README:
            if set(text_of(data, name)) & _BEYOND:
                found.add(Fault.CONTROL, name)
        case _ if name == OVERVIEW:
            if not data.startswith(b"PK\x03\x04"):
                found.add(Fault.OVERVIEW, name)
        case _:
            if not _is_map(json_of(data, name, most)):
                found.add(Fault.MAP, name)


def _is_map(whole: Any) -> bool:
    """Whether it is a GeoJSON of points on the earth (RFC 7946)."""
    if not isinstance(whole, dict) or whole.get("type") != "FeatureCollection":
        return False
    features = whole.get("features")
    return isinstance(features, list) and all(map(_is_point, features))


def _is_point(feature: Any) -> bool:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return False
    place = feature.get("geometry")
    if not isinstance(place, dict) or place.get("type") != "Point":
        return False
    at = place.get("coordinates")
    return (
        isinstance(at, list)
        and [type(each) in {int, float} for each in at] == [True, True]
        and abs(at[0]) <= _LONGITUDES
        and abs(at[1]) <= _LATITUDES
    )
