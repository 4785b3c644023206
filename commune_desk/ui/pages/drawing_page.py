"""A drawing of the plan, as large as the window: the calendar of works, the map."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QStackedWidget

from commune_desk.domain.boundary import LARGEST
from commune_desk.domain.text import N_
from commune_desk.services.boundary import SetBoundary
from commune_desk.ui.pages.page import Page
from commune_desk.ui.ports import CALENDAR, MAP
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.empty_state import EmptyState
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.pdf_view import PdfView
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context, Destination

DRAWN_FROM = frozenset(
    {"actions", "action_costs", "action_places", "villages", "communes", "sectors",
     "transitions", "progress", "settings", "plans", "micro_projects", "micro_steps"}
)  # fmt: skip
"""Database tables whose change makes a drawing stale."""


class DrawingPage(Page):
    """Title, glasses to come nearer, and the drawing itself."""

    name: str
    """Which drawing the port is asked for."""

    title: Text
    purpose: Text
    nothing: Text
    """What the page says where there is nothing to draw."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        self.view = PdfView()
        self._stale = True
        self.work = WorkPanel(context, self.title)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.view)
        self._stack.addWidget(EmptyState("route", say(self.nothing), say(self.purpose)))
        head = PageHead(say(self.title), say(self.purpose), self._acts())
        self.column.addWidget(head)
        self.column.addWidget(self._stack, 1)
        self.column.addWidget(self.work)
        context.changed.connect(self._changed)
        context.scoped.connect(self._touched)

    def _acts(self) -> list[QWidget]:
        say = self.context.say
        glasses: list[QWidget] = []
        for picture, words, deed in (
            ("zoom-out", N_("Smaller"), self.view.farther),
            ("zoom-in", N_("Larger"), self.view.nearer),
        ):
            button = Button("", picture, PLAIN, deed)
            button.setFixedWidth(36)
            button.setToolTip(say(words))
            button.setAccessibleName(say(words))
            glasses.append(button)
        go = partial(self.context.go, "documents")
        glasses.append(Button(say(N_("Print")), "printer", MAIN, go))
        return [*self.own_acts(), *glasses]

    def own_acts(self) -> list[QWidget]:
        """Give the buttons that only this drawing has."""
        return []

    def opened(self, _destination: Destination) -> None:
        """Draw what has changed meanwhile."""
        self._draw()

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what has changed meanwhile."""
        super().showEvent(event)
        self._draw()

    def _changed(self, changes: tuple[Any, ...]) -> None:
        if any(change.table in DRAWN_FROM for change in changes):
            self._touched()

    def _touched(self) -> None:
        self._stale = True
        if self.isVisible():
            self._draw()

    def _draw(self) -> None:
        drawing = self.context.ports.drawing
        if not self._stale or drawing is None:
            return
        self._stale = False
        name, scope = self.name, self.context.scope
        self.work.run(lambda progress: drawing(name, scope, progress), self._show)

    def _show(self, pdf: bytes) -> None:
        self.view.show_pdf(pdf)
        self._stack.setCurrentIndex(0 if pdf else 1)


class CalendarPage(DrawingPage):
    """When each action runs, how far it is, and today."""

    name = CALENDAR
    title = N_("Calendar of works")
    purpose = N_("When each action runs, how far it is, and where we stand.")
    nothing = N_("No action has dates or yearly costs yet.")


class MapPage(DrawingPage):
    """Where each action lies."""

    name = MAP
    title = N_("Map")
    purpose = N_("Where each action lies: black is done, grey under way.")
    nothing = N_("No village has a position yet: type it in the sheet of the village.")

    def own_acts(self) -> list[QWidget]:
        """Let the clerk bring the boundary of the commune."""
        words = self.context.say(N_("Boundary of the commune…"))
        return [Button(words, "file-import", PLAIN, self.ask_boundary)]

    def ask_boundary(self) -> None:
        """Ask for a GeoJSON file, and keep what it draws."""
        name, _ = QFileDialog.getOpenFileName(
            self, self.context.say(N_("Boundary (GeoJSON)")), "", "*.geojson *.json"
        )
        if name:
            self.take_boundary(Path(name))

    def take_boundary(self, path: Path) -> None:
        """Keep the boundary of a file, or say why it is none."""
        try:
            with path.open("rb") as file:
                content = file.read(LARGEST + 1)
        except OSError:
            unread = N_("The file “{file}” cannot be read.", file=path.name)
            self.context.tell_refusal(unread)
            return
        error = self.context.do(SetBoundary(content))
        if error is not None:
            self.context.refused.emit(error)
