"""What stands in the window where a dossier is damaged: never a repair in place."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from commune_desk.domain.text import N_, P_
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, QUIET, Button
from commune_desk.ui.widgets.cards import Card, frame
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.refusal_box import RefusalBox
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Icon, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text
    from commune_desk.l10n.words import Words
    from commune_desk.services.copies.examining import Offer


@dataclass(frozen=True)
class Damage:
    """What is known of a damaged dossier."""

    path: Path
    why: Text
    quarantine: Path
    """Where the file and its journal were copied, as they are."""

    offers: Sequence[Offer]


class DamagedPage(QWidget):
    """The last good copies, what each would lose, and the way to save the rest."""

    restored = Signal(Path)
    """A copy to put in the place of the dossier."""

    salvaged = Signal()
    opened = Signal(Path)
    left = Signal()

    def __init__(self, words: Words, damage: Damage) -> None:
        super().__init__()
        self._words, self.damage = words, damage
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumSize(900, 500)
        say = words.say
        self.refusal = RefusalBox()
        title = N_("The dossier {file} is damaged", file=damage.path.name)
        calm = N_(
            "It was left as it is, and copied to {folder}. Choose how to go on; nothing"
            " is lost by looking.",
            folder=f"{damage.quarantine.parent.parent.name}/"
            f"{damage.quarantine.parent.name}",
        )
        self._result = down(gap=12)
        column = down(
            across(Icon("alert-octagon", "red", 28), Label(say(title), "page"), None),
            Label(say(damage.why), "body_strong", wrap=True),
            Label(say(calm), "body", "ink_soft", wrap=True),
            self.refusal,
            self._result,
            gap=12, margins=(56, 40, 56, 32),
        )  # fmt: skip
        for number, offer in enumerate(damage.offers):
            column.addWidget(self._offer(offer, first=not number))
        if not damage.offers:
            none = N_("No good copy lies beside this dossier.")
            column.addWidget(Label(say(none), "body_strong", "red", wrap=True))
        column.addWidget(self._salvage())
        leave = Button(say(N_("Back to the start page")), "", QUIET, self.left.emit)
        column.addLayout(across(leave, None))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(flowing(column, "page"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self.setLayout(down(area, gap=0))

    def _offer(self, offer: Offer, *, first: bool) -> QFrame:
        say, words = self._words.say, self._words
        at = offer.at
        when = f"{words.weekday(at.date())} {words.long_date(at.date())}, {at:%H:%M}"
        title = N_("Open the copy of {when}", when=when)
        if offer.lost is None:
            cost = N_("What was done since cannot be counted. Last act kept: {act}",
                      act=offer.last or "")  # fmt: skip
        elif offer.lost:
            cost = P_(
                "{count} act done since would be lost. Last act kept: {act}",
                "{count} acts done since would be lost. Last act kept: {act}",
                count=offer.lost,
                act=offer.last or "",
            )
        else:
            cost = N_("It holds every act. Last act: {act}", act=offer.last or "")
        go = Button(
            say(N_("Open this copy")),
            "restore",
            MAIN if first else PLAIN,
            partial(self.restored.emit, offer.path),
        )
        return self._line("restore", say(title), say(cost), go)

    def _salvage(self) -> QFrame:
        say = self._words.say
        why = N_(
            "All that can still be read goes into a new dossier; what could not is"
            " counted, table by table. No value is guessed."
        )
        go = Button(say(N_("Save what can be read")), "", PLAIN, self.salvaged.emit)
        return self._line("file-import", say(N_("Salvage")), say(why), go)

    def _line(self, picture: str, title: str, why: str, button: Button) -> QFrame:
        card = frame("card")
        told = down(
            Label(title, "title"), Label(why, "body", "ink_soft", wrap=True), gap=2
        )
        layout = across(Icon(picture, "link", 28), gap=16, margins=(16, 12, 16, 12))
        layout.addLayout(told, 1)
        layout.addWidget(button)
        card.setLayout(layout)
        return card

    def refuse(self, text: Text) -> None:
        """Say why something could not be done."""
        self.refusal.tell([self._words.say(text)])

    def show_report(
        self, target: Path, account: Path, lines: Sequence[Text], *, whole: bool
    ) -> None:
        """Show what was saved, and the way into it."""
        clear(self._result)
        say = self._words.say
        card = Card(say(N_("Salvaged: {file}", file=target.name)), gap=4)
        for number, line in enumerate(lines):
            state = State.OK if whole else State.WATCH
            mark = light(state) if not number else 24
            card.inner.addLayout(across(mark, Label(say(line), wrap=True)))
        told = N_("The whole account lies in {file}.", file=account.name)
        card.inner.addWidget(Label(say(told), "small", "ink_soft"))
        go = Button(
            say(N_("Open the salvaged dossier")),
            "folder-open",
            MAIN,
            partial(self.opened.emit, target),
        )
        card.inner.addLayout(across(go, None))
        self._result.addWidget(card)
