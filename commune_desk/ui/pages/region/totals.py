"""Roll-ups and the comparison: whose figures, and by which measure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox

from commune_desk.domain.package.region import Level
from commune_desk.domain.text import N_
from commune_desk.services.region.queries.comparison import MEASURES
from commune_desk.ui.pages.region.reception import region_of
from commune_desk.ui.pages.table_page import NEW_LINE, TablePage
from commune_desk.ui.widgets.buttons import Choices

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.domain.text import Text
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context

LEVELS = (Level.COMMUNE, Level.CERCLE, Level.REGION)
MEASURES_WIDTH = 360


class RegionTablePage(TablePage):
    """A table of the region, read again when another year is looked at."""

    def __init__(
        self,
        table: Table[Any],
        context: Context,
        add_words: Text = NEW_LINE,
        picture: str = "report-money",
    ) -> None:
        super().__init__(table, context, add_words, picture)
        context.scoped.connect(self._read_again)

    def _read_again(self) -> None:
        self.model.reload()
        self._refresh()


class TotalsPage(RegionTablePage):
    """A roll-up: by commune, by cercle, or for the whole region."""

    def _tools(self) -> QHBoxLayout:
        tools = super()._tools()
        region = region_of(self.context)
        words = [self.context.say(level) for level in LEVELS]
        self.levels = Choices(
            words,
            lambda number: region.look_by(LEVELS[number]),
            LEVELS.index(region.looked_at.level),
        )
        tools.insertWidget(0, self.levels)
        self.context.scoped.connect(self._follow)
        return tools

    def _follow(self) -> None:
        """Show the level that another roll-up has chosen."""
        at = LEVELS.index(region_of(self.context).looked_at.level)
        self.levels.group.button(at).setChecked(True)


class ComparisonPage(RegionTablePage):
    """The communes ranked by a measure."""

    def _tools(self) -> QHBoxLayout:
        tools = super()._tools()
        region, say = region_of(self.context), self.context.say
        self.measures = QComboBox()
        self.measures.setAccessibleName(say(N_("Measure")))
        self.measures.setFixedWidth(MEASURES_WIDTH)
        for measure in MEASURES:
            self.measures.addItem(say(measure.title), measure.key)
        at = self.measures.findData(region.looked_at.measure)
        self.measures.setCurrentIndex(at)
        self.measures.activated.connect(
            lambda number: region.look_at(measure=self.measures.itemData(number))
        )
        tools.insertWidget(0, self.measures)
        return tools
