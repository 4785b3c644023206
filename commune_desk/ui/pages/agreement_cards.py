"""The cards of an agreement’s page."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Protocol

from commune_desk.domain.issues import Record
from commune_desk.domain.money import Money
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.agreement_parts import parties, themes
from commune_desk.services.attachments import of_record
from commune_desk.services.fund_reports import fund_reports
from commune_desk.services.funded_actions import action_money
from commune_desk.ui.pages.small_table import headed, small_table
from commune_desk.ui.states import State
from commune_desk.ui.widgets.cards import Card, frame
from commune_desk.ui.widgets.layouts import across, down, hold
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.services.agreement_sums import Overview
    from commune_desk.services.fund_reports import ReportRow
    from commune_desk.services.tranches import TrancheRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.pages.small_table import Cell

LATEST = 12
"""Uses and papers that a card names."""

PAID_FOR = N_("What each funder paid for, by action")


class Host(Protocol):
    """The page, as its cards see it."""

    context: Context

    def receive(self, row: TrancheRow) -> None:
        """Ask what is needed to note that a tranche came."""

    def send(self, row: ReportRow) -> None:
        """Ask for the day on which a report went."""

    def note_use(self) -> None:
        """Open the form of a use."""


def figures_card(host: Host, row: Overview) -> QWidget:
    """Say in five figures what was agreed and what came of it."""
    say = host.context.say

    def amount(cents: int) -> object:
        return row.terms.amount(cents) if cents else "–"

    agreed = row.converted
    francs = N_("{amount} F", amount=agreed.at_once) if agreed else ""
    came = N_("{amount} F", amount=row.credited)
    left = N_("{amount} F", amount=row.left)
    facts: list[tuple[Text, object, object]] = [
        (N_("Agreed"), amount(row.agreed), francs if row.terms.foreign else ""),
        (N_("Promised"), amount(row.promised), ""),
        (N_("Received"), amount(row.received),
         came if row.terms.foreign and row.received else ""),
        (N_("Spent"), N_("{amount} F", amount=row.spent), ""),
        (N_("Still in hand"), left, ""),
    ]  # fmt: skip
    card = frame("card")
    layout = across(gap=24, margins=(16, 10, 16, 10))
    for title, value, note in facts:
        column = down(
            Label(say(title), "small_strong", "ink_soft"),
            Label(say(value), "title"),
            gap=1,
        )
        column.addWidget(Label(say(note), "small", "ink_soft"))
        layout.addLayout(column, 1)
    card.setLayout(layout)
    return card


def money_card(host: Host, row: Overview) -> QWidget | None:
    """Tell what each funder gives in each year, with the sum in francs."""
    if not row.fundings:
        return _nothing(host, N_("Funders by year"), N_("Note a funding"),
                        "agreement_fundings", N_("No funding yet."))  # fmt: skip
    context, words = host.context, host.context.words
    paid = sorted({gift.year for gift in row.fundings})

    def figure(cents: int) -> str:
        if not cents:
            return "–"
        return words.decimal(Decimal(cents) / 100, 0 if not cents % 100 else 2)

    lines: list[tuple[Sequence[Cell], QWidget | None]] = []
    for partner, name in row.funders():
        own = [gift for gift in row.fundings if gift.partner_id == partner]
        by_year = [
            sum(gift.amount_cents for gift in own if gift.year == year) for year in paid
        ]
        if own:
            cells: list[Cell] = [(name, "ink")]
            cells += [(figure(cents), "ink") for cents in by_year]
            lines.append(((*cells, (figure(sum(by_year)), "ink")), None))
    sums = dict(row.by_year())
    total: list[Cell] = [(N_("Total, {currency}", currency=row.currency), "ink")]
    total += [(figure(sums[year]), "ink") for year in paid]
    total.append((figure(row.agreed), "ink"))
    heads: list[tuple[object, bool]] = [(N_("Funder"), False)]
    heads += [(str(year), True) for year in paid]
    table = small_table(context, [*heads, (N_("Total"), True)], lines, total)
    deed = partial(context.go, "agreement_fundings", None, row.reference)
    card = headed(context, N_("Funders by year"), N_("All fundings"), deed, table)
    if (told := in_francs(row)) is not None:
        note = Label(context.say(told), "small", "ink_soft", wrap=True)
        card = hold(down(card, note, gap=4))
    return card


def in_francs(row: Overview) -> Text | None:
    """Say what was agreed in francs, and how the rounding went."""
    made = row.converted
    if made is None or not row.terms.foreign:
        return None
    facts = {
        "cents": row.terms.amount(made.cents),
        "rate": row.rate.replace(".", ","),
        "currency": row.currency,
        "at_once": made.at_once,
        "by_line": made.by_line,
    }
    if not made.rounding:
        return N_(
            "{cents} at {rate} F for one {currency}: {at_once} F, year by year as well"
            " as at once.",
            **facts,
        )
    return N_(
        "{cents} at {rate} F for one {currency}: converted at once {at_once} F; the"
        " years, each rounded to the franc, make {by_line} F.",
        **facts,
    )


def tranches_card(host: Host, row: Overview) -> QWidget:
    """List the tranches with how each stands; what has not come is noted here."""
    if not row.tranches:
        return _nothing(host, N_("Tranches"), N_("Add a tranche"), "tranches",
                        N_("No tranche yet: when is the money expected?"))  # fmt: skip
    context, amount = host.context, row.terms.amount
    lines: list[tuple[Sequence[Cell], QWidget | None]] = []
    for each in row.tranches:
        link = None
        standing: object = each.standing
        if each.received_on is None:
            words = context.say(N_("Note that it came"))
            link = Linked(words, role="small")
            link.setAccessibleName(f"{words} {each.partner} {each.number}")
            link.followed.connect(partial(host.receive, each))
        came = each.received_on or ""
        tone = "red" if each.late else "ink"
        got = "–" if each.received_cents is None else amount(each.received_cents)
        lines.append(
            (
                (
                    (f"{each.partner} – {each.number}", "ink"),
                    (each.forecast_on, tone),
                    (amount(each.forecast_cents), "ink"),
                    (came or standing, tone if each.late else "ink_soft"),
                    (got, "ink"),
                    (NAMES[each.way] if link is None else "", "ink_soft"),
                ),
                link,
            )
        )
    heads = [
        (N_("Funder, tranche"), False),
        (N_("Forecast for"), False),
        (N_("Amount"), True),
        (N_("Money received on"), False),
        (N_("Received"), True),
        ("", False),
    ]
    total: list[Cell] = [
        (N_("Total"), "ink"), ("", "ink"), (amount(row.forecast), "ink"),
        ("", "ink"), (amount(row.received), "ink"), ("", "ink"),
    ]  # fmt: skip
    deed = partial(context.go, "tranches", None, row.reference)
    table = small_table(context, heads, lines, total)
    return headed(context, N_("Tranches"), N_("All tranches"), deed, table)


def uses_card(host: Host, row: Overview) -> QWidget:
    """Tell what each funder paid for, by action, beside what the plan foresees."""
    context, say = host.context, host.context.say
    with context.reading() as session:
        actions = action_money(session, row)
    if not actions:
        none = N_("No use yet: what did the money pay?")
        return _nothing(host, PAID_FOR, N_("Note a use"), "fund_uses", none)

    def francs(amount: Money) -> str:
        return context.words.number(amount.francs) if amount else "–"

    lines: list[tuple[Sequence[Cell], QWidget | None]] = []
    paid = [each for each in actions if each.uses]
    for each in paid:
        title: object = f"{each.code}  {each.title}"
        if each.action_id is None:
            title = N_("Without an action of the plan")
        who = ", ".join(name or say(N_("all of them")) for name in each.paid)
        proved = N_("{count} of {whole}", count=each.proofs, whole=each.uses)
        tone = "ink_soft" if each.proofs == each.uses else "amber"
        cells: tuple[Cell, ...] = (
            (title, "ink"),
            (who, "ink_soft"),
            (francs(each.planned), "ink_soft"),
            (francs(each.spent), "ink"),
            (proved if each.uses else "", tone),
        )
        lines.append((cells, None))
    others = [each for each in actions if not each.uses]
    if others:
        text = P_(
            "{count} other action to which they contribute",
            "{count} other actions to which they contribute",
            count=len(others),
        )
        if not lines:
            text = P_(
                "{count} action to which they contribute",
                "{count} actions to which they contribute",
                count=len(others),
            )
        hoped = Money.total(each.planned for each in others)
        last: tuple[Cell, ...] = (
            (text, "ink_soft"), ("", "ink"), (francs(hoped), "ink_soft"),
            ("–", "ink"), ("", "ink"),
        )  # fmt: skip
        lines.append((last, None))
    heads = [
        (N_("Action"), False),
        (N_("Funder"), False),
        (N_("Foreseen"), True),
        (N_("Paid, F"), True),
        (N_("Proofs"), False),
    ]
    planned = Money.total(each.planned for each in actions)
    total: list[Cell] = [
        (N_("Total"), "ink"), ("", "ink"), (francs(planned), "ink"),
        (francs(row.spent), "ink"), ("", "ink"),
    ]  # fmt: skip
    deed = partial(context.go, "fund_uses", None, row.reference)
    table = small_table(context, heads, lines, total)
    return headed(context, PAID_FOR, N_("All uses"), deed, table)


def _nothing(host: Host, title: Text, link: Text, place: str, text: Text) -> QWidget:
    context = host.context
    follow = Linked(context.say(link))
    follow.followed.connect(partial(context.go, place))
    card = Card(context.say(title), aside=follow)
    card.inner.addWidget(Label(context.say(text), "body", "ink_soft", wrap=True))
    return card


def facts_card(host: Host, row: Overview) -> QWidget:
    """Say what the agreement is: days, rate, form, themes."""
    context = host.context
    say = context.say
    with context.reading() as session:
        own = [each for each in themes(session) if each.agreement_id == row.id]
    link = Linked(say(N_("Correct")))
    record = Record("agreements", row.id)
    link.followed.connect(partial(context.go, "agreements", record))
    card = Card(say(N_("The agreement")), aside=link, gap=4)
    rate = N_("{rate} F for one {currency}", rate=row.rate.replace(".", ","),
              currency=row.currency)  # fmt: skip
    days = N_("{begins} – {left}", begins=row.begins_on, left=row.ends_on or "…")
    first = str(row.first_signed) if row.first_signed else ""
    facts: list[tuple[Text, object]] = [
        (N_("Runs"), days),
        (N_("Signed on"), row.signed_on or ""),
        (N_("First signed"), first),
        (N_("Currency"), rate if row.rate else row.currency),
        (N_("Form"), row.form),
        (N_("Main theme"), own[0].theme if own else ""),
        (N_("Other themes"), ", ".join(dict.fromkeys(each.theme for each in own[1:]))),
    ]
    for title, value in facts:
        if value:
            name = Label(say(title), "small", "ink_soft")
            name.setFixedWidth(92)
            told = Label(say(value), "small", wrap=True)
            card.inner.addLayout(across(down(name, None, gap=0), told, gap=8))
    return card


def parties_card(host: Host, row: Overview) -> QWidget | None:
    """Name the parties, by what they do."""
    context = host.context
    with context.reading() as session:
        own = [each for each in parties(session) if each.agreement_id == row.id]
    if not own:
        return None
    link = Linked(context.say(N_("All parties")))
    link.followed.connect(partial(context.go, "agreement_parties", None, row.reference))
    card = Card(context.say(N_("Who takes part")), aside=link, gap=4)
    for role in dict.fromkeys(each.role for each in own):
        names = [each.name for each in own if each.role is role]
        title = Label(context.say(NAMES[role]), "small_strong", "ink_soft")
        card.inner.addWidget(title)
        card.inner.addWidget(Label(", ".join(names), "small", wrap=True))
    return card


def reports_card(host: Host, row: Overview) -> QWidget:
    """Say which reports are owed, and note that one went."""
    context, say = host.context, host.context.say
    with context.reading() as session:
        own = [r for r in fund_reports(session) if r.agreement_id == row.id]
    link = Linked(say(N_("All reports")))
    link.followed.connect(partial(context.go, "fund_reports", None, row.reference))
    card = Card(say(N_("Reports owed")), aside=link, gap=5)
    for each in own:
        state = (
            State.OK if each.sent_on else State.WATCH if each.late else State.WAITING
        )
        name = Label(say(each.span), "small")
        told = Label(say(each.standing), "small", state.token)
        card.inner.addLayout(across(light(state), name, None, told, gap=8))
        if each.sent_on is None:
            sent = Linked(say(N_("Note that it went")), role="small")
            sent.followed.connect(partial(host.send, each))
            card.inner.addLayout(across(24, sent, None, gap=0))
    if not own:
        text = N_("No report is owed yet.")
        card.inner.addWidget(Label(say(text), "body", "ink_soft", wrap=True))
    return card


def papers_card(host: Host, row: Overview) -> QWidget:
    """Name the papers that are attached."""
    context, say = host.context, host.context.say
    with context.reading() as session:
        own = of_record(session, "agreements", row.id)
    link = Linked(say(N_("Attach a paper")))
    record = Record("agreements", row.id)
    link.followed.connect(partial(context.go, "agreements", record))
    card = Card(say(N_("Papers")), aside=link, gap=4)
    for each in own[:LATEST]:
        card.inner.addWidget(Label(each.title, "small", wrap=True))
    if not own:
        text = N_("Nothing is attached: the signed agreement should be here.")
        card.inner.addWidget(Label(say(text), "small", "ink_soft", wrap=True))
    return card


CARDS: tuple[tuple[str, Callable[[Host, Overview], QWidget | None]], ...] = (
    ("top", figures_card),
    ("main", money_card),
    ("main", tranches_card),
    ("main", uses_card),
    ("side", facts_card),
    ("side", reports_card),
    ("side", parties_card),
    ("side", papers_card),
)
"""Where each stands, in order."""
