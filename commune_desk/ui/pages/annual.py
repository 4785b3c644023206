"""The annual plan: its table, and whether it was drawn up or is only a slice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.domain.text import N_, Text
from commune_desk.services.annual import not_yet
from commune_desk.services.programming import drawn_up
from commune_desk.ui.pages.programming import ProgrammingPage
from commune_desk.ui.pages.table_page import NEW_LINE
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context


class AnnualPage(ProgrammingPage):
    """Says above the table when no annual plan was drawn up, and opens the way."""

    def __init__(
        self,
        table: Table[Any],
        context: Context,
        add_words: Text = NEW_LINE,
        picture: str = "list-check",
    ) -> None:
        super().__init__(table, context, add_words, picture)
        self._words = Label("", "body")
        self._draw = Button("", "calendar", PLAIN, self._prepare)
        self.band = frame("warning")
        line = across(light(State.WATCH), self._words, None, self._draw, gap=8)
        line.setContentsMargins(12, 5, 6, 5)
        self.band.setLayout(line)
        self.column.insertWidget(1, self.band)
        context.changed.connect(self._tell)
        context.scoped.connect(self._tell)
        self._tell()

    def _prepare(self) -> None:
        self.context.go("pia-preparation")

    def _tell(self, _changes: object = None) -> None:
        scope, say = self.context.scope, self.context.say
        with self.context.reading() as session:
            ready = drawn_up(session, scope)
        self._words.setText(say(not_yet(scope.year)))
        words = N_("Draw up the PIA {year}", year=str(scope.year))
        self._draw.setText(f"\u2009{say(words)}")
        self.band.setVisible(not ready)
