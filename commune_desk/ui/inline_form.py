"""A few fields that open in place, are read as a table reads them, and close again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from commune_desk.domain.errors import DeskError
from commune_desk.domain.text import N_
from commune_desk.tables.cells import Options, read_cell, write_cell
from commune_desk.ui.fields import Field, make_field
from commune_desk.ui.tab_walk import bring_in_sight
from commune_desk.ui.widgets.buttons import MAIN, QUIET, Button
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from commune_desk.services.command import Command
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context

    Make = Callable[[Mapping[str, Any]], Command[Any]]


class InlineForm(QWidget):
    """Fields of one table, under one another, with one button that notes them."""

    def __init__(  # noqa: PLR0913, PLR0917  what is asked, of which table, and what for
        self,
        context: Context,
        table: Table[Any],
        keys: Sequence[str],
        start: Mapping[str, Any],
        make: Make,
        left: Callable[[], object],
    ) -> None:
        super().__init__()
        self._context, self._make, self._left = context, make, left
        self._columns = [table.column(key, context.scope) for key in keys]
        with context.reading() as session:
            choices = [c.choices(session, context.scope) for c in self._columns]
        self._options = [Options(found, context.words) for found in choices]
        self.fields: list[Field] = []
        self._refusal = RefusalBox()
        lines = down(self._refusal, gap=4)
        for column, options in zip(self._columns, self._options, strict=True):
            field = make_field(column, options, context)
            value = start.get(column.key)
            field.setText(write_cell(column, value, options, context.words))
            field.returnPressed.connect(self.note)
            self.fields.append(field)
            lines.addWidget(Label(context.say(column.title), "small", "ink_soft"))
            lines.addWidget(field)
        say = context.say
        self.button = Button(say(N_("Note it")), "check", MAIN, self.note)
        leave = Button(say(N_("Leave")), "", QUIET, left)
        lines.addLayout(across(self.button, leave, None, gap=8))
        self.setLayout(lines)

    def begin(self) -> None:
        """Put the cursor into the first field."""
        if self.fields:
            self.fields[0].setFocus()
            self.fields[0].selectAll()
            QTimer.singleShot(0, self, self._show_itself)  # once it is laid out

    def _show_itself(self) -> None:
        bring_in_sight(self)
        bring_in_sight(self.fields[0])

    def note(self) -> None:
        """Read the fields and ask the desk; say under them why it refuses."""
        values: dict[str, Any] = {}
        for column, options, field in zip(
            self._columns, self._options, self.fields, strict=True
        ):
            field.refuse(refused=False)
            try:
                found = read_cell(column, field.text(), options, self._context.words)
            except DeskError as refused:
                self._refuse(refused, column.key)
                return
            if found not in {None, ""}:
                values[column.key] = found
        error = self._context.do(self._make(values))
        if error is not None:
            issues = getattr(error, "issues", ())
            self._refuse(error, next((i.field for i in issues if i.field), ""))
            return
        self._left()

    def _refuse(self, error: DeskError, key: str | None) -> None:
        issues = getattr(error, "issues", ())
        texts = [issue.text for issue in issues] or [error.text]
        self._refusal.tell([self._context.say(text) for text in texts])
        for field in self.fields:
            if field.column.key == key:
                field.refuse(refused=True)
                field.setFocus()
