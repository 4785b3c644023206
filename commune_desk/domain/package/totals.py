"""Control totals: the sum of every column of francs, by part (3.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from commune_desk.domain.package.fields import Resource
    from commune_desk.domain.package.manifest import Cell, Tables, Totals

LINES = "lignes"


def totals_of(resource: Resource, rows: Iterable[tuple[Cell, ...]]) -> Totals:
    """Add up one table: by part (`budget_lignes/FONC.R`), or whole (`villages`)."""
    columns = [(name, resource.at[name]) for name in resource.amounts]
    parts = [resource.at[name] for name in resource.parts]
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        part = ".".join(str(row[place]) for place in parts)
        name = f"{resource.name}/{part}" if parts else resource.name
        if name not in found:
            found[name] = {LINES: 0, **{column: 0 for column, _ in columns}}
        sums = found[name]
        sums[LINES] += 1
        for column, place in columns:
            value = row[place]
            if isinstance(value, int):
                sums[column] += value
    return dict(sorted(found.items()))


def all_totals(resources: Iterable[Resource], tables: Tables) -> Totals:
    """Add up all tables of a package."""
    found: dict[str, dict[str, int]] = {}
    for resource in resources:
        for name, sums in totals_of(resource, tables.get(resource.name, ())).items():
            found[name] = dict(sums)
    return found
