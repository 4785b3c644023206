"""The lines of one table: its text parted into columns, each column checked in one go.

A column that is as it should be is recognised as a whole; only one that is not is
looked at cell by cell, to say where.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from typing import TYPE_CHECKING

from commune_desk.domain.package.faults import Fault
from commune_desk.domain.package.fields import WHOLE, Field, FieldKind
from commune_desk.exchange.package.build import KEY_PATTERN
from commune_desk.exchange.package.strict import HIDDEN, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commune_desk.domain.package.fields import Resource
    from commune_desk.domain.package.limits import Limits
    from commune_desk.domain.package.manifest import Cell
    from commune_desk.exchange.package.findings import Found

    Columns = list[Sequence[Cell]]
    """Values of a table, column by column, in the order of its fields."""

FIRST_LINE = 2
"""Number that a spreadsheet shows beside the first line under the head."""

_LINE_ENDS = re.compile("\r(?!\n)")
UNSEEN = re.compile(HIDDEN.pattern.replace("\x00-\x1f", "\x00-\x09\x0b\x0c\x0e-\x1f"))
"""The same in a whole file, in which line ends stand."""
_INTEGER = "0|-?[1-9][0-9]{0,11}"
_ANY_INTEGER = re.compile("0|-?[1-9][0-9]*")
_MEASURE = r"-?(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,17})?"
_DATE = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(2100, 12, 31)

_PATTERNS = {
    FieldKind.KEY: KEY_PATTERN,
    FieldKind.MEASURE: _MEASURE,
    FieldKind.DATE: _DATE,
    **dict.fromkeys(WHOLE, _INTEGER),
}
_WRONG = {
    FieldKind.KEY: Fault.KEY,
    FieldKind.MEASURE: Fault.MEASURE,
    FieldKind.DATE: Fault.DATE,
    **dict.fromkeys(WHOLE, Fault.INTEGER),
}
_ONE = {kind: re.compile(pattern) for kind, pattern in _PATTERNS.items()}
_ALL = {
    (kind, required): re.compile(f"(?:(?:{pattern}){'' if required else '?'}\n)*")
    for kind, pattern in _PATTERNS.items()
    for required in (True, False)
}


def columns_of(
    resource: Resource, data: bytes, rows: int, found: Found, limits: Limits
) -> list[Sequence[str]] | None:
    """Part the text of a table into columns of cells; None where it cannot be."""
    name = resource.name
    text = text_of(data, name)
    if (unseen := UNSEEN.search(text) or _LINE_ENDS.search(text)) is not None:
        line = text.count("\n", 0, unseen.start()) + 1
        around = text[max(0, unseen.start() - 10) : unseen.end() + 10]
        found.add(Fault.CONTROL, name, line=line, value=around)
        return None
    lines = text.count("\n") + (not text.endswith("\n"))
    if lines > limits.rows + 1:
        found.add(Fault.TOO_MANY, name, value=lines - 1, declared=limits.rows)
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        cells = list(reader)
    except csv.Error:
        found.add(Fault.CSV, name, line=reader.line_num)
        return None
    return _parted(resource, cells, (rows, lines), found)


def _parted(
    resource: Resource, cells: list[list[str]], counts: tuple[int, int], found: Found
) -> list[Sequence[str]] | None:
    name = resource.name
    declared, lines = counts
    heads = [field.name for field in resource.fields]
    if not cells or cells[0] != heads:
        _wrong_head(name, cells[0] if cells else [], heads, found)
        return None
    before = len(found.all)
    if len(cells) != lines:
        _broken_lines(name, cells, heads, found)
    if set(map(len, cells)) != {len(heads)}:
        for line, row in enumerate(cells, 1):
            if len(row) != len(heads):
                found.add(
                    Fault.CELLS, name, line=line, value=len(row), declared=len(heads)
                )
    del cells[0]
    if len(cells) != declared:
        found.add(Fault.ROWS, name, value=len(cells), declared=declared)
    if len(found.all) > before:
        return None
    return list(zip(*cells, strict=True)) if cells else [()] * len(heads)


def _wrong_head(name: str, head: list[str], heads: list[str], found: Found) -> None:
    for place, wanted in enumerate(heads):
        stands = head[place] if place < len(head) else ""
        if stands != wanted:
            found.add(Fault.COLUMNS, name, line=1, value=stands, declared=wanted)
            return
    found.add(Fault.COLUMNS, name, line=1, value=head[len(heads)])


def _broken_lines(
    name: str, cells: list[list[str]], heads: list[str], found: Found
) -> None:
    for line, row in enumerate(cells, 1):
        for place, cell in enumerate(row):
            if "\n" in cell:
                column = heads[place] if place < len(heads) else ""
                found.add(Fault.CONTROL, name, line=line, column=column, value=cell)


def values_of(
    resource: Resource, cells: list[Sequence[str]], level: int, found: Found
) -> Columns | None:
    """Check each column and give its values; None if any cell is wrong.

    Empty text stays text; any other empty cell is None. `level` is the privacy of the
    package.
    """
    before = len(found.all)
    values: Columns = []
    for field, column in zip(resource.fields, cells, strict=True):
        if field.personal > level and any(column):
            _each(resource, field, column, _personal, found)
        values.append(_VALUES[field.kind](resource, field, column, found))
    return None if len(found.all) > before else values


def _each(
    resource: Resource,
    field: Field,
    column: Sequence[str],
    judge: Callable[[Field, str], Fault | None],
    found: Found,
) -> None:
    """Look at a column cell by cell: it is known that something is wrong in it."""
    for line, cell in enumerate(column, FIRST_LINE):
        fault = judge(field, cell)
        if fault is not None:
            found.add(fault, resource.name, line=line, column=field.name, value=cell)


def _personal(_: Field, cell: str) -> Fault | None:
    return Fault.PRIVACY if cell else None


def _texts(
    resource: Resource, field: Field, column: Sequence[str], found: Found
) -> Sequence[Cell]:
    long = max(map(len, column), default=0) > field.longest
    if long or (field.required and not all(map(str.strip, column))):
        _each(resource, field, column, _text, found)
    return column


def _text(field: Field, cell: str) -> Fault | None:
    if field.required and not cell.strip():
        return Fault.REQUIRED
    return Fault.LENGTH if len(cell) > field.longest else None


def _codes(
    resource: Resource, field: Field, column: Sequence[str], found: Found
) -> Sequence[Cell]:
    allowed = set(field.codes) if field.required else {"", *field.codes}
    if not set(column) <= allowed:
        _each(resource, field, column, _code, found)
    return column if field.required else [cell or None for cell in column]


def _code(field: Field, cell: str) -> Fault | None:
    if not cell:
        return Fault.REQUIRED if field.required else None
    return None if cell in field.codes else Fault.CODE


def _recognised(
    resource: Resource, field: Field, column: Sequence[str], found: Found
) -> bool:
    """Whether all cells look as their kind does."""
    whole = _ALL[field.kind, field.required]
    if not column or whole.fullmatch("\n".join(column) + "\n"):
        return True
    _each(resource, field, column, _looks, found)
    return False


def _looks(field: Field, cell: str) -> Fault | None:
    if not cell:
        return Fault.REQUIRED if field.required else None
    if _ONE[field.kind].fullmatch(cell):
        return None
    if field.kind in WHOLE and _ANY_INTEGER.fullmatch(cell):
        return Fault.RANGE
    return _WRONG[field.kind]


def _keys(
    resource: Resource, field: Field, column: Sequence[str], found: Found
) -> Sequence[Cell]:
    if max(map(len, column), default=0) > field.longest:
        _each(resource, field, column, _text, found)
    _recognised(resource, field, column, found)
    return column if field.required else [cell or None for cell in column]


def _wholes(
    resource: Resource, field: Field, column: Sequence[str], found: Found
) -> Sequence[Cell]:
    if not _recognised(resource, field, column, found):
        return ()
    values = [int(cell) if cell else None for cell in column]
    _within(resource, field, values, found)
    return values


def _measures(
    resource: Resource, field: Field, column: Sequence[str], found: Found
) -> Sequence[Cell]:
    if not _recognised(resource, field, column, found):
        return ()
    values = [float(cell) if cell else None for cell in column]
    _within(resource, field, values, found)
    return values


def _within(
    resource: Resource,
    field: Field,
    values: Sequence[float | None],
    found: Found,
) -> None:
    least, most = field.bounds()
    told = [value for value in values if value is not None]
    if not told or (least <= min(told) and max(told) <= most):
        return
    for line, value in enumerate(values, FIRST_LINE):
        if value is not None and not least <= value <= most:
            found.add(
                Fault.RANGE,
                resource.name,
                line=line,
                column=field.name,
                value=value,
                declared=f"{least} – {most}",
            )


def _dates(
    resource: Resource, field: Field, column: Sequence[str], found: Found
) -> Sequence[Cell]:
    if not _recognised(resource, field, column, found):
        return ()
    days = {cell: _day(cell) for cell in set(column) if cell}
    if None in days.values():
        for line, cell in enumerate(column, FIRST_LINE):
            if cell and days[cell] is None:
                found.add(
                    Fault.DATE, resource.name, line=line, column=field.name, value=cell
                )
    return [days[cell] if cell else None for cell in column]


def _day(cell: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(cell)
    except ValueError:
        return None
    return day if _FIRST_DAY <= day <= _LAST_DAY else None


_VALUES = {
    FieldKind.TEXT: _texts,
    FieldKind.CODE: _codes,
    FieldKind.KEY: _keys,
    FieldKind.MEASURE: _measures,
    FieldKind.DATE: _dates,
    **dict.fromkeys(WHOLE, _wholes),
}
