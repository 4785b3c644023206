"""The main window: rail, top bar, pages, message bar."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from commune_desk.domain.text import N_
from commune_desk.ui.context import Destination
from commune_desk.ui.copy_clock import CopyClock
from commune_desk.ui.keys import press
from commune_desk.ui.navigation import places as all_places
from commune_desk.ui.rail import Rail
from commune_desk.ui.remedies import ways
from commune_desk.ui.screen_help import ScreenHelp
from commune_desk.ui.sitting import Sitting
from commune_desk.ui.states import State
from commune_desk.ui.tab_strip import TabStrip
from commune_desk.ui.tab_walk import PART, leap, step
from commune_desk.ui.tidying import Tidying
from commune_desk.ui.top_bar import TopBar
from commune_desk.ui.widgets.layouts import across, down, hold
from commune_desk.ui.widgets.message_bar import MessageBar
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QCloseEvent, QResizeEvent

    from commune_desk.domain.errors import DeskError
    from commune_desk.ui.context import Context
    from commune_desk.ui.navigation import Place
    from commune_desk.ui.pages.page import Page
    from commune_desk.ui.pages.preview import PreviewPage

LEAST = QSize(900, 500)
PAINTED = 30
"""Milliseconds after which a page that was put in front is painted."""

HOME = "home"
"""The one page that is painted before the dossier itself is there."""


class Shell(QMainWindow):
    """The window around the pages; each page is built when it is first opened."""

    rested = Signal()
    """Nobody has touched the window for some seconds."""

    def __init__(self, context: Context, places: Sequence[Place] | None = None) -> None:
        super().__init__()
        self.context = context
        self.places = list(all_places(context.ports) if places is None else places)
        self.pages: dict[str, Page] = {}
        self.place = ""
        self.rail = Rail(context.words, self.places)
        self.sitting = Sitting(self, context)
        self.top = TopBar(context, self.places, self.sitting)
        self.strip = TabStrip(context, self.places)
        self.stack = QStackedWidget()
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.setInterval(PAINTED)
        self._leaving.timeout.connect(self._take_out)
        self.bar = MessageBar(context)
        self.screen_help: ScreenHelp | None = None
        self._lay_out()
        self._listen()
        self.tidying = Tidying(self)
        self.tidying.watch.idle.connect(self.rested)
        self.clock = None if context.ports.copies is None else CopyClock(context, self)
        self.show_place(self.places[0].key)
        self._count()
        self.sitting.begin()

    def _lay_out(self) -> None:
        dossier = self.context.ports.dossier
        self.setWindowTitle(f"{dossier.commune} – Commune Desk")
        self.setMinimumSize(LEAST)
        main = down(self.top, gap=0)
        self.trial = self._band() if dossier.demonstration else None
        if self.trial is not None:
            main.addWidget(self.trial)
        main.addWidget(self.strip)
        main.addWidget(self.stack, 1)
        main.addWidget(self.bar)
        whole = across(self.rail, gap=0)
        whole.addWidget(hold(main, "page"), 1)
        for part in (self.rail, self.top, self.strip, self.bar):
            part.setProperty(PART, True)  # noqa: FBT003  Qt takes no names
        self.setCentralWidget(hold(whole, "page"))
        if dossier.file:
            kept = N_("{file} · all is saved", file=dossier.file)
            self.bar.show_facts(self.context.say(kept))

    def _band(self) -> QWidget:
        say, ports = self.context.say, self.context.ports
        words = Label(say(ports.dossier.trial), "small_strong", "amber")
        line = across(words, None, margins=(24, 0, 24, 0))
        if ports.erase is not None:
            erase = Linked(say(N_("Erase the demonstration")), role="small")
            erase.followed.connect(self._ask_erase)
            line.addWidget(erase)
        band = hold(line, "trial")
        band.setFixedHeight(24)
        return band

    def _ask_erase(self) -> None:
        """Say what goes with the demonstration before it goes."""
        self.context.tell(
            N_(
                "The demonstration leaves this computer, with all that was typed in it."
            ),
            N_("Erase it all the same"),
            self.context.ports.erase,
            State.WATCH,
        )

    def _listen(self) -> None:
        context = self.context
        context.gone.connect(self.go)
        context.shown.connect(self._preview)
        context.refused.connect(self._refused)
        context.reviewed.connect(self._count)
        self.rail.chosen.connect(self.show_place)
        self.strip.chosen.connect(self.show_place)
        self.bar.help.followed.connect(self.help)
        self._take_keys()

    def _take_keys(self) -> None:
        context, keys = self.context, QKeySequence.StandardKey
        for key, does, deed in (
            ("F1", N_("Help on this screen"), self.help),
            ("Ctrl+K", N_("Search everywhere"), self._search),
            (keys.Undo, N_("Undo the last act"), context.undo),
            (keys.Redo, N_("Redo what was undone"), context.redo),
            ("Ctrl+L", N_("Lock the desk"), self.sitting.lock),
            ("Ctrl+PgDown", N_("Next tab"), partial(self._turn, 1)),
            ("Ctrl+PgUp", N_("Tab before"), partial(self._turn, -1)),
            ("F6", N_("Next part of the window"), partial(leap, self, onward=True)),
            (
                "Shift+F6",
                N_("Part of the window before"),
                partial(leap, self, onward=False),
            ),
        ):
            press(self, context, key, does, deed)

    def help(self) -> None:
        """Tell what the screen in front is for, with its keys and words."""
        if self.screen_help is None:
            self.screen_help = ScreenHelp(self.context, self)
        place = next(p for p in self.places if p.key == self.place)
        self.screen_help.tell(place, self.page())

    def go(self, destination: Destination) -> None:
        """Show a place, or the place where a record is kept."""
        key = destination.place or self._home_of(destination)
        if key:
            self._show(key, destination)
        if destination.rule and not (key and self.page().holds(destination.only)):
            self._show("findings", Destination("", search=destination.rule))

    def show_place(self, key: str) -> None:
        """Show a place as it was left."""
        self._show(key, Destination(key))

    def page(self) -> Page:
        """Give the page in front."""
        return self.pages[self.place]

    def _show(self, key: str, destination: Destination) -> None:
        place = next((p for p in self.places if p.key == key), None)
        if place is None:
            return
        if key not in self.pages:
            if key != HOME:
                self.context.wait()
            self.pages[key] = place.make(self.context)
        self.place = key
        self._put_in_front(self.pages[key])
        self.rail.show_place(key)
        self.strip.show_place(key)
        if destination.record is not None:
            self.pages[key].make_way()
        self.pages[key].opened(destination)
        self.pages[key].keep_focus()
        if destination.adding:
            self.pages[key].add()

    def _put_in_front(self, page: Page) -> None:
        """Put a page into the window, and take the one before out of it.

        At each change Qt walks all widgets of a window: with the pages of a long day
        in it, the next one would come ten times as late. The page before goes once
        the new one is painted.
        """
        before = self.stack.currentWidget()
        if before is page:
            return
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        if before is not None:
            self.stack.removeWidget(before)
            if not self._leaving.isActive():
                self._leaving.start()

    def _take_out(self) -> None:
        """Take a page that is not in front out of the window; the next one later.

        Who turns pages quickly would wait for all that he turned at once.
        """
        front = self.stack.currentWidget()
        inside = [p for p in self.pages.values() if p.parent() is self.stack]
        leaving = [page for page in inside if page is not front]
        if leaving:
            leaving[0].setParent(None)
        if len(leaving) > 1:
            self._leaving.start()

    def _turn(self, step: int) -> None:
        """Go to the tab beside."""
        tabs = self.strip.tabs
        if tabs.count() > 1:
            tabs.setCurrentIndex((tabs.currentIndex() + step) % tabs.count())

    def _home_of(self, destination: Destination) -> str:
        record = destination.record
        for place in self.places:
            if record and place.record == record.table:
                return place.key
        return ""

    def _preview(self, title: str, pdf: bytes) -> None:
        self.show_place("preview")
        if "preview" in self.pages:
            cast("PreviewPage", self.pages["preview"]).show_pdf(title, pdf)

    def _refused(self, error: DeskError) -> None:
        found = ways(error, self.context)
        if found:
            self.context.tell(
                error.text, found[0].words, found[0].deed, state=State.CORRECT
            )
        else:
            self.context.tell_refusal(error.text)

    def _count(self) -> None:
        """Count what waits: findings to settle, by place and on the whole."""
        waiting = self.context.waiting()
        tables = dict(waiting.tables)
        counts: dict[str, int] = {}
        for place in self.places:
            if place.record in tables:
                counts[place.key] = tables.pop(place.record)
        if waiting.count:
            counts["findings"] = waiting.count
        self.rail.show_counts(counts)

    def _search(self) -> None:
        self.top.search.setFocus()
        self.top.search.selectAll()

    def focusNextPrevChild(self, onward: bool) -> bool:  # noqa: FBT001  Qt calls it
        """Answer Tab in the order of what is seen."""
        return step(self, onward=onward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the rail where the window is narrow or low."""
        super().resizeEvent(event)
        self.rail.fit_to(event.size())

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what is being typed and stop long work before the window goes."""
        self.bar.setFocus()
        if self.clock is not None:
            self.clock.stop()
        self.tidying.stop()
        self._leaving.stop()
        self.sitting.stop()
        self.context.close()
        for page in self.pages.values():
            if page.parent() is None:
                page.deleteLater()
        super().closeEvent(event)
