"""The cards of the home page."""

from __future__ import annotations

import datetime as dt
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtWidgets import QGridLayout

from commune_desk.domain.funding import Coverage
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_, P_
from commune_desk.ui.copy_age import AMBER_FROM, RED_FROM
from commune_desk.ui.states import State
from commune_desk.ui.widgets.bars import Bar, Fill, Part, coverage_parts, legend
from commune_desk.ui.widgets.cards import Card, rule
from commune_desk.ui.widgets.layouts import across
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked, right

if TYPE_CHECKING:
    from collections.abc import Mapping

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


def money_card(context: Context, money: Mapping[int, Coverage]) -> Card:
    """Show, for each year, what is secured and promised of the cost."""
    say, words = context.say, context.words
    whole = sum(money.values(), Coverage())
    link = Linked(say(N_("Programming")))
    link.followed.connect(partial(context.go, "actions"))
    grid = _grid()
    for line, (year, sums) in enumerate(money.items()):
        chosen = year == context.year()
        role = "body_strong" if chosen else "body"
        grid.addWidget(Label(str(year), role), line, 0)
        grid.addWidget(Bar(coverage_parts(sums)), line, 1)
        share = words.share(sums.share, 0) if sums.share else "–"
        grid.addWidget(right(share, role), line, 2)
        grid.addWidget(right(say(Money(sums.cost)), "small", "ink_soft"), line, 3)
    last = grid.rowCount()
    grid.addWidget(rule(), last, 0, 1, 4)
    grid.addWidget(Label(say(N_("Total")), "body_strong"), last + 1, 0)
    grid.addWidget(Bar(coverage_parts(whole)), last + 1, 1)
    share = words.share(whole.share, 0) if whole.share else "–"
    grid.addWidget(right(share, "body_strong"), last + 1, 2)
    cost = right(words.francs(Money(whole.cost)), "body_strong")
    grid.addWidget(cost, last + 1, 3)
    drawn = legend(
        (Fill.SECURED, say(N_("secured"))), (Fill.PROMISED, say(N_("promised")))
    )
    formula = Label(say(N_("secured over cost")), "small", "ink_soft")
    drawn.addWidget(formula)
    return Card(say(N_("Money of the plan")), grid, drawn, aside=link)


def search_card(context: Context, money: Mapping[int, Coverage]) -> Card:
    """Show how much is still to be found, year by year."""
    say, words = context.say, context.words
    lacks = {year: sums.missing.francs for year, sums in money.items()}
    most = max(lacks.values(), default=0) or 1
    link = Linked(say(N_("By partner")))
    link.followed.connect(partial(context.go, "partners"))
    grid = _grid()
    for line, (year, francs) in enumerate(lacks.items()):
        grid.addWidget(Label(str(year)), line, 0)
        grid.addWidget(Bar((Part(francs / most, Fill.SOUGHT),)), line, 1)
        grid.addWidget(right(say(Money(francs)) if francs else "–"), line, 2)
    last = grid.rowCount()
    grid.addWidget(Label(say(N_("Total")), "body_strong"), last, 0)
    total = words.francs(Money(sum(lacks.values())))
    grid.addWidget(right(total, "body_strong"), last, 1, 1, 2)
    return Card(say(N_("Money to find")), grid, aside=link)


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


def copies_card(context: Context) -> Card:
    """Say when the last copy was made."""
    copies = context.ports.copies
    last = copies.last() if copies is not None else None
    card, say = Card(), context.say
    if last is None:
        none = Linked(say(N_("No copy outside this computer yet.")))
        none.followed.connect(partial(context.go, "copies"))
        card.inner.addLayout(across(light(State.CORRECT), none, None))
        return card
    days = (dt.datetime.now(last.tzinfo) - last).days
    state = State.OK
    if days >= AMBER_FROM:
        state = State.CORRECT if days >= RED_FROM else State.WATCH
    when = (
        f"{context.words.weekday(last.date())} {context.words.long_date(last.date())}"
    )
    age = Label(
        say(P_("{count} day", "{count} days", count=days))
        if days
        else say(N_("today")),
        "small",
        state.token,
    )
    text = Linked(say(N_("Copy outside this computer: {when}", when=when)))
    text.followed.connect(partial(context.go, "copies"))
    card.inner.addLayout(across(light(state), text, None, age))
    return card


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


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    return grid
