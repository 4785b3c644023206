"""What each commune comes to in one year: the figures that are compared and judged."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import case, select

from commune_desk.services.region.queries.communes import Place, places
from commune_desk.services.region.summing import total
from commune_desk.storage.region.sums import (
    BUDGETS,
    COMMITTEES,
    COMMUNE,
    HALVES,
    PROJECTS,
    half_column,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.orm import Session

DONE = ("RECEPTIONNE", "ACHEVE")
"""States of projects that are finished."""

OF_PROJECTS = ("projects", "year_fcfa", "paid_fcfa")
OF_COMMITTEES = ("committees", "with_receipt", "members", "women")


@dataclass(frozen=True, slots=True)
class Part:
    """One section and side of a budget."""

    credit: int
    """Final forecast or credit."""

    realised: int
    """Titled, or ordered."""


@dataclass(slots=True)
class Figures:
    """Sums of one commune's year; what it did not send is not there."""

    place: Place
    budget: dict[tuple[str, str], Part] = field(default_factory=dict)
    """By section and side."""

    projects: Mapping[str, int] = field(default_factory=dict)
    committees: Mapping[str, int] = field(default_factory=dict)
    own: Mapping[str, int] = field(default_factory=dict)

    def credit(self, side: str, section: str = "") -> int:
        """Add the credits of a side up, of one section or of both."""
        return sum(part.credit for part in self._parts(side, section))

    def realised(self, side: str, section: str = "") -> int:
        """Add what was titled or ordered up."""
        return sum(part.realised for part in self._parts(side, section))

    def _parts(self, side: str, section: str) -> list[Part]:
        return [
            part
            for (own_section, own_side), part in self.budget.items()
            if own_side == side and section in {"", own_section}
        ]


def figures(session: Session, year: int) -> dict[str, Figures]:
    """Read the sums of all communes that sent something for a year."""
    known = places(session)
    own = COMMUNE.c
    columns = [c for c in own if not c.primary_key]
    asked = select(own.commune_code, *columns).where(own.year == year)
    found = {
        row["commune_code"]: Figures(known[row["commune_code"]], own=dict(row))
        for row in session.execute(asked).mappings()
    }
    for code, section, side, credit, realised in session.execute(_parts(year)):
        found[code].budget[section, side] = Part(credit, realised)
    done = case((PROJECTS.c.state.in_(DONE), PROJECTS.c.projects), else_=0)
    finished = [total(done, "done")]
    for code, row in _summed(session, PROJECTS, year, OF_PROJECTS, finished).items():
        found[code].projects = row
    for code, row in _summed(session, COMMITTEES, year, OF_COMMITTEES, []).items():
        found[code].committees = row
    return {code: found[code] for code in known if code in found}


def _parts(year: int) -> Any:
    c = BUDGETS.c

    def both(name: str) -> ColumnElement[int]:
        first, second = (c[half_column(half, name)] for half in HALVES)
        result: ColumnElement[int] = first + second
        return result

    realised = case((c.side == "R", both("titre_fcfa")), else_=both("mandate_fcfa"))
    return select(c.commune_code, c.section, c.side, c.credit_fcfa, realised).where(
        c.year == year
    )


def _summed(
    session: Session,
    table: Table,
    year: int,
    names: tuple[str, ...],
    more: list[ColumnElement[int]],
) -> dict[str, Mapping[str, Any]]:
    asked = (
        select(
            table.c.commune_code, *(total(table.c[name], name) for name in names), *more
        )
        .where(table.c.year == year)
        .group_by(table.c.commune_code)
    )
    rows = session.execute(asked).mappings()
    return {row["commune_code"]: dict(row) for row in rows}
