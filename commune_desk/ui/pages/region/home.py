"""The region’s first page: who has sent, what it comes to, what is to be settled."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money, Share
from commune_desk.domain.package.region import Level, SendingState
from commune_desk.domain.package.words import PARTS
from commune_desk.domain.text import N_, P_
from commune_desk.services.region.queries.board import board
from commune_desk.services.region.queries.totals import budget, communes
from commune_desk.services.region.scope import this_day
from commune_desk.services.review import summaries
from commune_desk.ui.pages.page import Page
from commune_desk.ui.pages.region.reception import ReceptionCard, region_of
from commune_desk.ui.widgets.bars import Bar, Fill, Part
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.findings_list import FindingsList
from commune_desk.ui.widgets.home_head import home_head
from commune_desk.ui.widgets.layouts import across, clear, down, rolling
from commune_desk.ui.widgets.text import Label, Linked, right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.text import Text
    from commune_desk.services.region.queries.board import BoardRow
    from commune_desk.ui.context import Context, Destination

FINDINGS_OF_ONE = 3


class RegionHome(Page):
    """Sentences with figures, each of which leads to its page."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.reception = ReceptionCard(region_of(context))
        actions: list[QWidget] = []
        if region_of(context).ports.receive is not None:
            words = context.say(N_("Receive files"))
            ask = self.reception.ask_files
            actions.append(Button(words, "file-import", MAIN, ask))
        purpose = N_("{day}. Who has sent, and where the communes stand.")
        self.column.addWidget(home_head(context.words, actions, purpose))
        self.column.addWidget(self.reception)
        self._lines = across(gap=16)
        self.column.addWidget(rolling(self._lines), 1)
        self.column.addWidget(self.reception.work)
        context.reviewed.connect(self._fill)
        context.scoped.connect(self._fill)

    def opened(self, _destination: Destination) -> None:
        """Read the sums; they are small."""
        self._fill()

    def _fill(self) -> None:
        if self.context.scope.year and not self.isHidden():
            clear(self._lines)
            with self.context.reading() as session:
                rows = board(session, self.context.scope.year, this_day())
                money = budget(session, self.context.scope.year, Level.REGION)
                life = communes(session, self.context.scope.year, Level.REGION)
            left = (self._sent(rows), self._settle())
            self._lines.addLayout(down(*left, None, gap=16), 5)
            self._lines.addLayout(
                down(self._money(money), self._life(life), None, gap=16), 4
            )

    def _sent(self, rows: Sequence[BoardRow]) -> Card:
        say = self.context.say
        link = Linked(say(N_("The board")))
        link.followed.connect(partial(self.context.go, "region-board"))
        year = str(self.context.scope.year)
        card = Card(say(N_("Sendings of {year}", year=year)), aside=link, gap=8)
        told = P_("{count} commune", "{count} communes", count=len(rows))
        sent = sum(row.packages > 0 for row in rows)
        text = N_("{communes}, {sent} of which have sent.", communes=told, sent=sent)
        card.inner.addWidget(Label(say(text), "body_strong", wrap=True))
        for place, sending in enumerate(self.context.scope.sendings):  # type: ignore[attr-defined]  # a region's scope
            states = [row.dues[place].state for row in rows if place < len(row.dues)]
            card.inner.addLayout(self._due(sending, states))
        return card

    def _due(self, sending: Any, states: Sequence[SendingState]) -> Any:
        say = self.context.say
        came = sum(s in (SendingState.ON_TIME, SendingState.LATE) for s in states)
        overdue = sum(s is SendingState.OVERDUE for s in states)
        head = Label(f"{sending.title}", "body")
        day = Label(say(N_("due on {day}", day=sending.deadline)), "small", "ink_soft")
        whole = max(1, len(states))
        bar = Bar((Part(came / whole, Fill.SECURED),))
        text: Text = N_("{came} of {whole} came", came=came, whole=len(states))
        if overdue:
            late = P_("{count} is overdue", "{count} are overdue", count=overdue)
            text = N_("{text}, {late}", text=text, late=late)
        words = Label(say(text), "small", "red" if overdue else "ink_soft")
        return down(across(head, None, day), bar, words, gap=3)

    def _money(self, rows: Sequence[Any]) -> Card:
        say = self.context.say
        link = Linked(say(N_("Budgets")))
        link.followed.connect(partial(self.context.go, "region-budget"))
        card = Card(say(N_("The budgets together")), aside=link, gap=6)
        order = list(PARTS)
        for row in sorted(
            rows, key=lambda each: order.index((each.section, each.side))
        ):
            title = Label(say(PARTS[row.section, row.side]), "body")
            amount = right(say(row.credit), "body_strong")
            share = row.realised.francs / row.credit.francs if row.credit.francs else 0
            bar = Bar((Part(min(1.0, max(0.0, share)), Fill.SECURED),))
            rate = say(row.rate) if row.rate is not None else "–"
            done = N_("{amount} carried out, {rate}", amount=row.realised, rate=rate)
            words = Label(say(done), "small", "ink_soft")
            card.inner.addLayout(down(across(title, None, amount), bar, words, gap=3))
        if not rows:
            none = say(N_("No budget of this year has come yet."))
            card.inner.addWidget(Label(none, "body", "ink_soft", wrap=True))
        return card

    def _life(self, rows: Sequence[Any]) -> Card:
        say, words = self.context.say, self.context.words
        link = Linked(say(N_("Details")))
        link.followed.connect(partial(self.context.go, "region-communes"))
        card = Card(say(N_("The communes together")), aside=link, gap=6)
        for row in rows:
            for title, value in self._facts(row):
                told = words.number(value) if isinstance(value, int) else say(value)
                figure = right(told, "body_strong")
                card.inner.addLayout(across(Label(say(title), "body"), None, figure))
        return card

    def _facts(self, row: Any) -> Sequence[tuple[Text, Any]]:
        tax = Share.of(row.tax_paid, row.tax_due)
        none = Money(0)
        return (
            (N_("Villages"), row.villages),
            (N_("Inhabitants"), row.population),
            (N_("TDRL due"), row.tax_due),
            (N_("TDRL collected"), row.tax_paid),
            (N_("Rate of the TDRL"), tax if tax is not None else "–"),
            (N_("Tranches received"), row.instalments_received or none),
            (N_("Restitutions"), row.sessions),
            (
                N_("Complaints, answered"),
                f"{row.complaints}, {row.complaints_answered}",
            ),
        )

    def _settle(self) -> Card:
        say = self.context.say
        count = len(self.context.findings)
        link = Linked(say(P_("{count} point", "{count} points", count=count)))
        link.followed.connect(partial(self.context.go, "findings"))
        found = FindingsList(self.context)
        found.show_records(summaries(self.context.findings), FINDINGS_OF_ONE)
        found.asked.connect(lambda code: self.context.go("findings", None, str(code)))
        return Card(say(N_("To settle")), found, aside=link)
