"""Columns that show one field of a record, and let it be typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.tables.table import Column, Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.services.records import Entity, Revise


def fields_of(entity: Entity, revise: type[Revise]) -> Callable[..., Column[Any]]:
    """Return a maker of columns, each named as the entity names its field."""

    def column(key: str, kind: Kind = Kind.TEXT, **facts: Any) -> Column[Any]:
        return Column(
            key,
            entity.fields[key],
            lambda row: getattr(row, key),
            kind,
            edit=lambda row, value: revise(row.id, key, value),
            **facts,
        )

    return column
