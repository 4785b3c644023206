"""The recovery phrase, shown once: written down, asked back, then in use."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QGridLayout, QLineEdit

from commune_desk.domain.text import N_
from commune_desk.services.copies.phrase import answers
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, QUIET, Button
from commune_desk.ui.widgets.cards import Card, frame
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from commune_desk.services.copies.counter import CopyCounter
    from commune_desk.storage.key_copy import Lock
    from commune_desk.ui.context import Context

ACROSS = 3
FIELD = 160


class PhraseCard(Card):
    """Nine words that are on no disk: they go with this card."""

    def __init__(
        self,
        context: Context,
        counter: CopyCounter,
        since: dt.date | None,
        done: Callable[[bool], None],
    ) -> None:
        say = context.say
        super().__init__(say(N_("Recovery phrase")), gap=10)
        self._context, self._counter, self._done = context, counter, done
        self.phrase, self.places = counter.draw_phrase()
        why = N_(
            "These nine words open the copies that leave this computer. They are shown"
            " this once and kept nowhere: print the form, or write them on it by hand."
        )
        self.inner.addWidget(Label(say(why), wrap=True))
        if since is not None:
            old = N_(
                "Copies made since {date} still open with the phrase of then only: keep"
                " its form as long as them, and make a new copy at once.",
                date=since,
            )
            self.inner.addWidget(Label(say(old), "body_strong", "amber", wrap=True))
        self.inner.addWidget(self._words())
        if context.ports.record_paper is not None:
            printing = Button(
                say(N_("Print the sealed form")), "printer", PLAIN, self.print_form
            )
            self.inner.addLayout(across(printing, None))
        self.refusal = RefusalBox()
        self.inner.addWidget(self.refusal)
        self.fields: list[QLineEdit] = []
        asked = across(gap=12)
        for place in self.places:
            field = QLineEdit()
            field.setFixedWidth(FIELD)
            label = Label(
                say(N_("Word {place} of the form", place=place)), "small_strong"
            )
            field.setAccessibleName(label.text())
            field.returnPressed.connect(self.use)
            self.fields.append(field)
            asked.addLayout(down(label, field, gap=3))
        asked.addStretch(1)
        self.inner.addLayout(asked)
        self.work = WorkPanel(context, N_("Recovery phrase"))
        self.inner.addWidget(self.work)
        use = Button(say(N_("Use this phrase")), "lock", MAIN, self.use)
        leave = Button(say(N_("Give up")), "", QUIET, partial(done, False))  # noqa: FBT003  one answer
        self.inner.addLayout(across(use, leave, None))

    def _words(self) -> Any:
        grid = QGridLayout()
        grid.setContentsMargins(12, 8, 12, 8)
        grid.setHorizontalSpacing(20)
        for at, word in enumerate(self.phrase.split()):
            number = Label(f"{at + 1}.", "small", "ink_soft")
            line, place = divmod(at, ACROSS)
            grid.addWidget(number, line, 2 * place)
            grid.addWidget(Label(word, "title"), line, 2 * place + 1)
        grid.setColumnStretch(2 * ACROSS, 1)
        table = frame("table")
        table.setLayout(grid)
        return table

    def print_form(self) -> None:
        """Make the form with the words on it, and show it."""
        write, scope = self._context.ports.record_paper, self._context.scope
        if write is None:
            return
        title = self._context.say(N_("Sealed form of the recovery phrase"))
        phrase = self.phrase

        def done(pdf: bytes) -> None:
            self._context.shown.emit(title, pdf)

        self.work.run(
            lambda progress: write("recovery-form", phrase, scope, progress), done
        )

    def use(self) -> None:
        """Close the copies with this phrase, once two words were read on the paper."""
        typed = [field.text() for field in self.fields]
        if not answers(self.phrase, self.places, typed):
            text = N_("These are not the two words: read them on the form.")
            self.refusal.tell([self._context.say(text)])
            self.fields[0].setFocus()
            return
        counter, phrase = self._counter, self.phrase

        def locked(lock: Lock) -> None:
            if self._context.attempt(lambda: counter.use(lock)):
                self._done(True)  # noqa: FBT003  one answer

        self.work.run(lambda _: counter.lock_for(phrase), locked)
