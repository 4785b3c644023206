"""The cash plan of the year, and the monthly profiles that it is made of."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from commune_desk.domain.budget import Side
from commune_desk.domain.cash import shortages
from commune_desk.domain.money import Money
from commune_desk.domain.months import MONTHS, SHORT
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.cash import SetOpeningBalance, cash_forecast
from commune_desk.services.cash_realised import cash_realised
from commune_desk.services.monthly import ForgetProfiles
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.pages.act_strip import Act, ActStrip
from commune_desk.ui.pages.papers import show_paper
from commune_desk.ui.pages.table_page import NEW_LINE, TablePage
from commune_desk.ui.states import State
from commune_desk.ui.widgets.bars import Fill, legend
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.month_bars import MonthBar, MonthBars
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.states import StateWord
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.domain.cash import Forecast
    from commune_desk.services.cash_realised import Realised
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context

FACTS = 250
"""Pixels of what is said beside the drawing."""


class CashPage(TablePage):
    """Opening balance and lowest point, the twelve months drawn, chapters below."""

    def __init__(
        self,
        table: Table[Any],
        context: Context,
        add_words: Text = NEW_LINE,
        picture: str = "wallet",
    ) -> None:
        self.bars = MonthBars()
        self._facts = down(gap=0)
        self.strip = ActStrip(context)
        super().__init__(table, context, add_words, picture)
        self.model.rebuilt.connect(self._tell)
        context.scoped.connect(self.strip.hide)
        self._tell()

    def head(self) -> PageHead:
        """Lead to the profiles, and to the paper."""
        say = self.context.say
        actions: list[QWidget] = [
            Button(say(N_("Balance on 1 January…")), "edit", MAIN, self.ask_opening),
            Button(say(N_("Monthly profiles")), "calendar", PLAIN, self._profiles),
        ]
        if self.context.ports.spreadsheet is not None:
            words = say(N_("Spreadsheet"))
            actions.append(Button(words, "file-spreadsheet", PLAIN, self.outlets.write))
        if self.context.ports.documents is not None:
            actions.append(Button(say(N_("Print")), "printer", PLAIN, self.print))
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def print(self) -> None:
        """Show the paper of the cash plan."""
        show_paper(self.context, self.outlets.work, "cash-plan")

    def _profiles(self) -> None:
        self.context.go("monthly")

    def _build(self) -> None:
        super()._build()
        facts = QWidget()
        facts.setFixedWidth(FACTS)
        facts.setLayout(self._facts)
        say = self.context.say
        marks = legend(
            (Fill.SECURED, say(N_("Receipts"))),
            (Fill.PROMISED, say(N_("Expenditure"))),
        )
        self._below = Label("", "small", "ink_soft")
        marks.addWidget(self._below)
        self.bars.measured.connect(self._say_bars)
        drawing = down(self.bars, marks, gap=2)
        self.card = frame("card")
        layout = across(gap=16, margins=(14, 4, 14, 4))
        layout.addWidget(facts)
        layout.addLayout(drawing, 1)
        self.card.setLayout(layout)
        self.column.insertWidget(1, self.card)
        self.column.insertWidget(1, self.strip)

    def _say_bars(self) -> None:
        """Say what the figures under the months count."""
        words = N_("below: balance at the end of the month")
        if self.bars.brief:
            words = N_("below: balance at the end of the month, in thousands")
        self._below.setText(self.context.say(words))

    def _tools(self) -> QHBoxLayout:
        """Leave the height to the months: fifteen chapters need no filter."""
        tools = super()._tools()
        for each in (self.units, self.filter, self._count, self.tools.button):
            each.hide()
        return tools

    def _tell(self) -> None:
        """Draw the months again."""
        with self.context.reading() as session:
            plan = cash_forecast(session, self.context.scope)
            done = cash_realised(session, self.context.scope)
        clear(self._facts)
        self.card.setVisible(plan is not None and bool(plan.flows))
        if plan is None:
            return
        say = self.context.say
        into, out = plan.of(Side.REVENUE), plan.of(Side.EXPENDITURE)
        ends = plan.closing
        months = [
            MonthBar(
                say(SHORT[m]),
                into[m].francs,
                out[m].francs,
                say(ends[m]),
                say(Money(round(ends[m].francs / 1000))),
                ends[m].francs < 0,
            )
            for m in range(len(MONTHS))
        ]
        found = [say(issue.text) for issue in shortages(plan)]
        self.bars.show_months(months, " ".join(found))
        self.bars.setToolTip("\n".join(found))
        self._say_facts(plan, ends, done)

    def _say_facts(
        self, plan: Forecast, ends: tuple[Money, ...], done: Realised | None
    ) -> None:
        say, words = self.context.say, self.context.words
        year, lines = str(plan.year), self._facts
        lines.addWidget(
            Label(
                say(N_("Balance on 1 January {year}", year=year)), "small", "ink_soft"
            )
        )
        if plan.opening is None:
            lines.addWidget(StateWord(State.UNKNOWN, say(N_("not typed: zero"))))
        else:
            lines.addWidget(Label(words.francs(plan.opening), "body_strong"))
        if done is not None:
            until = N_("Realised until {date}", date=done.until)
            lines.addWidget(Label(say(until), "small", "ink_soft"))
            seen = Label(words.francs(done.closing[-1]), "body_strong")
            beside = Label(say(_compared(plan, done)), "small", "ink_soft")
            lines.addLayout(across(seen, beside, None, gap=8))
        lowest = N_("Lowest point: end of {month}", month=MONTHS[plan.lowest])
        lines.addWidget(Label(say(lowest), "small", "ink_soft"))
        lines.addWidget(Label(words.francs(ends[plan.lowest]), "body_strong"))
        last = N_("Left on 31 December {year}", year=year)
        lines.addWidget(Label(say(last), "small", "ink_soft"))
        lines.addWidget(Label(words.francs(ends[-1]), "body_strong"))
        short = sum(end.francs < 0 for end in ends)
        verdict = (
            StateWord(
                State.WATCH,
                say(
                    P_(
                        "{count} month ends below zero",
                        "{count} months end below zero",
                        count=short,
                    )
                ),
            )
            if short
            else StateWord(State.OK, say(N_("no month ends below zero")))
        )
        lines.addWidget(verdict)
        lines.addStretch(1)

    def ask_opening(self) -> None:
        """Ask what there was on 1 January."""
        year = self.context.scope.year
        with self.context.reading() as session:
            plan = cash_forecast(session, self.context.scope)
        column: Column[Any] = Column(
            "amount", N_("Amount in F CFA"), lambda _: None, Kind.MONEY, 14
        )
        self.strip.ask(
            Act(
                N_("Keep the balance"),
                _asks(year, plan),
                (column,),
                lambda values: SetOpeningBalance(year, values["amount"]),
                starts={"amount": plan.opening if plan else None},
            )
        )


def _compared(plan: Forecast, done: Realised) -> Text:
    """Say what the plan expected at the end of the last whole month."""
    if not done.whole:
        return N_("no month over yet")
    return N_("expected {amount}", amount=plan.closing[done.whole - 1])


def _asks(year: int, plan: Forecast | None) -> Text:
    if plan is None or not plan.carried:
        return N_(
            "What the commune has on 1 January {year}, at the Treasury and in the tills"
            " of the régisseurs.",
            year=str(year),
        )
    return N_(
        "What the commune has on 1 January {year}, at the Treasury and in the tills of"
        " the régisseurs; the {amount} F of earlier results in the budget are part of"
        " it.",
        year=str(year),
        amount=plan.carried,
    )


class ProfilePage(TablePage):
    """The months of each account; a button brings chosen ones back to twelfths."""

    def head(self) -> PageHead:
        """Offer the way back to twelfths, and to the plan that comes of it."""
        say = self.context.say
        to_plan = partial(self.context.go, "cash")
        actions: list[QWidget] = [
            Button(say(N_("Cash plan")), "wallet", MAIN, to_plan),
            Button(say(N_("Back to twelfths")), "restore", PLAIN, self.forget),
            *self.outlets.buttons(),
        ]
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def _tools(self) -> QHBoxLayout:
        tools = super()._tools()
        self.units.hide()
        return tools

    def forget(self) -> None:
        """Bring the accounts of the chosen cells back to twelfths."""
        cells = self.view.selectionModel().selectedIndexes()
        rows = (self.model.row_at(c) for c in cells or [self.view.currentIndex()])
        ids = {row.id for row in rows if row is not None and row.told}
        if not ids:
            self.context.tell_refusal(
                N_("The chosen accounts are in twelfths already.")
            )
            return
        refused = self.context.do(ForgetProfiles(tuple(sorted(ids))))
        if refused is not None:
            self.context.refused.emit(refused)
