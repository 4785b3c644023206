"""The steps of a process as a checklist: light, date, attendance, what is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter

from commune_desk.domain.making import Standing
from commune_desk.domain.text import N_
from commune_desk.ui.states import State
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.cards import Tag
from commune_desk.ui.widgets.layouts import Flow, across, clear, down, hold
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from commune_desk.services.process import StepRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.keys import Keys

OF_STANDING = {
    Standing.COMPLETE: State.OK,
    Standing.INCOMPLETE: State.WATCH,
    Standing.LATE: State.CORRECT,
    Standing.UNDER_WAY: State.WAITING,
    Standing.TO_COME: State.UNKNOWN,
    Standing.SKIPPED: State.TOLD,
}

SAID = {
    Standing.COMPLETE: N_("held, nothing missing"),
    Standing.INCOMPLETE: N_("held, something is missing"),
    Standing.LATE: N_("late"),
    Standing.UNDER_WAY: N_("in hand"),
    Standing.TO_COME: N_("to come"),
    Standing.SKIPPED: N_("not held"),
}
"""The words of the lights."""

NUMBER, DATE, PRESENT = 20, 84, 184


class StepLine(Flow):
    """One step; pressed, it is shown at the right."""

    pressed = Signal(int)

    def __init__(self, context: Context, step: StepRow) -> None:
        super().__init__()
        self._context, self.step, self._on = context, step, False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        meaning = context.say(SAID[step.standing])
        self.setAccessibleName(f"{step.number} {step.title} – {meaning}")
        number = right(str(step.number), "body_strong")
        number.setFixedWidth(NUMBER)
        state = light(OF_STANDING[step.standing], meaning=meaning)
        line = across(gap=8, margins=(12, 7, 12, 8))
        line.addLayout(down(1, state, None, gap=0))
        line.addLayout(down(number, None, gap=0))
        line.addLayout(self._words(), 1)
        line.addWidget(_column(self._date(), DATE))
        line.addWidget(_column(self._present(), PRESENT))
        self.setLayout(line)

    def choose(self, *, on: bool) -> None:
        """Mark the line as the one that is shown."""
        self._on = on
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Ask to be shown."""
        super().mousePressEvent(event)
        self.pressed.emit(self.step.id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground of the chosen line, and the rule below."""
        painter, worn = QPainter(self), look()
        if self._on:
            painter.fillRect(self.rect(), worn.colour("select"))
            painter.fillRect(0, 0, 3, self.height(), worn.colour("accent"))
        foot = self.height() - 1
        painter.fillRect(0, foot, self.width(), 1, worn.colour("line"))
        painter.end()

    def _words(self) -> QVBoxLayout:
        say, step = self._context.say, self.step
        lines = down(Label(step.title, "body_strong", wrap=True), gap=1)
        where = " · ".join(part for part in (step.phase, step.place) if part)
        if where:
            lines.addWidget(Label(where, "small", "ink_soft", wrap=True))
        if step.lacks and step.standing is Standing.INCOMPLETE:
            text = say(N_("Missing: {what}", what=step.lacks))
            lines.addWidget(Label(text, "small", "amber", wrap=True))
        lines.addStretch(1)
        return lines

    def _date(self) -> QVBoxLayout:
        say, step = self._context.say, self.step
        lines = down(gap=2)
        if step.held_on is not None:
            lines.addWidget(Label(say(step.held_on)))
        elif step.planned_on is not None:
            lines.addWidget(Label(say(N_("planned for")), "small", "ink_soft"))
            lines.addWidget(Label(say(step.planned_on)))
        if step.standing is Standing.LATE:
            lines.addLayout(across(Tag(say(N_("late")), "error"), None))
        return lines

    def _present(self) -> QVBoxLayout:
        say, words, step = self._context.say, self._context.words, self.step
        lines = down(gap=1)
        if step.present is None:
            return lines

        def shown(count: int | None) -> str:
            return "…" if count is None else words.number(count)

        split = N_(
            "{men} M · {women} W · {young_men} YM · {young_women} YW",
            men=shown(step.men),
            women=shown(step.women),
            young_men=shown(step.young_men),
            young_women=shown(step.young_women),
        )
        lines.addWidget(right(words.number(step.present), "body_strong"))
        lines.addWidget(right(say(split), "small", "ink_soft"))
        return lines


class StepList(Flow):
    """All steps, one below the other; the arrows go from one to the next."""

    told_keys: ClassVar[Keys] = (
        ("Up", N_("Step above")),
        ("Down", N_("Step below")),
    )

    chosen = Signal(int)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines: dict[int, StepLine] = {}
        self._layout = down(gap=0)
        self.setLayout(self._layout)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.on: int | None = None

    def show_steps(self, steps: Sequence[StepRow]) -> None:
        """Show these steps; the chosen one stays chosen."""
        clear(self._layout)
        self._lines = {}
        for step in steps:
            line = self._lines[step.id] = StepLine(self._context, step)
            line.pressed.connect(self.choose)
            self._layout.addWidget(line)
        self._layout.addStretch(1)
        if self.on not in self._lines:
            self.on = next(iter(self._lines), None)
        if self.on is not None:
            self._lines[self.on].choose(on=True)

    def choose(self, step_id: int) -> None:
        """Mark a step, and tell which."""
        if step_id not in self._lines:
            return
        if self.on in self._lines and self.on is not None:
            self._lines[self.on].choose(on=False)
        self.on = step_id
        self._lines[step_id].choose(on=True)
        self.chosen.emit(step_id)

    def line(self, step_id: int) -> StepLine | None:
        """Give the line of a step."""
        return self._lines.get(step_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the step above or below."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        step = steps.get(Qt.Key(event.key()), 0)
        ids = list(self._lines)
        if not step or self.on not in ids:
            super().keyPressEvent(event)
            return
        at = ids.index(self.on) + step
        if 0 <= at < len(ids):
            self.choose(ids[at])


def _column(layout: QVBoxLayout, width: int) -> QWidget:
    layout.addStretch(1)
    box = hold(layout)
    box.setFixedWidth(width)
    return box
