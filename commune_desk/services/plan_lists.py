"""Plans, axes, objectives, sectors as tables and papers see them: queries."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from commune_desk.domain.strategy import Tags
from commune_desk.services.themes import policies
from commune_desk.storage.models import Action, Axis, Objective, Plan, Sector

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.money import Money
    from commune_desk.services.scope import Scope


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan as tables and papers see it."""

    id: int
    title: str
    first_year: int
    years: int
    version: int
    adopted_on: dt.date | None
    deliberation: str
    announced: Money | None
    note: str
    vision: str
    archived: bool
    actions: int


@dataclass(frozen=True, slots=True)
class AxisRow:
    """An axis of the plan in view."""

    id: int
    plan_id: int
    number: int
    title: str
    aim: str


@dataclass(frozen=True, slots=True)
class ObjectiveRow:
    """An objective, with the names of its axis and of its sector."""

    id: int
    axis_id: int
    axis_number: int
    axis: str
    sector_id: int
    sector_code: str
    sector: str
    title: str
    policies: Tags = field(default_factory=Tags)
    """The policies and goals that it carries out."""


@dataclass(frozen=True, slots=True)
class SectorRow:
    """A sector or a sub-sector, with the sector it stands under."""

    id: int
    code: str
    title: str
    domain: str
    parent_id: int | None
    parent_code: str
    parent: str
    actions: int


def plans(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[PlanRow]:
    """List the plans, the latest first."""
    count = select(func.count()).where(Action.plan_id == Plan.id).scalar_subquery()
    query = select(*Plan.__table__.columns, count).order_by(
        Plan.first_year.desc(), Plan.version.desc()
    )
    if ids is not None:
        query = query.where(Plan.id.in_(ids))
    return [PlanRow(*fields) for (*fields,) in session.execute(query)]


def axes(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[AxisRow]:
    """List the axes of the plan in their order."""
    query = (
        select(*Axis.__table__.columns)
        .where(Axis.plan_id == scope.plan_id)
        .order_by(Axis.number)
    )
    if ids is not None:
        query = query.where(Axis.id.in_(ids))
    return [AxisRow(*row) for row in session.execute(query)]


def objectives(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ObjectiveRow]:
    """List the objectives of the plan, axis by axis."""
    query = (
        select(
            Objective.id,
            Axis.id,
            Axis.number,
            Axis.title,
            Sector.id,
            Sector.code,
            Sector.title,
            Objective.title,
        )
        .join(Axis, Axis.id == Objective.axis_id)
        .join(Sector, Sector.id == Objective.sector_id)
        .where(Axis.plan_id == scope.plan_id)
        .order_by(Axis.number, Sector.code, Objective.id)
    )
    if ids is not None:
        query = query.where(Objective.id.in_(ids))
    served = policies(session)
    return [
        ObjectiveRow(*row, served.get(row[0], Tags())) for row in session.execute(query)
    ]


def sectors(
    session: Session, _: Scope, ids: Collection[int] | None = None
) -> list[SectorRow]:
    """List sectors and sub-sectors by code."""
    above = aliased(Sector)
    living = select(Plan.id).where(~Plan.archived)
    count = (
        select(func.count())
        .where(Action.sector_id == Sector.id, Action.plan_id.in_(living))
        .scalar_subquery()
    )
    query = (
        select(
            Sector.id,
            Sector.code,
            Sector.title,
            func.coalesce(above.domain, Sector.domain),
            Sector.parent_id,
            func.coalesce(above.code, ""),
            func.coalesce(above.title, ""),
            count,
        )
        .join(above, above.id == Sector.parent_id, isouter=True)
        .order_by(Sector.code)
    )
    if ids is not None:
        query = query.where(Sector.id.in_(ids))
    return [SectorRow(*row) for row in session.execute(query)]
