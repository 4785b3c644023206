"""Any row of the desk, one field under the other; or a new row to fill in."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal

from commune_desk.domain.errors import DeskError, Rejected
from commune_desk.domain.text import N_
from commune_desk.tables.cells import read_cell, write_cell
from commune_desk.tables.table import Kind, locked
from commune_desk.ui.begun import Begun, form_of, place_of
from commune_desk.ui.cell_words import shown
from commune_desk.ui.context import Destination
from commune_desk.ui.fields import ChoiceField, Field, make_field
from commune_desk.ui.remedies import ways
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.layouts import Flow, across, clear, down
from commune_desk.ui.widgets.refusal_box import buttons
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

    from commune_desk.tables.table import Column
    from commune_desk.ui.keys import Keys
    from commune_desk.ui.table_model import TableModel


class RecordForm(Flow):
    """Labels above, errors below; a field that is left becomes a command."""

    told_keys: ClassVar[Keys] = (
        ("Ctrl+Return", N_("Keep the new line")),
        ("Esc", N_("Give up what was typed")),
    )

    saved = Signal(int)
    """The id of a row that was just added."""

    left = Signal()
    """The clerk gave the new row up."""

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self._model, self._context = model, model.context
        self._row: Any = None
        self._new = False
        self._begun = Begun(
            model.context, lambda: form_of(model.table.name, model.fixed)
        )
        self.fields: dict[str, Field] = {}
        self._errors: dict[str, Label] = {}
        self._ways: dict[str, QVBoxLayout] = {}
        self._lines = down(gap=10, margins=(2, 4, 6, 8))
        self.setLayout(self._lines)

    def show_row(self, row: Any) -> None:
        """Fill the form with one row."""
        same = self._row is not None and not self._new and row.id == self._row.id
        self._row, self._new = row, False
        if same:
            self._refresh()
        else:
            self._lay_out()

    def begin(self) -> None:
        """Empty the form for a new row, or go on with the one that was begun."""
        self._row, self._new = None, True
        self._lay_out()
        self._go_on()
        first = next(iter(self.fields.values()), None)
        if first is not None:
            first.setFocus()

    def _go_on(self) -> None:
        """Fill in what was typed before, and offer to throw it away."""
        texts = self._begun.texts()
        for key, field in self.fields.items():
            field.setText(texts.get(key, ""))
        if texts.keys() & self.fields.keys():
            say = self._context.say
            told = Linked(say(N_("Throw it away")), say(N_("As you had begun it. ")))
            told.followed.connect(self._start_over)
            self._lines.insertWidget(0, told)

    def _start_over(self) -> None:
        self._throw_away()
        self.begin()

    def _throw_away(self) -> None:
        self._remember()
        name = form_of(self._model.table.name, self._model.fixed)
        again = Destination(place_of(name).place, adding=True)
        self._begun.throw_away(lambda: self._context.gone.emit(again))
        self._clear()

    def _clear(self) -> None:
        for field in self.fields.values():
            field.clear()

    def _remember(self) -> None:
        """Keep what is typed of a new row: it may be gone on with another day."""
        if self._new:
            self._begun.keep({key: each.text() for key, each in self.fields.items()})

    def give_up(self) -> None:
        """Give the new row up; it can be brought back at once."""
        self._throw_away()
        self.left.emit()

    def save(self) -> None:
        """Add the new row, if all that is required can be read."""
        typed, good = self._read_all()
        values = {**self._model.fixed, **typed}
        add, scope = self._model.table.add, self._context.scope
        if not good or add is None:
            return
        error = self._context.refusal(lambda: self._add(add(scope, values)))
        if error is not None:
            self._refused(error)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter; give up with Esc."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        control = Qt.KeyboardModifier.ControlModifier
        if self._new and enter and event.modifiers() & control:
            self.save()
        elif event.key() == Qt.Key.Key_Escape and self._new:
            self.give_up()
        elif event.key() == Qt.Key.Key_Escape:
            self._refresh(force=True)
        elif enter:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def _columns(self) -> list[Column[Any]]:
        scope = self._context.scope
        return [c for c in self._model.table.columns(scope) if self._belongs(c)]

    def _belongs(self, column: Column[Any]) -> bool:
        if column.kind is Kind.PROSE:
            return False
        if not self._new:
            return True
        return column.edit is not locked and column.key not in self._model.fixed

    def _lay_out(self) -> None:
        clear(self._lines)
        self.fields.clear()
        self._errors.clear()
        self._ways.clear()
        for column in self._columns():
            if self._new or self._context.editable(column, self._row):
                self._add_field(column)
            else:
                self._add_words(column)
        if self._new:
            self._add_buttons()
        self._lines.addStretch(1)
        if not self._new:
            self._refresh(force=True)

    def _add_field(self, column: Column[Any]) -> None:
        field = make_field(column, self._model.options(column), self._context, self)
        field.setAlignment(Qt.AlignmentFlag.AlignLeft)
        error = Label("", "small", "red", wrap=True)
        error.hide()
        title = Label(self._title(column), "small_strong", wrap=True)
        title.setBuddy(field)
        found = self._ways[column.key] = down(gap=4)
        parts: list[QWidget | QLayout] = [title, field, error, found]
        if column.note is not None:
            note = Label(self._context.say(column.note), "small", "ink_soft", wrap=True)
            parts.append(note)
        self._lines.addLayout(down(*parts, gap=3))
        self.fields[column.key], self._errors[column.key] = field, error
        if not self._new:
            field.editingFinished.connect(partial(self._submit, field))
            if isinstance(field, ChoiceField):
                field.chosen.connect(partial(self._submit, field))
        else:
            field.textEdited.connect(partial(self._forgive, column.key))
            field.editingFinished.connect(self._remember)

    def _title(self, column: Column[Any]) -> str:
        title = self._context.say(column.title)
        needed = self._new and column.key in self._model.table.required
        return f"{title} *" if needed else title

    def _add_words(self, column: Column[Any]) -> None:
        text = shown(
            column,
            column.value(self._row),
            self._model.options(column),
            self._context.words,
        )
        if text:
            title = Label(self._title(column), "small", "ink_soft")
            self._lines.addLayout(down(title, Label(text, wrap=True), gap=1))

    def _add_buttons(self) -> None:
        say = self._context.say
        save = Button(say(N_("Save")), "device-floppy", MAIN, self.save)
        leave = Button(say(N_("Give up")), "", "quiet", self.give_up)
        keys = Label(say(N_("Ctrl+Enter: save · Esc: give up")), "small", "ink_soft")
        keys.setWordWrap(True)
        self._lines.addLayout(down(across(save, leave, None), keys, gap=6))

    def _refresh(self, *, force: bool = False) -> None:
        if self._row is None:
            return
        for key, field in self.fields.items():
            if force or not field.isModified():
                column = field.column
                text = write_cell(
                    column,
                    column.value(self._row),
                    self._model.options(column),
                    self._context.words,
                )
                field.setText(text)
                field.setCursorPosition(0)
                field.setModified(False)
                self._forgive(key)

    def _submit(self, field: Field) -> None:
        if self._row is None or not field.isModified():
            return
        column, text = field.column, field.text()
        made: list[Any] = []
        error = self._context.refusal(
            lambda: made.append(column.edit(self._row, self._read(column, text)))
        )
        if error is None and made[0] is not None:
            field.setModified(False)
            error = self._context.do(made[0])
        if error is None:
            self._forgive(column.key)
        else:
            field.setModified(True)
            self._blame(column.key, error)

    def _read(self, column: Column[Any], text: str) -> Any:
        return read_cell(column, text, self._model.options(column), self._context.words)

    def _read_all(self) -> tuple[dict[str, Any], bool]:
        values: dict[str, Any] = {}
        good = True
        for key, field in self.fields.items():
            self._forgive(key)
            try:
                value = self._read(field.column, field.text())
            except DeskError as error:
                self._blame(key, error)
                good = False
                continue
            if value is not None and value != "":
                values[key] = value
            elif key in self._model.table.required:
                self._blame(key, DeskError(N_("Fill this in.")))
                good = False
        if not good:
            self._go_to_blamed()
        return values, good

    def _add(self, command: Any) -> None:
        error = self._context.do(command, self._noted)
        if error is not None:
            raise error

    def _noted(self, row_id: int) -> None:
        self._begun.forget()
        self._clear()
        self.saved.emit(row_id)

    def _refused(self, error: DeskError) -> None:
        at = error.issues[0].field if isinstance(error, Rejected) else None
        key = at if at in self.fields else next(iter(self.fields), "")
        if key:
            self._blame(key, error)
            self._go_to_blamed()

    def _blame(self, key: str, error: DeskError) -> None:
        self.fields[key].refuse(refused=True)
        self._errors[key].setText(self._context.say(error.text))
        self._errors[key].show()
        clear(self._ways[key])
        for button in buttons(ways(error, self._context, self._solved)):
            self._ways[key].addLayout(across(button, None))

    def _solved(self, result: Any) -> None:
        """Show what a button of a refusal has done."""
        if self._new:
            self._noted(result)
        else:
            self._refresh(force=True)

    def _forgive(self, key: str, _text: str = "") -> None:
        self.fields[key].refuse(refused=False)
        self._errors[key].hide()
        clear(self._ways[key])

    def _go_to_blamed(self) -> None:
        for key, label in self._errors.items():
            if not label.isHidden():
                self.fields[key].setFocus()
                return
