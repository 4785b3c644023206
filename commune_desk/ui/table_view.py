"""A table typed like a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QWidget

from commune_desk.domain.text import N_
from commune_desk.late import late
from commune_desk.ui.delegates import CellDelegate
from commune_desk.ui.faces import ground
from commune_desk.ui.fields import Field
from commune_desk.ui.grid import Grid
from commune_desk.ui.icons import pixmap
from commune_desk.ui.place_keeper import PlaceKeeper
from commune_desk.ui.refusal_place import RefusalPlace
from commune_desk.ui.table_keys import TableKeys
from commune_desk.ui.theme import look

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QPersistentModelIndex
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    from commune_desk.ui.glance import Glance
    from commune_desk.ui.keys import Keys
    from commune_desk.ui.table_model import TableModel

    Index = QModelIndex | QPersistentModelIndex

Move = QAbstractItemView.CursorAction
BAR = 3
"""Pixels of the bar at the left of the chosen row."""

ALL_TRIGGERS = QAbstractItemView.EditTrigger.AllEditTriggers


KEYS: Keys = (
    ("Return", N_("Type into the cell; Enter again goes down")),
    ("Tab", N_("Go to the cell beside")),
    ("F2", N_("Change what the cell holds")),
    ("Ctrl+C", N_("Copy cells, for a spreadsheet too")),
    ("Ctrl+V", N_("Paste cells, from a spreadsheet too")),
    ("Ctrl+D", N_("Repeat what stands above")),
    ("Del", N_("Empty the cells")),
    ("Space", N_("See the record at a glance")),
    ("Esc", N_("Leave the cell as it was")),
)
"""What F1 tells of a table."""


class TableView(Grid):
    """Rows, groups and sums; the keys of a spreadsheet."""

    chosen = Signal(object)
    """The row under the cursor; None for a group or for nothing."""

    def __init__(self, rows: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(rows, parent)
        self._delegate = CellDelegate(look().sizes["row_compact"], self)
        self._keys = TableKeys(self)
        self._glance: Glance | None = None
        self.told_keys = KEYS
        self._dress()
        self.setItemDelegate(self._delegate)
        self.refusal = RefusalPlace(self)
        self._keeper = PlaceKeeper(self)
        self.refusal.solved.connect(self._settle)
        rows.rebuilt.connect(self._show_order)
        self._delegate.ended.connect(self._end_typing)
        self._delegate.given_up.connect(self._give_up)

    def begin(self) -> None:
        """Take the rows; once the view stands on its page, so that Qt lays out once."""
        self.ensurePolished()
        self.setModel(self.rows)
        self._keeper.unfold()
        self.choose_first()

    def edit(  # type: ignore[override]  # the stub knows two ways to call it, as one
        self,
        index: Index,
        trigger: QAbstractItemView.EditTrigger = ALL_TRIGGERS,
        event: QEvent | None = None,
    ) -> bool:
        """Open a cell, if the desk would take a new value for it."""
        if not index.isValid() or not self.rows.editable(index):
            return False
        return bool(super().edit(index, trigger, cast("QEvent", event)))

    def _dress(self) -> None:
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(self.indent)
        self.setRootIsDecorated(self.tree)
        self.setItemsExpandable(self.tree)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed
        )
        self.setTabKeyNavigation(True)
        self.setExpandsOnDoubleClick(False)
        header = self.header()
        self.stand_heads()
        header.setFont(look().font("small_strong"))
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(20)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort_by)
        self.setAccessibleName(self.rows.context.say(self.rows.table.title))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which row the cursor is on."""
        super().currentChanged(current, previous)
        self._look_away()
        self.viewport().update()
        row = self.rows.record_at(current)
        if row is not None:
            self.rows.new.follow(row)
        self.chosen.emit(row)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Answer the keys of a spreadsheet; leave the others to Qt."""
        if not (self._at_a_glance(event) or self._keys.answer(event)):
            super().keyPressEvent(event)

    def _at_a_glance(self, event: QKeyEvent) -> bool:
        """Leave the space bar to the card, and all keys while it is open."""
        if self._glance is None:
            if event.key() != Qt.Key.Key_Space:
                return False
            self._glance = late("commune_desk.ui.glance").Glance(self)
        return self._glance.answer(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Close what was shown at a glance."""
        super().focusOutEvent(event)
        self._look_away()

    def _look_away(self) -> None:
        if self._glance is not None:
            self._glance.card.hide()

    def moveCursor(self, action: Move, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Move by cells: Tab and arrows go across, not in and out of groups."""
        index = self.currentIndex()
        match action:
            case Move.MoveNext:
                return self._keys.beside(index, 1)
            case Move.MovePrevious:
                return self._keys.beside(index, -1)
            case Move.MoveRight | Move.MoveLeft if self.rows.row_at(index) is not None:
                step = 1 if action is Move.MoveRight else -1
                found = index.siblingAtColumn(index.column() + step)
                return found if found.isValid() else index
        return super().moveCursor(action, modifiers)

    def _forget(self) -> None:
        super()._forget()
        self._delegate.heights.clear()

    def _end_typing(self, field: Field, down: int, across: int) -> None:
        index = self.currentIndex()
        key, before = self.rows.column_at(index).key, self.rows.new.made
        if field.isModified() or field.property("state") == "error":
            error = self.rows.enter(index, field.text())
            if error is not None:
                field.refuse(refused=True)
                field.setModified(True)
                return
        self._delegate.closeEditor.emit(field, self._delegate.EndEditHint.NoHint)
        if self.rows.new.made != before:
            self.choose(self.rows.new.made, key)
        self._keys.move_on(down, across)

    def _settle(self) -> None:
        """Leave the cell that a button of its refusal has settled."""
        field = self.viewport().findChild(Field)
        if field is not None:
            self._give_up(field)
        self.rows.drop_refusal()
        self.setFocus()

    def _give_up(self, field: Field) -> None:
        field.setModified(False)
        field.refuse(refused=False)
        self.rows.drop_refusal()
        self._delegate.closeEditor.emit(
            field, self._delegate.EndEditHint.RevertModelCache
        )

    # Sorting and fitting

    def sort_here(self) -> None:
        """Sort by the column of the cursor: up, then down, then as the table does."""
        index = self.currentIndex()
        if index.isValid():
            self._sort_by(index.column())

    def _sort_by(self, section: int) -> None:
        rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        key, order = self.rows.columns[section].key, self.rows.order
        if order == (key, falling):
            self.rows.sort(-1)
        else:
            self.rows.sort(section, falling if order == (key, rising) else rising)

    def _show_order(self) -> None:
        """Mark the head of the column that orders the rows."""
        key, way = self.rows.order or ("", Qt.SortOrder.AscendingOrder)
        keys = [column.key for column in self.rows.columns]
        header = self.header()
        header.setSortIndicatorShown(key in keys)
        if key in keys:
            header.setSortIndicator(keys.index(key), way)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()
        self.refusal.place()
        self._look_away()

    def sizeHint(self) -> QSize:
        """Take what the page gives."""
        return QSize(400, 300)

    # Painting

    def drawRow(
        self, painter: QPainter, options: QStyleOptionViewItem, index: Index
    ) -> None:
        """Draw the ground of a row, then its cells, then its line."""
        worn, box = look(), cast("Any", options).rect
        full = QRect(0, box.top(), self.viewport().width(), box.height())
        node = self.rows.node(index)
        current = self.currentIndex()
        on = current.isValid() and self.rows.node(current) is node
        token = "select" if on else ground(node)
        if token:
            painter.fillRect(full, worn.colour(token))
        self._draw_selected(painter, index, full)
        super().drawRow(painter, options, index)
        painter.fillRect(QRect(0, full.bottom(), full.width(), 1), worn.colour("line"))
        if on:
            painter.fillRect(
                QRect(0, full.top(), BAR, full.height()), worn.colour("accent")
            )
            if self.hasFocus() or self.state() == self.State.EditingState:
                self._draw_cursor(painter, current)

    def _draw_selected(self, painter: QPainter, index: Index, full: QRect) -> None:
        model = self.selectionModel()
        for number in range(len(self.rows.columns)):
            cell = index.sibling(index.row(), number)
            if model.isSelected(cell):
                left = self.columnViewportPosition(number)
                width = self.columnWidth(number)
                box = QRect(left, full.top(), width, full.height())
                painter.fillRect(box, look().colour("select"))

    def _draw_cursor(self, painter: QPainter, index: QModelIndex) -> None:
        box = self.visualRect(index).adjusted(1, 1, -1, -2)
        painter.save()
        painter.setPen(QPen(look().colour("focus"), 2))
        painter.drawRoundedRect(box, 3, 3)
        painter.restore()

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw one clean chevron before a group."""
        if self.rows.hasChildren(index):
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            picture = pixmap(name, "ink_soft", 13, self.devicePixelRatioF())
            painter.drawPixmap(
                max(0, rect.right() - 11), rect.center().y() - 6, picture
            )
