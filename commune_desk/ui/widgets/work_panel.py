"""Long work: its name, a bar, its steps, and the button that stops it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QSize, QTimer

from commune_desk.domain.text import N_, P_
from commune_desk.services.jobs import Cancelled
from commune_desk.ui.states import State
from commune_desk.ui.widgets.bars import Bar, Fill, Part
from commune_desk.ui.widgets.buttons import DANGER, Button
from commune_desk.ui.widgets.cards import Card, rule
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Icon, Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.domain.errors import DeskError
    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.ui.jobs import Job, Jobs, Work

SHOWN_AFTER = 300
"""Milliseconds of work before it is worth a panel."""

LEAST = 140

SURE_AFTER = 3.0
"""Seconds of work before the time left is worth telling."""


CALM = N_("You can go on reading. Stopping changes nothing in the dossier.")


class Workplace(Protocol):
    """Where work is done, and whom the panel tells what became of it."""

    words: Words
    jobs: Jobs

    def say(self, value: object) -> str:
        """Put a value of the domain into words."""

    def tell(self, text: Text | str) -> None:
        """Say that it was stopped."""

    def refuse(self, error: DeskError) -> None:
        """Say why it was refused."""


class WorkPanel(Card):
    """Runs one piece of work and shows how far it is."""

    def __init__(self, context: Workplace, name: Text | str, calm: Text = CALM) -> None:
        self._stop = Button(context.say(N_("Stop")), "player-stop", DANGER, self.cancel)
        super().__init__(context.say(name), aside=self._stop, gap=6)
        self._context = context
        self._job: Job | None = None
        self._began = time.monotonic()
        self._steps: dict[str, str] = {}
        self._done = 0.0
        """The part of the present step that is done, 0 to 1."""

        self._count: Label | None = None
        """What tells how far the present step is."""

        self._bar = Bar(())
        self._share = Label("", "small_strong")
        self._left = Label("", "small", "ink_soft")
        self._list = down(gap=6)
        self.inner.addWidget(self._bar)
        self.inner.addLayout(across(self._share, None, self._left))
        self.inner.addWidget(rule())
        self.inner.addLayout(self._list)
        self.inner.addStretch(1)
        self.inner.addWidget(Label(context.say(calm), "small", "ink_soft", wrap=True))
        self.hide()

    def run(
        self,
        work: Work,
        done: Callable[[Any], object],
        refused: Callable[[DeskError], object] | None = None,
    ) -> None:
        """Start the work; `done` is given what it returns, `refused` why it did not.

        Without `refused` the foot of the window says why.
        """
        self._steps.clear()
        self._count = None
        clear(self._list)
        self._began = time.monotonic()
        self._stop.setEnabled(True)
        QTimer.singleShot(SHOWN_AFTER, self, self._show_if_long)

        def ended(result: Any, error: DeskError | Cancelled | None) -> None:
            self.hide()
            self._job = None
            if error is None:
                done(result)
            elif isinstance(error, Cancelled):
                self._context.tell(N_("Stopped; nothing was changed."))
            elif refused is not None:
                refused(error)
            else:
                self._context.refuse(error)

        self._job = self._context.jobs.start(work, self.tell_step, ended)

    def minimumSizeHint(self) -> QSize:
        """Take little room beside what the work is for."""
        return QSize(super().minimumSizeHint().width(), LEAST)

    def _show_if_long(self) -> None:
        self.setVisible(self._job is not None)
        if self._job is not None and self._steps:
            self._show_progress(goes_on=False)

    def cancel(self) -> None:
        """Stop at the next step."""
        if self._job is not None:
            self._job.cancel()
            self._stop.setEnabled(False)

    def tell_step(self, text: Text, done: int, total: int) -> None:
        """Show one step."""
        say, words = self._context.say, self._context.words
        count = f"{words.number(done + 1)} / {words.number(total)}"
        name = say(text)
        goes_on = next(reversed(self._steps), None) == name
        self._steps[name] = count
        self._done = (done + 1) / max(1, total)
        if not self.isHidden():
            self._show_progress(goes_on=goes_on)

    def _show_progress(self, *, goes_on: bool) -> None:
        """Show how far it is; a step that goes on has a new count, and no more."""
        share = self._done
        self._bar.show_parts((Part(share, Fill.SECURED),))
        self._share.setText(f"{round(share * 100)}\u00a0%")
        self._left.setText(self._time_left(share))
        if goes_on and self._count is not None:
            self._count.setText(next(reversed(self._steps.values())))
        else:
            self._show_steps()

    def _time_left(self, share: float) -> str:
        spent = time.monotonic() - self._began
        if spent < SURE_AFTER or not share:
            return ""
        left = max(1, round(spent / share - spent))
        about = P_(
            "about {count} second left", "about {count} seconds left", count=left
        )
        return self._context.say(about)

    def _show_steps(self) -> None:
        clear(self._list)
        for number, (name, count) in enumerate(self._steps.items()):
            last = number == len(self._steps) - 1
            picture = Icon("progress", "link") if last else light(State.OK)
            words = Label(name, "body_strong" if last else "body")
            self._count = Label(count, "small", "ink_soft")
            self._list.addLayout(across(picture, words, None, self._count))
