"""Where the communes lie, with the measure that is looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox

from commune_desk.domain.text import N_
from commune_desk.services.region.queries.comparison import MEASURES
from commune_desk.ui.pages.drawing_page import DrawingPage
from commune_desk.ui.pages.region.reception import region_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

MEASURES_WIDTH = 320
DRAWN_FROM = frozenset({"received", "current_tables", "communes"})


class RegionMapPage(DrawingPage):
    """A sketch: each commune at the mean of its villages."""

    name = "region-map"
    title = N_("Map of the communes")
    purpose = N_("Each commune at the mean of its villages; a sketch, no boundary.")
    nothing = N_("No commune has sent villages with positions yet.")

    def own_acts(self) -> list[QWidget]:
        """Let the reader choose what the map shows."""
        region, say = region_of(self.context), self.context.say
        self.measures = QComboBox()
        self.measures.setAccessibleName(say(N_("Measure")))
        self.measures.setFixedWidth(MEASURES_WIDTH)
        for measure in MEASURES:
            self.measures.addItem(say(measure.title), measure.key)
        self._follow()
        self.measures.activated.connect(
            lambda number: region.look_at(measure=self.measures.itemData(number))
        )
        self.context.scoped.connect(self._follow)
        return [self.measures]

    def _follow(self) -> None:
        """Show the measure that the comparison has chosen."""
        at = self.measures.findData(region_of(self.context).looked_at.measure)
        self.measures.setCurrentIndex(at)

    def _changed(self, changes: tuple[Any, ...]) -> None:
        if any(change.table in DRAWN_FROM for change in changes):
            self._touched()
