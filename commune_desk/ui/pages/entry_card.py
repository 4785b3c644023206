"""A card of fields over a table: what is typed quickly, and what it will come to.

Fields stand in rows that share the width; the page says what each change means.
Enter notes the entry, Esc leaves, and a new one begins where the hand is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from commune_desk.domain.text import N_
from commune_desk.tables.cells import Options, read_cell, write_cell
from commune_desk.tables.table import Column, Kind, no_choices
from commune_desk.ui.begun import Begun
from commune_desk.ui.fields import ChoiceField, Field, make_field
from commune_desk.ui.refusal_place import sentences
from commune_desk.ui.remedies import ways
from commune_desk.ui.widgets.buttons import MAIN, QUIET, Button
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from commune_desk.domain.errors import DeskError
    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.tables.table import Choice
    from commune_desk.ui.context import Context
    from commune_desk.ui.keys import Keys

LEAST, LEAST_OF_NUMBER, LEAST_OF_DATE = 76, 62, 122
"""Pixels under which a field says nothing; a date has its calendar beside it."""

MOST = 4
"""Sentences of a refusal that the card shows."""


@dataclass(frozen=True)
class Asked:
    """What a card asks for, row by row, and the command that it makes."""

    rows: Sequence[Sequence[Column[Any]]]
    make: Callable[[Mapping[str, Any]], Command[Any]]
    words: Text
    """The main button."""

    picture: str = "check"
    lines: int = 2
    """How many lines of words have room below the fields."""

    kept: str = ""
    """The name under which what is half typed is kept; empty where it is not: the card
    serves one record today and another tomorrow."""

    closes: bool = True
    """Whether the card goes once the entry is noted, and can be left."""


def asked(
    key: str,
    title: Text,
    kind: Kind = Kind.TEXT,
    width: int = 10,
    choices: Callable[..., Sequence[Choice]] = no_choices,
) -> Column[Any]:
    """Describe a field of a card; its width is a share of its row."""
    return Column(key, title, lambda _: None, kind, width, choices=choices)


class FewLines(Label):
    """Small words that have room for so many lines, whatever the width."""

    def __init__(self, lines: int) -> None:
        super().__init__("", "small", "ink_soft", wrap=True)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 2)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)

    def hasHeightForWidth(self) -> bool:
        """Let no long sentence make the window higher."""
        return False


class EntryCard(QFrame):
    """Fields, the sentence below them, the button that notes them."""

    told_keys: ClassVar[Keys] = (
        ("Return", N_("Note it")),
        ("Esc", N_("Leave")),
    )

    done = Signal(object)
    """What the command gave back."""

    typed = Signal(str)
    """The key of a field that a hand, or a choice, has changed."""

    asked_back = Signal()
    """What was thrown away is brought back: the card is to be opened again."""

    left = Signal()

    def __init__(self, context: Context, wanted: Asked) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context, self._asked = context, wanted
        self._columns = {c.key: c for row in wanted.rows for c in row}
        self._options: dict[str, Options] = {}
        self._begun = Begun(context, lambda: wanted.kept)
        self._starts: dict[str, str] = {}
        """The texts that the card begins with: nobody typed them."""

        self.fields: dict[str, Field] = {}
        self.told = FewLines(wanted.lines)
        self.refusal = RefusalBox()
        say = context.say
        self.button = Button(say(wanted.words), wanted.picture, MAIN, self.do)
        lines = down(gap=6, margins=(14, 8, 14, 10))
        self._read_choices()
        for number, row in enumerate(wanted.rows):
            line: QHBoxLayout = across(gap=10)
            for column in row:
                line.addLayout(self._field(column), column.width)
            if number == len(wanted.rows) - 1:
                line.addLayout(self._foot())
            lines.addLayout(line)
        lines.addWidget(self.told)
        lines.addWidget(self.refusal)
        self.setLayout(lines)

    def _foot(self) -> Any:
        buttons = across(self.button, gap=8)
        if self._asked.closes:
            leave = Button(self._context.say(N_("Give up")), "", QUIET, self.leave)
            buttons.addWidget(leave)
        return down(None, buttons, gap=0)

    def _field(self, column: Column[Any]) -> Any:
        options = self._options[column.key]
        if column.kind is Kind.TEXT and options.titles:
            field: Field = ChoiceField(column, options.titles, options.titles, self)
            field.setAccessibleName(self._context.say(column.title))
        else:
            field = make_field(column, options, self._context, self)
        leasts = {Kind.DATE: LEAST_OF_DATE, Kind.INTEGER: LEAST_OF_NUMBER}
        field.setMinimumWidth(leasts.get(column.kind, LEAST))
        field.textEdited.connect(lambda _, key=column.key: self.typed.emit(key))
        field.editingFinished.connect(self._remember)
        if isinstance(field, ChoiceField):
            field.chosen.connect(lambda key=column.key: self.typed.emit(key))
        title = Label(self._context.say(column.title), "small_strong")
        title.setBuddy(field)
        self.fields[column.key] = field
        return down(title, field, gap=2)

    def _read_choices(self) -> None:
        with self._context.reading() as session:
            for key, column in self._columns.items():
                choices = column.choices(session, self._context.scope)
                self._options[key] = Options(choices, self._context.words)

    def renew(self) -> None:
        """Read the choices again: another year, or something was added."""
        self._read_choices()
        for key, field in self.fields.items():
            if isinstance(field, ChoiceField):
                options = self._options[key]
                also = [
                    " ".join((title, *choice.also))
                    for title, choice in zip(
                        options.titles, options.choices, strict=True
                    )
                ]
                field.offer_others(options.titles, also)

    def begin(self, starts: Mapping[str, Any], focus: str = "") -> None:
        """Fill the fields that are known and put the cursor into the first to type."""
        begun = self._begun.texts() if self._asked.kept else {}
        for key, each in self.fields.items():
            self.put(key, starts.get(key))
            self._starts[key] = each.text()
            if key in begun:
                each.setText(begun[key])
        self.refusal.hide()
        self._mark("")
        self.show()
        first = self.fields.get(focus) or next(iter(self.fields.values()))
        first.setFocus()
        first.selectAll()
        self.typed.emit("")

    def _remember(self) -> None:
        """Keep what a hand has typed: it may be gone on with later."""
        if self._asked.kept:
            texts = {key: field.text() for key, field in self.fields.items()}
            self._begun.keep(dict(texts.items() - self._starts.items()))

    def _forget(self) -> None:
        """Take what the fields hold for what nobody typed: it is noted, or given up."""
        self._starts = {key: field.text() for key, field in self.fields.items()}
        self._remember()

    def put(self, key: str, value: Any) -> None:
        """Write a value into a field."""
        column, words = self._columns[key], self._context.words
        field = self.fields[key]
        field.setText(write_cell(column, value, self._options[key], words))
        field.setCursorPosition(0)

    def value(self, key: str) -> Any:
        """Read one field; None where it cannot be read yet."""
        found: list[Any] = []
        self._context.refusal(lambda: found.append(self._read(key)))
        return found[0] if found else None

    def _read(self, key: str) -> Any:
        column, words = self._columns[key], self._context.words
        value = read_cell(column, self.fields[key].text(), self._options[key], words)
        return None if value == "" else value

    def _take(self, key: str, values: dict[str, Any]) -> None:
        values[key] = self._read(key)

    def do(self) -> None:
        """Note the entry, or say why not."""
        values: dict[str, Any] = {}
        for key in self.fields:
            refused = self._context.refusal(partial(self._take, key, values))
            if refused is not None:
                self._refuse(refused, key)
                return
        known = {k: v for k, v in values.items() if v is not None}
        command: list[Command[Any]] = []
        refused = self._context.refusal(lambda: command.append(self._asked.make(known)))
        if refused is None:
            refused = self._context.do(command[0], self._ended)
        if refused is not None:
            issues = getattr(refused, "issues", ())
            self._refuse(refused, next((i.field for i in issues if i.field), ""))

    def _ended(self, result: Any) -> None:
        self._forget()
        self.refusal.hide()
        self._mark("")
        if self._asked.closes:
            self.hide()
        self.done.emit(result)

    def _refuse(self, error: DeskError, key: str) -> None:
        found = ways(error, self._context)
        self.refusal.tell(sentences(error, self._context)[:MOST], "", found)
        self._mark(key)
        if key in self.fields:
            self.fields[key].setFocus()

    def _mark(self, key: str) -> None:
        for name, field in self.fields.items():
            field.refuse(refused=name == key)

    def leave(self) -> None:
        """Give the entry up; it can be brought back where it would have been kept."""
        if self._asked.kept:
            self._remember()
            self._begun.throw_away(self.asked_back.emit)
        self._forget()
        if self._asked.closes:
            self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Note it with Enter, leave with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.do()
        else:
            super().keyPressEvent(event)
