"""The form that makes a region’s desk: its name, then the place of the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QFrame, QLineEdit

from commune_desk.domain.text import N_
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.l10n.words import Words

ENDING = "*.region"


@dataclass(frozen=True)
class NewRegion:
    """What a new desk needs."""

    path: Path
    name: str
    demonstration: bool = False
    """Whether only packages of demonstrations are taken, for a training."""


class RegionForm(QFrame):
    """One question and a box to tick."""

    done = Signal(object)
    left = Signal()

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words, say = words, words.say
        self.refusal = RefusalBox()
        self.name = QLineEdit()
        label = Label(say(N_("Name of the region")), "small_strong")
        self.name.setAccessibleName(label.text())
        words_of_trial = N_("For a training: take packages of demonstrations")
        self.trial = QCheckBox(say(words_of_trial))
        create = Button(say(N_("Create the desk")), "check", MAIN, self.answer)
        leave = Button(say(N_("Give up")), "", "quiet", self.left.emit)
        self.setLayout(
            down(
                Label(say(N_("Create the desk of a region")), "title"),
                self.refusal,
                down(label, self.name, gap=3),
                self.trial,
                across(create, leave, None),
                gap=12,
                margins=(16, 12, 16, 16),
            )
        )

    def answer(self) -> None:
        """Ask where to keep the file, then hand the answers over."""
        name = self.name.text().strip()
        if not name:
            self.refusal.tell([self._words.say(N_("Type the name of the region."))])
            self.name.setFocus()
            return
        title = self._words.say(N_("Create the desk of a region"))
        path, _ = QFileDialog.getSaveFileName(self, title, f"{name}.region", ENDING)
        if path:
            self.done.emit(NewRegion(Path(path), name, self.trial.isChecked()))
