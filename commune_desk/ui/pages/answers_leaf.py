"""What answers a problem: the tab “Answers” of its panel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.issues import Record
from commune_desk.domain.priorities import Decision
from commune_desk.domain.text import N_
from commune_desk.services.answers import LinkAction, MakeAction, UnlinkAction
from commune_desk.tables.cells import Options, read_cell
from commune_desk.tables.choices import action_choices
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.fields import ChoiceField, make_field
from commune_desk.ui.state_of import OF_DECISION
from commune_desk.ui.widgets.buttons import QUIET, SMALL, Button
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.states import StateWord
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.services.command import Command
    from commune_desk.services.village_sheets import AnswerRow, ProblemRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.fields import Field

_LINKED: Column[Any] = Column(
    "link",
    N_("Link an action"),
    lambda _: None,
    Kind.CHOICE,
    choices=action_choices,
)


class AnswersLeaf:
    """The actions that answer, their state; a new one, or a link to one there is."""

    title = N_("Answers")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=8, margins=(0, 4, 6, 4))
        self.widget: QWidget = flowing(self._lines)
        self.field: Field | None = None
        self._row: ProblemRow | None = None

    def show_row(self, row: ProblemRow) -> bool:
        """Show the answers; there is always something to do here."""
        self._row = row
        clear(self._lines)
        say = self._context.say
        for action in row.actions:
            self._show(action)
            self._lines.addWidget(rule())
        if not row.actions:
            none = say(N_("No action answers this problem yet."))
            self._lines.addWidget(Label(none, "body", "ink_soft", wrap=True))
        words = say(N_("Make an action of it"))
        make = Button(words, "arrow-big-right", SMALL, self.make)
        self._lines.addLayout(across(make, None))
        self._lines.addSpacing(4)
        self._lines.addWidget(Label(say(_LINKED.title), "small_strong"))
        self.field = self._choose()
        self._lines.addWidget(self.field)
        self._lines.addStretch(1)
        return True

    def _show(self, action: AnswerRow) -> None:
        say = self._context.say
        link = Linked(f"{action.code}  {action.title}", wrap=True)
        link.followed.connect(partial(self._open, action))
        leave = Button("", "x", QUIET, partial(self._unlink, action))
        leave.setToolTip(say(N_("Unlink action {code}", code=action.code)))
        leave.setAccessibleName(leave.toolTip())
        line = across(gap=4)
        line.addWidget(link, 1)
        line.addLayout(down(leave, None, gap=0))
        self._lines.addLayout(line)
        kept = action.decision is Decision.KEPT
        word = say(action.state if kept else action.decision)
        self._lines.addWidget(StateWord(OF_DECISION[action.decision], word))
        if action.reason and not kept:
            self._lines.addWidget(Label(action.reason, "small", wrap=True))

    def _choose(self) -> Field:
        field = make_field(_LINKED, self._options(), self._context)
        field.setPlaceholderText(self._context.say(N_("Number or words of an action")))
        if isinstance(field, ChoiceField):
            field.chosen.connect(self.link)
        field.returnPressed.connect(self.link)
        return field

    def _options(self) -> Options:
        with self._context.reading() as session:
            choices = action_choices(session, self._context.scope)
        return Options(choices, self._context.words)

    def make(self) -> None:
        """Propose an action that answers the problem."""
        if self._row is not None:
            self._do(MakeAction(self._row.id))

    def link(self) -> None:
        """Link the action that is named in the field."""
        if self.field is None or self._row is None or not self.field.text().strip():
            return
        text, row_id, words = self.field.text(), self._row.id, self._context.words
        found: list[int] = []
        if self._context.attempt(
            lambda: found.append(read_cell(_LINKED, text, self._options(), words))
        ):
            self._do(LinkAction(row_id, found[0]))

    def _unlink(self, action: AnswerRow) -> None:
        if self._row is not None:
            self._do(UnlinkAction(self._row.id, action.id))

    def _do(self, command: Command[Any]) -> None:
        error = self._context.do(command)
        if error is not None:
            self._context.refused.emit(error)

    def _open(self, action: AnswerRow) -> None:
        kept = action.decision is Decision.KEPT
        self._context.go_to_record(Record("actions" if kept else "scores", action.id))
