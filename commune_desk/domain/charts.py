"""What a chart shows, told once: screen, paper, Word and spreadsheet draw or list it.

Figures are integers in one unit. A bar is measured against the whole of its own row,
or against the largest row where none has a whole.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, Any, Self

from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Said = Text | str
"""A sentence of the program, or words ready to be shown."""


BUDGET, RATES, TDRL, LIGHTS = "budget", "rates", "tdrl", "lights"
COVERED, MISSING, CASH = "covered", "missing", "cash"
"""The charts of an exercise, by their keys."""


class Fill(Enum):
    """How a part of a bar is drawn, which is what it means."""

    PAID = "bar_1"
    SECURED = "bar_2"
    COMMITTED = "bar_3"
    PROMISED = "hatched"
    SOUGHT = "outlined"
    REST = "bar_0"
    OK = "light_ok"
    WATCH = "light_watch"
    CORRECT = "light_correct"
    UNKNOWN = "light_unknown"


class ChartKind(Enum):
    """How the rows are drawn."""

    BARS = "bars"
    STACKED = "stacked"
    CURVE = "curve"
    LIGHTS = "lights"


class Unit(Enum):
    """What the integers count."""

    FRANCS = "francs"
    COUNT = "count"
    SHARE = "share"
    """Hundredths of a per cent."""


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of part, by its name and its drawing."""

    title: Said
    fill: Fill


@dataclass(frozen=True, slots=True)
class Mark:
    """One row: a bar with its parts, a point of the curves, a line of lights."""

    label: Said
    parts: tuple[int | None, ...]
    """One for each series; None where there is nothing to say yet."""

    whole: int | None = None
    made: int | None = None
    """What its rate takes of the whole; the first part where nothing is said."""

    figure: int | None = None
    """What stands beside the bar; what is made where nothing is said."""

    note: Said = ""
    group: Said = ""
    """What it stands under with its neighbours: “Operating”."""

    total: bool = False
    """Whether it adds up the others: it is set apart, and no scale is taken from it."""

    @property
    def name(self) -> Said:
        """What it is called where nothing stands over it."""
        if not self.group:
            return self.label
        return N_("{group}: {label}", group=self.group, label=self.label)

    @property
    def done(self) -> int:
        """What the rate takes of the whole."""
        return (self.parts[0] or 0) if self.made is None else self.made

    @property
    def beside(self) -> int:
        """What stands beside the bar."""
        return self.done if self.figure is None else self.figure

    @property
    def share(self) -> Share | None:
        """Give the rate; None where there is nothing to divide by."""
        if self.whole is None:
            return None
        return Share.of(Money(self.done), Money(self.whole))


LABEL, WHOLE, RATE = N_("Line"), N_("Whole"), N_("Rate")


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, the sentence that says what it shows, and the figures it is made of."""

    key: str
    kind: ChartKind
    title: Said
    says: Said
    unit: Unit
    series: tuple[Series, ...]
    rows: tuple[Mark, ...]
    label: Said = LABEL
    """What the rows are."""

    whole: Said = WHOLE
    beside: Said = ""
    """What the figure beside the bar is, where it is not what the rate takes."""

    measure: Said = ""
    """What the rate divides by what: “secured over cost”."""

    place: str = ""
    """The place of the window where the work behind it is done."""

    @property
    def rated(self) -> bool:
        """Whether each bar is a part of its own whole."""
        return any(row.whole is not None for row in self.rows)

    @property
    def scale(self) -> int:
        """The largest row, which is as long as a bar may be; at least 1."""
        own = [row for row in self.rows if not row.total] or self.rows
        return max(
            (sum(part or 0 for part in row.parts) for row in own), default=0
        ) or 1  # fmt: skip

    def value(self, number: int | None) -> Money | Share | int | None:
        """Give a figure its unit."""
        if number is None or self.unit is Unit.COUNT:
            return number
        return Money(number) if self.unit is Unit.FRANCS else Share(number)

    def head(self) -> tuple[Said, ...]:
        """Name the columns of its table."""
        found = [self.label, *(each.title for each in self.series)]
        if self.unit is not Unit.SHARE:
            found += [self.beside] if self.beside else []
            found += [self.whole, RATE] if self.rated else []
        return tuple(found)

    def cells(self, row: Mark) -> tuple[object, ...]:
        """Give the figures of a row, in the order of `head`."""
        found: list[object] = [row.name, *(self.value(part) for part in row.parts)]
        if self.unit is not Unit.SHARE:
            found += [self.value(row.beside)] if self.beside else []
            found += [self.value(row.whole), row.share] if self.rated else []
        return tuple(found)

    def said(self, say: Callable[[object], str]) -> Self:
        """Put all its words into one language."""
        return replace(
            self,
            title=say(self.title),
            says=say(self.says),
            series=tuple(replace(one, title=say(one.title)) for one in self.series),
            rows=tuple(
                replace(
                    row, label=say(row.label), note=say(row.note), group=say(row.group)
                )
                for row in self.rows
            ),
            label=say(self.label),
            whole=say(self.whole),
            beside=say(self.beside),
            measure=say(self.measure),
        )

    def last(self, most: int) -> Self:
        """Keep the last rows and those that add up, for where room is small."""
        rows = [row for row in self.rows if not row.total]
        sums = [row for row in self.rows if row.total]
        return replace(self, rows=(*rows[-most:], *sums))

    def plain(self) -> dict[str, Any]:
        """Take it apart for JSON."""
        return asdict(self)

    @classmethod
    def of_plain(cls, kept: Mapping[str, Any]) -> Self:
        """Put it together again."""
        facts = {
            "kind": ChartKind(kept["kind"]),
            "unit": Unit(kept["unit"]),
            "series": tuple(
                Series(one["title"], Fill(one["fill"])) for one in kept["series"]
            ),
            "rows": tuple(
                Mark(**{**row, "parts": tuple(row["parts"])}) for row in kept["rows"]
            ),
        }
        return cls(**{**kept, **facts})
