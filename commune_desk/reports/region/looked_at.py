"""What all papers of a region say alike: the day, the level, from how many communes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from commune_desk.domain.package.region import Level
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import Note
from commune_desk.reports.grids import (
    IN_FRANCS,
    Role,
    Row,
    Span,
    TableBlock,
    TableColumn,
)
from commune_desk.services.region.queries.communes import Place, places
from commune_desk.services.region.queries.coverage import coverage
from commune_desk.tables.region.places import NO_CERCLE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said
    from commune_desk.services.scope import Scope

NAMED = 8
"""Communes that a note names; with more it counts the others."""

EMPTY = N_("Nothing of this year has come yet.")


def year_of(scope: Scope) -> str:
    """Write the year that ends the title of a paper."""
    return str(scope.year)


def by_place(
    rows: Sequence[Any],
    level: Level,
    columns: Sequence[TableColumn],
    line: Callable[[Said, Sequence[Any], Role], Row],
) -> TableBlock:
    """Put cercles below each other, or under each its communes; the region ends it.

    `line` adds up the rows of one place.
    """
    head = N_("Commune") if level is Level.COMMUNE else N_("Cercle")
    columns = (TableColumn(head, 30), *columns)
    printed: list[Row] = []
    cercles = dict.fromkeys(row.group.cercle for row in rows)
    for cercle in sorted(cercles, key=lambda name: (not name, fold(name))):
        own = [row for row in rows if row.group.cercle == cercle]
        name: Said = cercle or NO_CERCLE
        if level is not Level.COMMUNE:
            printed.append(line(name, own, Role.LINE))
            continue
        printed.append(across(name, len(columns)))
        for code in dict.fromkeys(row.group.code for row in own):
            one = [row for row in own if row.group.code == code]
            printed.append(line(one[0].group.name, one, Role.LINE))
        printed.append(line(N_("Total {title}", title=name), own, Role.TOTAL))
    printed.append(line(N_("Whole region"), rows, Role.GRAND))
    return TableBlock(columns, tuple(printed), unit=IN_FRANCS)


def as_listed(telling: Telling, rows: Sequence[Any]) -> list[Any]:
    """Put communes that are not in the region’s list under no cercle, as sums do.

    The cercle that such a commune tells of itself is not the region’s.
    """
    known = places(telling.session)
    return [
        row
        if known[row.group.code].listed
        else replace(row, group=replace(row.group, cercle=""))
        for row in rows
    ]


def across(text: Said, columns: int) -> Row:
    """Head the rows that follow with a text over all columns."""
    blank = (None,) * (columns - 1)
    return Row((text, *blank), Role.OBJECTIVE, (Span(0, columns - 1),))


def from_how_many(telling: Telling, *resources: str) -> Note:
    """Say from how many communes the figures come, and who is missing."""
    found = coverage(telling.session, telling.scope.year)
    told, silent = found.told(*resources), found.silent(*resources)
    count = N_(
        "Figures of {told} communes out of {all}.",
        told=len(told),
        all=len(found.expected),
    )
    if not silent:
        return Note(count)
    missing = N_("{count} Missing: {communes}.", count=count, communes=few(silent))
    return Note(missing)


def few(communes: Sequence[Place | str]) -> Text | str:
    """Name communes; of many, the first ones and how many others there are."""
    names = [each.name if isinstance(each, Place) else each for each in communes]
    listed = ", ".join(names[:NAMED])
    left = len(names) - NAMED
    if left <= 0:
        return listed
    return P_(
        "{names} and {count} other",
        "{names} and {count} others",
        count=left,
        names=listed,
    )
