"""Curves along the months: straight from point to point, the figures below them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from commune_desk.domain.charts import Fill, Unit
from commune_desk.domain.text import N_
from commune_desk.reports.cells import said
from commune_desk.reports.charts.pen import Pen, wide
from commune_desk.reports.grids import Align

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from commune_desk.domain.charts import Chart
    from commune_desk.l10n.words import Words
    from commune_desk.reports.charts.look import ChartLook

MILLION = 1_000_000
_UNITS = (
    (N_("F CFA"), 1),
    (N_("thousands of CFA francs"), 1_000),
    (N_("millions of CFA francs"), MILLION),
)
"""In what the figures are told: the first in which they have room."""

_HIGH = 9.0
"""Room of the curves, in the height of the type."""

_STEP = 1.6


def curve(chart: Chart, words: Words, width: float, look: ChartLook) -> Drawing:
    """Draw the curves, and under each month its name and its figures."""
    return _Curve(chart, words, width, look).drawing()


class _Curve:
    def __init__(
        self, chart: Chart, words: Words, width: float, look: ChartLook
    ) -> None:
        self.chart, self.words, self.width, self.look = chart, words, width, look
        small, body = look.small, look.body
        self.titles = [said(one.title, words) for one in chart.series]
        self.left = max(wide(title, small) for title in self.titles) + 3.6 * small
        self.room = (width - self.left) / len(chart.rows)
        for self.unit, self.by in _UNITS:
            self.figures = self._figures()
            if self._fit():
                break
        self.high, self.step = _HIGH * body, _STEP * small
        values = [part for row in chart.rows for part in row.parts if part is not None]
        self.top, self.low = max(1, *values), min(0, *values)

    def _fit(self) -> bool:
        """Tell whether the figures stand apart."""
        self.widest = max(
            wide(text, self.look.small, bold=True)
            for line in self.figures
            for text in line
        )
        return self.widest < self.room - 0.4 * self.look.small

    def _figures(self) -> list[list[str]]:
        """Write the figures of each series in the unit that is tried."""
        return [
            [self._number(row.parts[at]) for row in self.chart.rows]
            for at in range(len(self.chart.series))
        ]

    def _number(self, number: int | None) -> str:
        if number is None:
            return ""
        if self.by == MILLION:
            return self.words.decimal(Decimal(number) / MILLION, 1)
        whole = int((Decimal(number) / self.by).quantize(Decimal(1), ROUND_HALF_UP))
        return self.words.number(whole) if whole else "–"

    def drawing(self) -> Drawing:
        """Draw the head, the curves, the months."""
        look, chart, small = self.look, self.chart, self.look.small
        head = self.step
        height = head + self.high + self.step * (1.4 + len(chart.series))
        pen = Pen.over(self.width, height, look)
        if chart.unit is Unit.FRANCS:
            unit = said(self.unit, self.words)
            pen.text(self.width, 0.9 * small, unit, small, align=Align.RIGHT, soft=True)
        zero = self._y(head, 0)
        pen.rule(self.left, zero, self.width, zero, 0.6, look.colour("ink_soft"))
        for at, one in enumerate(chart.series):
            self._curve(pen, head, at, one.fill)
        y = head + self.high + self.step
        for at, row in enumerate(chart.rows):
            name = said(row.label, self.words)
            pen.text(self._x(at), y, name, small, align=Align.CENTRE, soft=True)
        for at, one in enumerate(chart.series):
            y += self.step
            self._sample(pen, y - 0.33 * small, one.fill)
            pen.text(3 * small, y, self.titles[at], small)
            for place, text in enumerate(self.figures[at]):
                below = (chart.rows[place].parts[at] or 0) < 0
                x = self._x(place) + self.widest / 2
                pen.text(x, y, text, small, bold=below, align=Align.RIGHT)
        return pen.drawing

    def _x(self, at: int) -> float:
        return self.left + (at + 0.5) * self.room

    def _y(self, head: float, value: int) -> float:
        inner = 0.92 * self.high
        return (
            head + 0.04 * self.high + inner * (self.top - value) / (self.top - self.low)
        )

    def _curve(self, pen: Pen, head: float, series: int, fill: Fill) -> None:
        points = [
            (self._x(at), self._y(head, part))
            for at, row in enumerate(self.chart.rows)
            if (part := row.parts[series]) is not None
        ]
        solid = fill is not Fill.PROMISED
        body = self.look.body
        colour = self.look.colour("bar_1")
        for (x, y), (right, below) in pairwise(points):
            pen.rule(x, y, right, below, body / (6 if solid else 14), colour)
        for x, y in points:
            pen.point(x, y, 0.27 * body, filled=solid)

    def _sample(self, pen: Pen, y: float, fill: Fill) -> None:
        solid, small = fill is not Fill.PROMISED, self.look.small
        width = self.look.body / (6 if solid else 14)
        pen.rule(0, y, 2.2 * small, y, width, self.look.colour("bar_1"))
        pen.point(1.1 * small, y, 0.27 * self.look.body, filled=solid)
