"""The crossed grid on the preparation page: a cell is a function in a chapter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from commune_desk.domain.text import N_
from commune_desk.services.budget_lines import SECTIONS
from commune_desk.services.crossed import NO_FUNCTION, chapters, crossed
from commune_desk.tables.budget import STAR
from commune_desk.tables.crossed import FUNCTION, grid_columns, grid_table
from commune_desk.ui.table_model import TableModel
from commune_desk.ui.table_view import TableView
from commune_desk.ui.total_row import TotalRow
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import down
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex
    from PySide6.QtGui import QResizeEvent

    from commune_desk.domain.budget import Section
    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.services.crossed import Chapter, CrossedRow
    from commune_desk.services.scope import Scope
    from commune_desk.tables.table import Column
    from commune_desk.ui.context import Context

    Index = QModelIndex | QPersistentModelIndex

CHOICES: tuple[tuple[Section, ...], ...] = (*((each,) for each in SECTIONS), SECTIONS)
"""What the grid shows: one section, the other, or both."""

LEAST = 160
"""Pixels below which the grid is never pressed."""

Trigger = QAbstractItemView.EditTrigger
BY_HAND = (Trigger.DoubleClicked, Trigger.EditKeyPressed, Trigger.AnyKeyPressed)


class Cell(NamedTuple):
    """Where the cursor stands."""

    row: CrossedRow
    chapter: Chapter | None
    """None in the columns of the names and of the sums."""

    @property
    def lines(self) -> Sequence[BudgetRow]:
        """The lines behind the cell; of the whole row beside the chapters."""
        if self.chapter is None:
            return self.row.lines
        return self.row.cells.get(self.chapter.key, ())


class CrossedView(TableView):
    """Says where the cursor stands, and when a cell without a single line is typed."""

    moved = Signal(QWidget)
    asked = Signal(str)
    """What was typed on a cell that its panel must take."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which cell the cursor is on."""
        super().currentChanged(current, previous)
        self.moved.emit(self)

    def edit(  # type: ignore[override]  # as that of the table
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = Trigger.AllEditTriggers,
        event: QEvent | None = None,
    ) -> bool:
        """Open the cell, or hand what is typed to the panel."""
        if super().edit(index, trigger, event):
            return True
        if trigger in BY_HAND and index.isValid() and self.rows.row_at(index):
            text = getattr(event, "text", str)()
            if trigger is not Trigger.AnyKeyPressed or text.strip():
                self.asked.emit(text if text.isdigit() else "")
        return False


def _has_lines(row: CrossedRow) -> bool:
    return bool(row.lines) or row.id == NO_FUNCTION


def quieter(title: str) -> str:
    """Write a title of capitals in small letters."""
    return title.capitalize() if title.isupper() else title


class CrossedGrid(QWidget):
    """The grid with its pinned total, and the names of its chapters below."""

    settled = Signal()
    """The cells are measured: `wanted` is how wide they are in francs."""

    def __init__(self, context: Context, shown: int = 0) -> None:
        super().__init__()
        self._context = context
        self._chapters: dict[str, Chapter] = {}
        self.sections = CHOICES[shown]
        self.wanted = 0
        self.model = TableModel(grid_table(self._rows, self._columns), context, self)
        self.view = CrossedView(self.model)
        self.total = TotalRow(self.view, context.say(N_("Total")))
        box = frame("table")
        box.setLayout(down(self.view, self.total, gap=0, margins=(1, 1, 1, 1)))
        self.legend = Label("", "small", "ink_soft", wrap=True)
        layout = down(gap=6)
        layout.addWidget(box, 1)
        layout.addWidget(self.legend)
        self.setLayout(layout)
        self.view.begin()
        self.whole = True
        self.show_all(whole=not self._used())
        self.model.rebuilt.connect(self._settle)
        self._settle()

    def show_sections(self, number: int) -> None:
        """Show one section, the other, or both."""
        self.sections = CHOICES[number]
        self.model.reload()

    def show_all(self, *, whole: bool) -> None:
        """Show all functions, or only those that have a line."""
        self.whole = whole
        self.model.keep(None if whole else _has_lines)
        self.unfold()
        if not self._used():  # its panel offers the functions that are proposed
            self.choose(NO_FUNCTION)
            self._fold_empty()

    def _used(self) -> bool:
        return any(row.id != NO_FUNCTION and row.lines for row in self.model.rows())

    @property
    def cell(self) -> Cell | None:
        """Where the cursor stands; None on a division."""
        index = self.view.currentIndex()
        row = self.model.row_at(index)
        if row is None:
            return None
        return Cell(row, self._chapters.get(self.model.column_at(index).key))

    def choose(self, row_id: int, key: str = FUNCTION) -> bool:
        """Put the cursor on a cell."""
        return self.view.choose(row_id, key)

    def _columns(self, scope: Scope) -> tuple[Column[CrossedRow], ...]:
        with self._context.reading() as session:
            found = chapters(session, scope, self.sections)
        self._chapters = {each.key: each for each in found}
        return grid_columns(found)

    def _rows(
        self, session: Any, scope: Scope, _ids: Collection[int] | None
    ) -> Sequence[CrossedRow]:
        return crossed(session, scope, self.sections)

    def unfold(self) -> None:
        """Open the divisions that have lines, and no others."""
        self.view.expandAll()
        self._fold_empty()

    def _fold_empty(self) -> None:
        """Fold the divisions without a line."""
        at = self.model.index(0, 0)
        while at.isValid():
            rows = self.model.node(at).rows()
            if self.model.row_at(at) is None and not any(row.lines for row in rows):
                self.view.collapse(at)
            at = at.siblingAtRow(at.row() + 1)
        if not self.view.currentIndex().isValid():
            self.view.choose_first()

    def _settle(self) -> None:
        """Write thousands where francs have no room, and name what is shown."""
        room = self.view.viewport().width()
        self.model.thousands = False
        self.view.measure_again()
        self.wanted = self.view.wanted()
        if self.isVisible() and self.view.least() > room:
            self.model.thousands = True
            self.view.measure_again()
        self.total.update()
        say, model = self._context.say, self.model
        unit = N_("Amounts in F CFA")
        if model.thousands:
            unit = N_("Amounts in thousands of F CFA")
        root = model.outline.root
        names = [
            f"{each.code} {quieter(each.title)}"
            for column in model.columns
            if (each := self._chapters.get(column.key))
            and model.outline.value(root, column) is not None
        ]
        if any(row.proposed for row in model.rows()):
            names.append(say(STAR))
        self.legend.setText(" · ".join([say(unit), *names]))
        self.settled.emit()

    def minimumSizeHint(self) -> QSize:
        """Take what height there is: the grid scrolls under its head."""
        return QSize(LEAST, LEAST)

    def hasHeightForWidth(self) -> bool:
        """Let no long line of chapters make the window higher."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again at what has room, once the view has its new width."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._settle)

    def showEvent(self, event: Any) -> None:
        """Measure when the grid is first seen."""
        super().showEvent(event)
        QTimer.singleShot(0, self, self._settle)

    def keep_focus(self) -> None:
        """Put the cursor back into the grid."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)
