"""The card of a committee’s money: balance, quarters, renewal fund."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.issues import Record
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.services.committee_accounts import accounts, quarters
from commune_desk.services.committee_cash import cash_books
from commune_desk.ui.states import State
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.month_bars import MonthBar, MonthBars
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.services.committee_accounts import AccountRow
    from commune_desk.ui.context import Context

HALF, WHOLE = 5_000, 10_000
"""Hundredths of a per cent of the target of the renewal fund."""

THOUSAND = 1_000


class Host(Protocol):
    """The page, as this card sees it."""

    context: Context
    record: int


def money_card(host: Host) -> QWidget | None:
    """Show what is there, what came and went, quarter by quarter."""
    context, committee = host.context, host.record
    scope = context.scope
    with context.reading() as session:
        row = next(iter(accounts(session, scope, {committee})), None)
        book = cash_books(session).get(committee)
    if row is None:
        return None
    say = context.say
    link = Linked(say(N_("Cash book")))
    record = Record("committees", committee)
    link.followed.connect(partial(context.go, "cash_entries", record))
    if book is None or row.account is None or row.closing is None:
        card = Card(say(N_("Cash {year}", year=str(scope.year))), aside=link, gap=4)
        text = N_("No cash book was handed in for this year.")
        card.inner.addWidget(Label(say(text), "body", "ink_soft", wrap=True))
        return card
    title = N_("Cash {year}: {amount} F", year=str(scope.year), amount=row.closing)
    card = Card(say(title), gap=4)
    facts = N_(
        "Beginning {opening} F + receipts {received} F − expenses {spent} F",
        opening=Money(row.account.opening.whole),
        received=Money(row.account.received),
        spent=Money(row.account.spent),
    )
    card.inner.addWidget(Label(say(facts), "small", "ink_soft", wrap=True))
    bars = MonthBars()
    bars.show_months(
        [
            MonthBar(
                say(N_("Q{number}", number=each.number)),
                each.received,
                each.spent,
                _words(context, each.closing),
                _brief(context, each.closing),
                short=False,
            )
            for each in quarters(book, scope.year, row.day)
        ],
        say(title),
    )
    bars.setFixedHeight(110)
    card.inner.addWidget(bars)
    legend = N_("solid: receipts · hatched: expenses · below: box and bank")
    card.inner.addWidget(Label(say(legend), "small", "ink_soft", wrap=True))
    _fund(context, card, row)
    card.inner.addLayout(across(link, None))
    return card


def _words(context: Context, francs: int | None) -> str:
    return "–" if francs is None else context.words.number(francs)


def _brief(context: Context, francs: int | None) -> str:
    return "–" if francs is None else f"{context.words.number(francs // THOUSAND)} k"


def _fund(context: Context, card: Card, row: AccountRow) -> None:
    if row.fund is None or row.target is None or row.reached is None:
        return
    part = row.reached.basis_points
    state = State.OK if part >= WHOLE else State.WATCH
    state = State.CORRECT if part < HALF else state
    text = N_("Renewal: {fund} F of {target} F", fund=row.fund, target=row.target)
    words = Label(context.say(text), "small", state.token, wrap=True)
    line = across(gap=8)
    line.addWidget(light(state))
    line.addWidget(words, 1)
    card.inner.addLayout(line)
