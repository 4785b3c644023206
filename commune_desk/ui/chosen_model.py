"""A table of which the clerk chooses rows and columns: filters, order, arrangement."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from commune_desk.domain.errors import DeskError
from commune_desk.domain.search import fold
from commune_desk.ui.arrangement import Arrangement
from commune_desk.ui.cell_words import shown
from commune_desk.ui.column_filter import ColumnFilter
from commune_desk.ui.outline_model import OutlineModel
from commune_desk.ui.row_choice import RowChoice

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from commune_desk.tables.cells import Options
    from commune_desk.tables.table import Column, Table
    from commune_desk.ui.context import Context


class ChosenModel(OutlineModel):
    """What is chosen, apart from how the rows are read and typed in."""

    about_to_rebuild = Signal()
    rebuilt = Signal()

    def __init__(
        self, table: Table[Any], context: Context, parent: QObject | None
    ) -> None:
        super().__init__(parent)
        self.table, self.context = table, context
        self._choice = RowChoice(self._words_of)
        self.arrangement = Arrangement()
        self.asked: dict[str, str] = {}
        """What is typed under the heads of columns, by their keys."""

        self.unread: dict[str, DeskError] = {}
        """What of it is no question, and why."""

    @property
    @abstractmethod
    def count(self) -> int:
        """How many rows are shown."""

    @property
    @abstractmethod
    def whole(self) -> int:
        """How many rows there are."""

    @abstractmethod
    def rows(self) -> list[Any]:
        """Give all rows in their own order."""

    @abstractmethod
    def options(self, column: Column[Any]) -> Options:
        """Give the values that a column takes."""

    @abstractmethod
    def _build(self) -> None:
        """Lay out the rows that are chosen."""

    @abstractmethod
    def can_show(self) -> list[Column[Any]]:
        """Give the columns that this table can show, in its own order."""

    @abstractmethod
    def _lay_columns(self) -> None:
        """Lay out the columns as they are arranged."""

    @property
    def selects(self) -> bool:
        """Whether some rows may be left out."""
        return self._choice.selects

    @property
    def asks(self) -> bool:
        """Whether somebody typed what rows to show."""
        return self._choice.asked

    @property
    def offered(self) -> int:
        """How many rows the page itself lets be seen."""
        keep, rows = self._choice.keep, self.rows()
        return len(rows) if keep is None else sum(map(bool, map(keep, rows)))

    @property
    def order(self) -> tuple[str, Qt.SortOrder] | None:
        """The key of the column that orders the rows, and which way."""
        found = self._choice.order
        return (found[0].key, found[1]) if found is not None else None

    def search(self, wanted: str) -> None:
        """Keep the rows that hold these words, blind to accents and case."""
        words = fold(wanted).split()
        if words != self._choice.wanted:
            self._choice.wanted = words
            self._rebuild()

    def ask(self, typed: Mapping[str, str]) -> None:
        """Keep the rows that answer what is typed under the heads of columns."""
        wanted = {key: text for key, text in typed.items() if text.strip()}
        if wanted != self.asked:
            self.asked = wanted
            self._ask_columns()
            self._rebuild()

    def _ask_columns(self) -> None:
        """Read the questions again, for the columns in sight and their values."""
        self.unread.clear()
        parts: list[tuple[Column[Any], Callable[[Any], bool]]] = []
        for column in self.columns:
            text = self.asked.get(column.key, "")
            if not text:
                continue
            asked = ColumnFilter(column, self.options(column), self.context.words)
            try:
                test = asked.test(text)
            except DeskError as error:
                self.unread[column.key] = error
                continue
            if test is not None:
                parts.append((column, test))
        self._choice.parts = tuple(parts)

    def keep(self, keep: Callable[[Any], bool] | None) -> None:
        """Keep the rows of which this is true."""
        self._choice.keep = keep
        self._rebuild()

    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        """Put the rows of each group in the order of a column; -1 for their own."""
        self._choice.order = (self.columns[column], order) if column >= 0 else None
        self._rebuild()

    def arrange(self, arrangement: Arrangement) -> None:
        """Show other columns, or in another order; the rows stay as they were read."""
        if arrangement != self.arrangement:
            self.arrangement = arrangement
            self._rebuild(columns=True)

    def _rebuild(self, *, columns: bool = False) -> None:
        self.about_to_rebuild.emit()
        self.beginResetModel()
        if columns:
            self._choice.forget()
            self._lay_columns()
        self._build()
        self.endResetModel()
        self.rebuilt.emit()

    def text_of(self, row: Any, column: Column[Any]) -> str:
        """Say what a cell of a row shows, be it in sight or not."""
        value, words = column.value(row), self.context.words
        return shown(column, value, self.options(column), words)

    def _words_of(self, row: Any) -> str:
        cells = [self.text_of(row, column) for column in self.columns]
        groups = [self.context.say(level.title(row)) for level in self.table.levels]
        return " ".join(cells + groups)
