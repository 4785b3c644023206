"""What is typed under the head of a column, as a question asked of its values.

Words are found whatever their accents; figures and days take `>`, `<`, `100-200` and
their first figures; `=` alone finds empty cells, `*` those that hold something.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from commune_desk.domain.errors import Unreadable
from commune_desk.domain.funding import Coverage
from commune_desk.domain.money import Money, Share
from commune_desk.domain.search import fold
from commune_desk.domain.text import N_
from commune_desk.l10n import reading
from commune_desk.tables.table import Kind
from commune_desk.ui.cell_words import shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.l10n.words import Words
    from commune_desk.tables.cells import Options
    from commune_desk.tables.table import Column

    Test = Callable[[Any], bool]

_READ: dict[Kind, Callable[[str], Any]] = {
    Kind.MONEY: reading.signed_money,
    Kind.INTEGER: reading.integer,
    Kind.YEAR: reading.integer,
    Kind.DECIMAL: reading.decimal,
    Kind.SHARE: reading.share,
    Kind.PROGRESS: reading.share,
    Kind.COVERAGE: reading.share,
    Kind.DATE: reading.date,
}
_SIGNED = re.compile(r"(>=|<=|≥|≤|>|<|=)\s*(.*)")
_SPAN = re.compile(r"(.+?)\s*(?:\.\.|–|-)\s*(.+)")
_SPAN_OF_DAYS = re.compile(r"(.+?)(?:\s*\.\.\s*|\s+[-–]\s+)(.+)")
_EMPTY, _FILLED = "=", "*"


class ColumnFilter:
    """One column's part in the choice of rows."""

    def __init__(self, column: Column[Any], options: Options, words: Words) -> None:
        self.column, self._options, self._words = column, options, words
        self._known: dict[Any, str] = {}

    def test(self, typed: str) -> Test | None:
        """Read what is typed; None where it asks nothing yet.

        Raises `Unreadable` where a sign is followed by what is no figure.
        """
        text = " ".join(typed.split())
        if not text:
            return None
        if text == _EMPTY:
            return lambda value: not self.written(value)
        if text == _FILLED:
            return lambda value: bool(self.written(value))
        if self.column.kind in _READ:
            return self._of_figures(text)
        wanted = fold(text.removeprefix("="))
        if text.startswith("="):
            return lambda value: self.folded(value) == wanted
        words = wanted.split()
        return lambda value: all(word in self.folded(value) for word in words)

    def written(self, value: Any) -> str:
        """Say what a cell shows of a value."""
        return shown(self.column, value, self._options, self._words)

    def folded(self, value: Any) -> str:
        """Give the words of a value without their accents; most values come again."""
        try:
            found = self._known.get(value)
        except TypeError:  # a value of many parts
            return fold(self.written(value))
        if found is None:
            found = self._known[value] = fold(self.written(value))
        return found

    def _of_figures(self, text: str) -> Test | None:
        if (signed := _SIGNED.fullmatch(text)) is not None:
            return self._compared(signed[1], signed[2])
        days = self.column.kind is Kind.DATE
        span = (_SPAN_OF_DAYS if days else _SPAN).fullmatch(text)
        if span is not None:
            low, high = self._bound(span[1]), self._bound(span[2])
            return lambda value: _between(low, value, high)
        begun = "".join(text.split())
        if days:
            return lambda value: begun in self.written(value)
        return lambda value: "".join(self.written(value).split()).startswith(begun)

    def _compared(self, sign: str, text: str) -> Test | None:
        if not text:
            return None
        bound = self._bound(text)
        match sign:
            case ">":
                return lambda value: value is not None and measure(value) > bound
            case "<":
                return lambda value: value is not None and measure(value) < bound
            case ">=" | "≥":
                return lambda value: value is not None and measure(value) >= bound
            case "<=" | "≤":
                return lambda value: value is not None and measure(value) <= bound
        return lambda value: value is not None and measure(value) == bound

    def _bound(self, text: str) -> Any:
        found = _READ[self.column.kind](text)
        if found is None:
            raise Unreadable(N_("“{typed}” is no figure.", typed=text))
        return measure(found)


def measure(value: Any) -> Any:
    """Give the number that values of one column are compared by; None counts below."""
    match value:
        case Money(francs):
            return francs
        case Share(points):
            return points
        case Coverage():
            return value.share.basis_points if value.share is not None else -1
        case dt.date():
            return value.toordinal()
        case bool() | int() | float() | Decimal():
            return value
    return -1


def _between(low: Any, value: Any, high: Any) -> bool:
    return value is not None and low <= measure(value) <= high
