"""The card of the next dates, for the home page."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.text import N_, P_
from commune_desk.ui.states import State
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.domain.glance import Upcoming
    from commune_desk.ui.context import Context

SOON = 30
"""Days from which a date is near."""


def dates_card(context: Context, coming: Sequence[Upcoming]) -> Card | None:
    """List what comes next; nothing in a dossier without a calendar."""
    if not coming:
        return None
    link = Linked(context.say(N_("Calendar")))
    link.followed.connect(partial(context.go, "deadlines"))
    card = Card(context.say(N_("Next dates")), aside=link, gap=6)
    for each in coming:
        card.inner.addLayout(_line(context, each))
    return card


def _line(context: Context, each: Upcoming) -> QHBoxLayout:
    say = context.say
    state = State.CORRECT if each.days < 0 else State.WAITING
    tone = "red" if each.days < 0 else "amber" if each.days <= SOON else "ink_soft"
    if each.days < 0:
        left = P_("{count} day late", "{count} days late", count=-each.days)
    elif each.days:
        left = P_("in {count} day", "in {count} days", count=each.days)
    else:
        left = N_("today")
    title = Linked(say(each.title), wrap=True)
    if each.record is not None:
        title.followed.connect(partial(context.go_to_record, each.record))
    else:
        title.followed.connect(partial(context.go, each.place or "deadlines"))
    when = f"{say(each.on)} · {say(left)}"
    line = across(gap=8)
    line.addLayout(down(1, light(state), None, gap=0))
    line.addLayout(down(title, Label(when, "small", tone), gap=0), 1)
    return line
