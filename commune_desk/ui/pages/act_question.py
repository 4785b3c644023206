"""The question before an act with legal effect: what it freezes, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.ui.states import OF_SEVERITY, State
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.layouts import Flow, across, clear, down
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context

MOST = 8
"""Rows of figures that are told; a long transfer says how many more there are."""


RECORD = N_("Record the act")


@dataclass(frozen=True)
class Question:
    """What an act fixes, told before it is done."""

    freezes: Text
    """What can no longer change once it is done, and by what it still can."""

    sure: Text = RECORD
    """The words of the button that does it."""

    heads: tuple[Text, ...] = ()
    figures: tuple[tuple[object, ...], ...] = ()
    """Rows under the heads; the last is the whole."""

    doubts: tuple[Issue, ...] = ()
    """What warns and does not refuse."""


class QuestionBox(Flow):
    """Figures at the left, what they mean and both buttons at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(2)
        self._texts = down(gap=6)
        say = context.say
        self.back = Button(say(N_("Back to the form")), "", PLAIN)
        self.sure = Button("", "check", MAIN)
        buttons = across(self.back, self.sure, None, gap=8)
        left = down(self._grid, None, gap=0)
        side = down(self._texts, None, buttons, gap=8)
        layout = across(left, gap=32)
        layout.addLayout(side, 1)
        self.setLayout(layout)
        self.hide()

    def put(self, asked: Question) -> None:
        """Ask; the focus is on the way back, so that Enter alone does nothing."""
        say = self._context.say
        self._tell(asked.heads, asked.figures)
        clear(self._texts)
        title = N_("This act has legal effect: it will not be taken back.")
        self._texts.addWidget(Label(say(title), "body_strong", wrap=True))
        self._texts.addWidget(Label(say(asked.freezes), wrap=True))
        for issue in asked.doubts:
            state = OF_SEVERITY.get(issue.severity, State.WATCH)
            words = Label(say(issue.text), "body", state.token, wrap=True)
            line = across(down(1, light(state), None, gap=0), gap=6)
            line.addWidget(words, 1)
            self._texts.addLayout(line)
        self.sure.setText(f"\u2009{say(asked.sure)}")
        self.setAccessibleName(say(asked.freezes))
        self.show()
        self.back.setFocus()

    def words(self) -> str:
        """Give all that the question says, for tests and screen readers."""
        labels = self.findChildren(Label)
        return "\n".join(label.text() for label in labels if not label.isHidden())

    def _tell(
        self, heads: Sequence[Text], figures: Sequence[tuple[object, ...]]
    ) -> None:
        clear(self._grid)
        say = self._context.say
        for number, head in enumerate(heads):
            make = right if number else Label
            self._grid.addWidget(make(say(head), "small_strong", "ink_soft"), 0, number)
        for at, row in enumerate(figures, 1):
            role = "body_strong" if at == len(figures) else "body"
            for number, value in enumerate(row):
                make = right if isinstance(value, Money) else Label
                self._grid.addWidget(make(say(value), role), at, number)
