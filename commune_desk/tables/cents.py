"""Columns of amounts that are kept as hundredths of a currency."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from commune_desk.domain.currencies import HUNDREDTHS
from commune_desk.tables.table import Column, Kind, Written

if TYPE_CHECKING:
    from collections.abc import Mapping

    from commune_desk.services.records import Entity, Revise


def units(cents: int | None) -> Decimal | None:
    """Give hundredths as an amount."""
    return None if cents is None else Decimal(cents) / HUNDREDTHS


def cents(amount: Decimal | None) -> int | None:
    """Give an amount as hundredths, the thousandths rounded half up."""
    if amount is None:
        return None
    return int((amount * HUNDREDTHS).to_integral_value(ROUND_HALF_UP))


def amount_column(
    entity: Entity,
    revise: type[Revise],
    key: str,
    written: Written | None = None,
    **facts: Any,
) -> Column[Any]:
    """Show the hundredths of the field `key_cents` as an amount called `key`."""
    field = f"{key}_cents"
    return Column(
        key,
        entity.fields[field],
        lambda row: units(getattr(row, field)),
        Kind.DECIMAL,
        edit=lambda row, value: revise(row.id, field, cents(value)),
        written=written or Written("currency"),
        cents=True,
        **facts,
    )


def in_cents(values: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    """Give what was typed, amounts under the names of their fields."""
    found = {key: value for key, value in values.items() if value is not None}
    for key in keys:
        if key in found:
            found[f"{key}_cents"] = cents(found.pop(key))
    return found
