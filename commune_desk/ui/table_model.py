"""Any table of the desk, ready for a view: read, heard, typed in."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from commune_desk.domain.money import Money
from commune_desk.services.memory import undisturbed
from commune_desk.tables.cells import Options, read_cell, write_cell
from commune_desk.tables.outline import Outline, affected
from commune_desk.tables.table import locked
from commune_desk.ui.cell_words import in_thousands, shown
from commune_desk.ui.chosen_model import ChosenModel
from commune_desk.ui.flat_tree import GROUP as GROUPED
from commune_desk.ui.flat_tree import LEAF, ROOT, TOP
from commune_desk.ui.marks import Marks
from commune_desk.ui.new_line import NewLine
from commune_desk.ui.outline_model import NOWHERE
from commune_desk.ui.refusal import Refusal
from commune_desk.ui.two_lines import halved

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from PySide6.QtCore import QPersistentModelIndex

    from commune_desk.domain.errors import DeskError
    from commune_desk.domain.issues import Issue
    from commune_desk.services.command import Command
    from commune_desk.tables.node import Node
    from commune_desk.tables.table import Column, Table
    from commune_desk.ui.context import Context

    Index = QModelIndex | QPersistentModelIndex

Role = Qt.ItemDataRole
_ID = attrgetter("id")


class TableModel(ChosenModel):
    """Shows a table as a tree; a typed cell becomes a command."""

    marked = Signal()
    """Findings were put on cells, or taken from them."""

    refusal_changed = Signal()
    touched = Signal(frozenset)
    """Ids of rows that were read again."""

    def __init__(
        self, table: Table[Any], context: Context, parent: QObject | None = None
    ) -> None:
        super().__init__(table, context, parent)
        self.refusal: Refusal | None = None
        self.thousands = False
        self.narrow_heads: frozenset[str] = frozenset()
        """Keys of the columns whose titles stand on two lines."""

        self._rows: dict[int, Any] = {}
        self._options: dict[str, Options] = {}
        self.marks = Marks(table.record)
        self.fixed: dict[str, Any] = {}
        """Values that the page gives to all rows: it shows no others."""

        self.new = NewLine(self)
        with undisturbed():
            self._read()
            self._build()
        self._mark()
        context.changed.connect(self._hear)
        context.scoped.connect(self._look_elsewhere)
        context.reviewed.connect(self._mark)

    def reload(self) -> None:
        """Read everything again."""
        self.about_to_rebuild.emit()
        self.beginResetModel()
        with undisturbed():
            self._read()
            self._build()
        self.endResetModel()
        self.rebuilt.emit()

    def regroup(self, table: Table[Any]) -> None:
        """Show the same rows as another table orders them."""
        self.table = table
        self.reload()

    def _look_elsewhere(self) -> None:
        self.new.forget()
        self.reload()

    def fix(self, values: Mapping[str, Any]) -> None:
        """Show only the rows with these values; a new row takes them."""
        self.fixed = dict(values)
        self.new = NewLine(self)
        self.reload()

    @property
    def count(self) -> int:
        """How many rows are shown."""
        return len(self.outline)

    @property
    def whole(self) -> int:
        """How many rows the table has."""
        return len(self._rows)

    def row(self, row_id: int) -> Any:
        """Give a row by its id; None where there is none."""
        return self._rows.get(row_id)

    def rows(self) -> list[Any]:
        """Give all rows, shown or not, in order."""
        return list(self._rows.values())

    def options(self, column: Column[Any]) -> Options:
        """Give the values that a column takes."""
        found = self._options.get(column.key)
        if found is None:
            with self.context.reading() as session:
                choices = column.choices(session, self.context.scope)
            found = self._options[column.key] = Options(choices, self.context.words)
        return found

    def _read(self) -> None:
        scope = self.context.scope
        described = self.described = self.table.columns(scope)
        self._options.clear()
        self._choice.forget()
        self._lay_columns()
        with self.context.reading() as session:
            rows = self.table.rows(session, scope, None)
        wanted = [(c, self.fixed[c.key]) for c in described if c.key in self.fixed]
        if wanted:
            rows = [row for row in rows if all(c.value(row) == v for c, v in wanted)]
        self._rows = dict(zip(map(_ID, rows), rows, strict=True))

    def can_show(self) -> list[Column[Any]]:
        """Give the columns that this table can show, in its own order."""
        return [c for c in self.described if c.shown and c.key not in self.fixed]

    def _lay_columns(self) -> None:
        self.columns = self.arrangement.seen(self.can_show())
        self.flush = tuple(column.to_the_right for column in self.columns)
        typed = [column.edit is not locked for column in self.columns]
        self._flags = {
            GROUPED: [GROUP] * len(typed),
            LEAF: [OPEN if each else CLOSED for each in typed],
            TOP: [ABOVE if each else GROUP for each in typed],
        }
        self._ask_columns()

    def _build(self) -> None:
        rows = self._choice.apply(self._rows.values())
        outline = Outline(self.table, self.columns, rows)
        if not self._choice.asked and self.new.offered:
            outline.open_line(self.new.row)
        self.plant(outline)

    def _hear(self, changes: tuple[Any, ...]) -> None:
        ids = affected(self.table, changes)
        whole = ids is None or (ids and self.fixed)
        if whole or (ids and not self._read_some(ids)):
            self.reload()
        elif not ids:
            self._options.clear()
        if ids:
            self.touched.emit(ids)

    def _read_some(self, ids: Collection[int]) -> bool:
        """Read a few rows again; tell whether the tree could stay as it is."""
        with self.context.reading() as session:
            rows = self.table.rows(session, self.context.scope, ids)
        known = len(rows) == len(ids) and all(i in self._rows for i in ids)
        if known:
            self._rows.update((row.id, row) for row in rows)
            self._choice.forget(ids)
            self._options.clear()
        if not known or not self.outline.replace(rows, ids):
            if known and self._choice.narrow:
                self._rebuild()
            return known and self._choice.narrow
        self.tell(rows)
        return True

    def _mark(self) -> None:
        ids = self.marks.take(self.context.findings)
        self.tell([row for row in map(self.row, ids) if row is not None])
        if ids:
            self.marked.emit()

    def issue_at(self, node: Node[Any], column: Column[Any]) -> Issue | None:
        """Give the finding that marks a cell."""
        if node.row is None or not self.marks:
            return None
        keys = [each.key for each in self.columns]
        return self.marks.at(node.row.id, column.key, keys)

    def editable(self, index: Index) -> bool:
        """Tell whether a cell can be typed in."""
        row = self.row_at(index)
        if row is self.new.row:
            return self.column_at(index).edit is not locked
        return row is not None and self.context.editable(self.column_at(index), row)

    def record_at(self, index: Index) -> Any:
        """Give the record of an index; None for a group and for a new line."""
        row = self.row_at(index)
        return None if row is self.new.row else row

    def is_new(self, index: Index) -> bool:
        """Tell whether a cell lies in the line where a row begins."""
        return self.row_at(index) is self.new.row

    def command(self, index: Index, text: str) -> Command[Any] | None:
        """Read what is typed for a cell; raise `Unreadable` where it is no value."""
        column = self.column_at(index)
        value = read_cell(column, text, self.options(column), self.context.words)
        return column.edit(self.row_at(index), value)

    def enter(self, index: Index, text: str) -> DeskError | None:
        """Ask the desk for the change that was typed in a cell."""
        if self.row_at(index) is None or text == self.typed(index):
            self.drop_refusal()
            return None
        if self.is_new(index):
            error = self.new.enter(self.column_at(index), text)
            return self._answered(index, text, error)
        made: list[Command[Any] | None] = []
        error = self.context.refusal(lambda: made.append(self.command(index, text)))
        if error is None and made[0] is not None:
            error = self.context.do(made[0])
        return self._answered(index, text, error)

    def _answered(
        self, index: Index, text: str, error: DeskError | None
    ) -> DeskError | None:
        if error is None:
            self.drop_refusal()
        else:
            self.refuse(index, text, error)
        return error

    def refuse(self, index: Index, text: str, error: DeskError) -> None:
        """Mark a cell with what was typed there and why it was not taken."""
        row_id, key = self.row_at(index).id, self.column_at(index).key
        self.refusal = Refusal(row_id, key, text, error)
        self.refusal_changed.emit()

    def drop_refusal(self) -> None:
        """Forget what was refused: the cell shows its good value again."""
        if self.refusal is not None:
            self.refusal = None
            self.refusal_changed.emit()

    def refused_at(self, node: Node[Any], column: Column[Any]) -> Refusal | None:
        """Give the refusal that a cell carries."""
        refusal = self.refusal
        if refusal is None or node.row is None or refusal.row_id != node.row.id:
            return None
        return refusal if refusal.key == column.key else None

    def refused_index(self) -> QModelIndex:
        """Find the cell that carries the refusal."""
        if self.refusal is None:
            return NOWHERE
        return self.find(self.refusal.row_id, self.refusal.key)

    def text(self, node: Node[Any], column: Column[Any]) -> str:
        """Say what a cell shows."""
        if node.row is None and column is self.columns[0]:
            return self.context.say(node.title)
        if node is self.outline.draft:
            return self.new.text(column)
        return self._shown(column, self.outline.value(node, column))

    def total_text(self, column: Column[Any]) -> str:
        """Say what the total row shows under a column."""
        return self._shown(column, self.outline.value(self.outline.root, column))

    def typed(self, index: Index) -> str:
        """Say what the editor of a cell starts with."""
        column, row = self.column_at(index), self.row_at(index)
        if row is None:
            return ""
        if row is self.new.row:
            return self.new.typed(column)
        words = self.context.words
        return write_cell(column, column.value(row), self.options(column), words)

    def show_thousands(self, *, thousands: bool) -> None:
        """Show amounts in thousands, or in francs; what is typed stays in francs."""
        self.thousands = thousands
        self._rebuild()

    def _shown(self, column: Column[Any], value: Any) -> str:
        if self.thousands and isinstance(value, Money) and value:
            return in_thousands(value, self.context.words)
        return shown(column, value, self.options(column), self.context.words)

    def head(self, column: Column[Any], *, narrow: bool | None = None) -> str:
        """Say the head of a column, under the head of its group if it has one."""
        title = self.context.say(column.title)
        if column.key in self.narrow_heads if narrow is None else narrow:
            title = halved(title)
        group = self.context.say(column.group) if column.group is not None else ""
        return f"{group}\n{title}" if group else title

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Give the title of a column."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        column = self.columns[section]
        match role:
            case Role.DisplayRole:
                return self.head(column)
            case Role.TextAlignmentRole:
                return RIGHT if column.to_the_right else LEFT
            case Role.ToolTipRole:
                return self.context.say(column.note)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Give what a cell shows."""
        if not index.isValid():
            return None
        match role:
            case Role.DisplayRole:
                return self.text(self.node(index), self.column_at(index))
            case Role.EditRole:
                return self.typed(index)
            case Role.ToolTipRole:
                node, column = self.node(index), self.column_at(index)
                issue = self.issue_at(node, column)
                if issue is not None:
                    return self.context.say(issue.text)
                return None if column.to_the_right else self.typed(index)
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Ask the desk for the change that was typed."""
        return role == Role.EditRole and self.enter(index, str(value)) is None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Open the cells that may be typed in; the view asks `editable` for the rest.

        Qt asks for the flags of every row each time it lays the tree out.
        """
        number = index.internalId()  # 0, which is ROOT, where it is not valid
        if number == ROOT:
            return NONE
        return self._flags[self._tree.kinds[number]][index.column()]


NONE = Qt.ItemFlag.NoItemFlags
GROUP = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
CLOSED = GROUP | Qt.ItemFlag.ItemNeverHasChildren
OPEN = CLOSED | Qt.ItemFlag.ItemIsEditable
ABOVE = GROUP | Qt.ItemFlag.ItemIsEditable
"""A row with rows under it."""

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
