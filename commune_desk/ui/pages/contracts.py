"""The contracts: their list, the steps of the chosen one, what is paid of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from commune_desk.ui.pages.contract_money_leaf import ContractMoneyLeaf
from commune_desk.ui.pages.contract_steps_leaf import ContractStepsLeaf
from commune_desk.ui.pages.table_page import TablePage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context
    from commune_desk.ui.form_panel import Leaf


class ContractsPage(TablePage):
    """The generic table; its panel opens on the steps."""

    def __init__(
        self, table: Table[Any], context: Context, add_words: Text, picture: str
    ) -> None:
        super().__init__(table, context, add_words, picture)
        if self.panel.tabs.count() > 1:
            self.panel.tabs.setCurrentIndex(1)

    def leaves(self) -> Sequence[Leaf]:
        """Add the steps as a line of time, and the expenses."""
        self.steps = ContractStepsLeaf(self.context)
        self.money = ContractMoneyLeaf(self.context)
        return [self.steps, self.money]
