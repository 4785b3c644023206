"""Titles and receipts: the short form, the state of its line, the acts that follow."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.revenue import line_states
from commune_desk.services.titles import CollectFirst, IssueTitle
from commune_desk.services.today import situation
from commune_desk.tables.choices import action_choices, village_choices
from commune_desk.tables.revenue import debtor_names, revenue_line_choices
from commune_desk.tables.table import Kind
from commune_desk.ui.pages.act_page import ActPage
from commune_desk.ui.pages.entry_card import Asked, EntryCard, asked
from commune_desk.ui.pages.revenue_acts import (
    MODE,
    REFERENCE,
    acts_on_revenue,
    make_slip,
)
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.services.revenue import LineState, RevenueRow
    from commune_desk.ui.pages.act_strip import Act

FIRST_ROW = (
    asked("line_id", N_("Budget line"), Kind.CHOICE, 30, revenue_line_choices),
    asked("object", N_("Object"), width=36),
    asked("debtor", N_("Debtor"), Kind.TEXT, 24, debtor_names),
)
WHERE = (
    asked("amount", N_("Amount, F CFA"), Kind.MONEY, 14),
    asked("on", N_("Date"), Kind.DATE, 14),
    asked("village_id", N_("Village"), Kind.CHOICE, 16, village_choices),
    asked("action_id", N_("Action"), Kind.CHOICE, 24, action_choices),
)
TITLE = (
    FIRST_ROW,
    WHERE,
    (
        asked("collected", N_("Collected at once"), Kind.MONEY, 14),
        asked("collected_on", N_("Collected on"), Kind.DATE, 14),
        MODE,
        REFERENCE,
    ),
)
FIRST = (FIRST_ROW, WHERE, (MODE, REFERENCE))


class RevenuePage(ActPage):
    """Operations of the year; a title with its collection is one step."""

    def head(self) -> PageHead:
        """Put the two beginnings into the head."""
        say = self.context.say
        before = Button(say(N_("Collect before title")), "coins", PLAIN, self.collect)
        self.main = Button(say(N_("Issue a title")), "plus", MAIN, self.issue)
        actions: list[QWidget] = [*self.outlets.buttons(), before, self.main]
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def _build(self) -> None:
        context = self.context
        self.title = EntryCard(
            context, Asked(TITLE, self._issue, N_("Note the title"), kept="title")
        )
        self.first = EntryCard(
            context, Asked(FIRST, self._collect, N_("Note the receipt"), kept="receipt")
        )
        super()._build()
        for card in (self.title, self.first):
            card.hide()
            card.typed.connect(self.tell)
            card.done.connect(self._noted)
            card.left.connect(self._settle)
            self.column.insertWidget(1, card)
        self.title.asked_back.connect(partial(self._go_on, self.issue))
        self.first.asked_back.connect(partial(self._go_on, self.collect))
        context.scoped.connect(self._close)

    def _close(self) -> None:
        self.title.hide()
        self.first.hide()

    def _go_on(self, deed: Callable[[], None]) -> None:
        self.context.go("revenue")
        deed()

    def add(self) -> None:
        """Begin a title: Ctrl+N, and the button of an empty year."""
        self.issue()

    @property
    def can_add(self) -> bool:
        """Whether the empty page offers to begin."""
        return True

    def making_room(self) -> None:
        """Put the forms away while an act is prepared."""
        self._close()

    def issue(self) -> None:
        """Open the form of a title."""
        self._open(self.title, self.first)

    def collect(self) -> None:
        """Open the form of money that came before its title."""
        self._open(self.first, self.title)

    def _open(self, card: EntryCard, other: EntryCard) -> None:
        other.hide()
        self.strip.hide()
        card.renew()
        with self.context.reading() as session:
            self._states = line_states(session, self.context.scope)
        card.begin({"on": self._today()}, "line_id")
        self.give_room(busy=True)

    def _today(self) -> dt.date:
        with self.context.reading() as session:
            return situation(session, self.context.scope.year)

    @property
    def card(self) -> EntryCard:
        """The form that is open."""
        return self.first if self.title.isHidden() else self.title

    def tell(self, _key: str = "") -> None:
        """Say how the line stands, and what this entry makes of it."""
        card = self.card
        state = self._states.get(card.value("line_id") or 0)
        amount = card.value("amount") or Money(0)
        if state is None:
            text = N_(
                "Choose the line: its forecast, what is titled and what is collected"
                " stand here."
            )
            card.told.setText(self.context.say(text))
            return
        card.told.setText(
            f"{self.context.say(self._state(state, amount))}\n"
            f"{self.context.say(self._fills())}"
        )

    def _state(self, state: LineState, amount: Money) -> Any:
        facts = {
            "code": state.code,
            "forecast": state.forecast,
            "titled": state.titled,
            "collected": state.collected,
            "left": state.left,
        }
        if not amount:
            return N_(
                "{code}: forecast {forecast} F · titled {titled} F · collected"
                " {collected} F · left to collect {left} F",
                **facts,
            )
        return N_(
            "{code}: forecast {forecast} F · titled {titled} F · collected {collected}"
            " F · left to collect {left} F; with this entry {after} F of {forecast} F",
            after=(
                state.titled if self.card is self.title else state.collected
            ) + amount,
            **facts,
        )  # fmt: skip

    def _fills(self) -> Any:
        return N_(
            "It fills the title, the register of titles, the register of collections,"
            " the state of the line and the arrears."
        )

    def _issue(self, values: Mapping[str, Any]) -> IssueTitle:
        return IssueTitle(**_completed(values))

    def _collect(self, values: Mapping[str, Any]) -> CollectFirst:
        return CollectFirst(**_completed(values))

    def _noted(self, operation: int) -> None:
        self.give_room(busy=False)
        self.view.choose(operation)
        self.view.setFocus()

    def acts_on(self, row: RevenueRow) -> Sequence[Act]:
        """Offer to collect, to regularise, to write off, to take back."""
        return acts_on_revenue(row, self._today())


def _completed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a command needs; an empty field refuses there, with its name."""
    facts = {"line_id": 0, "object": "", "amount": Money(0), **values}
    return {**facts, "debtor": values.get("debtor", "")}


class ArrearsPage(ActPage):
    """What earlier years left: collected or written off in the present year."""

    def acts_on(self, row: RevenueRow) -> Sequence[Act]:
        """Offer what can still be done with it."""
        with self.context.reading() as session:
            on = situation(session, self.context.scope.year)
        return acts_on_revenue(row, on)


class SlipsPage(ActPage):
    """Slips of titles: one button makes the next."""

    def head(self) -> PageHead:
        """Put the making of a slip into the head."""
        say = self.context.say
        make = Button(say(N_("Make the slip")), "plus", MAIN, self.make)
        actions: list[QWidget] = [*self.outlets.buttons(), make]
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def make(self) -> None:
        """Ask for the day of the slip."""
        year = self.context.scope.year
        with self.context.reading() as session:
            on = situation(session, year)
        self.ask(make_slip(year, on))
