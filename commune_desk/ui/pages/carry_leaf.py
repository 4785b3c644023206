"""Carry over to the year what an earlier one left undone: a tab of the panel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget

from commune_desk.domain.errors import DeskError
from commune_desk.domain.text import N_
from commune_desk.l10n import reading
from commune_desk.services.carrying import CarryOver
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.services.annual_lines import CandidateRow
    from commune_desk.ui.context import Context


class CarryLeaf:
    """What is left, from which year, and why it is put off."""

    title = N_("Carry over")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._row: CandidateRow | None = None
        self._lines = down(gap=8, margins=(0, 4, 6, 4))
        self.widget: QWidget = flowing(self._lines)

    def show_row(self, row: CandidateRow) -> bool:
        """Offer to carry over what is left; nothing where nothing is."""
        clear(self._lines)
        self._row = row
        if row.left is None or row.left_from is None:
            return False
        say, words = self._context.say, self._context.words
        told = N_(
            "{amount} of {year} was not paid and the action is not done.",
            amount=words.francs(row.left),
            year=str(row.left_from),
        )
        self.amount, self.reason = QLineEdit(say(row.left)), QLineEdit()
        self.reason.setPlaceholderText(say(N_("for example: funding not obtained")))
        self.error = Label("", "small", "red", wrap=True)
        self.error.hide()
        deed = N_("Carry over to {year}", year=str(row.year))
        self._lines.addWidget(Label(say(told), wrap=True))
        for title, field in (
            (N_("Amount carried over"), self.amount),
            (N_("Reason *"), self.reason),
        ):
            label = Label(say(title), "small_strong")
            label.setBuddy(field)
            self._lines.addLayout(down(label, field, gap=3))
        self._lines.addWidget(self.error)
        button = Button(say(deed), "arrow-forward-up", MAIN, self.carry)
        self._lines.addLayout(across(button, None))
        effect = N_(
            "The cost moves to {year}, the action is ticked for that year, and its"
            " state says that it was postponed and why.",
            year=str(row.year),
        )
        self._lines.addWidget(Label(say(effect), "small", "ink_soft", wrap=True))
        self._lines.addStretch(1)
        return True

    def carry(self) -> None:
        """Ask the desk; say under the fields why it refuses."""
        refused = self._context.refusal(self._ask)
        if refused is not None:
            self.error.setText(self._context.say(refused.text))
            self.error.show()

    def _ask(self) -> None:
        row = self._row
        if row is None or row.left_from is None:
            return
        amount = reading.money(self.amount.text())
        if amount is None:
            raise DeskError(N_("Fill this in."))
        deed = CarryOver(row.id, row.left_from, row.year, amount, self.reason.text())
        refused = self._context.do(deed)
        if refused is not None:
            raise refused
