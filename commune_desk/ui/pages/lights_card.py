"""Cards of a committee’s page: its lights, its visits, its meetings."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.committee_lights import LightState, Pillar
from commune_desk.domain.issues import Record
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.services.lights import lights
from commune_desk.services.meetings import meetings
from commune_desk.services.today import today
from commune_desk.services.visit_lists import visits
from commune_desk.ui.state_of import OF_LIGHT
from commune_desk.ui.widgets.cards import Card, frame
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.states import light as light_icon
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

    from commune_desk.domain.committee_lights import Light
    from commune_desk.ui.context import Context

LATEST = 3
"""Visits and meetings that a card names."""


class Host(Protocol):
    """The page, as these cards see it."""

    context: Context
    record: int


def lights_card(host: Host) -> QWidget | None:
    """Show the sixteen lights in their four columns, each with its fact."""
    context = host.context
    with context.reading() as session:
        found = lights(session, host.record, today(session))
    return lights_frame(context, found) if found else None


def lights_frame(context: Context, found: tuple[Light, ...]) -> QFrame:
    """Lay lights out in a card, column by column."""
    card = frame("card")
    columns = across(gap=24, margins=(16, 10, 16, 12))
    for pillar in Pillar:
        title = Label(context.say(NAMES[pillar]), "small_strong", "ink_soft")
        column = down(title, gap=5)
        for each in found:
            if each.pillar is pillar:
                column.addLayout(_line(context, each))
        column.addStretch(1)
        columns.addLayout(column, 1)
    card.setLayout(columns)
    return card


def light_lines(context: Context, found: Iterable[Light]) -> QVBoxLayout:
    """Lay lights out below each other, each column under its name."""
    known, column = tuple(found), down(gap=5)
    for pillar in Pillar:
        title = Label(context.say(NAMES[pillar]), "small_strong", "ink_soft")
        column.addWidget(title)
        for each in known:
            if each.pillar is pillar:
                column.addLayout(_line(context, each))
        column.addSpacing(4)
    return column


def _line(context: Context, each: Light) -> QHBoxLayout:
    state, say = OF_LIGHT[each.state], context.say
    asked = each.state is not LightState.NOT_ASKED
    fact = each.fact if asked else NAMES[LightState.NOT_ASKED]
    calm = each.state in {LightState.OK, LightState.UNKNOWN, LightState.NOT_ASKED}
    title = Label(say(each.title), tone="ink" if asked else "ink_soft")
    words = Label(say(fact), "small", "ink_soft" if calm else state.token)
    icon = light_icon(state, 15, say(NAMES[each.state]))
    return across(icon, title, None, words, gap=7)


def visits_card(host: Host) -> QWidget:
    """Name the last visits, with what was asked, and the way to the next."""
    context, say = host.context, host.context.say
    with context.reading() as session:
        own = [r for r in visits(session) if r.committee_id == host.record]
    record = Record("committees", host.record)
    link = Linked(say(N_("Make a visit")))
    link.followed.connect(partial(context.go, "visit", record))
    card = Card(say(N_("Visits")), aside=link, gap=5)
    for row in own[:LATEST]:
        day = Linked(say(row.made_on), role="small")
        day.followed.connect(partial(context.go, "visit", Record("visits", row.id)))
        facts = [say(row.class_title)] if row.class_title else []
        if row.total is not None:
            score = N_("{points} of {most}", points=row.total, most=row.score.most)
            facts.append(say(score))
        if row.standing is not None:
            facts.append(say(N_("remarks: {state}", state=row.standing)))
        tone = "red" if row.seen.late(row.day) else "ink_soft"
        words = Label(" · ".join(facts), "small", tone, wrap=True)
        line = across(gap=8)
        line.addLayout(down(day, None, gap=0))
        line.addWidget(words, 1)
        card.inner.addLayout(line)
    if not own:
        text = N_("No visit yet.")
        card.inner.addWidget(Label(say(text), "body", "ink_soft", wrap=True))
    return card


def meetings_card(host: Host) -> QWidget:
    """Name the last meetings, and how many decisions are still to be done."""
    context, say = host.context, host.context.say
    with context.reading() as session:
        own = [r for r in meetings(session) if r.committee_id == host.record]
    link = Linked(say(N_("All meetings")))
    search = own[0].committee if own else ""
    link.followed.connect(partial(context.go, "committee_meetings", None, search))
    card = Card(say(N_("Meetings")), aside=link, gap=5)
    for row in own[:LATEST]:
        day = Linked(say(row.held_on), role="small")
        where = Record("committee_meetings", row.id)
        day.followed.connect(partial(context.go, "committee_meetings", where))
        facts = [say(row.kind)]
        if row.present is not None:
            facts.append(say(N_("{count} present", count=row.present)))
        if not row.minutes:
            facts.append(say(N_("no minutes")))
        words = Label(" · ".join(facts), "small", "ink_soft", wrap=True)
        line = across(gap=8)
        line.addLayout(down(day, None, gap=0))
        line.addWidget(words, 1)
        card.inner.addLayout(line)
    waiting = sum(row.open for row in own)
    if waiting:
        text = N_("Decisions to do: {count}", count=waiting)
        card.inner.addWidget(Label(say(text), "small", "amber"))
    if not own:
        text = N_("No meeting noted yet.")
        card.inner.addWidget(Label(say(text), "body", "ink_soft", wrap=True))
    return card
