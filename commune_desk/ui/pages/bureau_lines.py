"""The seats of a committee, line by line: post, person, days, and a light."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from commune_desk.domain.terms import Standing
from commune_desk.domain.text import N_, Text
from commune_desk.services.term_lists import state_text
from commune_desk.ui.states import State
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from commune_desk.domain.terms import SeatState
    from commune_desk.ui.context import Context

OF_STANDING = {
    Standing.RUNNING: State.OK,
    Standing.ENDING: State.WAITING,
    Standing.OVER: State.WATCH,
    Standing.VACANT: State.CORRECT,
    Standing.LEFT: State.UNKNOWN,
    Standing.TO_COME: State.UNKNOWN,
}
NOBODY = "–"
HEADS = (N_("Post"), N_("Member"), N_("Mandate from"), N_("Mandate to"), N_("State"))
LINE, HEAD = 26, 30


def state_of(state: SeatState) -> State:
    """Choose the light of a seat; an empty seat ex officio is only unknown."""
    if state.standing is Standing.VACANT and state.post.ex_officio:
        return State.UNKNOWN
    return OF_STANDING[state.standing]


def short_lines(context: Context, states: Sequence[SeatState]) -> QVBoxLayout:
    """Write the seats for a narrow place: light, post, person, state below."""
    lines = down(gap=6)
    for state in states:
        found = state_of(state)
        who = state.holder.name if state.holder else NOBODY
        text = context.say(N_("{post}: {person}", post=state.post.title, person=who))
        said = Label(context.say(state_text(state)), "small", found.token, wrap=True)
        line = across(gap=8)
        line.addLayout(down(1, light(found), None, gap=0))
        line.addLayout(down(Label(text, wrap=True), said, gap=0), 1)
        lines.addLayout(line)
    return lines


def table_lines(
    context: Context,
    states: Sequence[SeatState],
    act: Callable[[SeatState], QWidget],
) -> QGridLayout:
    """Write the seats as a table; `act` gives what stands at the end of a line."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(0)
    grid.setContentsMargins(12, 2, 12, 6)
    for column, title in enumerate(HEADS):
        grid.addWidget(Label(context.say(title), "small_strong"), 0, column)
    grid.setRowMinimumHeight(0, HEAD)
    for row, state in enumerate(states, start=1):
        for column, widget in enumerate(_cells(context, state)):
            grid.addWidget(widget, row, column)
        found = state_of(state)
        said = Label(context.say(_said(state)), "body", found.token, wrap=True)
        word = across(light(found), gap=6)
        word.addWidget(said, 1)
        grid.addLayout(word, row, len(HEADS) - 1)
        grid.addWidget(act(state), row, len(HEADS))
        grid.setRowMinimumHeight(row, LINE)
    for column, stretch in enumerate((6, 8, 0, 0, 7)):
        grid.setColumnStretch(column, stretch)
    return grid


def _said(state: SeatState) -> Text:
    said = state_text(state)
    if state.terms > 1:
        return N_("{state}, term no. {terms}", state=said, terms=state.terms)
    return said


def _cells(context: Context, state: SeatState) -> list[Label]:
    holder = state.holder
    post: Text | str = state.post.title
    if state.post.ex_officio:
        post = N_("{post} (ex officio)", post=state.post.title)
    who = holder.name if holder else NOBODY
    begins = context.say(holder.begins_on) if holder else ""
    ends = context.say(holder.ends_on) if holder and holder.ends_on else ""
    words = ((context.say(post), True), (who, True),
             (begins, False), (ends, False))  # fmt: skip
    tone = "ink" if holder else "ink_soft"
    return [Label(text, "body", tone, wrap=wrap) for text, wrap in words]
