"""The bar at the top: commune, exercise, search, undo and redo, age of the copy."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMenu, QWidget

from commune_desk.domain.text import N_, P_
from commune_desk.ui.copy_age import AMBER_FROM, RED_FROM
from commune_desk.ui.search_box import SearchBox
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.text import Icon, Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context
    from commune_desk.ui.navigation import Place
    from commune_desk.ui.sitting import Sitting

LABEL_ROOM = 200
"""Pixels that the name of an act may take in the undo button."""


NAME_ROOM = 110
"""Pixels that the name of who sits may take."""


class TopBar(QWidget):
    """What is true of the whole window."""

    def __init__(
        self, context: Context, places: Sequence[Place], sitting: Sitting
    ) -> None:
        super().__init__()
        self._context, self._sitting = context, sitting
        self.setObjectName("top")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(look().sizes["topbar"])
        self.search = SearchBox(context, places)
        self.undo = Button("", "arrow-back-up", PLAIN, context.undo)
        self.redo = Button("", "arrow-forward-up", PLAIN, context.redo)
        self.redo.setFixedWidth(36)
        self.who = Button("", "lock", PLAIN, self._ask)
        self._age_icon = Icon("usb", "ink")
        self._age = Label()
        self._lay_out()
        context.changed.connect(self.refresh)
        context.scoped.connect(self._follow)
        context.reviewed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        say, ports = self._context.say, self._context.ports
        name = down(
            None,
            Label(say(ports.dossier.above), "small", "ink_soft"),
            Label(ports.dossier.commune, "body_strong"),
            None,
            gap=0,
        )
        margin = look().sizes["page_margin"]
        layout = across(name, 8, gap=8, margins=(margin, 0, margin, 0))
        layout.addWidget(self._years())
        layout.addSpacing(8)
        layout.addWidget(self.search, 1)
        layout.addSpacing(8)
        if self._context.takes_back:
            layout.addWidget(self.undo)
            layout.addWidget(self.redo)
        if ports.copies is not None:
            layout.addSpacing(8)
            layout.addLayout(across(self._age_icon, self._age, gap=6))
        layout.addWidget(self.who)
        self.setLayout(layout)
        self.who.hide()
        self._sitting.changed.connect(self._show_who)

    def _ask(self) -> None:
        """Offer to let somebody else sit, and what concerns who sits."""
        say, menu = self._context.say, QMenu(self)
        words = say(N_("Change user, or lock (Ctrl+L)"))
        menu.addAction(words).triggered.connect(lambda _=False: self._sitting.lock())
        people = menu.addAction(say(N_("People and passwords")))
        people.triggered.connect(lambda _=False: self._context.go("users"))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.who.mapToGlobal(self.who.rect().bottomLeft()))

    def _show_who(self) -> None:
        """Name who sits; nothing where the dossier keeps no people."""
        name = self._sitting.name
        self.who.setVisible(bool(name))
        metrics = self.who.fontMetrics()
        short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, NAME_ROOM)
        self.who.setText(f"\u2009{short}")
        self.who.setToolTip(name)
        self.who.setAccessibleName(
            self._context.say(N_("Sits here: {name}", name=name))
        )

    def _years(self) -> QComboBox:
        say = self._context.say
        self.years = QComboBox()
        self.years.setAccessibleName(say(N_("Exercise")))
        for year in self._context.years():
            # As text, or the year would be grouped like an amount.
            self.years.addItem(say(N_("Exercise {year}", year=str(year))), year)
        self._follow_year()
        self.years.setMinimumWidth(136)
        self.years.currentIndexChanged.connect(
            lambda at: self._context.choose_year(self.years.itemData(at))
        )
        return self.years

    def _follow(self) -> None:
        """Show the year that another part of the window has chosen."""
        self._follow_year()
        self.refresh()

    def _follow_year(self) -> None:
        at = self.years.findData(self._context.year())
        if at >= 0:
            self.years.setCurrentIndex(at)

    def refresh(self) -> None:
        """Name the acts that can be taken back, and say how old the copy is."""
        undo, redo = self._context.ways_back()
        self._name(self.undo, N_("Undo"), undo)
        self.redo.setEnabled(bool(redo))
        self._tip(self.redo, N_("Redo"), redo)
        self._show_age()

    def _name(self, button: Button, verb: Text, act: str) -> None:
        say = self._context.say
        words = say(N_("{verb}: {act}", verb=verb, act=act)) if act else say(verb)
        metrics = button.fontMetrics()
        short = metrics.elidedText(words, Qt.TextElideMode.ElideRight, LABEL_ROOM)
        button.setText(f"\u2009{short}")
        barrier = self._context.barrier() if self._context.here else None
        button.setEnabled(bool(act) or barrier is not None)
        self._tip(button, verb, act)

    def _tip(self, button: Button, verb: Text, act: str) -> None:
        say = self._context.say
        nothing = N_("Nothing to take back or to do again.")
        barrier = self._context.barrier() if self._context.here else None
        if button is self.undo and barrier is not None:
            nothing = self._context.way_round(barrier)
        words = f"{say(verb)} : {act}" if act else say(nothing)
        button.setToolTip(words)
        button.setAccessibleName(words)

    def _show_age(self) -> None:
        copies = self._context.ports.copies
        if copies is None:
            return
        last = copies.last()
        if last is None:
            self._say_age(N_("No copy outside yet"), "red")
            return
        days = (dt.datetime.now(last.tzinfo) - last).days
        tone = "red" if days >= RED_FROM else "amber" if days >= AMBER_FROM else "ink"
        today = N_("Copy outside: today")
        aged = P_(
            "Copy outside: {count} day ago",
            "Copy outside: {count} days ago",
            count=days,
        )
        self._say_age(aged if days else today, tone)

    def _say_age(self, text: Text, tone: str) -> None:
        self._age.setText(self._context.say(text))
        tip = N_("Last copy on a key or a disk other than that of this computer.")
        self._age.setToolTip(self._context.say(tip))
        self._age.set_tone(tone)
        self._age_icon.show_icon("usb", tone)
