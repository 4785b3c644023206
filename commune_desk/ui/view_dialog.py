"""Columns and kept views of a table: a small window served by keys alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QListView, QWidget

from commune_desk.domain.text import N_
from commune_desk.ui.arrangement import Arrangement
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, QUIET, SMALL, Button
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtGui import QKeyEvent

    from commune_desk.tables.table import Column
    from commune_desk.ui.context import Context

    Index = QModelIndex | QPersistentModelIndex

LONGEST_NAME = 60
_NOWHERE = QModelIndex()
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
Role = Qt.ItemDataRole


class ColumnList(QAbstractListModel):
    """The columns in order, each with a box to tick."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._columns: list[Column[Any]] = []
        self._hidden: set[str] = set()

    def show_columns(
        self, columns: Sequence[Column[Any]], arrangement: Arrangement
    ) -> None:
        """Take up the columns of a table as they are looked at."""
        self.beginResetModel()
        self._columns = arrangement.ordered(columns)
        self._hidden = {c.key for c in columns if c.key in arrangement.hidden}
        self.endResetModel()

    def arrangement(self) -> Arrangement:
        """Tell what is wished."""
        keys = tuple(column.key for column in self._columns)
        return Arrangement(keys, frozenset(self._hidden))

    def move(self, at: int, step: int) -> int:
        """Move a column up or down; tell where it stands then."""
        to = at + step
        if not (0 <= at < len(self._columns) and 0 <= to < len(self._columns)):
            return at
        self.beginResetModel()
        self._columns.insert(to, self._columns.pop(at))
        self.endResetModel()
        return to

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Name a column and say whether it is in sight."""
        if not index.isValid():
            return None
        column = self._columns[index.row()]
        match role:
            case Role.DisplayRole:
                parts = (column.group, column.title)
                return " · ".join(self._context.say(p) for p in parts if p)
            case Role.CheckStateRole:
                hidden = column.key in self._hidden
                return Qt.CheckState.Unchecked if hidden else Qt.CheckState.Checked
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Show or hide a column; the last one in sight stays."""
        if role != Role.CheckStateRole:
            return False
        key = self._columns[index.row()].key
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._hidden.discard(key)
        elif len(self._hidden) < len(self._columns) - 1:
            self._hidden.add(key)
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let each be chosen and ticked."""
        flag = Qt.ItemFlag
        del index
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsUserCheckable


class _Columns(QListView):
    """Alt and an arrow move the column that is marked."""

    def __init__(self, dialog: ViewDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve the keys that move; leave the others to Qt."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._dialog.move_column(step)
        else:
            super().keyPressEvent(event)


class ViewDialog(QDialog):
    """Space shows or hides a column, Alt and an arrow move it."""

    arranged = Signal(object)
    """The `Arrangement` that is wished."""

    named = Signal(str)
    """The present look is to be kept under a name."""

    chosen = Signal(str)
    removed = Signal(str)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        say = self._say = context.say
        self.setWindowTitle(say(N_("Columns and views")))
        self._columns: Sequence[Column[Any]] = ()
        self.columns = ColumnList(context, self)
        self.list = _Columns(self)
        self.list.setObjectName("columns")
        self.list.setModel(self.columns)
        self.list.setMinimumSize(320, 160)
        self.list.setAccessibleName(say(N_("Columns in sight")))
        self.columns.dataChanged.connect(self._tell)
        keys = say(N_("Space: show or hide · Alt+↑, Alt+↓: move"))
        up = Button(say(N_("Move up")), "", SMALL, lambda: self.move_column(-1))
        low = Button(say(N_("Move down")), "", SMALL, lambda: self.move_column(1))
        all_ = Button(say(N_("As at first")), "restore", SMALL, self._as_at_first)
        self.name = QLineEdit(self)
        self.name.setMaxLength(LONGEST_NAME)
        self.name.setPlaceholderText(say(N_("Name, such as: Health")))
        self.name.setAccessibleName(say(N_("Name of the view")))
        self.name.returnPressed.connect(self._keep)
        keep = Button(say(N_("Keep this view")), "device-floppy", PLAIN, self._keep)
        self.views = QComboBox(self)
        self.views.setAccessibleName(say(N_("Views kept")))
        self._use = Button(say(N_("Look this way")), "check", PLAIN, self._choose)
        self._drop = Button(say(N_("Forget it")), "trash", QUIET, self._remove)
        close = Button(say(N_("Close")), "", MAIN, self.accept)
        note = N_("A view keeps columns, order and filters, for you on this computer.")
        self.setLayout(
            down(
                Label(say(N_("Columns")), "title"),
                self.list,
                across(up, low, all_, None),
                Label(keys, "small", "ink_soft"),
                rule(),
                Label(say(N_("Views")), "title"),
                across(self.views, self._use, self._drop, grow=self.views),
                across(self.name, keep, grow=self.name),
                Label(say(note), "small", "ink_soft", wrap=True),
                across(None, close),
                gap=8, margins=(20, 16, 20, 16),
            )
        )  # fmt: skip

    def ask(
        self,
        columns: Sequence[Column[Any]],
        arrangement: Arrangement,
        names: Sequence[str],
    ) -> None:
        """Open on the columns of a table."""
        self._columns = columns
        self.columns.show_columns(columns, arrangement)
        self.list.setCurrentIndex(self.columns.index(0, 0))
        self.show_names(names)
        self.name.clear()
        self.open()
        self.list.setFocus()

    def show_names(self, names: Sequence[str]) -> None:
        """List the views that are kept."""
        self.views.clear()
        self.views.addItems(list(names))
        for each in (self.views, self._use, self._drop):
            each.setVisible(bool(names))

    def move_column(self, step: int) -> None:
        """Move the column that is marked."""
        at = self.columns.move(self.list.currentIndex().row(), step)
        self.list.setCurrentIndex(self.columns.index(at, 0))
        self._tell()

    def _as_at_first(self) -> None:
        self.columns.show_columns(self._columns, Arrangement())
        self.list.setCurrentIndex(self.columns.index(0, 0))
        self.arranged.emit(Arrangement())

    def _tell(self) -> None:
        self.arranged.emit(self.columns.arrangement())

    def _keep(self) -> None:
        name = " ".join(self.name.text().split())
        if name:
            self.named.emit(name)
            self.name.clear()

    def _choose(self) -> None:
        self.chosen.emit(self.views.currentText())
        self.accept()

    def _remove(self) -> None:
        self.removed.emit(self.views.currentText())
