"""The rows of packages, in tables made from the description of the format.

A resource that the format gains is a table here without a line of code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.package.fields import FieldKind
from commune_desk.domain.package.format import RESOURCES
from commune_desk.storage.region.columns import (
    amount,
    commune,
    day,
    measure,
    of_package,
    table,
    text,
    whole,
)

if TYPE_CHECKING:
    from sqlalchemy import Table

    from commune_desk.domain.package.fields import Field, Resource

PREFIX = "sent_"
CODE_CHARACTERS = 40


def _parts(field: Field) -> list[Any]:
    match field.kind:
        case FieldKind.AMOUNT:
            return [amount(field.name, required=False)]
        case FieldKind.COUNT | FieldKind.YEAR | FieldKind.FLAG:
            return [whole(field.name, required=False)]
        case FieldKind.MEASURE:
            return [measure(field.name)]
        case FieldKind.DATE:
            return [day(field.name)]
        case FieldKind.CODE:
            return [*text(field.name, CODE_CHARACTERS, required=False)]
    return [*text(field.name, field.longest, required=False)]


def _table(resource: Resource) -> Table:
    fields = [part for field in resource.fields for part in _parts(field)]
    return table(
        PREFIX + resource.name,
        commune(),
        whole("package", key=True),
        whole("line", key=True),
        *fields,
        of_package(),
    )


SENT: dict[str, Table] = {each.name: _table(each) for each in RESOURCES}
"""By name of the resource. `line` counts from 1: the order in which they came."""
