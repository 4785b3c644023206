"""The plan as a tree of axes, sectors and actions, five years side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.ui.pages.follow_leaf import FollowLeaf
from commune_desk.ui.pages.money_leaf import MoneyLeaf
from commune_desk.ui.pages.table_page import TablePage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.ui.form_panel import Leaf


class ProgrammingPage(TablePage):
    """The generic table, with who pays in the panel."""

    def leaves(self) -> Sequence[Leaf]:
        """Add the tabs of money and of follow-up."""
        return MoneyLeaf(self.context), FollowLeaf(self.context)
