"""The exercise in charts: each with its sentence, its figures, the way to the work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from commune_desk.domain.text import N_
from commune_desk.services.charts import charts
from commune_desk.ui.pages.fresh_page import FreshPage
from commune_desk.ui.pages.papers import show_paper
from commune_desk.ui.pages.small_table import small_table
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.chart_view import ChartView
from commune_desk.ui.widgets.empty_state import EmptyState
from commune_desk.ui.widgets.layouts import across, clear, down, rolling
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label, Linked
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.charts import Chart
    from commune_desk.ui.context import Context

TWO_FROM = 1000
"""Pixels from which the cards stand in two columns."""

PURPOSE = N_("What the figures of the year show; the mayor’s page prints them.")


class ChartsPage(FreshPage):
    """All charts of the year, as the papers draw them."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        self.work = WorkPanel(context, N_("The mayor’s page"))
        actions: list[QWidget] = [
            Button(say(N_("Home")), "home", PLAIN, partial(context.go, "home"))
        ]
        if context.ports.documents is not None:
            deed = partial(show_paper, context, self.work, "mayor-page")
            words = say(N_("Print the mayor’s page"))
            actions.append(Button(words, "printer", MAIN, deed))
        title = say(N_("The exercise in charts"))
        self.column.addWidget(PageHead(title, say(PURPOSE), actions))
        self._lines = across(gap=16)
        area = rolling(self._lines)
        # A bar that came and went would change the width, and with it the height.
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.column.addWidget(area, 1)
        self.column.addWidget(self.work)
        context.changed.connect(self._touched)
        context.scoped.connect(self._touched)

    def _wanted(self) -> int:
        return 1 + (self.width() >= TWO_FROM)

    def _fill(self) -> None:
        self._stale, self._columns = False, self._wanted()
        clear(self._lines)
        with self.context.reading() as session:
            found = charts(session, self.context.scope)
        if not found:
            nothing = N_("Nothing has been entered yet that a chart could show.")
            say = self.context.say
            empty = EmptyState("presentation", say(nothing), say(PURPOSE))
            self._lines.addWidget(empty)
            return
        columns: list[list[QWidget]] = [[] for _ in range(self._columns)]
        heights = [0] * self._columns
        for chart in found:
            at = heights.index(min(heights))
            heights[at] += len(chart.rows) + HEAD
            columns[at].append(self._card(chart.said(self.context.say)))
        for cards in columns:
            self._lines.addLayout(down(*cards, None, gap=16), 1)

    def _card(self, chart: Chart) -> Card:
        context = self.context
        link = Linked(context.say(N_("See the work")))
        link.followed.connect(partial(context.go, chart.place))
        says = context.say(chart.says)
        card = Card(context.say(chart.title), Label(says, wrap=True), aside=link)
        if (draw := context.ports.chart) is not None:
            colours = look().colours
            view = ChartView(lambda width: draw(chart, width, colours), says)
            card.inner.addWidget(view)
        figures = Linked(context.say(N_("Show the figures")), role="small")
        figures.followed.connect(partial(self._open, card, chart, figures))
        card.inner.addLayout(across(figures, None))
        return card

    def _open(self, card: Card, chart: Chart, link: Linked) -> None:
        """Put the table of a chart under it."""
        link.hide()
        heads = [(title, bool(at)) for at, title in enumerate(chart.head())]
        lines = [
            ([(cell, "ink") for cell in chart.cells(row)], None) for row in chart.rows
        ]
        card.inner.addWidget(small_table(self.context, heads, lines))


HEAD = 6
"""Rows whose height the head and the sentence of a card take."""
