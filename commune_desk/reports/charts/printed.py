"""A chart as it is printed, and as SVG for the screen."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reportlab.graphics.renderbase import STATE_DEFAULTS
from reportlab.graphics.renderPDF import _PDFRenderer
from reportlab.graphics.renderSVG import SVGCanvas, _SVGRenderer

from commune_desk.domain.charts import ChartKind, Unit
from commune_desk.reports.blocks import Picture
from commune_desk.reports.charts.drawing import drawn
from commune_desk.reports.grids import (
    IN_FRANCS,
    Align,
    Role,
    Row,
    TableBlock,
    TableColumn,
)
from commune_desk.reports.pdf.fonts import SANS, SANS_BOLD, SPARE, SPARE_BOLD
from commune_desk.reports.pdf.ink import MM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reportlab.lib.colors import Color

    from commune_desk.domain.charts import Chart
    from commune_desk.l10n.words import Words
    from commune_desk.reports.charts.look import ChartLook
    from commune_desk.reports.grids import Said
    from commune_desk.reports.pdf.ink import Ink

PAGE, BROAD = 175.0, 264.0
"""Millimetres of a chart on an A4 that stands, and on one that lies."""

A_PART = 22
"""Rows that are drawn together: they fit under a title on an A4 that lies."""

_FAMILIES = {
    SANS: {"family": "Noto Sans", "weight": 400},
    SANS_BOLD: {"family": "Noto Sans", "weight": 700},
    SPARE: {"family": "DejaVu Sans Condensed", "weight": 400},
    SPARE_BOLD: {"family": "DejaVu Sans Condensed", "weight": 700},
}


class _Printer(_PDFRenderer):  # type: ignore[misc]  # ReportLab has no types
    """Draws in DeviceGray, as all of a page is, and in no face but ours."""

    def initState(self, x: float, y: float) -> None:  # noqa: N802  the name that ReportLab calls
        """Begin with a face that the file holds."""
        state = {**STATE_DEFAULTS, "fontName": SANS, "transform": (1, 0, 0, 1, x, y)}
        self._tracker.push(state)
        self.applyStateChanges(state, {})

    def setStrokeColor(self, colour: Color) -> None:  # noqa: N802  the name that ReportLab calls
        """Take its grey."""
        self._canvas.setStrokeGray(colour.red)

    def setFillColor(self, colour: Color) -> None:  # noqa: N802  the name that ReportLab calls
        """Take its grey."""
        self._canvas.setFillGray(colour.red)


class _Canvas(SVGCanvas):  # type: ignore[misc]  # as above
    """Leaves the measuring of text to who shows it, so that figures line up."""

    def drawString(  # noqa: N802  as above
        self, *facts: Any, text_anchor: str = "start", **more: Any
    ) -> None:
        """Write a text at its anchor."""
        more["text-anchor"] = text_anchor
        super().drawString(*facts, text_anchor="start", **more)


def svg(chart: Chart, words: Words, width: float, look: ChartLook) -> str:
    """Draw a chart for the screen."""
    drawing = drawn(chart, words, width, look)
    size = (drawing.width, drawing.height)
    canvas = _Canvas(
        size,
        fontHacks={face: dict(facts) for face, facts in _FAMILIES.items()},
        useClip=True,  # Qt draws a path that only clips
    )
    _SVGRenderer().draw(drawing, canvas, 0, 0)
    return str(canvas.doc.toxml())


def pictures(chart: Chart, words: Words, width: float = PAGE) -> Iterator[Picture]:
    """Put a chart into a story: drawn in a PDF and in Word, a table in a workbook.

    One with many rows is drawn in parts, each as high as a page may take.
    """
    whole = chart.kind is ChartKind.CURVE or not chart.rated
    cut = len(chart.rows) if whole else A_PART
    for start in range(0, len(chart.rows), cut):
        part = replace(chart, rows=chart.rows[start : start + cut])
        last = start + cut >= len(chart.rows)
        yield _picture(part, words, width, chart.says if last else "")


def _picture(chart: Chart, words: Words, width: float, caption: Said) -> Picture:
    drawing = drawn(chart, words, width * MM)
    high = drawing.height / MM

    def draw(ink: Ink) -> None:
        canvas = ink.canvas
        canvas.saveState()
        _Printer().draw(drawing, canvas, 0, ink.y(high))
        canvas.restoreState()

    return Picture(width, high, draw, chart.says, caption, facts=facts(chart))


def facts(chart: Chart) -> TableBlock:
    """List the figures that a chart is drawn from."""
    first, *others = chart.head()
    columns = (
        TableColumn(first, 40),
        *(TableColumn(title, 18, Align.RIGHT) for title in others),
    )
    rows = [
        Row(chart.cells(row), Role.GRAND if row.total else Role.LINE)
        for row in chart.rows
    ]
    unit = IN_FRANCS if chart.unit is Unit.FRANCS else ""
    return TableBlock(columns, tuple(rows), title=chart.title, unit=unit)
