"""`carte.geojson`: the actions as points (RFC 7946)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from commune_desk.domain.package.format import PROJECT_PLACES, PROJECTS, VILLAGE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from commune_desk.domain.package.manifest import Cell, Tables

COLUMNS = ("projet_id", "code", "intitule", "secteur", "statut", "cout_total_fcfa")
"""What a point says of its action."""


def geojson(tables: Tables) -> bytes:
    """Draw each action at each of its villages that has a position."""
    whole = {"type": "FeatureCollection", "features": list(_features(tables))}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode()


def _features(tables: Tables) -> Iterator[dict[str, Any]]:
    where = _positions(tables)
    places: dict[Cell, list[Cell]] = {}
    for project, village in tables.get(PROJECT_PLACES.name, ()):
        places.setdefault(project, []).append(village)
    for row in tables.get(PROJECTS.name, ()):
        facts = {name: row[PROJECTS.at[name]] for name in COLUMNS}
        for village in places.get(facts["projet_id"], ()):
            if village in where:
                yield {
                    "type": "Feature",
                    "geometry": {"type": "Point", "coordinates": where[village]},
                    "properties": facts | {"village_id": village},
                }


def _positions(tables: Tables) -> dict[Cell, list[Cell]]:
    """Map villages to longitude and latitude: the order of the standard."""
    at = VILLAGE.at
    return {
        row[at["village_id"]]: [row[at["longitude"]], row[at["latitude"]]]
        for row in tables.get(VILLAGE.name, ())
        if row[at["longitude"]] is not None
    }
