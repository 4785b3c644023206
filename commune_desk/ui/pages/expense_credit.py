"""The credit of a line while an expense is typed: bar, figures, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.ui.widgets.bars import Bar, Fill, Part, Swatch
from commune_desk.ui.widgets.cards import Card, rule
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.text import Label, right

if TYPE_CHECKING:
    from commune_desk.domain.ledger import LineCredit
    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context


class CreditCard(Card):
    """Voted credit, committed, this expense, available: to the franc."""

    def __init__(self, context: Context) -> None:
        super().__init__(gap=3)
        self._context = context
        say = context.say
        self.title = Label("", "title", wrap=True)
        self.free = Label("", "figure")
        self.told = Label("", "small", "ink_soft", wrap=True)
        self.bar = Bar((), 14)
        self.figures = {key: right("", "body") for key in ("final", "before", "this")}
        self.left = right("", "body_strong")
        self._voted = Label("", "body")
        lines = down(
            across(self._voted, None, self.figures["final"]),
            across(
                Swatch(Fill.SECURED), Label(say(N_("Committed before"))), None,
                self.figures["before"],
            ),
            across(
                Swatch(Fill.PROMISED), Label(say(N_("This expense"))), None,
                self.figures["this"],
            ),
            rule(),
            across(
                Swatch(Fill.REST), Label(say(N_("Available")), "body_strong"), None,
                self.left,
            ),
            gap=3,
        )  # fmt: skip
        self.inner.addWidget(self.title)
        self.inner.addWidget(self.free)
        self.inner.addWidget(self.told)
        self.inner.addWidget(self.bar)
        self.inner.addLayout(lines)
        self.show_credit(None, Money(0))

    def show_credit(self, credit: LineCredit | None, asked: Money) -> None:
        """Show a credit with an expense of so much taken off; nothing without one."""
        say, number = self._context.say, self._context.words.number
        if credit is None:
            self.title.setText(say(N_("Credit of the line")))
            self.free.setText("–")
            self.free.set_tone("ink_soft")
            self.told.setText(say(N_("Choose a budget line.")))
            self.bar.show_parts(())
            self._voted.setText(say(N_("Credit in force")))
            for label in (*self.figures.values(), self.left):
                label.setText("")
            return
        left = credit.free - asked
        title = N_("Credit {code} {title}", code=credit.code, title=credit.title)
        self.title.setText(say(title))
        self.free.setText(self._context.words.francs(left))
        short = left.francs < 0
        self.free.set_tone("red" if short else "ink")
        self.told.setText(say(self._told(credit, left, asked)))
        whole = max(credit.final.francs, credit.committed.francs + asked.francs, 1)
        self.bar.show_parts(
            (
                Part(max(0, credit.committed.francs) / whole, Fill.SECURED),
                Part(max(0, asked.francs) / whole, Fill.PROMISED),
            )
        )
        voted = N_("Credit in force")
        if credit.twelfths:
            voted = N_("{twelfths}/12 of last year", twelfths=credit.twelfths)
        self._voted.setText(say(voted))
        self.figures["final"].setText(number(credit.final.francs))
        self.figures["before"].setText(number(-credit.committed.francs))
        self.figures["this"].setText(number(-asked.francs))
        self.left.setText(number(left.francs))
        self.left.set_tone("red" if short else "ink")

    @staticmethod
    def _told(credit: LineCredit, left: Money, asked: Money) -> Text:
        if left.francs < 0:
            return N_("{missing} F are missing for this expense", missing=-left)
        if credit.twelfths:
            return N_("the budget is not in force: provisional twelfths")
        return N_("available after this expense") if asked else N_("available")
