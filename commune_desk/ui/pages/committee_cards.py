"""The cards of a committee’s page: each reads what it shows by itself.

A part of the program that has something to say of a committee adds a maker to
`CARDS`; a card that has nothing to say is left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.committees import InstallationState
from commune_desk.domain.issues import Record
from commune_desk.domain.names import NAMES
from commune_desk.domain.terms import Standing
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.committee_acts import committee_acts
from commune_desk.services.committees import committees
from commune_desk.services.installations import installations
from commune_desk.services.term_lists import terms
from commune_desk.ui.pages.bureau_lines import table_lines
from commune_desk.ui.pages.lights_card import lights_card, meetings_card, visits_card
from commune_desk.ui.pages.money_card import money_card
from commune_desk.ui.pages.money_cards import dues_card, water_card
from commune_desk.ui.states import State
from commune_desk.ui.widgets.cards import Card, frame
from commune_desk.ui.widgets.layouts import across, down, hold
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from commune_desk.domain.terms import SeatState
    from commune_desk.services.committee_acts import ActRow
    from commune_desk.services.committees import CommitteeRow
    from commune_desk.services.installations import InstallationRow
    from commune_desk.ui.context import Context

SOON = 90
"""Days before an act runs out from which it is shown in amber."""

LATEST = 8
"""Mandates of the past that the card shows."""


class Host(Protocol):
    """The page, as its cards see it."""

    context: Context
    record: int
    """The id of the committee in sight."""

    @property
    def states(self) -> list[SeatState]:
        """How its seats stand today."""

    def elect(self) -> None:
        """Open the form that elects the whole bureau."""

    def fill(self, state: SeatState) -> None:
        """Open the form of one seat."""


@dataclass(frozen=True)
class CardMaker:
    """Where a card stands, and who makes it; None where it has nothing to say."""

    place: str
    """“top”, across the page; “main”, broad; “side”, narrow; “foot”, side by side."""

    make: Callable[[Host], QWidget | None]


def _row(host: Host) -> CommitteeRow:
    with host.context.reading() as session:
        return committees(session, host.context.scope, {host.record})[0]


def identity_card(host: Host) -> QWidget:
    """Say what the committee is, and which acts make it exist."""
    context, row = host.context, _row(host)
    say = context.say
    facts: list[tuple[Text, object]] = [
        (N_("Type of committee"), row.type),
        (N_("Legal form"), row.legal_form),
        (N_("Assembly of creation"), row.created_on),
        (N_("Villages served"), "; ".join(filter(None, (row.village, row.villages)))),
        (N_("Other communes"), row.communes),
        (N_("Members"), row.members),
    ]
    left = down(gap=4)
    left.addWidget(Label(say(N_("Identity")), "small_strong", "ink_soft"))
    for title, value in facts:
        if value not in {None, ""}:
            name = Label(say(title), "small", "ink_soft")
            name.setFixedWidth(150)
            left.addLayout(across(name, Label(say(value), wrap=True), gap=8))
    if not row.sure:
        text = N_("The seats of this type are a working proposal.")
        left.addWidget(Label(say(text), "small", "ink_soft", wrap=True))
    left.addStretch(1)
    card = frame("card")
    layout = across(gap=28, margins=(16, 10, 16, 10))
    layout.addLayout(left, 1)
    layout.addLayout(_acts(host), 1)
    card.setLayout(layout)
    return card


def _acts(host: Host) -> QVBoxLayout:
    context = host.context
    with context.reading() as session:
        rows = [r for r in committee_acts(session) if r.committee_id == host.record]
    lines = down(gap=4)
    link = Linked(context.say(N_("Add an act")), role="small")
    link.followed.connect(partial(context.go, "committee_acts"))
    title = Label(context.say(N_("Acts")), "small_strong", "ink_soft")
    lines.addLayout(across(title, None, link))
    for row in rows:
        state = _of_act(row)
        facts = [context.say(row.kind)]
        if row.number:
            facts.append(context.say(N_("no. {number}", number=row.number)))
        name = Label(" ".join(facts))
        end = Label(context.say(_validity(row)), "small", state.token)
        lines.addLayout(across(light(state), name, None, end, gap=8))
    if not rows:
        text = Label(context.say(N_("No act yet.")), "body", "ink_soft")
        lines.addLayout(across(light(State.UNKNOWN), text, None, gap=8))
    lines.addStretch(1)
    return lines


def _of_act(row: ActRow) -> State:
    if row.left is None or row.left > SOON:
        return State.OK
    return State.CORRECT if row.left < 0 else State.WATCH


def _validity(row: ActRow) -> object:
    if row.left is not None and row.left <= SOON:
        return row.validity
    if row.valid_until is not None:
        return N_("until {date}", date=row.valid_until)
    return row.dated or ""


def bureau_card(host: Host) -> QWidget:
    """List the seats with who holds them, and the ways to fill them."""
    say, states = host.context.say, host.states
    count = sum(state.holder is not None for state in states)
    facts = P_(
        "{count} seat filled out of {whole}",
        "{count} seats filled out of {whole}",
        count=count,
        whole=len(states),
    )
    renew = Linked(say(N_("Renew the bureau")))
    renew.followed.connect(host.elect)
    head = across(Label(say(N_("Bureau")), "title"), gap=10)
    head.addWidget(Label(say(facts), "small", "ink_soft"))
    head.addStretch(1)
    head.addWidget(renew)
    table = frame("table")
    table.setLayout(table_lines(host.context, states, partial(_act_on, host)))
    return hold(down(head, table, None, gap=8))


def _act_on(host: Host, state: SeatState) -> QWidget:
    vacant = state.standing is Standing.VACANT
    words = N_("Fill") if vacant else N_("Replace")
    link = Linked(host.context.say(words), role="small")
    link.setAccessibleName(f"{host.context.say(words)} {state.post.title}")
    link.followed.connect(partial(host.fill, state))
    return link


def past_card(host: Host) -> QWidget | None:
    """List who held the seats before, the latest first."""
    context = host.context
    with context.reading() as session:
        own = [r for r in terms(session) if r.committee_id == host.record]
    past = sorted(
        (r for r in own if r.left_on is not None),
        key=lambda row: (row.left_on, row.begins_on),
        reverse=True,
    )
    if not past:
        return None
    link = Linked(context.say(N_("All mandates")))
    name = own[0].committee
    link.followed.connect(partial(context.go, "terms", None, name))
    card = Card(context.say(N_("Mandates before")), aside=link, gap=5)
    for row in past[:LATEST]:
        days = N_("{begins} – {left}", begins=row.begins_on, left=row.left_on)
        line = across(gap=12)
        for text, tone, stretch in (
            (row.post, "ink", 5),
            (row.person, "ink", 5),
            (context.say(days), "ink_soft", 3),
            (row.left_reason or "–", "ink_soft", 4),
        ):
            line.addWidget(Label(text, "small", tone, wrap=True), stretch)
        card.inner.addLayout(line)
    return card


def works_card(host: Host) -> QWidget:
    """Say which installations the committee runs, and whether they work."""
    context = host.context
    with context.reading() as session:
        rows = [r for r in installations(session) if r.committee_id == host.record]
    link = Linked(context.say(N_("Breakdowns")))
    link.followed.connect(partial(context.go, "breakdowns"))
    card = Card(context.say(N_("Installations")), aside=link, gap=5)
    for row in rows:
        state = _of_works(row)
        title = Linked(row.title, wrap=True)
        record = Record("installations", row.id)
        title.followed.connect(partial(context.go, "installations", record))
        said = Label(context.say(_service(row)), "small", state.token, wrap=True)
        line = across(gap=8)
        line.addLayout(down(1, light(state), None, gap=0))
        line.addLayout(down(title, said, gap=0), 1)
        card.inner.addLayout(line)
    if not rows:
        text = N_("No installation is noted for this committee.")
        card.inner.addWidget(Label(context.say(text), "body", "ink_soft", wrap=True))
    return card


def _of_works(row: InstallationRow) -> State:
    if row.state is InstallationState.WORKING:
        return State.OK
    return State.CORRECT if row.broken_on else State.UNKNOWN


def _service(row: InstallationRow) -> object:
    if row.broken_on is not None:
        return P_(
            "broken down since {date}, {count} day",
            "broken down since {date}, {count} days",
            count=row.broken_days,
            date=row.broken_on,
        )
    if row.days:
        return P_(
            "working; {count} day out of service in a year",
            "working; {count} days out of service in a year",
            count=row.days,
        )
    return NAMES[row.state]


def plan_card(host: Host) -> QWidget:
    """Name the actions of the plan whose works the committee runs."""
    context, row = host.context, _row(host)
    link = Linked(context.say(N_("After the works")))
    link.followed.connect(partial(context.go, "sustainability"))
    card = Card(context.say(N_("In the plan")), aside=link, gap=5)
    if row.actions:
        text = N_("Actions of the plan: {codes}", codes=row.actions)
        card.inner.addWidget(Label(context.say(text), wrap=True))
    else:
        text = N_("No action of the plan is linked to this committee.")
        card.inner.addWidget(Label(context.say(text), "body", "ink_soft", wrap=True))
    if row.note:
        card.inner.addWidget(Label(row.note, "small", "ink_soft", wrap=True))
    return card


CARDS: tuple[CardMaker, ...] = (
    CardMaker("top", lights_card),
    CardMaker("top", identity_card),
    CardMaker("main", bureau_card),
    CardMaker("side", money_card),
    CardMaker("side", works_card),
    CardMaker("side", water_card),
    CardMaker("side", dues_card),
    CardMaker("side", visits_card),
    CardMaker("side", meetings_card),
    CardMaker("side", plan_card),
    CardMaker("foot", past_card),
)
"""In the order in which they stand at their place."""
