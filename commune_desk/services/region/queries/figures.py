"""What each commune comes to in one year: the figures that are compared and judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import case, select

from commune_desk.domain.package.region import Level
from commune_desk.services.region.queries.communes import Place, places
from commune_desk.services.region.queries.totals import BudgetTotal, budget
from commune_desk.services.region.summing import total
from commune_desk.storage.region.sums import COMMITTEES, COMMUNE, PROJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sqlalchemy import Table
    from sqlalchemy.orm import Session

DONE = ("RECEPTIONNE", "ACHEVE")
"""States of projects that are finished."""


@dataclass(slots=True)
class Figures:
    """Sums of one commune's year; what it did not send is not there."""

    place: Place
    budget: dict[tuple[str, str], BudgetTotal] = field(default_factory=dict)
    """By section and side."""

    projects: Mapping[str, int] = field(default_factory=dict)
    committees: Mapping[str, int] = field(default_factory=dict)
    own: Mapping[str, int] = field(default_factory=dict)

    def francs(self, name: str, side: str, section: str = "") -> int:
        """Add a figure of the budget up: an attribute of `BudgetTotal`."""
        return sum(
            getattr(row, name).francs
            for (part, own_side), row in self.budget.items()
            if own_side == side and section in {"", part}
        )


def figures(session: Session, year: int) -> dict[str, Figures]:
    """Read the sums of all communes that sent something for a year."""
    found: dict[str, Figures] = {}
    known = places(session)

    def of(code: str) -> Figures:
        if code not in found:
            found[code] = Figures(known[code])
        return found[code]

    for row in budget(session, year, Level.COMMUNE):
        of(row.group.code).budget[row.section, row.side] = row
    for code, sums in _summed(session, PROJECTS, year).items():
        of(code).projects = sums
    for code, sums in _summed(session, COMMITTEES, year).items():
        of(code).committees = sums
    for code, sums in _summed(session, COMMUNE, year).items():
        of(code).own = sums
    return {code: found[code] for code in known if code in found}


def _summed(session: Session, table: Table, year: int) -> dict[str, dict[str, Any]]:
    sums = [total(c, c.name) for c in table.columns if not c.primary_key]
    if table is PROJECTS:
        done = case((table.c.state.in_(DONE), table.c.projects), else_=0)
        sums.append(total(done, "done"))
    asked = (
        select(table.c.commune_code, *sums)
        .where(table.c.year == year)
        .group_by(table.c.commune_code)
    )
    rows = session.execute(asked).mappings()
    return {row["commune_code"]: dict(row) for row in rows}
