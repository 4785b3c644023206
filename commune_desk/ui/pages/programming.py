"""The plan as a tree of axes, sectors and actions, five years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.ui.pages.follow_leaf import FollowLeaf
from commune_desk.ui.pages.money_leaf import MoneyLeaf
from commune_desk.ui.pages.origin_leaf import OriginLeaf
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.pages.themes_leaf import ThemesLeaf
from commune_desk.ui.pages.works_leaf import WorksLeaf

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.ui.form_panel import Leaf


class ProgrammingPage(TablePage):
    """The generic table, with who pays in the panel."""

    def leaves(self) -> Sequence[Leaf]:
        """Add money, follow-up, what it answers, its themes, what comes after."""
        leaves = (MoneyLeaf, FollowLeaf, OriginLeaf, ThemesLeaf, WorksLeaf)
        return [leaf(self.context) for leaf in leaves]
