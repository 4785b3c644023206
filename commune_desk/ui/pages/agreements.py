"""The tables of agreements, tranches and reports, with their quick acts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from commune_desk.domain.agreements import AgreementState
from commune_desk.domain.issues import Record
from commune_desk.domain.text import N_, Text
from commune_desk.ui.pages.act_page import ActPage
from commune_desk.ui.pages.committee_life import NarrowPage
from commune_desk.ui.pages.fund_acts import receive, send
from commune_desk.ui.widgets.buttons import PLAIN, Button

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commune_desk.services.fund_reports import ReportRow
    from commune_desk.services.tranches import TrancheRow
    from commune_desk.ui.pages.act_strip import Act
    from commune_desk.ui.widgets.page_head import PageHead


class AgreementsPage(NarrowPage):
    """All agreements; the chosen one has a page of its own."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = (
        (N_("All of them"), None),
        (N_("In force"), lambda row: row.state is AgreementState.IN_FORCE),
        (N_("Money in hand"), lambda row: row.left.francs > 0),
    )

    def head(self) -> PageHead:
        """Add the way to the page of the chosen agreement."""
        head = super().head()
        words = self.context.say(N_("Open its page"))
        layout: Any = head.layout()
        layout.addWidget(Button(words, "file-text", PLAIN, self.open_page))
        return head

    def open_page(self) -> None:
        """Show the page of the chosen agreement."""
        row = self.model.record_at(self.view.currentIndex())
        if row is not None:
            self.context.go("agreement", Record("agreements", row.id))


class TranchesPage(ActPage, NarrowPage):
    """Tranches of all agreements; the receipt of the chosen one is noted here."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = (
        (N_("All of them"), None),
        (N_("Still to come"), lambda row: row.received_on is None),
        (N_("Late"), lambda row: row.late > 0),
    )

    def acts_on(self, row: TrancheRow) -> Sequence[Act]:
        """Offer to note the receipt while it has not come."""
        return [] if row.received_on else [receive(self.context, row)]

    def why_none(self, row: TrancheRow) -> Text | str:
        """Say when it came."""
        return N_("Received on {date}.", date=row.received_on)


class FundReportsPage(ActPage):
    """Reports owed to funders; that one went is noted here."""

    def acts_on(self, row: ReportRow) -> Sequence[Act]:
        """Offer to note that it went."""
        return [] if row.sent_on else [send(self.context, row)]

    def why_none(self, row: ReportRow) -> Text | str:
        """Say when it went."""
        return row.standing
