"""The first window: open, create, try, take a copy back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from commune_desk import VERSION
from commune_desk.domain.text import N_, Text
from commune_desk.ui.pages.start_commune import Gazetteer, NewForm
from commune_desk.ui.pages.start_region import RegionForm
from commune_desk.ui.pages.start_work import StartWork
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import Card, frame, rule
from commune_desk.ui.widgets.layouts import across, down, flowing, hold
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.states import StateWord
from commune_desk.ui.widgets.text import Icon, Label, Linked, right

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent, QShowEvent

    from commune_desk.l10n.words import Words
    from commune_desk.ui.jobs import Work

RAIL = 400
SHOWN = 3
"""Recent dossiers that stand above the other ways to begin."""

ASIDE = 152
EITHER = "*.commune *.region"
COPIES = "*.commune *.copie.zip"


@dataclass(frozen=True)
class Recent:
    """A dossier that was opened lately."""

    path: Path
    opened: Text | str
    note: Text | str = ""
    state: State = State.OK


_PROMISES = (
    ("wifi-off", N_("Works without network or account.")),
    ("bolt-off", N_("A power cut erases nothing: each entry is kept at once.")),
    ("file-text", N_("The whole commune is one file, copied on a key.")),
)


def _scrolled(column: QVBoxLayout) -> QScrollArea:
    area = QScrollArea()
    area.setObjectName("page")
    area.setWidget(flowing(column, "page"))
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows the cursor
    return area


class StartPage(QWidget):
    """Nothing is changed before a dossier is opened."""

    opened = Signal(Path)
    created = Signal(object)
    """A `NewDossier`."""

    region_created = Signal(object)
    """A `NewRegion`."""

    tried = Signal()
    restored = Signal(Path)
    """A copy to take back."""

    def __init__(
        self,
        words: Words,
        recent: Sequence[Recent] = (),
        note: Text | None = None,
        known: Gazetteer = Gazetteer(),  # noqa: B008  it is frozen
    ) -> None:
        super().__init__()
        self._words = words
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(900, 500)
        self._stack = QStackedWidget()
        self._first: QWidget | None = None
        """Where the cursor begins: the dossier of last time, or the first way."""

        self._stack.addWidget(self._choices(recent, note))
        self.form = NewForm(words, known)
        self.form.done.connect(self.created)
        self.form.left.connect(self._back)
        self._stack.addWidget(
            _scrolled(down(self.form, None, margins=(32, 32, 32, 24)))
        )
        self.region = RegionForm(words)
        self.region.done.connect(self.region_created)
        self.region.left.connect(self._back)
        self._stack.addWidget(
            _scrolled(down(self.region, None, margins=(56, 48, 56, 32)))
        )
        self.work = StartWork(words)
        self.work.left.connect(self._stopped)
        self._stack.addWidget(self.work)
        whole = across(self._rail(), gap=0)
        whole.addWidget(self._stack, 1)
        self.setLayout(whole)

    def showEvent(self, event: QShowEvent) -> None:
        """Put the cursor on the first way to begin."""
        super().showEvent(event)
        if self._stack.currentIndex() == 0:
            self._back()

    def _back(self) -> None:
        self._stack.setCurrentIndex(0)
        if self._first is not None:
            self._first.setFocus(Qt.FocusReason.TabFocusReason)

    def build(self, work: Work, done: Callable[[Any], object]) -> None:
        """Show long work that makes a dossier; `done` is given what it returns."""
        self.refuse(None)
        self._stack.setCurrentWidget(self.work)
        self.work.run(work, done)

    def _stopped(self, text: Text | None) -> None:
        self._back()
        self.refuse(text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop what is being built before the window goes."""
        self.work.jobs.close()
        super().closeEvent(event)

    def refuse(self, text: Text | None) -> None:
        """Say why a dossier could not be opened or made; None says nothing more."""
        if text is not None and self._stack.currentWidget() is self.work:
            self._back()  # where nothing would be said
        for box in (self._refusal, self.form.refusal, self.region.refusal):
            if text is None:
                box.hide()
            else:
                box.tell([self._words.say(text)])

    def _rail(self) -> QWidget:
        say = self._words.say
        purpose = N_("The plan of the commune. One entry fills every document.")
        aim = Label(say(purpose), "body", "rail_ink", wrap=True)
        aim.setFixedWidth(RAIL - 80)
        lines: list[QWidget | QHBoxLayout] = [
            across(Icon("building-community", "badge", 36), None),
            Label("Commune Desk", "figure", "rail_ink"),
            aim,
        ]
        for picture, promise in _PROMISES:
            words = Label(say(promise), "body", "rail_ink", wrap=True)
            line = across(Icon(picture, "rail_soft", 18), gap=12)
            words.setFixedWidth(RAIL - 80 - 30)  # else its least height is unknown
            line.addWidget(words)
            lines.append(line)
        version = say(N_("Version {version}", version=VERSION))
        layout = down(
            *lines, None, Label(version, "small", "rail_soft"),
            gap=14, margins=(40, 64, 40, 32),
        )  # fmt: skip
        rail = hold(layout, "rail")
        rail.setFixedWidth(RAIL)
        return rail

    def _choices(self, recent: Sequence[Recent], note: Text | None) -> QWidget:
        say = self._words.say
        column: QVBoxLayout = down(
            Label(say(N_("Where to begin?")), "page"),
            Label(say(N_("Choose a line; nothing is changed before opening.")),
                  "body", "ink_soft"),
            gap=12, margins=(56, 48, 56, 32),
        )  # fmt: skip
        self._refusal = RefusalBox()
        column.addWidget(self._refusal)
        if note is not None:
            column.addWidget(self._note(note))
        if recent:
            column.addWidget(self._recent(recent))
        create = partial(self._begin)
        for picture, title, why, verb, kind, deed in (
            ("folder-open", N_("Open a dossier"), N_("On this computer or on a key."),
             N_("Open…"), MAIN, self._open),
            ("file-plus", N_("Create the dossier of my commune"),
             N_("Three questions: which commune, from which year, who you are."),
             N_("Create…"), PLAIN, create),
            ("presentation", N_("Try the demonstration"),
             N_("An imaginary commune, filled in, where mistakes are free."),
             N_("Try"), PLAIN, self.tried.emit),
            ("restore", N_("Take a copy back"),
             N_("The dossier of today is kept beside it."),
             N_("Take back…"), PLAIN, self._restore),
            ("building-community", N_("Create the desk of a region"),
             N_("It reads the files that the communes send."),
             N_("Create…"), PLAIN, self._begin_region),
        ):  # fmt: skip
            button = Button(say(verb), "", kind, deed)
            button.setFixedWidth(ASIDE)
            self._first = self._first or button
            column.addWidget(self._line(picture, say(title), say(why), button))
        column.addStretch(1)
        return _scrolled(column)

    def _line(self, picture: str, title: str, why: str, button: Button) -> QFrame:
        card = frame("card")
        words = down(
            Label(title, "title"), Label(why, "body", "ink_soft", wrap=True), gap=2
        )
        layout = across(Icon(picture, "link", 28), gap=16, margins=(16, 12, 16, 12))
        layout.addLayout(words, 1)
        layout.addWidget(button)
        card.setLayout(layout)
        return card

    def _note(self, note: Text) -> QFrame:
        card = frame("card")
        layout = across(
            Icon("info-circle", "link", 18), gap=12, margins=(16, 10, 16, 10)
        )
        layout.addWidget(Label(self._words.say(note), wrap=True), 1)
        card.setLayout(layout)
        return card

    def _recent(self, recent: Sequence[Recent]) -> Card:
        say = self._words.say
        card = Card(say(N_("Recent dossiers")), gap=8)
        for number, each in enumerate(recent[:SHOWN]):
            if number:
                card.inner.addWidget(rule())
            link = Linked(each.path.name, role="body_strong")
            link.followed.connect(partial(self.opened.emit, each.path))
            self._first = self._first or link
            folder = Label(each.path.parent.name, "small", "ink_soft")
            aside = down(right(say(each.opened), "small"), gap=0)
            if each.note:
                note = StateWord(each.state, say(each.note))
                aside.addLayout(across(None, note))
            line = across(Icon("file-text", "link", 20), gap=12)
            line.addLayout(down(across(link, None), folder, gap=0), 1)
            line.addLayout(aside)
            card.inner.addLayout(line)
        return card

    def _open(self) -> None:
        title = self._words.say(N_("Open a dossier"))
        name, _ = QFileDialog.getOpenFileName(self, title, "", EITHER)
        if name:
            self.opened.emit(Path(name))

    def _restore(self) -> None:
        title = self._words.say(N_("Take a copy back"))
        name, _ = QFileDialog.getOpenFileName(self, title, "", COPIES)
        if name:
            self.restored.emit(Path(name))

    def _begin_region(self) -> None:
        self._stack.setCurrentIndex(2)
        self.region.name.setFocus()

    def _begin(self) -> None:
        self._stack.setCurrentIndex(1)
        self.form.commune.setFocus()
