"""How a file writes the decimals of its amounts: asked once for each column."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from commune_desk.domain.text import N_
from commune_desk.ui.pages.same_values import titled
from commune_desk.ui.ports import DECIMALS
from commune_desk.ui.widgets.layouts import Flow, across, clear, down
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context

WAYS = {
    DECIMALS[0]: N_("after a comma: 181.136,22"),
    DECIMALS[1]: N_("after a point: 191,817.50"),
}


class AmountWriting(Flow):
    """A choice for each matched column whose amounts files write in many ways."""

    changed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines = down(gap=4)
        self.setLayout(self._lines)
        self.choices: dict[str, QComboBox] = {}
        self.hide()

    def offer(self, table: Table[Any], keys: set[str]) -> None:
        """Ask for the columns that are matched; keep what was chosen."""
        say = self._context.say
        columns = [
            column
            for column in table.columns(self._context.scope)
            if column.written is not None and column.key in keys
        ]
        if [column.key for column in columns] == list(self.choices):
            return
        clear(self._lines)
        self.choices = {}
        if columns:
            title = Label(say(N_("Decimals of the amounts")), "small_strong", wrap=True)
            self._lines.addWidget(title)
        for column in columns:
            choice = QComboBox()
            choice.setAccessibleName(titled(column, say))
            choice.addItem(say(N_("ask where it is not certain")), "")
            for key, words in WAYS.items():
                choice.addItem(say(words), key)
            choice.currentIndexChanged.connect(lambda _: self.changed.emit())
            name = Label(titled(column, say), wrap=True)
            self._lines.addLayout(across(name, choice, gap=8))
            self.choices[column.key] = choice
        self.setVisible(bool(columns))

    def habits(self) -> dict[str, str]:
        """Tell what was chosen: key of the column → how it writes decimals."""
        chosen = {key: str(c.currentData()) for key, c in self.choices.items()}
        return {key: habit for key, habit in chosen.items() if habit}
