"""Results, indicators and their values as tables and papers see them: queries."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from commune_desk.storage.models import (
    Axis,
    Indicator,
    IndicatorValue,
    Objective,
    Result,
    Sector,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from commune_desk.domain.strategy import Direction
    from commune_desk.services.scope import Scope


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result, with the objective that expects it."""

    id: int
    objective_id: int
    objective: str
    number: int
    title: str
    assumptions: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """What was measured in one year."""

    id: int
    indicator_id: int
    indicator: str
    unit: str
    year: int
    value: float | None
    women: float | None
    men: float | None
    source: str


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """An indicator with where it stands and what was measured."""

    id: int
    title: str
    objective_id: int | None
    objective: str
    result_id: int | None
    unit: str
    direction: Direction
    by_sex: bool
    baseline: float | None
    baseline_year: int | None
    target: float | None
    target_year: int | None
    source: str
    note: str
    values: tuple[ValueRow, ...] = ()
    """In the order of years."""

    @property
    def latest(self) -> ValueRow | None:
        """The last year that has a value."""
        known = [each for each in self.values if each.value is not None]
        return known[-1] if known else None


def results(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ResultRow]:
    """List the results of the plan, objective by objective."""
    query = (
        select(
            Result.id,
            Objective.id,
            Objective.title,
            Result.number,
            Result.title,
            Result.assumptions,
        )
        .join(Objective, Objective.id == Result.objective_id)
        .join(Axis, Axis.id == Objective.axis_id)
        .join(Sector, Sector.id == Objective.sector_id)
        .where(Axis.plan_id == scope.plan_id)
        .order_by(Axis.number, Sector.code, Objective.id, Result.number)
    )
    if ids is not None:
        query = query.where(Result.id.in_(ids))
    return [ResultRow(*row) for row in session.execute(query)]


def indicators(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[IndicatorRow]:
    """List the indicators: by axis and objective, then those of the commune."""
    query = (
        select(
            Indicator.id,
            Indicator.title,
            Indicator.objective_id,
            func.coalesce(Objective.title, ""),
            Indicator.result_id,
            Indicator.unit,
            Indicator.direction,
            Indicator.by_sex,
            Indicator.baseline,
            Indicator.baseline_year,
            Indicator.target,
            Indicator.target_year,
            Indicator.source,
            Indicator.note,
        )
        .join(Objective, Objective.id == Indicator.objective_id, isouter=True)
        .join(Axis, Axis.id == Objective.axis_id, isouter=True)
        .join(Sector, Sector.id == Objective.sector_id, isouter=True)
        .where(Indicator.plan_id == scope.plan_id)
        .order_by(
            Axis.number.is_(None),
            Axis.number,
            Sector.code,
            Objective.id,
            Indicator.id,
        )
    )
    if ids is not None:
        query = query.where(Indicator.id.in_(ids))
    by_indicator: dict[int, list[ValueRow]] = {}
    for value in values(session, scope):
        by_indicator.setdefault(value.indicator_id, []).append(value)
    return [
        replace(IndicatorRow(*fields), values=tuple(by_indicator.get(fields[0], ())))
        for (*fields,) in session.execute(query)
    ]


def values(
    session: Session, scope: Scope, ids: Collection[int] | None = None
) -> list[ValueRow]:
    """List the values by indicator and year."""
    query = (
        select(
            IndicatorValue.id,
            Indicator.id,
            Indicator.title,
            Indicator.unit,
            IndicatorValue.year,
            IndicatorValue.value,
            IndicatorValue.women,
            IndicatorValue.men,
            IndicatorValue.source,
        )
        .join(Indicator, Indicator.id == IndicatorValue.indicator_id)
        .where(Indicator.plan_id == scope.plan_id)
        .order_by(Indicator.id, IndicatorValue.year)
    )
    if ids is not None:
        query = query.where(IndicatorValue.id.in_(ids))
    return [ValueRow(*row) for row in session.execute(query)]
