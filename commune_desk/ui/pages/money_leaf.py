"""Who pays an action, and how sure it is: the tab “Money” of its panel."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QWidget

from commune_desk.domain.funding import Coverage
from commune_desk.domain.money import Money
from commune_desk.domain.text import N_
from commune_desk.ui.state_of import OF_FUNDING
from commune_desk.ui.states import State
from commune_desk.ui.widgets.bars import Bar, coverage_parts
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.states import StateWord, light
from commune_desk.ui.widgets.text import Label, Linked, right

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

    from commune_desk.services.action_parts import Given
    from commune_desk.services.programming import ActionRow
    from commune_desk.ui.context import Context


class MoneyLeaf:
    """Cost of the year, its payers one a line, and what is still missing."""

    title = N_("Money")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=8, margins=(0, 4, 6, 4))
        self.widget: QWidget = flowing(self._lines)

    def show_row(self, row: ActionRow) -> bool:
        """Show who pays; nothing where no cost and no payer is known."""
        clear(self._lines)
        if not row.costs and not row.given:
            return False
        for year in self._years(row):
            self._show_year(row, year)
        self._lines.addStretch(1)
        return True

    def _years(self, row: ActionRow) -> list[int]:
        """Put the year of the top bar first, then the others in order."""
        known = sorted({*row.costs, *(given.year for given in row.given)})
        chosen = self._context.scope.year
        return sorted(known, key=lambda year: (year != chosen, year))

    def _show_year(self, row: ActionRow, year: int) -> None:
        words, say = self._context.words, self._context.say
        cost = row.costs.get(year)
        coverage = row.coverage_of(year) or Coverage()
        amount = words.francs(cost) if cost is not None else say(N_("unknown"))
        head = N_("Cost {year}: {amount}", year=str(year), amount=amount)
        self._lines.addWidget(Label(say(head), "body_strong"))
        share = say(coverage.share) if coverage.share is not None else ""
        self._lines.addWidget(Bar(coverage_parts(coverage), meaning=share))
        self._lines.addLayout(self._payers(row, year, coverage))
        if coverage.missing:
            self._lines.addWidget(self._missing(coverage))
        self._lines.addSpacing(4)

    def _payers(self, row: ActionRow, year: int, coverage: Coverage) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(6)
        grid.setHorizontalSpacing(10)
        grid.setColumnStretch(0, 1)
        given = [each for each in row.given if each.year == year]
        for line, each in enumerate(given):
            self._add_payer(grid, line, each)
        if coverage.missing:
            last, say = len(given), self._context.say
            grid.addWidget(Label(say(N_("To be found")), "body_strong"), last, 0)
            grid.addWidget(right(say(coverage.missing), "body_strong"), last, 1)
            grid.addWidget(StateWord(State.WATCH, say(N_("missing"))), last, 2)
        return grid

    def _add_payer(self, grid: QGridLayout, line: int, given: Given) -> None:
        say = self._context.say
        name = given.partner or say(given.funder_class)
        grid.addWidget(Label(name, wrap=True), line, 0)
        grid.addWidget(right(say(given.amount)), line, 1)
        state = OF_FUNDING[given.status]
        grid.addWidget(StateWord(state, say(given.status)), line, 2)

    def _missing(self, coverage: Coverage) -> QFrame:
        words, say = self._context.words, self._context.say
        box = frame("warning")
        lacks = N_("{amount} is missing", amount=words.francs(coverage.missing))
        sum_ = N_(
            "Cost {cost} − secured {secured} − promised {promised}.",
            cost=Money(coverage.cost),
            secured=Money(coverage.secured),
            promised=Money(coverage.promised),
        )
        link = Linked(say(N_("Find a partner")))
        link.followed.connect(partial(self._context.go, "partners"))
        title = Label(say(lacks), "body_strong", "amber")
        box.setLayout(
            down(
                across(light(State.WATCH), title, None, gap=6),
                Label(say(sum_), "small", wrap=True),
                across(link, None),
                gap=3,
                margins=(10, 8, 10, 8),
            )
        )
        return box
