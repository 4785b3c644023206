"""Envelopes by class and year, with the arithmetic of each year above them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, Text
from commune_desk.services.annual_sums import by_year
from commune_desk.ui.pages.table_page import NEW_LINE, TablePage
from commune_desk.ui.states import State
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import clear
from commune_desk.ui.widgets.states import StateWord
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context


class EnvelopesPage(TablePage):
    """The matrix, and for each year what the actions cost against all envelopes."""

    def __init__(
        self,
        table: Table[Any],
        context: Context,
        add_words: Text = NEW_LINE,
        picture: str = "list-check",
    ) -> None:
        super().__init__(table, context, add_words, picture)
        strip = frame("card")
        self._grid = QGridLayout()
        self._grid.setContentsMargins(14, 8, 14, 8)
        self._grid.setHorizontalSpacing(22)
        self._grid.setVerticalSpacing(1)
        strip.setLayout(self._grid)
        self.column.insertWidget(1, strip)
        context.changed.connect(self._add_up)
        context.scoped.connect(self._add_up)
        self._add_up()

    def _add_up(self, _changes: object = None) -> None:
        clear(self._grid)
        say, scope = self.context.say, self.context.scope
        with self.context.reading() as session:
            sums = by_year(session, scope)
        self._grid.addWidget(Label(say(N_("All classes")), "small", "ink_soft"), 0, 0)
        self._grid.addWidget(Label(say(N_("Cost of the actions")), "small"), 1, 0)
        self._grid.addWidget(Label(say(N_("against the envelopes")), "small"), 2, 0)
        for at, (year, (envelope, cost)) in enumerate(sums.items(), start=1):
            self._grid.addWidget(Label(str(year), "small", "ink_soft"), 0, at)
            self._grid.addWidget(Label(say(cost), "body_strong"), 1, at)
            self._grid.addWidget(self._verdict(envelope, cost), 2, at)
        self._grid.setColumnStretch(len(sums) + 1, 1)

    def _verdict(self, envelope: Money, cost: Money) -> StateWord:
        say, gap = self.context.say, envelope - cost
        if not envelope:
            return StateWord(State.UNKNOWN, say(N_("no envelope")))
        if gap.francs < 0:
            text = N_("{gap} to be found", gap=Money(-gap.francs))
            return StateWord(State.WATCH, say(text))
        return StateWord(State.OK, say(N_("{gap} left", gap=gap)))
