"""The words of a cell: how a value looks in a table."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commune_desk.domain.funding import Coverage
from commune_desk.domain.money import Money, Share
from commune_desk.domain.places import Places
from commune_desk.domain.text import P_
from commune_desk.l10n.words import places_of
from commune_desk.tables.cells import write_cell
from commune_desk.tables.table import Kind, locked

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words
    from commune_desk.tables.cells import Options
    from commune_desk.tables.table import Column

FEW = 2
"""Villages that a cell names; more are counted, and named in the sheet."""

THOUSAND = 1000
CENTS = 2

NOTHING = "–"
"""Zero, in a table: an amount that is known, and nothing."""

_COUNTED = {Kind.INTEGER, Kind.DECIMAL}


def in_thousands(money: Money, words: Words) -> str:
    """Write francs in thousands, exactly: 14 200, or 1 190,5 where it is not round."""
    figure = (Decimal(money.francs) / THOUSAND).normalize()
    places = max(0, -int(figure.as_tuple().exponent))
    return words.decimal(figure, places)


def shown(column: Column[Any], value: Any, options: Options, words: Words) -> str:
    """Write a value for reading; unknown is empty, an amount of zero is a dash.

    What people type is shown as they typed it: a rank or a measure of zero is 0, a rate
    of 3,6 % is not one of 4 %.
    """
    if value is None:
        return ""
    typed = column.edit is not locked
    if not value and _is_amount(column, typed=typed):
        return NOTHING
    match value:
        case Places() if len(value.villages) > FEW and not value.other:
            count = len(value.villages)
            return words.say(P_("{count} village", "{count} villages", count=count))
        case Coverage():
            return words.share(value.share, 0) if value.share is not None else ""
        case Share():
            percent = Decimal(value.basis_points) / 100
            return words.share(value, places_of(percent) if typed else 0)
        case int() if column.kind is Kind.INTEGER:
            return words.number(value)
        case Decimal() if abs(value) >= THOUSAND or column.cents:
            return words.decimal(value, _places(column, value))
    return write_cell(column, value, options, words)


def _is_amount(column: Column[Any], *, typed: bool) -> bool:
    """Tell whether a column holds francs, cents, or figures that were added up."""
    if column.kind is Kind.MONEY or column.cents:
        return True
    return column.kind in _COUNTED and not typed


def _places(column: Column[Any], value: Decimal) -> int:
    """Count the decimals; an amount that is not whole has those of its cents."""
    if column.cents:
        return CENTS if value % 1 else 0
    return max(0, -int(value.as_tuple().exponent))
