"""How far the projects were at the end of each half-year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from commune_desk.domain.money import Money
from commune_desk.domain.search import fold
from commune_desk.services.region.summing import total
from commune_desk.storage.region.own import CURRENT
from commune_desk.storage.region.sent import SENT

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Table
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class HalfProgress:
    """Projects of a sector at the end of one half-year."""

    sector: str
    half: int
    projects: int
    """Those of which the half-year is told."""

    physical: int | None
    """Per cent that is built, the mean of the projects that say it, rounded half up."""

    engaged: Money
    """Since the first of January: a project's amounts grow through the year."""

    paid: Money


def progress(session: Session, year: int) -> list[HalfProgress]:
    """Add progress up by sector and half-year, for the whole region."""
    told, projects = SENT["projet_avancement"], SENT["projets"]
    of_told, of_projects = CURRENT.alias("of_told"), CURRENT.alias("of_projects")
    asked = (
        select(
            projects.c.secteur.label("sector"),
            told.c.semestre.label("half"),
            func.count().label("projects"),
            func.count(told.c.physique_pct).label("built"),
            total(told.c.physique_pct, "physical"),
            total(told.c.engage_fcfa, "engaged"),
            total(told.c.paye_fcfa, "paid"),
        )
        .select_from(told)
        .join(of_told, _read(of_told, told, "projet_avancement", year))
        .join(
            projects,
            (projects.c.commune_code == told.c.commune_code)
            & (projects.c.projet_id == told.c.projet_id),
        )
        .join(of_projects, _read(of_projects, projects, "projets", year))
        .group_by(projects.c.secteur, told.c.semestre)
    )
    found = [_row(row) for row in session.execute(asked)]
    return sorted(found, key=lambda each: (fold(each.sector), each.sector, each.half))


def _read(current: Any, rows: Table, resource: str, year: int) -> ColumnElement[bool]:
    """Keep the lines of the package in which a table is read."""
    here: ColumnElement[bool] = (
        (current.c.commune_code == rows.c.commune_code)
        & (current.c.package == rows.c.package)
        & (current.c.resource == resource)
        & (current.c.year == year)
    )
    return here


def _row(row: Any) -> HalfProgress:
    physical = (2 * row.physical + row.built) // (2 * row.built) if row.built else None
    return HalfProgress(
        row.sector,
        row.half,
        row.projects,
        physical,
        Money(row.engaged),
        Money(row.paid),
    )
