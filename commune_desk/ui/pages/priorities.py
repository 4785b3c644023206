"""The ranking: the grid of actions × criteria, and the criteria themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from commune_desk.domain.text import N_
from commune_desk.services.priorities import TakeCriteria
from commune_desk.ui.pages.origin_leaf import OriginLeaf
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.layouts import across, down, flowing
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from commune_desk.domain.ranking import Measure
    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context
    from commune_desk.ui.form_panel import Leaf


class PrioritiesPage(TablePage):
    """Marks typed like a spreadsheet; the rank follows each mark."""

    def leaves(self) -> Sequence[Leaf]:
        """Add the tab of the problems that an action answers."""
        return (OriginLeaf(self.context),)

    def _legend(self) -> QHBoxLayout:
        self._criteria = Label("", "small", "ink_soft", wrap=True)
        self.model.rebuilt.connect(self._say_criteria)
        self._say_criteria()
        foot = across(gap=8)
        foot.addWidget(flowing(down(self._criteria)), 1)
        return foot

    def _say_criteria(self) -> None:
        measures = self.context.scope.criteria
        words = [self.context.say(_weighed(measure)) for measure in measures]
        none = N_("No criterion yet: take the usual ones under Lists, Criteria.")
        self._criteria.setText(" · ".join(words) or self.context.say(none))


def _weighed(measure: Measure) -> Text:
    if measure.compared == measure.weight:
        return N_(
            "{name} {title} (×{weight})",
            name=measure.name,
            title=measure.title,
            weight=measure.weight,
        )
    return N_(
        "{name} {title} (×{weight}, else ×{other})",
        name=measure.name,
        title=measure.title,
        weight=measure.weight,
        other=measure.compared,
    )


class CriteriaPage(TablePage):
    """The criteria of the plan; the usual ones can be taken into an empty grid."""

    def _empty(self) -> QWidget:
        card = super()._empty()
        layout = card.layout()
        take = Button(
            self.context.say(TakeCriteria.label), "list-check", PLAIN, self.take
        )
        if isinstance(layout, QVBoxLayout) and self.can_add:
            layout.addLayout(across(None, take, None, margins=(0, 0, 0, 24)))
        return card

    def take(self) -> None:
        """Take the usual criteria into the plan."""
        _do(self.context, TakeCriteria(self.context.scope.plan_id or 0))


def _do(context: Context, command: TakeCriteria) -> None:
    error = context.do(command)
    if error is not None:
        context.refused.emit(error)
