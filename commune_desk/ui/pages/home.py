"""What is due, and where the commune stands."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.charts import BUDGET, COVERED, LIGHTS, MISSING, RATES, TDRL
from commune_desk.domain.text import N_, P_
from commune_desk.ui.pages.dates_card import dates_card
from commune_desk.ui.pages.fresh_page import FreshPage
from commune_desk.ui.pages.home_cards import (
    counts_card,
    exercise_card,
    gone_card,
    steps_card,
)
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.findings_list import FindingsList
from commune_desk.ui.widgets.home_head import home_head
from commune_desk.ui.widgets.layouts import across, clear, down, rolling
from commune_desk.ui.widgets.text import Linked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.glance import Day, Glance
    from commune_desk.ui.context import Context
    from commune_desk.ui.widgets.page_head import PageHead

MIDDLE, LAST = (BUDGET, TDRL), (RATES, LIGHTS, MISSING, COVERED)
"""The charts of the second column and of the third."""

FEW = 3
"""Charts below which the page counts what the dossier holds: it is still young."""

THREE_FROM, TWO_FROM = 1000, 640
"""Pixels from which the cards stand in three columns, or in two."""


class HomePage(FreshPage):
    """Findings in sentences, the money of the plan, copies, next steps."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._shown: object = None
        self.column.addWidget(self._head())
        self._lines = across(gap=16)
        self.column.addWidget(rolling(self._lines), 1)
        context.reviewed.connect(self._touched)
        context.scoped.connect(self._touched)

    def _head(self) -> PageHead:
        actions: list[QWidget] = []
        if self.context.ports.chart is not None:
            words = self.context.say(N_("Charts"))
            go = partial(self.context.go, "charts")
            actions.append(Button(words, "presentation", PLAIN, go))
        if self.context.ports.copies is not None:
            words = self.context.say(N_("Copy to the key"))
            actions.append(Button(words, "usb", MAIN, self.copy))
        return home_head(self.context.words, actions)

    def copy(self) -> None:
        """Go where copies are made."""
        self.context.go("copies")

    def _wanted(self) -> int:
        return 1 + (self.width() >= TWO_FROM) + (self.width() >= THREE_FROM)

    def _fill(self) -> None:
        self._stale = False
        glance, copies = self.context.glance(), self.context.ports.copies
        shown = (glance, copies and copies.last(), self._wanted())
        if shown == self._shown:
            return  # all that is kept of a dossier still holds when it is there itself
        self._shown, self._columns = shown, self._wanted()
        clear(self._lines)
        left, middle, last = self._cards(glance)
        if self._columns < 3:  # noqa: PLR2004  three columns, see above
            middle, last = middle + last, []
        if self._columns < 2:  # noqa: PLR2004  two columns
            left, middle = left + middle, []
        for cards, weight in ((left, 42), (middle, 34), (last, 32)):
            if cards:
                column = down(*cards, None, gap=12)
                self._lines.addLayout(column, weight)

    def _cards(self, glance: Glance) -> tuple[list[QWidget], ...]:
        """Put what is due at the left, the exercise in charts beside it."""
        context, day = self.context, glance.day
        left: list[QWidget] = [self._due(day)]
        steps = steps_card(context, glance.counts)
        if steps is not None:
            left.append(steps)
        charts = {chart.key: chart for chart in glance.charts}
        middle, last = (
            [exercise_card(context, charts[key]) for key in keys if key in charts]
            for keys in (MIDDLE, LAST)
        )
        if day and (dates := dates_card(context, day.dates)) is not None:
            (middle if len(charts) < FEW else left).append(dates)
        if len(charts) < FEW:
            last.append(counts_card(context, glance.counts))
        if context.ports.copies is not None or context.ports.sender is not None:
            middle.append(gone_card(context, glance.sent))
        return left, [*middle], [*last]

    def _due(self, day: Day | None) -> Card:
        say = self.context.say
        points = P_("{count} point", "{count} points", count=day.points if day else 0)
        all_ = Linked(say(points))
        all_.followed.connect(partial(self.context.go, "findings"))
        due = FindingsList(self.context)
        due.show_rules(day)
        return Card(say(N_("To do")), due, aside=all_ if day else None)
