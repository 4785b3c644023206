"""Every table of a package, by the resource that it fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.package.fields import FieldKind
from commune_desk.domain.package.format import RESOURCES
from commune_desk.services.sent import (
    budget,
    committees,
    funding,
    life,
    plan,
    territory,
)
from commune_desk.services.sent.exercise import cut, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from commune_desk.domain.package.fields import Resource
    from commune_desk.domain.package.manifest import Cell, Privacy, Tables
    from commune_desk.services.sent.exercise import Exercise

    Rows = Callable[[Exercise], Iterator[tuple[Cell, ...]]]

ROWS: Mapping[str, Rows] = {
    "projets": plan.projects,
    "projet_villages": plan.places,
    "projet_couts": plan.costs,
    "projet_financements": plan.funding,
    "projet_avancement": plan.progress,
    "budget_lignes": budget.budget,
    "budget_execution": budget.execution,
    "comites": committees.committees,
    "comite_bilans": committees.balances,
    "villages": territory.villages,
    "tdrl_villages": territory.tdrl,
    "conventions": funding.agreements,
    "convention_tranches": funding.tranches,
    "indicateurs": plan.measures,
    "restitutions": life.restitutions,
    "plaintes": life.grievances,
    "responsables": committees.office_holders,
}
"""The rows of each resource, cells in the order of its fields."""


def allowed(privacy: Privacy) -> tuple[Resource, ...]:
    """List the tables that may be sent at a level of privacy."""
    return tuple(each for each in RESOURCES if each.personal <= privacy.level)


def tables(told: Exercise, names: Collection[str]) -> Tables:
    """Read the tables that are named."""
    return {
        resource.name: rows(told, resource)
        for resource in allowed(told.privacy)
        if resource.name in names
    }


def rows(told: Exercise, resource: Resource) -> list[tuple[Cell, ...]]:
    """Read one table; texts are made to fit their columns."""
    return [fitted(resource, row) for row in ROWS[resource.name](told)]


def fitted(resource: Resource, row: Iterable[Cell]) -> tuple[Cell, ...]:
    """Make the texts of a line fit; an amount is never changed."""
    return tuple(
        cut(plain(cell), field.longest)
        if isinstance(cell, str) and field.kind is FieldKind.TEXT
        else cell
        for field, cell in zip(resource.fields, row, strict=True)
    )
