"""Long work of the start page: a dossier is built before any is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commune_desk.domain.text import N_, Text
from commune_desk.ui.jobs import Jobs
from commune_desk.ui.widgets.layouts import down
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.domain.errors import DeskError
    from commune_desk.l10n.words import Words
    from commune_desk.ui.jobs import Work

WIDEST = 720


class StartWork(QWidget):
    """Shows how far it is; where it ends without a dossier, says why."""

    left = Signal(object)
    """The `Text` that says why it is refused; None where it was stopped."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.words, self.jobs = words, Jobs(self)
        calm = N_("It is built on this computer, from lists that the program brings.")
        self.panel = WorkPanel(self, N_("The commune is being filled in"), calm)
        self.panel.setMaximumWidth(WIDEST)
        title = Label(self.say(N_("Try the demonstration")), "page")
        aim = N_("An imaginary commune, filled in, where mistakes are free.")
        self.setLayout(
            down(title, Label(self.say(aim), "body", "ink_soft"), self.panel, None,
                 gap=12, margins=(56, 48, 56, 32))
        )  # fmt: skip

    def run(self, work: Work, done: Callable[[Any], object]) -> None:
        """Start it; `done` is given what it returns."""
        self.panel.run(work, done)

    def say(self, value: object) -> str:
        """Put a value of the domain into words."""
        return self.words.say(value)

    def tell(self, text: Text | str) -> None:
        """Go back: who stops it knows."""
        del text
        self.left.emit(None)

    def refuse(self, error: DeskError) -> None:
        """Go back, and say why it is refused."""
        self.left.emit(error.text)
