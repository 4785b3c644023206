"""A small form in the page for one act: a date, a number, and the deed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame

from commune_desk.domain.text import N_
from commune_desk.tables.cells import Options, read_cell, write_cell
from commune_desk.tables.table import Kind
from commune_desk.ui.fields import Field, make_field
from commune_desk.ui.pages.act_question import Question, QuestionBox
from commune_desk.ui.refusal_place import sentences
from commune_desk.ui.remedies import ways
from commune_desk.ui.widgets.buttons import MAIN, QUIET, Button
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from commune_desk.domain.errors import DeskError
    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.tables.table import Column
    from commune_desk.ui.context import Context
    from commune_desk.ui.keys import Keys

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

    asks: Callable[[Context, Mapping[str, Any]], Question] | None = None
    """What is asked before an act with legal effect, once the desk would do it."""

    follows: Callable[[Context, str, Any], Mapping[str, Any]] | None = None
    """What other fields take from the key and the value of one that was chosen."""


BESIDE = 640
"""Pixels of fields up to which the buttons stand beside them."""


class ActStrip(QFrame):
    """Stands between the head of a page and its body while an act is prepared."""

    told_keys: ClassVar[Keys] = (
        ("Return", N_("Do it")),
        ("Esc", N_("Give it up")),
    )

    done = Signal(object)
    """What the command gave back."""

    left = Signal()
    turned = Signal()
    """It came, went, or asks now: the page finds room for it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._context = context
        self._act: Act | None = None
        self._options: dict[str, Options] = {}
        self._command: Command[Any] | None = None
        self.fields: dict[str, Field] = {}
        self._lines = down(gap=6, margins=(14, 8, 14, 10))
        self.refusal = RefusalBox()
        self._body = down(gap=6)
        self.form = flowing(self._body)
        self.question = QuestionBox(context)
        self.question.back.clicked.connect(lambda _=False: self.back())
        self.question.sure.clicked.connect(lambda _=False: self.confirm())
        self._lines.addWidget(self.form)
        self._lines.addWidget(self.question)
        self._lines.addWidget(self.refusal)
        self.setLayout(self._lines)
        self.hide()

    def minimumSizeHint(self) -> QSize:
        """Ask for little height: its sentences flow with the width they get."""
        return QSize(self._lines.minimumSize().width(), 0)

    def ask(self, act: Act) -> None:
        """Show what an act asks for."""
        self._act = act
        say = self._context.say
        clear(self._body)
        self.fields.clear()
        self.refusal.hide()
        self.question.hide()
        self.form.show()
        self._body.addWidget(Label(say(act.says), wrap=True))
        line = across(gap=12)
        for column in act.fields:
            line.addLayout(self._field(column))
        self.button = Button(say(act.words), act.picture, MAIN, self.do)
        leave = Button(say(N_("Give up")), "", QUIET, self.leave)
        foot = across(self.button, leave, gap=8)
        if sum(field.width() for field in self.fields.values()) <= BESIDE:
            line.addLayout(down(None, foot, gap=0))
            foot = across()
        line.addStretch(1)
        foot.addStretch(1)
        self._body.addLayout(line)
        self._body.addLayout(foot)
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
        if column.kind is Kind.CHOICE:
            field.textChanged.connect(partial(self._follow, column.key))
        return down(title, field, gap=3)

    def _follow(self, key: str, text: str) -> None:
        """Give other fields what a chosen value says of them."""
        act = self._act
        if act is None or act.follows is None or key not in self.fields:
            return
        column, options = self.fields[key].column, self._options[key]
        words = self._context.words
        read: list[Any] = []
        self._context.refusal(
            lambda: read.append(read_cell(column, text, options, words))
        )
        if not read or read[0] is None:
            return
        for name, value in act.follows(self._context, key, read[0]).items():
            field = self.fields[name]
            field.setText(write_cell(field.column, value, self._options[name], words))
            field.setCursorPosition(0)

    def do(self) -> None:
        """Do what was prepared, or say why not; ask first where it has legal effect."""
        act = self._act
        if act is None:
            return
        values: dict[str, Any] = {}
        refused = self._context.refusal(lambda: values.update(self._read()))
        if refused is None:
            made: list[Command[Any]] = []
            refused = self._context.refusal(lambda: made.append(act.make(values)))
            if refused is None:
                command = self._command = made[0]
                refused = (
                    self._context.refusal(lambda: self._context.desk.attempt(command))
                    if command.final
                    else self._context.do(command, self._ended)
                )
                if refused is None and command.final:
                    self._ask_first(act, values)
        if refused is not None:
            self._refuse(refused)

    def _ask_first(self, act: Act, values: Mapping[str, Any]) -> None:
        """Put the question in the place of the fields, which keep what was typed."""
        asked = act.asks(self._context, values) if act.asks else Question(act.says)
        self.refusal.hide()
        self.form.hide()
        self.question.put(asked)

    @property
    def asking(self) -> bool:
        """Whether the question stands, and nothing is done yet."""
        return not self.question.isHidden()

    def confirm(self) -> None:
        """Do the act that was asked about."""
        if self._command is None or not self.asking:
            return
        refused = self._context.do(self._command, self._ended, sure=True)
        if refused is not None:
            self.back()
            self._refuse(refused)

    def back(self) -> None:
        """Show the fields again, as they were typed."""
        self.question.hide()
        self.form.show()
        self.button.setFocus()

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

    def showEvent(self, event: QShowEvent) -> None:
        """Ask the page for room."""
        super().showEvent(event)
        self.turned.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the room back."""
        super().hideEvent(event)
        self.turned.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do it with Enter, give it up with Esc; a question is answered by its own."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Escape:
            (self.back if self.asking else self.leave)()
        elif enter and self.asking:
            (self.confirm if self.question.sure.hasFocus() else self.back)()
        elif enter:
            self.do()
        else:
            super().keyPressEvent(event)


MOST = 4
"""Sentences of a refusal that the strip shows."""
