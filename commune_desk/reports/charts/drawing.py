"""The drawing of a chart: bars and lights line by line, curves along the months."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.charts import ChartKind, Unit
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_
from commune_desk.reports.cells import said
from commune_desk.reports.charts.curve import curve
from commune_desk.reports.charts.look import ON_PAPER
from commune_desk.reports.charts.pen import Box, Pen, wide
from commune_desk.reports.grids import Align
from commune_desk.reports.pdf.fonts import SANS, open_all
from commune_desk.reports.pdf.typeset import wrap

if TYPE_CHECKING:
    from reportlab.graphics.shapes import Drawing

    from commune_desk.domain.charts import Chart, Mark
    from commune_desk.l10n.words import Words
    from commune_desk.reports.charts.look import ChartLook

IN_F = N_("F CFA")
_NAMES = 0.4
"""Part of the drawing that the names may take."""

_STEP, _THICK, _GAP = 1.9, 1.0, 1.1
"""From line to line, a bar, between columns: in the height of the type."""


def drawn(
    chart: Chart, words: Words, width: float, look: ChartLook = ON_PAPER
) -> Drawing:
    """Draw a chart as wide as asked, as high as it needs."""
    open_all()
    if chart.kind is ChartKind.CURVE:
        return curve(chart, words, width, look)
    return _Lines(chart, words, width, look).drawing()


class _Lines:
    """A line for each row: name, drawing, rate, figure."""

    def __init__(
        self, chart: Chart, words: Words, width: float, look: ChartLook
    ) -> None:
        self.chart, self.words, self.width, self.look = chart, words, width, look
        body, rows = look.body, chart.rows
        self.lights = chart.kind is ChartKind.LIGHTS
        self.gap = _GAP * body
        most = width * _NAMES
        names = [self._wide_name(row) for row in rows]
        self.folds = any(name > most for name in names)
        self.names = min(most, max(names, default=0)) + self.gap
        self.step = max(_STEP * body, 2.3 * look.small if self.folds else 0)
        self.rates = [self._rate(row) for row in rows]
        self.figures = [self._figure(row) for row in rows]
        self.rate = self._column(self.rates)
        self.figure = self._column(self.figures)
        self.most = (
            max((sum(p or 0 for p in row.parts) for row in rows), default=0) or 1
        )
        self.counts = 2.4 * body * len(chart.series) if self.lights else 0.0
        self.bar = width - self.names - self.rate - self.figure - self.counts

    def _wide_name(self, row: Mark) -> float:
        name = said(row.label, self.words)
        whole = wide(name, self.look.body, bold=row.total)
        if row.note:
            note = said(row.note, self.words)
            whole += wide(note, self.look.small) + self.gap / 2
        return whole

    def _column(self, texts: list[str]) -> float:
        widest = max(
            (wide(text, self.look.body, bold=True) for text in texts), default=0
        )
        return widest + self.gap if widest else 0.0

    def _rate(self, row: Mark) -> str:
        if self.lights or not self.chart.rated:
            return ""
        if self.chart.unit is Unit.SHARE:
            part = row.parts[0]
            return "–" if part is None else self._share(Share(part))
        return "–" if row.share is None else self._share(row.share)

    def _share(self, share: Share) -> str:
        return self.words.share(share, self.look.places)

    def _figure(self, row: Mark) -> str:
        if self.lights or self.chart.unit is Unit.SHARE:
            return ""
        value = self.chart.value(row.beside)
        if isinstance(value, Money):
            value = value.francs
        return self.words.number(value) if isinstance(value, int) and value else "–"

    def drawing(self) -> Drawing:
        """Draw head, lines and legend."""
        chart, step = self.chart, self.step
        groups = _groups(chart)
        head = step * 0.9 if self.lights or self.figure else 0.0
        told = chart.measure and not chart.beside
        foot = step if len(chart.series) > 1 or told else 0.0
        totals = 0.4 * step if any(row.total for row in chart.rows) else 0.0
        lines = len(chart.rows) + groups
        pen = Pen.over(self.width, head + lines * step + totals + foot, self.look)
        self._head(pen)
        y, before = head, ""
        for at, row in enumerate(chart.rows):
            group = said(row.group, self.words)
            if group and group != before:
                pen.text(0, self._base(y), group, bold=True)
                y += step
            before = group
            if row.total:
                line = self.look.colour("line")
                pen.rule(0, y + 0.2 * step, self.width, y + 0.2 * step, 0.6, line)
                y += totals
            self._line(pen, y, at)
            y += step
        if foot:
            self._legend(pen, y + 0.1 * step)
        return pen.drawing

    def _base(self, y: float) -> float:
        return y + 0.5 * self.step + 0.36 * self.look.body

    def _write(self, pen: Pen, y: float, text: str, *, bold: bool) -> None:
        """Write a name, on two small lines where one does not hold it."""
        room, small = self.names - self.gap, self.look.small
        if wide(text, self.look.body, bold=bold) <= room + 0.1:
            pen.text(0, self._base(y), text, bold=bold)
            return
        first, *rest = wrap(text, SANS, small, room)
        middle = y + self.step / 2
        pen.text(0, middle - 0.12 * small, first, small, bold=bold)
        pen.text(0, middle + 0.98 * small, " ".join(rest), small, bold=bold)

    def _head(self, pen: Pen) -> None:
        base = 0.72 * self.look.small + 0.2 * self.step
        if self.lights:
            left = self.width - self.counts
            for at, one in enumerate(self.chart.series):
                x = left + (at + 1) * self.counts / len(self.chart.series)
                r = 0.45 * self.look.body
                pen.light(x - r - 1, base - 0.3 * self.look.small, r, one.fill)
        elif self.figure:
            named = said(self.chart.beside, self.words)
            unit = said(IN_F, self.words) if self.chart.unit is Unit.FRANCS else ""
            text = ", ".join(part for part in (named, unit) if part)
            small = self.look.small
            if named:
                pen.text(
                    0, base, said(self.chart.measure, self.words), small, soft=True
                )
            pen.text(self.width, base, text, small, align=Align.RIGHT, soft=True)

    def _line(self, pen: Pen, y: float, at: int) -> None:
        row, base = self.chart.rows[at], self._base(y)
        name = said(row.label, self.words)
        self._write(pen, y, name, bold=row.total)
        if row.note:
            x = wide(name, self.look.body) + self.gap / 2
            note = said(row.note, self.words)
            pen.text(x, base, note, self.look.small, soft=True)
        if self.lights:
            self._lights(pen, y, row)
            return
        self._bar(pen, y, row)
        right = self.names + self.bar + self.rate
        pen.text(right, base, self.rates[at], bold=True, align=Align.RIGHT)
        figure, bold = self.figures[at], row.total or not self.rate
        pen.text(self.width, base, figure, bold=bold, align=Align.RIGHT)

    def _bar(self, pen: Pen, y: float, row: Mark) -> None:
        chart, look = self.chart, self.look
        thick = _THICK * look.body
        top = y + (self.step - thick) / 2
        whole = row.whole if chart.rated else chart.scale
        if row.total and not chart.rated:
            return
        if chart.rated:
            edge = look.colour("line") if look.greys else None
            track = look.colour("bar_0")
            pen.box(Box(self.names, top, self.bar, thick), track, edge, 0.4)
        filled = max(whole or 0, sum(part or 0 for part in row.parts)) or 1
        x = self.names
        for part, one in zip(row.parts, chart.series, strict=True):
            long = self.bar * (part or 0) / filled
            if long > 0:
                pen.piece(Box(x, top, max(0.5, long), thick), one.fill, chart)
                x += long

    def _lights(self, pen: Pen, y: float, row: Mark) -> None:
        chart, body = self.chart, self.look.body
        counts = [part or 0 for part in row.parts]
        middle = y + self.step / 2
        pitch = min(1.2 * body, (self.bar - self.gap) / self.most)
        radius = min(0.45 * body, 0.45 * pitch)
        x = self.names + radius
        for count, one in zip(counts, chart.series, strict=True):
            for _ in range(count):
                pen.light(x, middle, radius, one.fill)
                x += pitch
        left, column = self.width - self.counts, self.counts / len(counts)
        for at, count in enumerate(counts):
            text = self.words.number(count) if count else "–"
            x = left + (at + 1) * column
            pen.text(x, self._base(y), text, align=Align.RIGHT)

    def _legend(self, pen: Pen, y: float) -> None:
        x, small, chart = 0.0, self.look.small, self.chart
        base = self._base(y)
        for one in chart.series if len(chart.series) > 1 else ():
            if self.lights:
                r = 0.45 * small
                pen.light(x + r, base - 0.33 * small, r, one.fill)
                x += 1.4 * small
            else:
                box = Box(x, base - 0.75 * small, 1.3 * small, 0.8 * small)
                pen.piece(box, one.fill, chart)
                x += 1.8 * small
            text = said(one.title, self.words)
            pen.text(x, base, text, small, soft=True)
            x += wide(text, small) + 1.4 * small
        if chart.measure and not chart.beside:
            text = said(chart.measure, self.words)
            fits = x + wide(text, small) <= self.width
            if fits:
                pen.text(self.width, base, text, small, align=Align.RIGHT, soft=True)


def _groups(chart: Chart) -> int:
    """Count the lines that say what stands below them."""
    groups = [row.group for row in chart.rows]
    return sum(
        bool(group) and (not at or group != groups[at - 1])
        for at, group in enumerate(groups)
    )
