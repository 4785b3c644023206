"""The cards of the home page."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.charts import BUDGET, COVERED, LIGHTS, MISSING, RATES, TDRL
from commune_desk.domain.text import N_, P_
from commune_desk.ui.copy_age import AMBER_FROM, RED_FROM
from commune_desk.ui.states import State
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.chart_card import chart_card
from commune_desk.ui.widgets.layouts import across, down, hold
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked, right

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.domain.charts import Chart
    from commune_desk.domain.glance import Sent
    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context


class Step(NamedTuple):
    """A table to fill: the home page says its title without its description."""

    table: str
    title: Text
    act: Text
    why: Text


STEPS = (
    Step(
        "villages",
        N_("Villages"),
        N_("Enter the villages"),
        N_("Their names and populations serve all."),
    ),
    Step(
        "plans",
        N_("Plans"),
        N_("Describe the plan"),
        N_("Its first year opens its columns."),
    ),
    Step(
        "sectors",
        N_("Sectors"),
        N_("Check the sectors"),
        N_("They group the actions of the plan."),
    ),
    Step(
        "actions",
        N_("Programming"),
        N_("Enter the actions"),
        N_("What, where, when, at what cost."),
    ),
    Step(
        "partners",
        N_("Partners"),
        N_("Enter the partners"),
        N_("Who may pay a part of the plan."),
    ),
    Step(
        "contributions",
        N_("Contributions"),
        N_("Say who pays"),
        N_("Promised and received, by action."),
    ),
)
"""Tables to fill, in the order of the work."""


LINKS = {
    BUDGET: N_("Situation"),
    RATES: N_("Follow-up"),
    TDRL: N_("Recovery"),
    LIGHTS: N_("Lights"),
    COVERED: N_("Programming"),
    MISSING: N_("By partner"),
}
"""Where the card of each chart leads, in a word."""

LAST = 6
"""Villages of the league that the home page has room for: those furthest behind."""


def exercise_card(context: Context, chart: Chart) -> Card:
    """Show a chart of the exercise, with the way to the work behind it."""
    link = Linked(context.say(LINKS[chart.key]))
    link.followed.connect(partial(context.go, chart.place))
    if chart.key == TDRL:
        chart = chart.last(LAST)
    return chart_card(context.words, chart, link)


def counts_card(context: Context, counts: Mapping[str, int]) -> Card:
    """Count what the dossier holds, each with the way to it."""
    card = Card(context.say(N_("In the dossier")), gap=4)
    for step in STEPS:
        count = counts[step.table]
        link = Linked(context.say(step.title))
        link.followed.connect(partial(context.go, step.table))
        number = right(context.words.number(count) if count else "–")
        card.inner.addLayout(across(link, None, number))
    return card


def gone_card(context: Context, sent: Sent | None) -> Card:
    """Say when the last copy was made, and when the last package was sent."""
    card = Card(gap=6)
    if context.ports.copies is not None:
        card.inner.addLayout(_copied(context, context.ports.copies.last()))
    if context.ports.sender is not None:
        card.inner.addLayout(_sent(context, sent))
    return card


def _copied(context: Context, last: dt.datetime | None) -> QHBoxLayout:
    say = context.say
    if last is None:
        none = Linked(say(N_("No copy outside this computer yet.")))
        none.followed.connect(partial(context.go, "copies"))
        return across(light(State.CORRECT), none, None)
    days = (dt.datetime.now(last.tzinfo) - last).days
    state = State.OK
    if days >= AMBER_FROM:
        state = State.CORRECT if days >= RED_FROM else State.WATCH
    words = context.words
    when = f"{words.weekday(last.date())} {words.long_date(last.date())}"
    age = Label(
        say(P_("{count} day", "{count} days", count=days))
        if days
        else say(N_("today")),
        "small",
        state.token,
    )
    text = Linked(say(N_("Copy outside this computer: {when}", when=when)), wrap=True)
    text.followed.connect(partial(context.go, "copies"))
    return across(light(state), text, age, grow=text)


def _sent(context: Context, sent: Sent | None) -> QHBoxLayout:
    say = context.say
    if sent is None:
        state, text, note = State.UNKNOWN, N_("Nothing was sent to the region yet."), ""
    else:
        state = State.CORRECT if sent.refused else State.OK
        state = state if sent.answer else State.WAITING
        text = N_("Sent to the region: {date}", date=sent.on)
        note = sent.answer or say(N_("no answer yet"))
    link = Linked(say(text), wrap=True)
    link.followed.connect(partial(context.go, "sendings"))
    tone = state.token if sent is not None and sent.refused else "ink_soft"
    words = hold(down(link, Label(note, "small", tone), gap=0) if note else down(link))
    return across(down(1, light(state), None, gap=0), words, grow=words)


def steps_card(context: Context, counts: Mapping[str, int]) -> Card | None:
    """Suggest what to fill in next; nothing once all is filled."""
    say = context.say
    card = Card(say(N_("Next steps")), gap=6)
    missing = [step for step in STEPS if not counts[step.table]]
    for step in missing:
        link = Linked(say(step.act))
        link.followed.connect(partial(context.go, step.table))
        card.inner.addLayout(
            across(
                light(State.UNKNOWN),
                link,
                Label(say(step.why), "small", "ink_soft"),
                None,
            )
        )
    return card if missing else None
