"""The line that looks for words in what is shown: Ctrl+F, next, before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QLineEdit, QWidget

from commune_desk.domain.text import N_
from commune_desk.ui.widgets.buttons import PLAIN, QUIET, Button
from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent

    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context

PAUSE = 250
"""Milliseconds after the last letter before one looks."""


IN_PAGES = N_("Find in the pages")


class Searched(Protocol):
    """Pages, or a column, that words are looked for in."""

    @property
    def place(self) -> int:
        """Which of the places found is in sight, from 1 on."""

    @property
    def places(self) -> int:
        """How many were found."""

    def find_words(self, wanted: str) -> int:
        """Find them, go to the first, and tell how many there are."""

    def next_place(self, step: int) -> object:
        """Go on or back."""

    def take_keys(self) -> None:
        """Take the keys back."""


class PageSearch(QWidget):
    """Hidden until it is asked for; Escape hides it again."""

    def __init__(
        self, context: Context, view: Searched, words: Text = IN_PAGES
    ) -> None:
        super().__init__()
        self._context, self._view, say = context, view, context.say
        self.field = _Field(self)
        self.field.setPlaceholderText(say(words))
        self.field.setAccessibleName(self.field.placeholderText())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.look)
        self.field.textChanged.connect(lambda _: self._pause.start())
        self.told = Label("", "small", "ink_soft")
        before = _small("chevron-left", say(N_("Place before")), self.before)
        after = _small("chevron-right", say(N_("Next place")), self.after)
        close = _small("x", say(N_("Close")), self.leave, QUIET)
        line = across(self.field, before, after, self.told, close, grow=self.field)
        self.setLayout(line)
        self.hide()

    def ask(self) -> None:
        """Show the line with the cursor in it."""
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def leave(self) -> None:
        """Take the marks off the pages and hide the line."""
        self._pause.stop()
        self._view.find_words("")
        self.hide()
        self._view.take_keys()

    def again(self) -> None:
        """Look once more, in other pages."""
        if not self.isHidden() and self.field.text():
            self.look()

    def look(self) -> None:
        """Look for what is typed, from the page in sight on."""
        self._pause.stop()
        self._tell(self._view.find_words(self.field.text()))

    def after(self) -> None:
        """Go to the next place, or look first for what was just typed."""
        self._step(1)

    def before(self) -> None:
        """Go to the place before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        if self._pause.isActive():
            self.look()
            return
        self._view.next_place(step)
        self._tell(self._view.places)

    def _tell(self, count: int) -> None:
        if not self.field.text().strip():
            text = ""
        elif count:
            place = self._view.place
            text = self._context.say(N_("{place} of {count}", place=place, count=count))
        else:
            text = self._context.say(N_("not found"))
        self.told.setText(text)
        self.told.set_tone("ink_soft" if count or not text else "red")


class _Field(QLineEdit):
    """Enter goes on, Shift+Enter goes back, Escape leaves."""

    def __init__(self, search: PageSearch) -> None:
        super().__init__()
        self._search = search

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serve the three keys of a search."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            (self._search.before if back else self._search.after)()
        elif key == Qt.Key.Key_Escape:
            self._search.leave()
        else:
            super().keyPressEvent(event)


def _small(
    picture: str, words: str, deed: Callable[[], object], kind: str = PLAIN
) -> Button:
    button = Button("", picture, kind, deed)
    button.setFixedWidth(36)
    button.setToolTip(words)
    button.setAccessibleName(words)
    return button
