"""Cards of a committee’s page: its water, what it owes the commune."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.issues import Record
from commune_desk.domain.text import N_
from commune_desk.services.due_lists import dues
from commune_desk.services.due_rules import due_rules
from commune_desk.services.today import today
from commune_desk.services.water import least_sold, networks, year_before
from commune_desk.ui.pages.water import water_lines
from commune_desk.ui.states import State
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from commune_desk.services.due_lists import DueRow
    from commune_desk.ui.context import Context

LATEST = 4
"""Dues that the card names."""


class Host(Protocol):
    """The page, as these cards see it."""

    context: Context
    record: int


def water_card(host: Host) -> QWidget | None:
    """Say what the meters counted in twelve months, and the way to the readings."""
    context = host.context
    with context.reading() as session:
        network = networks(session).get(host.record)
        begins, ends = year_before(today(session))
        most = 100 - least_sold(session)
    if network is None:
        return None
    link = Linked(context.say(N_("Type the readings")))
    record = Record("committees", host.record)
    link.followed.connect(partial(context.go, "water-readings", record))
    card = Card(context.say(N_("Water")), aside=link, gap=3)
    span = N_("From {begins} to {ends}", begins=begins, ends=ends)
    card.inner.addWidget(Label(context.say(span), "small", "ink_soft"))
    for line in water_lines(context, network.balance(begins, ends), most):
        card.inner.addLayout(line)
    return card


def dues_card(host: Host) -> QWidget | None:
    """Name the last dues with how they stand, and the way to their payment."""
    context = host.context
    with context.reading() as session:
        rows = [row for row in dues(session) if row.committee_id == host.record]
        rules = [r for r in due_rules(session) if r.committee_id == host.record]
    if not rows and not rules:
        return None
    link = Linked(context.say(N_("State of the dues")))
    name = rules[0].committee
    link.followed.connect(partial(context.go, "dues", None, name))
    card = Card(context.say(N_("Dues to the commune")), aside=link, gap=5)
    for row in rows[:LATEST]:
        card.inner.addLayout(_line(context, row))
    if not rows:
        text = N_("Nothing is reckoned yet.")
        card.inner.addWidget(Label(context.say(text), "body", "ink_soft", wrap=True))
    return card


def _line(context: Context, row: DueRow) -> QHBoxLayout:
    say, words = context.say, context.words
    state = State.CORRECT if row.late else State.WAITING if row.left else State.OK
    title = Linked(say(row.span), role="small")
    record = Record("dues", row.id)
    title.followed.connect(partial(context.go, "dues", record))
    amount = Label(words.francs(row.amount), "body_strong")
    facts = [say(row.standing)]
    if row.left and row.paid:
        facts.append(say(N_("{left} F left", left=row.left)))
    told = Label(" · ".join(facts), "small", state.token, wrap=True)
    line = across(gap=8)
    line.addLayout(down(1, light(state), None, gap=0))
    line.addLayout(down(across(title, None, amount), told, gap=0), 1)
    return line
