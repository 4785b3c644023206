"""The expenses of the year with their stages; Enter or a button carries one on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout

from commune_desk.domain.issues import Record
from commune_desk.domain.spending import SpendingStage
from commune_desk.domain.text import N_
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import PLAIN, Button

if TYPE_CHECKING:
    from commune_desk.services.expense_rows import ExpenseRow


class ExpensesPage(TablePage):
    """The generic table with a filter of stages; a row opens on the form."""

    def _tools(self) -> QHBoxLayout:
        say = self.context.say
        tools = super()._tools()
        self.stage = QComboBox()
        self.stage.setAccessibleName(say(N_("Stage")))
        self.stage.addItem(say(N_("All stages")), None)
        for stage in SpendingStage:
            self.stage.addItem(say(stage), stage)
        self.stage.currentIndexChanged.connect(self._narrow)
        self.filter.wish(200)
        tools.insertWidget(1, self.stage)
        self.carry = Button(say(N_("Carry on")), "edit", PLAIN, self.carry_on)
        self.carry.setToolTip(say(N_("Shows the chosen expense on the form.")))
        tools.insertWidget(tools.count() - 1, self.carry)
        return tools

    def _connect(self) -> None:
        super()._connect()
        self.view.doubleClicked.connect(lambda _: self.carry_on())

    def _narrow(self, _number: int) -> None:
        wanted = self.stage.currentData()

        def belongs(row: ExpenseRow) -> bool:
            return row.stage is wanted

        self.model.keep(belongs if wanted is not None else None)
        self.view.choose_first()

    def add(self) -> None:
        """Enter an expense on the form: it tells credit and papers while typing."""
        self.context.go("expense")

    def carry_on(self) -> None:
        """Show the chosen expense on the form."""
        row = self.model.record_at(self.view.currentIndex())
        if row is not None:
            self.context.go("expense", Record("operations", row.id))
