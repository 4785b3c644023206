"""The preparation of the budget: four parts, the plan beside, the balance below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from commune_desk.domain.text import N_, Text
from commune_desk.services.budget_documents import primitive_row
from commune_desk.services.budget_lines import SECTIONS, SIDES
from commune_desk.tables.budget import PART
from commune_desk.tables.nomenclature import PARTS
from commune_desk.ui.pages.act_strip import Act, ActStrip
from commune_desk.ui.pages.budget_acts import acts_on, opening, starting, state_words
from commune_desk.ui.pages.budget_foot import BudgetFoot
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.pages.tranche_leaf import TrancheLeaf
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button, Choices
from commune_desk.ui.widgets.cards import Tag, frame
from commune_desk.ui.widgets.empty_state import EmptyState
from commune_desk.ui.widgets.layouts import clear, down
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from commune_desk.services.budget_lines import BudgetRow
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context, Destination
    from commune_desk.ui.form_panel import Leaf

KEYS = tuple((section, side) for section in SECTIONS for side in SIDES)
INVESTMENT_EXPENDITURE = 3
NEW_BUDGET_LINE = N_("Add a budget line")
ROOM = 1060
"""Pixels of page from which the filter stands beside the four parts."""

PLAN_TAB = 1
"""Where the plan stands among the tabs of the panel, after the sheet."""


class BudgetPage(TablePage):
    """What the council will vote, typed line by line."""

    def __init__(
        self,
        table: Table[Any],
        context: Context,
        add_words: Text = NEW_BUDGET_LINE,
        picture: str = "report-money",
    ) -> None:
        del table  # shown without the level of the four parts
        self._part = INVESTMENT_EXPENDITURE
        self.plan = TrancheLeaf(context)
        self.strip = ActStrip(context)
        self.foot = BudgetFoot(context)
        self._head_box = down(gap=0)
        super().__init__(PART, context, add_words, picture)
        self.strip.done.connect(lambda _: self._fresh())
        self.model.dataChanged.connect(self._sum)
        self.model.rebuilt.connect(self._sum)
        context.scoped.connect(self._fresh)
        context.changed.connect(self._heard)
        self.model.keep(self._belongs)
        self.panel.tabs.setCurrentIndex(PLAN_TAB)

    def leaves(self) -> Sequence[Leaf]:
        """Add the tab of the plan."""
        return (self.plan,)

    def _build(self) -> None:
        super()._build()
        self.column.insertWidget(1, self.strip)
        self.column.insertWidget(self.column.count() - 1, self.foot.widget)
        self._sum()

    def head(self) -> QWidget:  # type: ignore[override]  # its words follow the state
        """Make a head whose buttons and tag follow the state of the budget."""
        holder = QWidget()
        holder.setLayout(self._head_box)
        self._fresh_head()
        return holder

    def _fresh_head(self) -> None:
        clear(self._head_box)
        context = self.context
        say, year = context.say, context.scope.year
        with context.reading() as session:
            document = primitive_row(session, context.scope)
        self.acts = [] if document is None else acts_on(document)
        buttons: list[QWidget] = []
        tags: list[QWidget] = []
        self.main: Button | None = None
        if document is None:
            buttons.append(
                self._main(opening(context, context.ports.budget_calendar()))
            )
        else:
            tags.append(Tag(say(state_words(document)), "line"))
            if document.state.value in {"prepared", "debated", "returned"}:
                words = say(N_("Start from {year}", year=str(year - 1)))
                start = partial(self._ask, starting(context))
                buttons.append(Button(words, "restore", PLAIN, start))
            if context.ports.paper is not None:
                deed = partial(self.outlets.print, context.ports.paper)
                buttons.append(Button(say(N_("Print")), "printer", PLAIN, deed))
            for act in reversed(self.acts[1:]):
                deed = partial(self._ask, act)
                buttons.append(Button(say(act.words), act.picture, PLAIN, deed))
            if self.acts:
                buttons.append(self._main(self.acts[0]))
        title = N_("Preparation of the budget {year}", year=str(year))
        head = PageHead(say(title), say(PURPOSE), buttons, tags)
        self._head_box.addWidget(head)

    def _main(self, act: Act) -> Button:
        words = self.context.say(act.words)
        self.main = Button(words, act.picture, MAIN, partial(self._ask, act))
        return self.main

    def _ask(self, act: Act) -> None:
        self.strip.ask(act)

    def _tools(self) -> QHBoxLayout:
        tools = super()._tools()
        names = [self.context.say(PARTS[key]) for key in KEYS]
        self.parts = Choices(names, self.show_part, self._part)
        tools.insertWidget(0, self.parts)
        self.filter.setFixedWidth(150)
        self.sheet.setAccessibleName(self.sheet.text())
        self.sheet.setToolTip(f"{self.sheet.text().strip()} (F3)")
        self.sheet.setText("")  # the four parts leave it little room
        self.filter.hide()
        self.units.hide()
        self.filter.setPlaceholderText(self.context.say(N_("Filter")))
        self._count.hide()
        return tools

    def _legend(self) -> None:
        return None

    def _say_unit(self) -> None:
        """Leave the unit to the buttons that choose it."""

    def _empty(self) -> QWidget:
        say, card = self.context.say, frame("card")
        words = say(N_("Open the exercise"))
        button = Button(words, "plus", MAIN, self.open_year)
        sentence = say(N_("No budget for this year yet."))
        helps = say(N_("Choose the nomenclature: every account gets its line."))
        state = EmptyState(self.picture, sentence, helps, [button])
        card.setLayout(down(state))
        return card

    def open_year(self) -> None:
        """Ask for the nomenclature of the year."""
        self._ask(opening(self.context, self.context.ports.budget_calendar()))

    def show_part(self, number: int) -> None:
        """Show one of the four parts."""
        self._part = number
        button = self.parts.group.button(number)
        if button is not None:
            button.setChecked(True)
        self.model.keep(self._belongs)
        self.view.choose_first()

    def _belongs(self, row: BudgetRow) -> bool:
        return (row.section, row.side) == KEYS[self._part]

    def opened(self, destination: Destination) -> None:
        """Show the part that holds the record."""
        record = destination.record
        row = self.model.row(record.id) if record is not None else None
        if row is not None:
            self.show_part(KEYS.index((row.section, row.side)))
            self.view.choose(row.id, "proposed")

    def _fresh(self) -> None:
        self.strip.hide()
        self._fresh_head()
        self.plan.refresh()
        self._sum()

    def _heard(self, changes: tuple[Any, ...]) -> None:
        touched = {change.table for change in changes}
        if touched & {"budget_documents", "fiscal_years"}:
            self._fresh_head()
        if touched & {"budget_lines", "actions", "action_costs", "fiscal_years"}:
            self.plan.refresh()

    def _sum(self) -> None:
        self.foot.show_rows(self.model.rows())
        self.foot.widget.setVisible(self.model.whole > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the filter out where there is no room beside the four parts."""
        super().resizeEvent(event)
        self.filter.setVisible(self.width() >= ROOM)


PURPOSE = N_("Propose, debate, vote: each investment carries an action of the plan.")
