"""Communes beside each other, by the measure that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from commune_desk.domain.text import N_, Text
from commune_desk.services.region.queries.comparison import (
    BY_KEY,
    Compared,
    Unit,
    compare,
)
from commune_desk.tables.region.totals import READS
from commune_desk.tables.table import Column, Kind, Table

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.services.region.scope import RegionScope
    from commune_desk.services.scope import Scope


def compared_rows(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[Compared]:
    """Rank the communes of the year."""
    measure = BY_KEY[cast("RegionScope", scope).measure]
    found = compare(session, scope.year, measure)
    return found if ids is None else [row for row in found if row.id in ids]


UNITS = {
    Unit.PERCENT: N_("Per cent"),
    Unit.FRANCS_A_HEAD: N_("F for each inhabitant"),
    Unit.COUNT: N_("Number"),
}


def _unit(scope: Scope) -> Text:
    """Head the values with what they are told in."""
    return UNITS[BY_KEY[cast("RegionScope", scope).measure].unit]


COMPARISON: Table[Compared] = Table(
    name="region-comparison",
    title=N_("Comparison"),
    purpose=N_("The communes beside each other; what was not sent is not ranked."),
    rows=compared_rows,
    reads=READS,
    columns=lambda scope: (
        Column("rank", N_("Rank"), lambda x: x.rank, Kind.INTEGER, 7),
        Column("code", N_("Code"), lambda x: x.place.code, Kind.CODE, 12),
        Column("commune", N_("Commune"), lambda x: x.place.name, width=24),
        Column("cercle", N_("Cercle"), lambda x: x.place.cercle, width=20),
        Column("part", N_("Part"), lambda x: x.part, Kind.INTEGER, 15),
        Column("whole", N_("Whole"), lambda x: x.whole, Kind.INTEGER, 15),
        Column("value", _unit(scope), lambda x: x.value, Kind.DECIMAL, 16),
    ),
    row_title=lambda row: row.place.name,
    empty=N_("Nothing of this year has come yet."),
    year_bound=True,
    one_sum=False,
)
