"""Whether what would be sent holds to its own format, before a region refuses it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.package.fields import FieldKind
from commune_desk.domain.package.format import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from commune_desk.domain.package.fields import Field, Resource
    from commune_desk.domain.package.manifest import Cell, Tables


class Misfit(NamedTuple):
    """A value that the format does not take."""

    resource: Resource
    key: str
    """The key of its line, as the package has it."""

    field: Field
    value: Cell


def misfits(tables: Tables) -> Iterator[Misfit]:
    """Go through all lines: values, repeated keys, references to what is not sent."""
    known = {
        name: {row[BY_NAME[name].at[BY_NAME[name].key[0]]] for row in rows}
        for name, rows in tables.items()
    }
    for name, rows in tables.items():
        yield from _of_table(BY_NAME[name], rows, known)


def _of_table(
    resource: Resource,
    rows: Sequence[tuple[Cell, ...]],
    known: Mapping[str, set[Cell]],
) -> Iterator[Misfit]:
    seen = set()
    for row in rows:
        key = tuple(row[resource.at[name]] for name in resource.key)
        told = "/".join(str(part) for part in key)
        if key in seen:
            field = resource.fields[resource.at[resource.key[-1]]]
            yield Misfit(resource, told, field, key[-1])
        seen.add(key)
        for field, cell in zip(resource.fields, row, strict=True):
            empty = cell is None or cell == ""
            strange = field.refers in known and cell not in known[field.refers]
            bad = field.required if empty else strange or not _fits(field, cell)
            if bad:
                yield Misfit(resource, told, field, cell)


def _fits(field: Field, cell: Cell) -> bool:
    match field.kind, cell:
        case (FieldKind.DATE, dt.date()):
            return True
        case (FieldKind.CODE, str()):
            return cell in field.codes
        case (FieldKind.TEXT | FieldKind.KEY, str()):
            return len(cell) <= field.longest
        case (FieldKind.MEASURE, int() | float()):
            least, most = field.bounds()
            return least <= cell <= most
        case (
            FieldKind.COUNT | FieldKind.AMOUNT | FieldKind.YEAR | FieldKind.FLAG,
            int(),
        ):
            least, most = field.bounds()
            return least <= cell <= most
    return False
