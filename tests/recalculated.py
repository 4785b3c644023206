"""The formulas of a spreadsheet, worked out without a spreadsheet program."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.worksheet.worksheet import Worksheet

_SUM = re.compile(r"=SUM\((.+)\)")
_QUOTIENT = re.compile(r"=ROUND\((100\*)?([A-Z]+\d+)/([A-Z]+\d+),(\d)\)")


def formulas(sheet: Worksheet) -> Iterator[tuple[str, str]]:
    """Give the place and the text of each formula of a sheet."""
    for row in sheet.iter_rows():
        for place in row:
            if place.data_type == "f":
                yield place.coordinate, place.value


def value_at(sheet: Worksheet, place: str) -> Decimal:
    """Give the figure of a cell; that of a formula is worked out."""
    value = sheet[place].value
    if value is None:
        return Decimal(0)
    if not isinstance(value, str):
        return Decimal(str(value))
    added = _SUM.fullmatch(value)
    if added:
        return sum(
            (
                value_at(sheet, each.coordinate)
                for part in added.group(1).split(",")
                for row in _cells(sheet, part)
                for each in row
            ),
            Decimal(0),
        )
    parted = _QUOTIENT.fullmatch(value)
    assert parted, f"{place} of {sheet.title} holds {value}, which nobody can add up"
    hundred, upper, lower, places = parted.groups()
    whole = value_at(sheet, upper) * (100 if hundred else 1) / value_at(sheet, lower)
    return whole.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)


def _cells(sheet: Worksheet, part: str) -> tuple[tuple[Any, ...], ...]:
    return sheet[part] if ":" in part else ((sheet[part],),)
