"""The sheet of the account under the form: its last lines, this expense at the foot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from commune_desk.domain.text import N_
from commune_desk.services.account_sheets import sheet_of_line
from commune_desk.ui.cell import Cell
from commune_desk.ui.line_model import KEY, Line, LineModel
from commune_desk.ui.pages.paper_list import CellHeight
from commune_desk.ui.theme import look
from commune_desk.ui.title_list import TitleList
from commune_desk.ui.two_lines import height_for
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from commune_desk.domain.money import Money
    from commune_desk.services.account_sheets import AccountSheet, SheetLine
    from commune_desk.ui.context import Context

AnyIndex = QModelIndex | QPersistentModelIndex

HEADS = (
    N_("Date"),
    N_("Paper no."),
    N_("Object"),
    N_("Credit"),
    N_("Committed"),
    N_("Ordered"),
    N_("Paid"),
    N_("Available"),
)
OBJECT = 2
FIRST_FIGURE = 3
SPARED = 16
"""Pixels of the object’s column beside its words."""

LATEST = 60
"""Lines read at once: the paper has them all."""


class SheetView(QWidget):
    """The last lines of a sheet; the expense in hand stands out."""

    printed = Signal(str)
    """The code of a sheet that somebody wants to print."""

    chosen = Signal(int)
    """The expense of a line that was chosen."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.sheet: AccountSheet | None = None
        say = context.say
        self._title = Label(say(N_("Account sheet")), "title")
        self._credit = Label("", "small", "ink_soft")
        self._print = Linked(say(N_("Print the sheet")), role="small")
        self._print.followed.connect(self._asked)
        figures = range(FIRST_FIGURE, len(HEADS))
        self.tree = TitleList(OBJECT)
        self.items = LineModel([say(head) for head in HEADS], self.tree, figures)
        self.tree.setModel(self.items)
        self.tree.setObjectName("catalogue")
        self.tree.setRootIsDecorated(False)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.tree.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.tree.setAccessibleName(say(N_("Account sheet")))
        self.tree.setItemDelegate(_SheetRow(look().sizes["row_compact"], self.tree))
        self.tree.header().setFont(look().font("small_strong"))
        self.tree.header().setFixedHeight(28)
        self.tree.header().setStretchLastSection(False)
        self.tree.doubleClicked.connect(self._open)
        box = frame("table")
        box.setLayout(down(self.tree, margins=(1, 1, 1, 1)))
        head = across(self._title, self._credit, None, self._print, gap=10)
        layout = down(head, gap=4)
        layout.addWidget(box, 1)
        self.setLayout(layout)
        self.setMinimumHeight(96)

    def show_line(self, line_id: int | None, operation_id: int | None) -> None:
        """Show the sheet on which a line stands, with one expense marked."""
        self.sheet = None
        if line_id is not None:
            with self._context.reading() as session:
                self.sheet = sheet_of_line(session, self._context.scope, line_id)
        say, sheet = self._context.say, self.sheet
        self._print.setVisible(sheet is not None)
        self._credit.setText("")
        self._title.setText(say(N_("Account sheet")))
        if sheet is not None:
            self._title.setText(say(N_("Account sheet {code}", code=sheet.code)))
            told = N_("credit in force {amount} F", amount=sheet.total("credit"))
            self._credit.setText(say(told))
        lines = () if sheet is None else sheet.lines[-LATEST:]
        self.items.show_lines([self._line(line, operation_id) for line in lines])
        self.tree.fit()
        self.tree.scrollToBottom()

    def _line(self, line: SheetLine, own: int | None) -> Line:
        mine = own is not None and line.operation_id == own
        cells = [
            Cell(
                text,
                font="body_strong" if mine else "body",
                ground="select" if mine else "",
                to_right=place >= FIRST_FIGURE,
            )
            for place, text in enumerate(self._texts(line))
        ]
        return Line(line.operation_id, cells)

    def _texts(self, line: SheetLine) -> list[str]:
        say = self._context.say
        words = say(line.object)
        if line.code:
            words = f"{line.code}  {words}"
        amounts = (line.credit, line.committed, line.ordered, line.paid, line.available)
        return [
            say(line.made_on), say(line.paper), words,
            *(self._figure(amount) for amount in amounts),
        ]  # fmt: skip

    def _figure(self, amount: Money | None) -> str:
        return "" if amount is None else self._context.words.number(amount.francs)

    def _open(self) -> None:
        found = self.tree.currentIndex().siblingAtColumn(0)
        operation = found.data(KEY)
        if operation:
            self.chosen.emit(operation)

    def _asked(self) -> None:
        if self.sheet is not None:
            self.printed.emit(self.sheet.code)


class _SheetRow(CellHeight):
    """Gives a long object a further line."""

    def __init__(self, height: int, parent: TitleList) -> None:
        super().__init__(height, parent)
        self._tree = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Part the object where its column is narrow; nothing else."""
        fair = super().sizeHint(option, index)
        room = self._tree.room
        if index.column() != self._tree.title or fair.width() <= room:
            return fair
        metrics = QFontMetrics(index.data(Qt.ItemDataRole.FontRole))
        return QSize(room, height_for(str(index.data()), metrics, room - SPARED))
