"""The administrative account, and the act that allocates its result."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.allocations import AllocateResult, proposal
from commune_desk.services.results import result_of
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.pages.act_strip import Act, ActStrip
from commune_desk.ui.pages.papers import show_paper
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

INVESTMENT: Column[Any] = Column(
    "to_investment", N_("To investment (122)"), lambda _: None, Kind.MONEY, 14
)
CARRIED: Column[Any] = Column(
    "carried", N_("Carried over (121)"), lambda _: None, Kind.MONEY, 14
)
DELIBERATION: Column[Any] = Column(
    "deliberation", N_("Deliberation"), lambda _: None, width=14
)
DECIDED: Column[Any] = Column(
    "decided_on", N_("Decided on"), lambda _: None, Kind.DATE, 12
)


class AccountPage(TablePage):
    """The table, with the result of the year one button away."""

    def _build(self) -> None:
        self.strip = ActStrip(self.context)
        super()._build()
        self.column.insertWidget(1, self.strip)
        self.context.scoped.connect(self.strip.hide)

    def head(self) -> PageHead:
        """Allocate and print from here."""
        say, table = self.context.say, self.table
        actions: list[QWidget] = [
            Button(say(N_("Allocate the result")), "check", PLAIN, self.allocate),
            *self.outlets.buttons(),
        ]
        if self.context.ports.documents is not None:
            work, name = self.outlets.work, "administrative-account"
            deed = partial(show_paper, self.context, work, name)
            words = say(N_("Print the account"))
            actions.append(Button(words, "printer", MAIN, deed))
        return PageHead(say(table.title), say(table.purpose), actions)

    def allocate(self) -> None:
        """Ask what is made of the result; the rule’s least is proposed."""
        year = self.context.scope.year
        with self.context.reading() as session:
            known, least = result_of(session, year), proposal(session, year)
        if known is None or least is None:
            self.context.tell_refusal(
                N_("The books of {year} hold no entry.", year=str(year))
            )
            return
        act = Act(
            N_("Allocate the result"),
            N_(
                "Result {year}: operating {operating} F, investment {investment} F. The"
                " deficit of investment is covered first.",
                year=str(year),
                operating=known.operating,
                investment=known.investment,
            ),
            (INVESTMENT, CARRIED, DELIBERATION, DECIDED),
            lambda values: AllocateResult(
                year,
                values["to_investment"] or Money(0),
                values["carried"] or Money(0),
                values["deliberation"] or "",
                values["decided_on"],
            ),
            starts={
                "to_investment": least.to_investment,
                "carried": least.carried_operating,
            },
        )
        self.strip.ask(act)
