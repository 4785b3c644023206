"""A chart in a card: its rows as words, bars and figures that line up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from commune_desk.domain.charts import Chart, ChartKind, Fill, Mark, Unit
from commune_desk.domain.money import Money, Share
from commune_desk.domain.text import N_
from commune_desk.ui.states import State
from commune_desk.ui.widgets.bars import Bar, Part, legend
from commune_desk.ui.widgets.cards import Card, rule
from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, right

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.l10n.words import Words

_STATES = {
    Fill.OK: State.OK,
    Fill.WATCH: State.WATCH,
    Fill.CORRECT: State.CORRECT,
    Fill.UNKNOWN: State.UNKNOWN,
}
_NAME, _BAR, _RATE, _FIGURE = range(4)
"""Columns of the grid."""

LEAST_BAR = 56
"""Pixels that a bar keeps beside the longest name."""


def chart_card(words: Words, chart: Chart, aside: QWidget | None = None) -> Card:
    """Show a chart whose words are said; its sentence is read to who cannot see it."""
    lights = chart.kind is ChartKind.LIGHTS
    grid = _lights(words, chart) if lights else _bars(words, chart)
    card = Card(words.say(chart.title), grid, aside=aside)
    foot = _foot(words, chart)
    if foot is not None:
        card.inner.addLayout(foot)
    card.setAccessibleName(words.say(chart.title))
    card.setAccessibleDescription(words.say(chart.says))
    card.setToolTip(words.say(chart.says))
    return card


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(5)
    return grid


def _bars(words: Words, chart: Chart) -> QGridLayout:
    grid, before = _grid(), ""
    grid.setColumnStretch(_BAR, 1)
    grid.setColumnMinimumWidth(_BAR, LEAST_BAR)
    if chart.beside:
        measure = Label(words.say(chart.measure), "small", "ink_soft")
        named = right(words.say(chart.beside), "small", "ink_soft")
        grid.addLayout(across(measure, None, named), 0, _NAME, 1, 4)
    for row in chart.rows:
        at = grid.rowCount()
        group = words.say(row.group)
        if group and group != before:
            grid.addWidget(Label(group, "body_strong"), at, _NAME, 1, 4)
            at += 1
        before = group
        if row.total:
            grid.addWidget(rule(), at, _NAME, 1, 4)
            at += 1
        _line(grid, at, words, chart, row)
    return grid


def _line(grid: QGridLayout, at: int, words: Words, chart: Chart, row: Mark) -> None:
    role = "body_strong" if row.total else "body"
    name = words.say(row.label)
    label = Label(name, role)
    if row.note:
        note = Label(words.say(row.note), "small", "ink_soft")
        grid.addLayout(across(label, note, None, gap=6), at, _NAME)
    else:
        grid.addWidget(label, at, _NAME)
    rate, figure = _rate(words, chart, row), _figure(words, chart, row)
    if chart.rated or not row.total:
        figures = tuple(each for each in (rate, figure) if each)
        meaning = N_("{title}: {figures}", title=row.name, figures=figures)
        bar = Bar(_parts(chart, row), meaning=words.say(meaning))
        grid.addWidget(bar, at, _BAR, Qt.AlignmentFlag.AlignVCenter)
    if rate:
        grid.addWidget(right(rate, "body_strong"), at, _RATE)
    if figure and rate:
        tone = "ink" if row.total else "ink_soft"
        strong = "small_strong" if row.total else "small"
        grid.addWidget(right(figure, strong, tone), at, _FIGURE)
    elif figure:
        grid.addWidget(right(figure, role), at, _FIGURE)


def _rate(words: Words, chart: Chart, row: Mark) -> str:
    if not chart.rated:
        return ""
    part = row.parts[0]
    if chart.unit is Unit.SHARE:
        return "–" if part is None else words.share(Share(part), 0)
    return "–" if row.share is None else words.share(row.share, 0)


def _figure(words: Words, chart: Chart, row: Mark) -> str:
    if chart.unit is Unit.SHARE:
        return ""
    if not row.beside:
        return "–"
    if row.total and not chart.beside:
        return words.francs(Money(row.beside))
    return words.number(row.beside)


def _parts(chart: Chart, row: Mark) -> tuple[Part, ...]:
    made = [part or 0 for part in row.parts]
    scale = (row.whole or 0) if chart.rated else chart.scale
    whole = max(scale, sum(made)) or 1
    return tuple(
        Part(part / whole, one.fill)
        for part, one in zip(made, chart.series, strict=True)
    )


def _lights(words: Words, chart: Chart) -> QGridLayout:
    grid = _grid()
    grid.setColumnStretch(0, 1)
    for at, one in enumerate(chart.series, start=1):
        icon = light(_STATES[one.fill], meaning=words.say(one.title))
        grid.addWidget(icon, 0, at, Qt.AlignmentFlag.AlignRight)
        grid.setColumnMinimumWidth(at, 30)
    for line, row in enumerate(chart.rows, start=1):
        grid.addWidget(Label(words.say(row.label)), line, 0)
        for at, count in enumerate(row.parts, start=1):
            figure = right(words.number(count) if count else "–")
            grid.addWidget(figure, line, at)
    return grid


def _foot(words: Words, chart: Chart) -> QGridLayout | None:
    """Explain the drawings, and what the rate divides."""
    foot = QGridLayout()
    foot.setContentsMargins(0, 0, 0, 0)
    if len(chart.series) > 1 and chart.kind is not ChartKind.LIGHTS:
        drawn = legend(*((one.fill, words.say(one.title)) for one in chart.series))
        foot.addLayout(drawn, 0, 0)
    if chart.measure and not chart.beside:
        formula = Label(words.say(chart.measure), "small", "ink_soft")
        foot.addWidget(formula, 0, 1)
    return foot if foot.count() else None
