"""What the cells of a package must say together: keys, references, sums, totals."""

from __future__ import annotations

import unicodedata
from itertools import compress
from typing import TYPE_CHECKING

from commune_desk.domain.package.faults import Fault
from commune_desk.domain.package.format import (
    BUDGET,
    COMMITTEES,
    COMPLAINTS,
    EXECUTION,
    PROJECTS,
    TDRL,
)
from commune_desk.exchange.package.cells import FIRST_LINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from commune_desk.domain.package.fields import Resource
    from commune_desk.domain.package.manifest import Cell, Manifest, Totals
    from commune_desk.exchange.package.cells import Columns
    from commune_desk.exchange.package.findings import Found

    Read = Mapping[str, Columns]

PARTS = (
    (COMMITTEES.name, "femmes", "membres"),
    (COMMITTEES.name, "jeunes", "membres"),
    (COMMITTEES.name, "postes_vacants", "postes"),
)
"""Of a table: a column that is a part of another. More than the whole is refused."""

EXPECTED = (
    (PROJECTS.name, "cout_exercice_fcfa", "cout_total_fcfa"),
    (EXECUTION.name, "liquide_fcfa", "engage_fcfa"),
    (EXECUTION.name, "mandate_fcfa", "liquide_fcfa"),
    (EXECUTION.name, "paye_fcfa", "mandate_fcfa"),
    (TDRL.name, "imposables", "population"),
    (TDRL.name, "recouvre_fcfa", "emis_fcfa"),
    (TDRL.name, "arrieres_recouvres_fcfa", "arrieres_fcfa"),
    (COMPLAINTS.name, "repondues", "recues"),
    (COMPLAINTS.name, "hors_delai", "recues"),
)
"""The same, where more than the whole is only remarked: a half-year may pay what the
half-year before ordered."""

_CREDIT = (
    "primitif_fcfa",
    "additionnel_fcfa",
    "autorisations_fcfa",
    "virements_fcfa",
)


def cross(
    resources: Sequence[Resource], read: Read, manifest: Manifest, found: Found
) -> None:
    """Check what several cells say; tables that could not be read are left out."""
    known = {each.name: each for each in resources if each.name in read}
    keys = {name: _unique(each, read[name], found) for name, each in known.items()}
    for each in known.values():
        _refer(each, read[each.name], keys, found)
    if BUDGET.name in known:
        _budget(known[BUDGET.name], read[BUDGET.name], manifest.year, found)
    if {BUDGET.name, EXECUTION.name} <= set(known):
        _as_its_line(known, read, found)
    for rules, tell in ((PARTS, found.add), (EXPECTED, found.remark)):
        for name, part, whole in rules:
            if name not in known:
                continue
            for line, less, more in _greater(known[name], read[name], part, whole):
                tell(
                    Fault.MORE_THAN_WHOLE,
                    name,
                    line=line,
                    column=part,
                    value=less,
                    declared=more,
                )


def _unique(resource: Resource, columns: Columns, found: Found) -> set[Cell]:
    """Find lines with the key of another; gives the keys, for what refers to them."""
    parts = [_composed(columns[resource.at[name]]) for name in resource.key]
    keys: Sequence[object] = parts[0]
    if len(parts) > 1:
        keys = list(zip(*parts, strict=True))
    if len(set(keys)) != len(keys):
        seen: set[object] = set()
        for line, key in enumerate(keys, FIRST_LINE):
            if key in seen:
                told = " / ".join(map(str, key)) if isinstance(key, tuple) else key
                column = ", ".join(resource.key)
                found.add(
                    Fault.DUPLICATE, resource.name, line=line, column=column, value=told
                )
            seen.add(key)
    return set(parts[0])


def _composed(column: Sequence[Cell]) -> Sequence[Cell]:
    """Write names that look the same in the same way (NFC)."""
    return [
        unicodedata.normalize("NFC", cell)
        if isinstance(cell, str) and not cell.isascii()
        else cell
        for cell in column
    ]


def _refer(
    resource: Resource, columns: Columns, keys: Mapping[str, set[Cell]], found: Found
) -> None:
    for place, field in enumerate(resource.fields):
        if field.refers not in keys:
            continue  # it refers to nothing, or to what a partial package leaves out
        there = keys[field.refers]
        if set(columns[place]) - {None} <= there:
            continue
        for line, cell in enumerate(columns[place], FIRST_LINE):
            if cell is not None and cell not in there:
                found.add(
                    Fault.REFERENCE,
                    resource.name,
                    line=line,
                    column=field.name,
                    value=cell,
                    declared=field.refers,
                )


def _budget(resource: Resource, columns: Columns, year: int, found: Found) -> None:
    for line, cell in enumerate(columns[resource.at["exercice"]], FIRST_LINE):
        if cell != year:
            found.add(
                Fault.YEAR,
                resource.name,
                line=line,
                column="exercice",
                value=cell,
                declared=year,
            )
    parts = [_whole(columns[resource.at[name]]) for name in _CREDIT]
    sums = list(map(sum, zip(*parts, strict=True)))
    credit = columns[resource.at["credit_fcfa"]]
    if sums != list(credit):
        for line, (told, made) in enumerate(zip(credit, sums, strict=True), FIRST_LINE):
            if told != made:
                found.add(
                    Fault.DISAGREES,
                    resource.name,
                    line=line,
                    column="credit_fcfa",
                    value=told,
                    declared=made,
                )


def _whole(column: Sequence[Cell]) -> list[int]:
    return [cell if isinstance(cell, int) else 0 for cell in column]


def _as_its_line(known: Mapping[str, Resource], read: Read, found: Found) -> None:
    """Compare section and side of what was executed with those of its line."""
    lines, done = known[BUDGET.name], known[EXECUTION.name]
    budget, executed = read[lines.name], read[done.name]
    keys = budget[lines.at["ligne_id"]]
    for name in done.parts:
        of_line = dict(zip(keys, budget[lines.at[name]], strict=True))
        told = zip(executed[done.at["ligne_id"]], executed[done.at[name]], strict=True)
        for line, (key, cell) in enumerate(told, FIRST_LINE):
            if key in of_line and of_line[key] != cell:
                found.add(
                    Fault.DISAGREES,
                    done.name,
                    line=line,
                    column=name,
                    value=cell,
                    declared=of_line[key],
                )


def _greater(
    resource: Resource, columns: Columns, part: str, whole: str
) -> Iterator[tuple[int, Cell, Cell]]:
    """Give the lines in which a part is more than its whole."""
    if part not in resource.at or whole not in resource.at:
        return
    pairs = zip(columns[resource.at[part]], columns[resource.at[whole]], strict=True)
    for line, (less, more) in enumerate(pairs, FIRST_LINE):
        if isinstance(less, int) and isinstance(more, int) and less > more:
            yield line, less, more


def totals_by_column(resource: Resource, columns: Columns) -> Totals:
    """Add up one table as `domain.package.totals` does, from its columns."""
    parts = [columns[resource.at[name]] for name in resource.parts]
    if not len(columns[0]):
        return {}
    if not parts:
        return {resource.name: _sums(resource, columns, None)}
    names = [".".join(map(str, part)) for part in zip(*parts, strict=True)]
    return {
        f"{resource.name}/{part}": _sums(
            resource, columns, [name == part for name in names]
        )
        for part in sorted(set(names))
    }


def _sums(
    resource: Resource, columns: Columns, chosen: list[bool] | None
) -> dict[str, int]:
    lines = len(columns[0]) if chosen is None else sum(chosen)
    sums = {"lignes": lines}
    for name in resource.amounts:
        column = columns[resource.at[name]]
        told = column if chosen is None else compress(column, chosen)
        sums[name] = sum(cell for cell in told if isinstance(cell, int))
    return sums


def compare_totals(
    resource: Resource, made: Totals, declared: Totals, found: Found
) -> None:
    """Compare the control totals of one table with those that were declared."""
    stem = resource.name + "/"
    said = {
        part: sums
        for part, sums in declared.items()
        if part == resource.name or part.startswith(stem)
    }
    for part in sorted(set(said) | set(made)):
        told, counted = said.get(part, {}), made.get(part, {})
        for name in sorted(set(told) | set(counted)):
            if told.get(name) != counted.get(name):
                found.add(
                    Fault.TOTALS,
                    part,
                    column=name,
                    value=counted.get(name, ""),
                    declared=told.get(name, ""),
                )
