"""One value for all lines of a file, for the columns that the file lacks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from commune_desk.domain.text import N_
from commune_desk.tables.cells import Options, read_cell
from commune_desk.tables.table import locked
from commune_desk.ui.fields import ChoiceField, Field, make_field
from commune_desk.ui.widgets.layouts import clear, down
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from commune_desk.domain.errors import DeskError
    from commune_desk.tables.table import Column, Table
    from commune_desk.ui.context import Context


class SameValues(QWidget):
    """Columns that the file lacks: the needed ones at once, the others when asked."""

    changed = Signal()
    """A value was given, changed or taken away."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._table: Table[Any] | None = None
        self._texts: dict[str, str] = {}
        self._options: dict[str, Options] = {}
        self._chosen: list[str] = []
        self._absent: list[Column[Any]] = []
        self.fields: dict[str, Field] = {}
        self.others = QComboBox()
        self.others.setAccessibleName(context.say(N_("Another column")))
        self.others.activated.connect(self._another)
        self._lines = down(gap=8)
        title = Label(context.say(N_("Same value for all lines")), "title")
        self.setLayout(down(title, self._lines, self.others, gap=8))
        self.hide()

    def begin(self, table: Table[Any]) -> None:
        """Forget what was typed for another file or table."""
        self._table = table
        self._texts.clear()
        self._chosen.clear()
        self._options.clear()
        self._absent.clear()

    def offer(self, matched: Collection[str]) -> None:
        """Offer the columns that no head of the file is matched to."""
        table = self._table
        if table is None:
            return
        absent = [
            column
            for column in table.columns(self._context.scope)
            if column.key not in matched and column.edit is not locked
        ]
        if absent != self._absent or not self.isVisible():
            self._absent = absent
            self._lay_out()

    def values(self) -> dict[str, str]:
        """Give what was typed and can be read, by the keys of the columns."""
        return {
            key: field.text()
            for key, field in self.fields.items()
            if field.text().strip() and self._error(field) is None
        }

    def _lay_out(self) -> None:
        clear(self._lines)
        self.fields.clear()
        needed = self._table.required if self._table is not None else frozenset()
        shown = [c for c in self._absent if c.key in needed]
        by_key = {c.key: c for c in self._absent}
        shown += [by_key[key] for key in self._chosen if key in by_key]
        for column in shown:
            self._add(column, needed=column.key in needed)
        say = self._context.say
        self.others.clear()
        self.others.addItem(say(N_("Another column…")), "")
        for column in self._absent:
            if column not in shown:
                self.others.addItem(titled(column, say), column.key)
        self.others.setVisible(self.others.count() > 1)
        self.setVisible(bool(self._absent))

    def _add(self, column: Column[Any], *, needed: bool) -> None:
        say, key = self._context.say, column.key
        field = make_field(column, self._options_of(column), self._context)
        field.setText(self._texts.get(key, ""))
        error = Label("", "small", "red", wrap=True)
        error.hide()
        title = titled(column, say)
        name = Label(f"{title} *" if needed else title, "small_strong")
        name.setBuddy(field)
        self._lines.addLayout(down(name, field, error, gap=3))
        self.fields[key] = field
        told = partial(self._typed, field, error)
        field.editingFinished.connect(told)
        if isinstance(field, ChoiceField):
            field.chosen.connect(told)

    def _typed(self, field: Field, error: Label) -> None:
        key, text = field.column.key, field.text().strip()
        if self._texts.get(key, "") == text:
            return
        self._texts[key] = text
        refused = self._error(field) if text else None
        field.refuse(refused=refused is not None)
        error.setText(self._context.say(refused.text) if refused else "")
        error.setVisible(refused is not None)
        self.changed.emit()

    def _error(self, field: Field) -> DeskError | None:
        column = field.column
        options, words = self._options_of(column), self._context.words
        return self._context.refusal(
            lambda: read_cell(column, field.text(), options, words)
        )

    def _options_of(self, column: Column[Any]) -> Options:
        if column.key not in self._options:
            with self._context.reading() as session:
                choices = column.choices(session, self._context.scope)
            self._options[column.key] = Options(choices, self._context.words)
        return self._options[column.key]

    def _another(self, _number: int) -> None:
        key = str(self.others.currentData() or "")
        if key:
            self._chosen.append(key)
            self._lay_out()
            self.fields[key].setFocus()


def titled(column: Column[Any], say: Callable[[object], str]) -> str:
    """Name a column alone on its line, with the head above it."""
    title = say(column.title)
    return f"{say(column.group)} · {title}" if column.group else title
