"""Three questions make the dossier of a commune: which one, from when, who asks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFileDialog,
    QFrame,
    QLineEdit,
    QVBoxLayout,
)

from commune_desk.domain.errors import DeskError
from commune_desk.domain.text import N_
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words

ENDING = "*.commune"
LISTS = "*.csv *.xlsx"
YEAR_FIGURES = 4


@dataclass(frozen=True)
class NewDossier:
    """The answers that a new dossier needs."""

    path: Path
    commune: str
    code: str
    cercle: str
    first_year: int
    person: str = ""
    """Who sits at the desk first; empty: nobody is asked who he is."""

    password: str = field(default="", repr=False)
    region: str = ""


@dataclass(frozen=True)
class KnownCommune:
    """A line of the list of communes, as the region hands it out."""

    region: str
    cercle: str
    name: str
    code: str = ""

    @property
    def told(self) -> str:
        """Tell it from others of the same name."""
        above = ", ".join(filter(None, (self.cercle, self.region)))
        return f"{self.name} ({above})" if above else self.name


@dataclass(frozen=True)
class Gazetteer:
    """The regions of the country, and the communes as far as a list is there."""

    regions: Sequence[str] = ()
    communes: Sequence[KnownCommune] = ()
    take: Callable[[Path], Gazetteer] | None = None
    """Reads a list of communes and keeps it; raises `DeskError`."""


class NewForm(QFrame):
    """Three questions, then the place of the file."""

    done = Signal(object)
    left = Signal()

    def __init__(self, words: Words, known: Gazetteer) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = words
        self._known = known
        self.commune, self.code = QLineEdit(), QLineEdit()
        self.region, self.cercle = QComboBox(), QLineEdit()
        self.first_year = QLineEdit()
        self.person, self.password = QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.first_year.setPlaceholderText(str(_this_year()))
        self._names = QCompleter(QStringListModel(self), self)
        self._names.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._names.setFilterMode(Qt.MatchFlag.MatchContains)
        self._names.activated.connect(self._fill, Qt.ConnectionType.QueuedConnection)
        self.commune.setCompleter(self._names)
        self.refusal = RefusalBox()
        self._lay_out()
        self.show_places(known)
        self.region.activated.connect(self._narrow)

    def _lay_out(self) -> None:
        say = self._words.say
        create = Button(say(N_("Create the dossier")), "check", MAIN, self.answer)
        leave = Button(say(N_("Give up")), "", "quiet", self.left.emit)
        last = across(create, leave, None)
        if self._known.take is not None:
            pick = N_("List of communes…")
            last.addWidget(Button(say(pick), "file-import", "quiet", self.pick))
        self.setLayout(
            down(
                Label(say(N_("Create the dossier of my commune")), "title"),
                self.refusal,
                self._question(
                    N_("1. Which commune?"),
                    (N_("Region"), self.region, 2),
                    (N_("Cercle"), self.cercle, 2),
                    (N_("Name of the commune"), self.commune, 3),
                    (N_("Code, if you know it"), self.code, 2),
                ),
                self._question(
                    N_("2. From which year?"),
                    (N_("First year of the plan"), self.first_year, 1),
                ),
                self._question(
                    N_("3. Who are you?"),
                    (N_("Your name, if several people work here"), self.person, 1),
                    (N_("Password, if you want one"), self.password, 1),
                ),
                4,
                last,
                gap=14,
                margins=(16, 12, 16, 16),
            )
        )

    def _question(self, asked: Text, *fields: tuple[Text, QWidget, int]) -> QVBoxLayout:
        say, line = self._words.say, across(gap=12)
        for title, widget, share in fields:
            label = Label(say(title), "small_strong")
            widget.setAccessibleName(label.text())
            line.addLayout(down(label, widget, gap=3), share)
        if len(fields) == 1:
            line.addStretch(2)
        return down(Label(say(asked), "body_strong"), line, gap=6)

    def show_places(self, known: Gazetteer) -> None:
        """Offer these regions and communes."""
        self._known = known
        self.region.clear()
        self.region.addItem("–", "")
        for name in known.regions:
            self.region.addItem(name, name)
        self._narrow()

    def pick(self) -> None:
        """Ask which file lists the communes, and take it or say why not."""
        title = self._words.say(N_("List of communes"))
        name, _ = QFileDialog.getOpenFileName(self, title, "", LISTS)
        if not name or self._known.take is None:
            return
        try:
            self.show_places(self._known.take(Path(name)))
        except DeskError as refusal:
            self.refusal.tell([self._words.say(refusal.text)])

    def _narrow(self) -> None:
        """Suggest the communes of the region, or all."""
        region = self.region.currentData()
        told = [c.told for c in self._known.communes if region in {"", c.region}]
        model = self._names.model()
        if isinstance(model, QStringListModel):
            model.setStringList(told)

    def _fill(self, told: str) -> None:
        """Fill in what the list knows of the commune that was chosen."""
        found = next((c for c in self._known.communes if c.told == told), None)
        if found is None:
            return
        self.commune.setText(found.name)
        self.cercle.setText(found.cercle)
        self.code.setText(found.code)
        at = self.region.findData(found.region)
        if at < 0 and found.region:
            self.region.addItem(found.region, found.region)
            at = self.region.count() - 1
        self.region.setCurrentIndex(max(at, 0))
        self.first_year.setFocus()

    def answer(self) -> None:
        """Ask where to keep the file, then hand the answers over."""
        name = self.commune.text().strip()
        year = self.first_year.text().strip() or self.first_year.placeholderText()
        if not name:
            self._refuse(N_("Type the name of the commune."), self.commune)
        elif not year.isdigit() or len(year) != YEAR_FIGURES:
            self._refuse(
                N_("Type a year in four figures, such as 2026."), self.first_year
            )
        elif self.password.text() and not self.person.text().strip():
            self._refuse(N_("A password belongs to a name: type yours."), self.person)
        else:
            self._save(name, int(year))

    def _save(self, name: str, year: int) -> None:
        title = self._words.say(N_("Create the dossier"))
        path, _ = QFileDialog.getSaveFileName(self, title, f"{name}.commune", ENDING)
        if path:
            code, cercle = self.code.text().strip(), self.cercle.text().strip()
            person = " ".join(self.person.text().split())
            region = str(self.region.currentData())
            self.done.emit(
                NewDossier(
                    Path(path), name, code, cercle, year,
                    person, self.password.text(), region,
                )
            )  # fmt: skip

    def _refuse(self, text: Text, field: QLineEdit) -> None:
        self.refusal.tell([self._words.say(text)])
        field.setFocus()


def _this_year() -> int:
    return dt.datetime.now().astimezone().year
