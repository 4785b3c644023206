"""A small form in the page for one act: a date, a number, and the deed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame

from commune_desk.domain.text import N_
from commune_desk.tables.cells import Options, read_cell, write_cell
from commune_desk.ui.fields import Field, make_field
from commune_desk.ui.refusal_place import sentences
from commune_desk.ui.remedies import ways
from commune_desk.ui.widgets.buttons import MAIN, QUIET, Button
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QKeyEvent

    from commune_desk.domain.errors import DeskError
    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.tables.table import Column
    from commune_desk.ui.context import Context

FIELD = 150
"""Pixels of a field of the strip, for each 12 characters of its column."""


@dataclass(frozen=True)
class Act:
    """What can be done with a document, and what it asks for."""

    words: Text
    """The button that opens it, and the one that does it."""

    says: Text
    """What comes of it, before it is done."""

    fields: tuple[Column[Any], ...]
    make: Callable[[Mapping[str, Any]], Command[Any]]
    picture: str = "check"
    starts: Mapping[str, Any] | None = None
    """What the fields hold at first."""


class ActStrip(QFrame):
    """Stands between the head of a page and its body while an act is prepared."""

    done = Signal(object)
    """What the command gave back."""

    left = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._act: Act | None = None
        self._options: dict[str, Options] = {}
        self.fields: dict[str, Field] = {}
        self._lines = down(gap=6, margins=(14, 8, 14, 10))
        self.refusal = RefusalBox()
        self._body = down(gap=6)
        self._lines.addLayout(self._body)
        self._lines.addWidget(self.refusal)
        self.setLayout(self._lines)
        self.hide()

    def minimumSizeHint(self) -> QSize:
        """Ask for no more height than at the width that it likes (see `Flow`)."""
        least = super().minimumSizeHint()
        return QSize(least.width(), min(least.height(), self.sizeHint().height()))

    def ask(self, act: Act) -> None:
        """Show what an act asks for."""
        self._act = act
        say = self._context.say
        clear(self._body)
        self.fields.clear()
        self.refusal.hide()
        self._body.addWidget(Label(say(act.says), wrap=True))
        line = across(gap=12)
        for column in act.fields:
            line.addLayout(self._field(column))
        self.button = Button(say(act.words), act.picture, MAIN, self.do)
        leave = Button(say(N_("Give up")), "", QUIET, self.leave)
        foot = down(None, across(self.button, leave, gap=8), gap=0)
        line.addLayout(foot)
        line.addStretch(1)
        self._body.addLayout(line)
        self.show()
        first = next(iter(self.fields.values()), None)
        (first or self.button).setFocus()

    def _field(self, column: Column[Any]) -> Any:
        with self._context.reading() as session:
            choices = column.choices(session, self._context.scope)
        options = self._options[column.key] = Options(choices, self._context.words)
        field = make_field(column, options, self._context, self)
        field.setFixedWidth(max(FIELD, column.width * FIELD // 12))
        starts = self._act.starts if self._act is not None and self._act.starts else {}
        if column.key in starts:
            words = self._context.words
            field.setText(write_cell(column, starts[column.key], options, words))
            field.setCursorPosition(0)
        title = Label(self._context.say(column.title), "small_strong")
        title.setBuddy(field)
        self.fields[column.key] = field
        return down(title, field, gap=3)

    def do(self) -> None:
        """Do what was prepared, or say why not."""
        act = self._act
        if act is None:
            return
        values: dict[str, Any] = {}
        refused = self._context.refusal(lambda: values.update(self._read()))
        if refused is None:
            command: list[Command[Any]] = []
            refused = self._context.refusal(lambda: command.append(act.make(values)))
            if refused is None:
                refused = self._context.do(command[0], self._ended)
        if refused is not None:
            self._refuse(refused)

    def _read(self) -> dict[str, Any]:
        words = self._context.words
        return {
            key: read_cell(field.column, field.text(), self._options[key], words)
            for key, field in self.fields.items()
        }

    def _ended(self, result: Any) -> None:
        self.hide()
        self.done.emit(result)

    def _refuse(self, error: DeskError) -> None:
        found = ways(error, self._context)
        self.refusal.tell(sentences(error, self._context)[:MOST], "", found)

    def leave(self) -> None:
        """Give the act up."""
        self.hide()
        self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do it with Enter, give it up with Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.do()
        else:
            super().keyPressEvent(event)


MOST = 4
"""Sentences of a refusal that the strip shows."""
