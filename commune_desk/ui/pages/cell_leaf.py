"""The lines behind a cell of the crossed grid, typed one under the other."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication

from commune_desk.domain.errors import Rejected
from commune_desk.domain.issues import Issue, Record, Severity
from commune_desk.domain.text import N_, P_
from commune_desk.services.budgets import ProposeAmount
from commune_desk.services.crossed import (
    NO_FUNCTION,
    EnterCell,
    GiveFunctions,
    leaves_of,
    waiting,
)
from commune_desk.tables.cells import Options, read_cell, write_cell
from commune_desk.tables.table import Choice, Column, Kind
from commune_desk.ui.fields import make_field
from commune_desk.ui.refusal_place import sentences
from commune_desk.ui.remedies import ways
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import Flow, across, clear, down
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.errors import DeskError
    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.fields import Field
    from commune_desk.ui.keys import Keys
    from commune_desk.ui.pages.crossed_grid import Cell

AMOUNT: Column[Any] = Column("proposed", N_("Proposed"), lambda _: None, Kind.MONEY)
ACCOUNT: Column[Any] = Column("account", N_("Account"), lambda _: None, Kind.CHOICE)
NARROW = 120
"""Pixels of the field of an amount."""


class CellLeaf(Flow):
    """What stands behind a cell: its lines, or the form of a first one."""

    told_keys: ClassVar[Keys] = (("Esc", N_("Back to the grid")),)

    left = Signal()
    """The cursor goes back to the grid."""

    given = Signal()
    """Lines were given the functions that are proposed."""

    title = N_("Cell")

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._cell: Cell | None = None
        self._lines = down(gap=8, margins=(0, 4, 6, 4))
        self.setLayout(self._lines)
        self._stops: list[QWidget] = []
        self.amounts: list[Field] = []
        self.account: Field | None = None
        self.save: Button | None = None
        self.give: Button | None = None
        self.refusal = RefusalBox()
        self._options = Options((), context.words)

    @property
    def widget(self) -> QWidget:
        """What the tab shows."""
        return self

    def show_row(self, _row: Any) -> bool:
        """Have no tab: the leaf speaks of a cell, and is shown apart."""
        return False

    def show_cell(self, cell: Cell) -> None:
        """Show the lines behind a cell, or the form that makes its first one."""
        same = self._cell is not None and self._cell.row.id == cell.row.id
        at = self._standing() if same else -1
        self._cell = cell
        self._stops = []
        clear(self._lines)
        self.refusal = RefusalBox()
        self.amounts, self.account, self.save, self.give = [], None, None, None
        if cell.row.id == NO_FUNCTION or cell.row.proposed:
            self._proposals(cell)
        for line in cell.lines:
            self._line(line)
        if not cell.lines:
            self._empty(cell)
        self._lines.addWidget(self.refusal)
        self._lines.addStretch(1)
        if 0 <= at < len(self._stops):
            self._stops[at].setFocus()

    def _standing(self) -> int:
        """Tell at which field the cursor stands; below zero where it is elsewhere."""
        on = QApplication.focusWidget()
        return self._stops.index(on) if on in self._stops else -1

    def take(self, text: str) -> None:
        """Put the cursor into the first field; an amount begins with what was typed."""
        first = self.account or next(iter(self.amounts), None)
        if self.account is not None and self.account.text():
            first = self.amounts[0]
        if first is None:
            return
        if text and self.amounts:
            self.amounts[0].setText(text)
        first.setFocus()

    def _line(self, line: BudgetRow) -> None:
        say = self._context.say
        link = Linked(f"{line.code} {line.title}", wrap=True)
        record = Record("budget_lines", line.id)
        link.followed.connect(partial(self._context.go_to_record, record))
        self._lines.addWidget(link)
        self._stops.append(link)
        only = line.told is not None and line.told.proposed
        proposed = say(N_("function proposed by its account")) if only else ""
        told = (line.action, line.village, line.note, proposed)
        where = " · ".join(filter(None, told))
        if where:
            self._lines.addWidget(Label(where, "small", "ink_soft", wrap=True))
        field = self._amount(line)
        name = Label(say(AMOUNT.title), "small", "ink_soft")
        self._lines.addLayout(across(name, None, field))
        self._lines.addWidget(rule())

    def _amount(self, line: BudgetRow | None) -> Field:
        words = self._context.words
        field = make_field(AMOUNT, self._options, self._context, self)
        field.setFixedWidth(NARROW)
        if line is not None:
            field.setText(write_cell(AMOUNT, line.proposed, self._options, words))
            field.setReadOnly(not line.open)
            enter = partial(self._entered, len(self.amounts), line, field)
            field.returnPressed.connect(enter)
            field.editingFinished.connect(partial(self._typed, line, field))
        self.amounts.append(field)
        self._stops.append(field)
        return field

    def _typed(self, line: BudgetRow, field: Field) -> bool:
        """Propose what was typed in the field of a line; tell whether it was taken."""
        if not field.isModified():
            return bool(field.property("state") != "error")
        field.setModified(False)
        read: list[Any] = []
        refused = self._context.refusal(lambda: read.append(self._read(field)))
        if refused is None:
            command = ProposeAmount(line.document_id, line.id, read[0])
            refused = self._context.do(command)
        if refused is not None:
            field.refuse(refused=True)
            self._refuse(refused)
        return refused is None

    def _entered(self, at: int, line: BudgetRow, field: Field) -> None:
        """Take the figure on Enter; go on to the next line, or back to the grid."""
        if not self._typed(line, field):
            return
        if at + 1 < len(self.amounts):  # they were made again by what was taken
            self.amounts[at + 1].setFocus()
            self.amounts[at + 1].selectAll()
        else:
            self.left.emit()

    def _empty(self, cell: Cell) -> None:
        say, context = self._context.say, self._context
        if cell.chapter is None or not cell.row.open:
            words = N_("No line yet: go to the cell of a chapter to type an amount.")
            if not cell.row.open:
                words = N_("No line here; the budget is voted.")
            self._lines.addWidget(Label(say(words), "body", "ink_soft", wrap=True))
            return
        text = N_("No line here yet: choose the account, then type the amount.")
        self._lines.addWidget(Label(say(text), "body", "ink_soft", wrap=True))
        with context.reading() as session:
            found = leaves_of(session, context.scope, cell.chapter)
        choices = [
            Choice(each, f"{each.code} {each.title}", (each.code,)) for each in found
        ]
        self._accounts = Options(choices, context.words)
        self.account = make_field(ACCOUNT, self._accounts, context, self)
        if len(found) == 1:
            self.account.setText(self._accounts.titles[0])
        amount = self._amount(None)
        self.account.returnPressed.connect(amount.setFocus)
        amount.returnPressed.connect(self.enter)
        self._lines.addWidget(Label(say(ACCOUNT.title), "small_strong"))
        self._lines.addWidget(self.account)
        self._lines.addWidget(Label(say(AMOUNT.title), "small_strong"))
        self._lines.addWidget(amount)
        self.save = Button(say(N_("Create the line")), "check", MAIN, self.enter)
        self._lines.addLayout(across(self.save, None))

    def enter(self) -> None:
        """Make the line of an empty cell, or say why not."""
        cell = self._cell
        if cell is None or self.account is None:
            return
        read: list[Any] = []
        words, account, amount = self._context.words, self.account, self.amounts[0]
        refused = self._context.refusal(
            lambda: read.extend(
                (
                    read_cell(ACCOUNT, account.text(), self._accounts, words),
                    self._read(amount),
                )
            )
        )
        if refused is None and None in read:
            text = N_("An account and an amount make a line.")
            refused = Rejected([Issue(Severity.ERROR, text)])
        if refused is None:
            leaf, francs = read
            own = None if cell.row.id == NO_FUNCTION else cell.row.id
            year = self._context.scope.year
            refused = self._context.do(
                EnterCell(year, leaf.section, leaf.code, own, francs)
            )
        if refused is not None:
            self._refuse(refused)
        else:
            self.left.emit()

    def _proposals(self, cell: Cell) -> None:
        """Offer the functions that the accounts propose to lines without."""
        say, context = self._context.say, self._context
        with context.reading() as session:
            count = waiting(session, context.scope)
        if not count or not cell.row.open:
            return
        text = P_(
            "{count} line can take the function that the nomenclature proposes for its"
            " account.",
            "{count} lines can take the functions that the nomenclature proposes for"
            " their accounts.",
            count=count,
        )
        self._lines.addWidget(Label(say(text), wrap=True))
        words = say(N_("Give the proposed functions"))
        self.give = Button(words, "check", PLAIN, self._give)
        self._lines.addLayout(across(self.give, None))
        self._lines.addWidget(rule())

    def _give(self) -> None:
        refused = self._context.do(GiveFunctions(self._context.scope.year))
        if refused is not None:
            self._refuse(refused)
        else:
            self.given.emit()

    def _read(self, field: Field) -> Any:
        return read_cell(AMOUNT, field.text(), self._options, self._context.words)

    def _refuse(self, error: DeskError) -> None:
        found = ways(error, self._context)
        self.refusal.tell(sentences(error, self._context), "", found)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the grid with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
