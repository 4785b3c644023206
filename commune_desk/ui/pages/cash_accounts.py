"""The accounts of the year of all committees; the chosen one is printed alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from commune_desk.domain.text import N_, Text
from commune_desk.ui.pages.committee_life import NarrowPage, add_papers

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.services.committee_accounts import AccountRow
    from commune_desk.ui.widgets.page_head import PageHead


def _under(row: AccountRow) -> bool:
    fund, target = row.fund, row.target
    return fund is not None and target is not None and fund < target


class AccountsPage(NarrowPage):
    """All committees with their money, narrowed to what is to be watched."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = (
        (N_("All"), None),
        (N_("Gap"), lambda row: bool(row.gap)),
        (N_("Fund too low"), _under),
        (N_("Without a book"), lambda row: row.account is None),
    )

    def _tools(self) -> QHBoxLayout:
        tools = super()._tools()
        self.filter.wish(180)
        self.units.hide()
        return tools

    def head(self) -> PageHead:
        """Offer the paper of the chosen committee beside the ways out."""
        head = super().head()
        add_papers(self, head, ("committee-account", N_("Yearly account")))
        return head
