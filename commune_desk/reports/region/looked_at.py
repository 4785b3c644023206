"""What all papers of a region say alike: the day, the level, from how many communes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

from commune_desk.domain.package.region import Level
from commune_desk.domain.text import N_, P_, Text
from commune_desk.reports.blocks import Note
from commune_desk.reports.tables import table_block
from commune_desk.services.region.queries.communes import Place
from commune_desk.services.region.queries.coverage import coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commune_desk.reports.document import Telling
    from commune_desk.reports.grids import Said, TableBlock
    from commune_desk.services.region.scope import RegionScope
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Table

NAMED = 8
"""Communes that a note names; with more it counts the others."""

EMPTY = N_("Nothing of this year has come yet.")

LEVELS: dict[Level, Text] = {
    Level.REGION: N_("Whole region"),
    Level.CERCLE: N_("By cercle"),
    Level.COMMUNE: N_("By commune"),
}


def year_of(scope: Scope) -> str:
    """Write the year that ends the title of a paper."""
    return str(scope.year)


def at_level(  # noqa: PLR0913, PLR0917  which table, of whom, and how it is shown
    table: Table[Any],
    telling: Telling,
    level: Level,
    keys: Sequence[str] = (),
    title: Said = "",
    kept: Callable[[Any], bool] = bool,
) -> TableBlock | None:
    """Print a table of the desk at a level of its own; None where it has no row.

    `kept` chooses rows.
    """
    scope = replace(cast("RegionScope", telling.scope), level=level)
    rows = [row for row in table.rows(telling.session, scope, None) if kept(row)]
    if not rows:
        return None
    known = {column.key for column in table.columns(scope)}
    chosen = tuple(key for key in keys if key in known)
    own = replace(telling, scope=scope)
    return table_block(table, rows, own, chosen, title=title)


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
