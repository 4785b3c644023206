"""Repeated expenses: above the list, what is due and not entered, accepted at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout

from commune_desk.domain.errors import DeskError
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_
from commune_desk.l10n import reading
from commune_desk.services.closings import period_name
from commune_desk.services.repeated import (
    FAR,
    Accepted,
    due_expenses,
    entering,
    withheld_before,
)
from commune_desk.services.today import situation
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.fields import Field
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.refusal_place import sentences
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.services.repeated import Due

AMOUNT: Column[Any] = Column("amount", N_("Amount"), lambda _: None, Kind.MONEY)
MOST = 5
"""Due expenses shown at once: the next stand there once these are entered."""

OURS = {"operations", "ledger_entries", "repeated_expenses", "budget_lines"}


class RepeatedPage(TablePage):
    """The generic table, with what is due above it."""

    def _build(self) -> None:
        self.due: list[tuple[Due, QCheckBox, Field]] = []
        self._grid = QGridLayout()
        self._title = Label("", "body_strong")
        say = self.context.say
        self.far = QComboBox()
        self.far.setAccessibleName(say(N_("Enter them up to")))
        for kind in FAR:
            self.far.addItem(say(N_("up to the {act}", act=NAMES[kind])), kind)
        self.accept = Button(say(N_("Enter them")), "check", MAIN, self.enter)
        self.refusal = RefusalBox()
        self._card = frame("card")
        head = across(self._title, None, self.far, self.accept, gap=8)
        inner = down(head, gap=6, margins=(16, 8, 16, 8))
        inner.addLayout(self._grid)
        inner.addWidget(self.refusal)
        self._card.setLayout(inner)
        super()._build()
        self.column.insertWidget(1, self._card)
        self.context.scoped.connect(self._list)
        self.context.changed.connect(self._heard)
        self._list()

    def _heard(self, changes: tuple[Any, ...]) -> None:
        if OURS & {change.table for change in changes}:
            self._list()

    def _list(self) -> None:
        scope, say = self.context.scope, self.context.say
        with self.context.reading() as session:
            found = due_expenses(session, scope, situation(session, scope.year))
        clear(self._grid)
        self.due.clear()
        self.refusal.hide()
        self._card.setVisible(bool(found))
        self._title.setText(
            say(
                P_(
                    "{count} repeated expense is due and not entered",
                    "{count} repeated expenses are due and not entered",
                    count=len(found),
                )
            )
        )
        for place, due in enumerate(found[:MOST]):
            month = say(period_name(due.on.month))
            box = QCheckBox(f"{due.repeated.object} – {month}")
            box.setChecked(due.line_id is not None)
            field = Field(AMOUNT)
            field.setFixedWidth(130)
            field.setText(self.context.words.number(due.repeated.amount.francs))
            field.setAccessibleName(box.text())
            self._grid.addWidget(box, place, 0)
            self._grid.addWidget(Label(due.repeated.party, "small"), place, 1)
            self._grid.addWidget(Label(say(due.on), "small"), place, 2)
            self._grid.addWidget(field, place, 3)
            self.due.append((due, box, field))
        self._grid.setColumnStretch(1, 1)

    def enter(self) -> None:
        """Enter what is ticked as one step, each with its amount."""
        accepted = []
        for due, box, field in self.due:
            field.refuse(refused=False)
            if not box.isChecked():
                continue
            try:
                amount = reading.money(field.text())
            except DeskError as refused:
                self._refuse(refused, field)
                return
            accepted.append((due, amount or Money(0)))
        if accepted:
            scope, far = self.context.scope, self.far.currentData()
            with self.context.reading() as session:
                found = [
                    Accepted(due, sum_, withheld_before(session, scope, due, sum_))
                    for due, sum_ in accepted
                ]
            error = self.context.do(entering(found, far))
            if error is not None:
                self._refuse(error, None)

    def _refuse(self, error: DeskError, field: Field | None) -> None:
        self.refusal.tell(sentences(error, self.context))
        if field is not None:
            field.refuse(refused=True)
            field.setFocus()
