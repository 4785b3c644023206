"""The cards of a micro-project’s page: its cycle, its facts, its money, its people."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout

from commune_desk.domain.currencies import stated
from commune_desk.domain.issues import Record
from commune_desk.domain.micro_projects import MicroState
from commune_desk.domain.money import Share
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.micro_money import micro_expenses, micro_tranches
from commune_desk.ui.states import State
from commune_desk.ui.widgets.bars import Bar, Fill, Part, legend
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked, right

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from commune_desk.services.micro_rows import MicroRow
    from commune_desk.ui.context import Context

LABEL = 150
"""Pixels of the name of a fact."""


def cycle_card(context: Context, row: MicroRow) -> QWidget:
    """Show the cycle as a line of steps, each with its day, the days between them."""
    say = context.say
    link = Linked(say(N_("All steps taken")))
    link.followed.connect(partial(context.go, "micro_steps"))
    card = Card(say(N_("Cycle of the portfolio")), aside=link, gap=3)
    taken = {step.step_id: step for step in row.steps}
    coming, before = row.course.next, None
    for step in row.cycle:
        note = taken.get(step.id)
        state = State.UNKNOWN
        if note is not None:
            state = State.OK
            if row.state is MicroState.REFUSED and note is row.steps[-1]:
                state = State.CORRECT
        elif coming is not None and step.id == coming.id:
            state = State.WAITING
        title = Label(
            f"{step.position}. {step.title}",
            "body_strong" if state is State.WAITING else "body",
            "ink" if note is not None or state is State.WAITING else "ink_soft",
            wrap=True,
        )
        line = across(light(state), gap=8)
        line.addWidget(title, 5)
        day = right(say(note.done_on) if note is not None else "–", "body")
        day.setFixedWidth(86)
        line.addWidget(day)
        days = ""
        if note is not None and before is not None:
            count = (note.done_on - before).days
            days = say(P_("+ {count} day", "+ {count} days", count=count))
        gap = right(days, "small", "ink_soft")
        gap.setFixedWidth(70)
        line.addWidget(gap)
        line.addWidget(
            Label(_told(context, row, note), "small", "ink_soft", wrap=True), 5
        )
        card.inner.addLayout(line)
        before = note.done_on if note is not None else before
    if not row.cycle:
        text = N_("The portfolio has no cycle: its lines only count.")
        card.inner.addWidget(Label(say(text), "body", "ink_soft", wrap=True))
    return card


def _told(context: Context, row: MicroRow, note: object) -> str:
    """Say who was there and which paper it left."""
    if note is None:
        return ""
    say, facts = context.say, []
    women, men = getattr(note, "women", None), getattr(note, "men", None)
    if women is not None or men is not None:
        facts.append(
            say(N_("{women} women, {men} men", women=women or 0, men=men or 0))
        )
    young = getattr(note, "young", None)
    if young:
        facts.append(say(N_("of them {young} young", young=young)))
    if reference := getattr(note, "reference", ""):
        facts.append(reference)
    last = bool(row.steps) and note is row.steps[-1]
    if row.state is MicroState.REFUSED and last:
        facts.append(getattr(note, "note", ""))
    return " · ".join(facts)


def facts_card(context: Context, row: MicroRow) -> QWidget:
    """Say what the project is, where, who carries it and who pays."""
    say = context.say
    card = Card(say(N_("The project")), gap=4)
    span: object = ""
    if row.starts_on is not None:
        span = (
            N_("from {starts} to {ends}", starts=row.starts_on, ends=row.ends_on)
            if row.ends_on is not None
            else row.starts_on
        )
    people: object = ""
    if row.women is not None or row.men is not None:
        whole = (row.women or 0) + (row.men or 0)
        part = Share.of_heads(row.women or 0, whole)
        people = N_("{women} women and {men} men ({share} women)",
                    women=row.women or 0, men=row.men or 0,
                    share=part if part is not None else "–")  # fmt: skip
    facts: list[tuple[Text, object]] = [
        (N_("Sector"), row.sector),
        (N_("Place"), ", ".join(filter(None, (row.where, row.region)))),
        (N_("Rank of the need"), row.need_rank),
        (N_("Beneficiaries"), people),
        (N_("Funder"), row.funder),
        (N_("Sponsor"), row.sponsor),
        (N_("Executing partner"), row.executing),
        (N_("Works"), span),
        (N_("Projects"), row.projects if row.projects > 1 else ""),
        (N_("Source"), row.source),
        (N_("Note"), row.note),
    ]
    for title, value in facts:
        if value not in {None, ""}:
            card.inner.addLayout(_fact(context, title, Label(say(value), wrap=True)))
    links: list[tuple[Text, str, Record | None]] = [
        (N_("Committee in charge"), row.committee,
         _record("committees", row.committee_id)),
        (N_("Action"), row.action, _record("actions", row.action_id)),
    ]  # fmt: skip
    for title, words, record in links:
        if record is None:
            shown: QWidget = Label("–", "body", "ink_soft")
        else:
            shown = Linked(words, wrap=True)
            shown.followed.connect(partial(context.go_to_record, record))
        card.inner.addLayout(_fact(context, title, shown))
    return card


def _record(table: str, row_id: int | None) -> Record | None:
    return None if row_id is None else Record(table, row_id)


def _fact(context: Context, title: Text, shown: QWidget) -> QHBoxLayout:
    name = Label(context.say(title), "small", "ink_soft", wrap=True)
    name.setFixedWidth(LABEL)
    line = across(name, gap=8)
    line.addWidget(shown, 1)
    return line


def money_card(context: Context, row: MicroRow) -> QWidget:
    """Say what it costs, who brings it, what came, what was spent, what is left."""
    say = context.say
    card = Card(say(N_("Money, in {currency}", currency=row.currency)), gap=4)
    own = [c for c in (row.cash_cents, row.kind_cents) if c is not None]
    lines: list[tuple[Text, int | None, str]] = [
        (N_("Cost"), row.cost_cents, "body_strong"),
        (N_("Community, in cash"), row.cash_cents, "body"),
        (N_("Community, in kind"), row.kind_cents, "body"),
        (N_("Awaited in tranches"), row.planned or None, "body"),
        (N_("Received"), row.came, "body"),
        (N_("Spent"), row.went, "body"),
        (N_("Left in hand"), row.purse.in_hand, "body_strong"),
    ]
    for title, cents, role in lines:
        if cents is not None:
            amount = right(say(stated(cents, row.currency)), role)
            card.inner.addLayout(across(Label(say(title), role), None, amount, gap=8))
    if own and row.cost_cents:
        part = Share.of_heads(sum(own), row.cost_cents)
        text = N_("The community brings {share} of the cost.", share=part)
        card.inner.addWidget(Label(say(text), "small", "ink_soft", wrap=True))
    if row.currency != "XOF" and row.francs is not None:
        text = N_("That is {francs} F at {rate} F for one {currency}, to the franc.",
                  francs=row.francs, rate=row.rate.replace(".", ","),
                  currency=row.currency)  # fmt: skip
        card.inner.addWidget(Label(say(text), "small", "ink_soft", wrap=True))
    whole = max(row.cost_cents or 0, row.came, 1)
    bar = Bar(
        (
            Part(row.went / whole, Fill.PAID),
            Part(max(0, row.purse.in_hand) / whole, Fill.PROMISED),
        ),
        meaning=say(N_("Spent, left in hand, still to come")),
    )
    card.inner.addWidget(bar)
    card.inner.addLayout(
        legend(
            (Fill.PAID, say(N_("Spent"))),
            (Fill.PROMISED, say(N_("kept in hand"))),
            (Fill.REST, say(N_("to come"))),
        )
    )
    return card


def tranches_card(context: Context, row: MicroRow) -> QWidget | None:
    """List the tranches, awaited and received."""
    with context.reading() as session:
        own = [r for r in micro_tranches(session) if r.project_id == row.id]
    if not own:
        return None
    say = context.say
    link = Linked(say(N_("All tranches")))
    link.followed.connect(partial(context.go, "micro_tranches"))
    card = Card(say(N_("Tranches")), aside=link, gap=3)
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    heads = (N_("Tranche"), N_("Awaited on"), N_("Awaited"), N_("Came in on"),
             N_("Received"))  # fmt: skip
    for at, head in enumerate(heads):
        make = right if at in {2, 4} else Label
        grid.addWidget(make(say(head), "small_strong", "ink_soft"), 0, at)
    for line, each in enumerate(own, 1):
        came = each.received_cents
        told = "–" if came is None else say(stated(came, row.currency))
        cells = (
            Label(str(each.number)),
            Label(say(each.forecast_on)),
            right(say(stated(each.forecast_cents, row.currency))),
            Label(say(each.received_on) or "–"),
            right(told),
        )
        for at, cell in enumerate(cells):
            grid.addWidget(cell, line, at)
    grid.setColumnStretch(5, 1)
    card.inner.addLayout(grid)
    return card


def purchases_card(context: Context, row: MicroRow) -> QWidget | None:
    """List the purchases with their papers."""
    with context.reading() as session:
        own = [r for r in micro_expenses(session) if r.project_id == row.id]
    if not own:
        return None
    say = context.say
    link = Linked(say(N_("All purchases")))
    link.followed.connect(partial(context.go, "micro_expenses"))
    card = Card(say(N_("Purchases")), aside=link, gap=3)
    for each in own:
        day = Label(say(each.made_on))
        day.setFixedWidth(86)
        facts = " · ".join(filter(None, (each.supplier, each.voucher)))
        title = down(Label(each.title, wrap=True), gap=0)
        words = facts or say(N_("no paper noted"))
        tone = "ink_soft" if each.voucher else "amber"
        title.addWidget(Label(words, "small", tone, wrap=True))
        amount = right(say(stated(each.amount_cents, row.currency)))
        line = across(day, gap=8)
        line.addLayout(title, 1)
        line.addWidget(amount)
        card.inner.addLayout(line)
    return card


def state_words(context: Context, row: MicroRow) -> str:
    """Say how far it is, and since when."""
    say = context.say
    if row.last_on is None:
        return say(NAMES[row.state])
    return say(N_("{state} since {date}", state=NAMES[row.state], date=row.last_on))
