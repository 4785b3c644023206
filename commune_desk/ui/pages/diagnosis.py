"""The diagnosis: a village at the left, its assembly and its sheet at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commune_desk.domain.text import N_, Text
from commune_desk.tables.diagnosis import ASSEMBLIES
from commune_desk.ui.pages.answers_leaf import AnswersLeaf
from commune_desk.ui.pages.table_page import GUTTER, NEW_LINE, TablePage
from commune_desk.ui.pages.village_list import WIDTH, VillageList
from commune_desk.ui.state_of import OF_SHEET
from commune_desk.ui.table_model import TableModel
from commune_desk.ui.table_view import TableView
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, clear, down, hold
from commune_desk.ui.widgets.states import StateWord
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context, Destination
    from commune_desk.ui.form_panel import Leaf

MOST_MET = 3
"""Lines of assemblies in sight; more are scrolled to."""


class DiagnosisPage(TablePage):
    """The notebook of an assembly is typed here, village by village."""

    def __init__(
        self,
        table: Table[Any],
        context: Context,
        add_words: Text = NEW_LINE,
        picture: str = "list-check",
    ) -> None:
        self.villages = VillageList(context)
        self.gathered = TableModel(ASSEMBLIES, context)
        self.met = TableView(self.gathered)
        super().__init__(table, context, add_words, picture)
        self.met.begin()
        self.gathered.rebuilt.connect(self._fit_met)
        self.villages.chosen.connect(self.show_village)
        self.press("Alt+Down", N_("Next village"), lambda: self.villages.step(1))
        self.press("Alt+Up", N_("Village before"), lambda: self.villages.step(-1))
        self.show_village(self.villages.village)

    def leaves(self) -> Sequence[Leaf]:
        """Add the tab of the actions that answer."""
        return (AnswersLeaf(self.context),)

    def body(self) -> QWidget:
        """Stand the villages at the left, the assembly above the problems."""
        say = self.context.say
        self._name = Label("", "title")
        self._state = across(gap=0)
        keys = say(N_("Alt+↓: next village · Tab: next cell · Enter: next line"))
        box = frame("table")
        box.setLayout(down(self.met, gap=0, margins=(1, 1, 1, 1)))
        head = across(self._name, gap=12)
        head.addLayout(self._state)
        head.addStretch(1)
        head.addWidget(Label(keys, "small", "ink_soft"))
        sheet = down(head, box, gap=8)
        sheet.addWidget(self._stack, 1)
        whole = across(self.villages, gap=GUTTER)
        whole.addLayout(sheet, 1)
        return hold(whole)

    def _empty(self) -> QWidget:
        """Leave the table in sight: its new line says what to do."""
        return QWidget()

    def show_village(self, village: int) -> None:
        """Show the sheet of a village."""
        if self.model.fixed.get("village_id") != village:
            self.gathered.fix({"village_id": village})
            self.model.fix({"village_id": village})
            new = self.model.new
            if not self.model.count:
                self.view.choose(new.row.id, new.entry)
            else:
                self.view.choose_first()
        self._say_state()

    def opened(self, destination: Destination) -> None:
        """Show the record that was asked for, in the sheet of its village."""
        record = destination.record
        if record is not None:
            with self.context.reading() as session:
                rows = self.table.rows(session, self.context.scope, [record.id])
            for row in rows:
                self.villages.choose(row.village_id)
        super().opened(destination)

    def _refresh(self) -> None:
        super()._refresh()
        self._stack.setCurrentIndex(0)
        self._say_state()

    def _say_state(self) -> None:
        row = self.villages.rows.get(self.villages.village)
        clear(self._state)
        self._name.setText(row.name if row is not None else "")
        if row is not None:
            word = self.context.say(row.state)
            self._state.addWidget(StateWord(OF_SHEET[row.state], word))

    def _fit_met(self) -> None:
        """Give the assemblies the height of their lines and of the new one."""
        lines = min(self.gathered.count + 1, MOST_MET)
        row = look().sizes["row_compact"]
        self.met.setFixedHeight(self.met.header().height() + lines * row + 2)

    def _margins(self) -> int:
        return super()._margins() + WIDTH + GUTTER
