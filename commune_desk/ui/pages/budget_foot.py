"""The balance of the budget, always in sight under its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.balance import balance_of
from commune_desk.domain.budget import Section, Side
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.ui.states import State
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.bars import Bar, Fill, Part
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.text import Icon, Label, right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.balance import Balance
    from commune_desk.domain.text import Text
    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.ui.context import Context

FIGURE = 92
"""Pixels of the largest amount of a commune."""

BAR = 10


class _Half:
    """One section: its state in words, and both sides as bars."""

    def __init__(self, context: Context, title: Text) -> None:
        self._context, say = context, context.say
        self._icon = Icon("circle-check", "link")
        self.words = Label("", "small_strong", "link")
        self._bars = (Bar((), BAR), Bar((), BAR))
        self.figures = (right("", "small"), right("", "small"))
        head = across(
            Label(say(title), "small_strong"), None, self._icon, self.words, gap=6
        )
        self.layout = down(head, gap=3)
        names = (N_("Receipts"), N_("Expenditure"))
        for name, bar, figure in zip(names, self._bars, self.figures, strict=True):
            label = Label(say(name), "small", "ink_soft")
            label.setFixedWidth(72)
            figure.setMinimumWidth(FIGURE)
            self.layout.addLayout(across(label, bar, figure, gap=8, grow=bar))

    def show_balance(self, found: Balance) -> None:
        """Say whether the section balances."""
        gap, say = found.gap.francs, self._context.say
        amount = self._context.words.francs(Money(abs(gap)))
        if not found.revenue and not found.expenditure:
            state, text = State.UNKNOWN, N_("no amount yet")
        elif not gap:
            state, text = State.OK, N_("balanced")
        elif gap > 0:
            state, text = State.WATCH, N_("{amount} to allot", amount=amount)
        else:
            state, text = State.CORRECT, N_("{amount} to find", amount=amount)
        self._icon.show_icon(state.picture, state.token)
        self.words.setText(say(text))
        self.words.set_tone(state.token)
        whole = max(found.revenue.francs, found.expenditure.francs, 1)
        fills = (Fill.PAID, Fill.SECURED)
        sides = (found.revenue, found.expenditure)
        for bar, figure, fill, amount_ in zip(
            self._bars, self.figures, fills, sides, strict=True
        ):
            bar.show_parts((Part(max(0, amount_.francs) / whole, fill),))
            figure.setText(say(amount_))


class BudgetFoot:
    """Operating, investment, the transfer between them, the whole."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.operating = _Half(context, N_("Operating section"))
        self.investment = _Half(context, N_("Investment section"))
        self._icon = Icon("circle-check", "link")
        self.transfer = Label("", "small")
        self.whole = Label("", "small", "ink_soft")
        title = Label(context.say(N_("Transfer 0421 = receipt 122")), "small_strong")
        last = down(
            title, across(self._icon, self.transfer, None, gap=6), self.whole, gap=3
        )
        self.widget = frame("card")
        layout = across(gap=28, margins=(14, 7, 14, 7))
        layout.addLayout(self.operating.layout, 5)
        layout.addLayout(self.investment.layout, 5)
        layout.addLayout(last, 3)
        self.widget.setLayout(layout)
        self.widget.setFixedHeight(look().sizes["row_header"] * 2 + 8)

    def show_rows(self, rows: Sequence[BudgetRow]) -> None:
        """Add up all lines of the budget."""
        operating = balance_of(rows, Section.OPERATING)
        investment = balance_of(rows, Section.INVESTMENT)
        self.operating.show_balance(operating)
        self.investment.show_balance(investment)
        out = _order(rows, Section.OPERATING, Side.EXPENDITURE)
        into = _order(rows, Section.INVESTMENT, Side.REVENUE)
        say, even = self._context.say, out == into
        sign = "=" if even else "≠"
        self.transfer.setText(f"{say(out)} {sign} {say(into)}")
        state = State.OK if even else State.CORRECT
        self.transfer.set_tone("ink" if even else state.token)
        self._icon.show_icon(state.picture, state.token)
        whole = N_(
            "Whole {revenue} / {expenditure}",
            revenue=operating.revenue + investment.revenue,
            expenditure=operating.expenditure + investment.expenditure,
        )
        self.whole.setText(say(whole))


def _order(rows: Sequence[BudgetRow], section: Section, side: Side) -> Money:
    return Money.total(
        row.amount
        for row in rows
        if row.order and row.section is section and row.side is side
    )
