"""Which themes an action serves, and how much: the tab “Themes” of its panel."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from commune_desk.domain.names import NAMES
from commune_desk.domain.strategy import Marker
from commune_desk.domain.text import N_
from commune_desk.services.themes import MarkAction, themes
from commune_desk.ui.widgets.layouts import clear, down, flowing
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.services.programming import ActionRow
    from commune_desk.services.themes import ThemeRow
    from commune_desk.ui.context import Context

MARKERS: tuple[Marker | None, ...] = (None, Marker.PRINCIPAL, Marker.SECONDARY)


class ThemesLeaf:
    """A choice for each theme, policy and goal; those that are served come first."""

    title = N_("Themes")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=6, margins=(0, 4, 6, 4))
        self.widget: QWidget = flowing(self._lines)
        self._row: ActionRow | None = None

    def show_row(self, row: ActionRow) -> bool:
        """Show what the action serves; nothing where no theme is listed."""
        clear(self._lines)
        self._row = row
        with self._context.reading() as session:
            known = themes(session, self._context.scope)
        for kind, members in groupby(known, key=lambda theme: theme.kind):
            self._lines.addWidget(Label(self._context.say(NAMES[kind]), "small_strong"))
            grid = QGridLayout()
            grid.setColumnStretch(0, 1)
            grid.setHorizontalSpacing(10)
            grid.setVerticalSpacing(4)
            ordered = sorted(members, key=lambda t: row.themes.marker_of(t.id) is None)
            for line, theme in enumerate(ordered):
                self._add(grid, line, theme)
            self._lines.addLayout(grid)
            self._lines.addSpacing(6)
        self._lines.addStretch(1)
        return bool(known)

    def _add(self, grid: QGridLayout, line: int, theme: ThemeRow) -> None:
        row = self._row
        if row is None:
            return
        say, marker = self._context.say, row.themes.marker_of(theme.id)
        grid.addWidget(
            Label(theme.title, "body_strong" if marker else "body", wrap=True), line, 0
        )
        box = QComboBox()
        box.setAccessibleName(theme.title)
        box.addItems(["–", *map(say, MARKERS[1:])])
        box.setCurrentIndex(MARKERS.index(marker))
        box.setEnabled(self._context.desk.allows(MarkAction(row.id, theme.id, None)))
        box.activated.connect(partial(self._mark, row.id, theme.id))
        grid.addWidget(box, line, 1)

    def _mark(self, action: int, theme: int, place: int) -> None:
        refused = self._context.do(MarkAction(action, theme, MARKERS[place]))
        if refused is not None:
            self._context.tell_refusal(refused.text)
