"""Where an action is, and how far: the tab “Follow-up” of its panel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from commune_desk.domain.lifecycle import NEXT, ActionState
from commune_desk.domain.progress import physical_of
from commune_desk.domain.rates import WHOLE
from commune_desk.domain.text import N_
from commune_desk.services.followup import AddProgress, ChangeState
from commune_desk.services.today import today
from commune_desk.services.tracking import tracked
from commune_desk.tables.followup import PROGRESS_TABLE, TRANSITIONS
from commune_desk.ui.inline_form import InlineForm
from commune_desk.ui.state_of import OF_ACTION
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.bars import Bar, Fill, Part
from commune_desk.ui.widgets.buttons import SMALL, Button
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.states import StateWord
from commune_desk.ui.widgets.text import Label, right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from commune_desk.domain.text import Text
    from commune_desk.services.tracking import FollowRow, ProgressRow, TransitionRow
    from commune_desk.ui.context import Context

ASKED: dict[ActionState, tuple[str, ...]] = {
    ActionState.POSTPONED: ("to_year", "reason"),
    ActionState.ABANDONED: ("reason", "deliberation"),
    ActionState.SUSPENDED: ("reason",),
    ActionState.FUNDED: ("deliberation",),
}
"""What is asked beside the date."""

ENTRY = ("seen_on", "quantity", "percent", "committed", "paid", "difficulties",
         "measures")  # fmt: skip
FIGURES = ("quantity", "percent", "committed", "paid")
EDGES = 60
"""Pixels of the panel that its margins and its scroll bar take."""


class FollowLeaf:
    """State with what may follow, its history, progress with small bars."""

    title = N_("Follow-up")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._row_id = 0
        self._asking: ActionState | str = ""
        self._lines = down(gap=8, margins=(0, 4, 6, 4))
        self.widget: QWidget = flowing(self._lines)

    def show_row(self, row: Any) -> bool:
        """Show one action, planned or outside the plan."""
        if row.id != self._row_id:
            self._asking = ""
        self._row_id = row.id
        return self._show()

    def _show(self) -> bool:
        clear(self._lines)
        with self._context.reading() as session:
            found = tracked(session, self._context.scope, {self._row_id})
            self._today = today(session)
        if not found:
            return False
        row = found[0]
        self._show_state(row)
        self._show_progress(row)
        self._lines.addStretch(1)
        return True

    def ask(self, what: ActionState | str) -> None:
        """Open the fields of a new state, or of an entry of progress."""
        self._asking = what
        self._show()

    def _left(self) -> None:
        self.ask("")

    def _show_state(self, row: FollowRow) -> None:
        say = self._context.say
        self._lines.addWidget(
            StateWord(OF_ACTION[row.state], say(row.state), "body_strong")
        )
        if row.since is not None:
            since = say(N_("since {date}", date=row.since))
            self._lines.addWidget(Label(since, "small", "ink_soft"))
        if self._context.desk.allows(self._change(row, row.state)({})):
            if isinstance(self._asking, ActionState):
                self._lines.addWidget(self._form(row, self._asking))
            elif NEXT[row.state]:
                self._lines.addLayout(self._next(row))
        for turn in reversed(row.turns):
            self._lines.addWidget(self._turn(turn))
        self._lines.addWidget(rule())

    def _next(self, row: FollowRow) -> QVBoxLayout:
        """Offer what may follow, as many buttons on a line as the panel holds."""
        lines, line, left = down(gap=6), across(gap=6), 0
        room = look().sizes["panel"] - EDGES
        for state in NEXT[row.state]:
            words = self._context.say(state)
            button = Button(words[:1].upper() + words[1:], "", SMALL)
            button.clicked.connect(partial(self._pressed, state))
            wide = button.sizeHint().width()
            if wide > left:
                line, left = across(gap=6), room
                lines.addLayout(line)
            line.addWidget(button, 1)
            left -= wide + 6
        return lines

    def _pressed(self, what: ActionState | str, _checked: bool = False) -> None:  # noqa: FBT001, FBT002  Qt's own
        self.ask(what)

    def _form(self, row: FollowRow, state: ActionState) -> InlineForm:
        keys = ("reached_on", *ASKED.get(state, ()))
        start = {"reached_on": self._today}
        form = InlineForm(
            self._context,
            TRANSITIONS,
            keys,
            start,
            self._change(row, state),
            self._left,
        )
        words = self._context.say(state)
        self._lines.addWidget(Label(words[:1].upper() + words[1:], "body_strong"))
        QTimer.singleShot(0, form, form.begin)  # once it is in sight
        return form

    @staticmethod
    def _change(row: FollowRow, state: ActionState) -> Any:
        def make(values: Mapping[str, Any]) -> ChangeState:
            own = {"action_id": row.id, "state": state, "reached_on": None}
            return ChangeState({**own, **values})

        return make

    def _turn(self, turn: TransitionRow) -> QWidget:
        say = self._context.say
        text: Text | str = N_("{date}: {state}", date=turn.reached_on, state=turn.state)
        if turn.to_year is not None:
            text = N_(
                "{date}: postponed to {year}",
                date=turn.reached_on,
                year=str(turn.to_year),
            )
        words = [say(text), turn.reason, turn.deliberation]
        return Label(" – ".join(w for w in words if w), "small", wrap=True)

    def _show_progress(self, row: FollowRow) -> None:
        say = self._context.say
        add = Button(say(N_("Add")), "plus", SMALL)
        add.clicked.connect(partial(self._pressed, "progress"))
        head = Label(say(N_("Progress")), "body_strong")
        self._lines.addLayout(across(head, None, add))
        if self._asking == "progress":
            self._lines.addWidget(self._entry_form(row))
        for number in range(len(row.entries), 0, -1):
            self._show_entry(row, row.entries[:number])
        if not row.entries and self._asking != "progress":
            nothing = say(N_("Nothing was noted yet."))
            self._lines.addWidget(Label(nothing, "small", "ink_soft"))

    def _entry_form(self, row: FollowRow) -> InlineForm:
        start: dict[str, Any] = {"seen_on": self._today}
        if row.entries:
            last = row.entries[-1]
            start |= {key: getattr(last, key) for key in FIGURES}
        form = InlineForm(
            self._context,
            PROGRESS_TABLE,
            ENTRY,
            start,
            lambda values: AddProgress(
                {"action_id": row.id, "seen_on": None, **values}
            ),
            self._left,
        )
        QTimer.singleShot(0, form, form.begin)  # once it is in sight
        return form

    def _show_entry(self, row: FollowRow, entries: Sequence[ProgressRow]) -> None:
        say, entry = self._context.say, entries[-1]
        seen = tuple(one.seen for one in entries)
        share = physical_of(seen, row.plan.quantity)
        done = f"{self._context.words.share(share, 0)}" if share else ""
        paid = (
            N_("paid {amount}", amount=self._context.words.francs(entry.paid))
            if (entry.paid is not None)
            else ""
        )
        self._lines.addLayout(
            across(
                Label(say(entry.seen_on), "small"), None, right(done, "small_strong")
            )
        )
        if share is not None:
            part = min(1.0, share.basis_points / WHOLE.basis_points)
            self._lines.addWidget(Bar((Part(part, Fill.SECURED),), 8, meaning=done))
        words = [say(paid), entry.difficulties, entry.measures]
        text = " – ".join(word for word in words if word)
        if text:
            self._lines.addWidget(Label(text, "small", "ink_soft", wrap=True))
