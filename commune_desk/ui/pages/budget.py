"""The preparation of the budget: four parts, the plan beside, the balance below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QStackedWidget, QWidget

from commune_desk.domain.text import N_, Text
from commune_desk.services.budget_documents import primitive_row
from commune_desk.services.budget_lines import SECTIONS, SIDES
from commune_desk.services.crossed import counted
from commune_desk.tables.budget import BY_FUNCTION, PART
from commune_desk.tables.crossed import called
from commune_desk.tables.nomenclature import PARTS
from commune_desk.ui.pages.act_strip import Act, ActStrip
from commune_desk.ui.pages.budget_acts import acts_on, opening, starting, state_words
from commune_desk.ui.pages.budget_foot import BudgetFoot
from commune_desk.ui.pages.cell_leaf import CellLeaf
from commune_desk.ui.pages.crossed_grid import CrossedGrid
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
ROOM = 1100
"""Pixels of page from which the filter stands beside the four parts."""

LOW = 600
"""Pixels of height below which an act takes the place of balance and panel."""

VIEWS = (N_("By nature"), N_("By function"), N_("Crossed"))
TABLES = (PART, BY_FUNCTION, None)
"""The table of each view; the grid has none of the lines’ own."""

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
        self.cell = CellLeaf(context)
        self.grid: CrossedGrid | None = None
        """Made when it is first asked for."""

        self._views = QStackedWidget()
        self.strip = ActStrip(context)
        self.foot = BudgetFoot(context)
        self._head_box = down(gap=0)
        super().__init__(PART, context, add_words, picture)
        self.strip.done.connect(lambda _: self._fresh())
        self.strip.done.connect(lambda _: self.keep_focus())
        self.strip.left.connect(self.keep_focus)
        self.strip.turned.connect(self._make_room)
        self.model.dataChanged.connect(self._sum)
        self.model.rebuilt.connect(self._sum)
        context.scoped.connect(self._fresh)
        context.changed.connect(self._heard)
        self.panel.tabs.setCurrentIndex(PLAN_TAB)

    def leave_out(self) -> None:
        """Begin with one of the four parts."""
        self.model.keep(self._belongs)

    def leaves(self) -> Sequence[Leaf]:
        """Add the tab of the plan."""
        return (self.plan, self.cell)

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
        self._head = PageHead(say(title), "", buttons, tags)
        self._say_purpose()
        head = self._head
        self._head_box.addWidget(head)

    def _say_purpose(self) -> None:
        """Say what the page is for; while nothing is proposed, how to begin."""
        rows = self.model.rows()
        bare = bool(rows) and all(row.proposed is None for row in rows)
        year = str(self.context.scope.year - 1)
        text = N_(FIRST.sentence, year=year) if bare else PURPOSE
        words = self.context.say(text)
        if self._head.purpose.text() != words:
            self._head.purpose.setText(words)

    def _main(self, act: Act) -> Button:
        words = self.context.say(act.words)
        self.main = Button(words, act.picture, MAIN, partial(self._ask, act))
        return self.main

    def _ask(self, act: Act) -> None:
        self.strip.ask(act)

    def _tools(self) -> QHBoxLayout:
        tools = super()._tools()
        say = self.context.say
        names = [say(PARTS[key]) for key in KEYS]
        self.parts = Choices(names, self.show_part, self._part)
        self.parts.setProperty("tight", "true")  # four long names and a button
        tools.setSpacing(5)
        words = [say(N_("Operating")), say(N_("Investment")), say(N_("Both sections"))]
        self.sections = Choices(words, self.show_sections, 1)
        self.sections.hide()
        self.whole = QCheckBox(say(N_("All functions")))
        self.whole.clicked.connect(self.show_functions)
        self.whole.hide()
        self.views = QComboBox()
        self.views.addItems([say(name) for name in VIEWS])
        self.views.setAccessibleName(say(N_("Order of the lines")))
        self.views.currentIndexChanged.connect(self.show_view)
        tools.insertWidget(0, self.views)
        tools.insertWidget(1, self.parts)
        tools.insertWidget(2, self.sections)
        tools.insertWidget(3, self.whole)
        self._typing.timeout.connect(self._search_grid)
        self.filter.wish(150)
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

    def body(self) -> QWidget:
        """Show the lines, or the grid in which they cross."""
        self._views.addWidget(self._stack)
        return self._views

    @property
    def crossed(self) -> bool:
        """Whether the grid is shown."""
        return self.grid is not None and self._views.currentWidget() is self.grid

    def show_view(self, number: int) -> None:
        """Show the lines by nature, by function, or the crossed grid."""
        self.views.setCurrentIndex(number)
        wanted = TABLES[number]
        if wanted is not None and self.model.table is not wanted:
            self.model.regroup(wanted)
        if wanted is None and self.grid is None:
            self._make_grid()
        grid = self.grid if wanted is None and self.model.whole else None
        self._views.setCurrentWidget(grid or self._stack)
        self.parts.setVisible(grid is None)
        self.sections.setVisible(grid is not None)
        self.whole.setVisible(grid is not None)
        self.tools.allow(grid is None)
        self._asked = False
        if grid is None:
            self.panel.show_row(self.model.record_at(self.view.currentIndex()))
        else:
            self._tell_cell()
        self._refresh()
        self.keep_focus()

    def _make_grid(self) -> None:
        shown = SECTIONS.index(KEYS[self._part][0])
        self.grid = CrossedGrid(self.context, shown)
        self.sections.group.button(shown).setChecked(True)
        self.whole.setChecked(self.grid.whole)
        self._views.addWidget(self.grid)
        self.grid.view.moved.connect(self._tell_cell)
        self.grid.model.rebuilt.connect(self._tell_cell)
        self.grid.view.asked.connect(self._type_in_cell)
        self.grid.settled.connect(self._fit_grid)
        self.cell.left.connect(self._close_sheet)
        self.cell.given.connect(lambda: self.show_functions(whole=False))

    def show_functions(self, whole: bool) -> None:  # noqa: FBT001  a button says so
        """Show all functions in the grid, or only those that have a line."""
        self.whole.setChecked(whole)
        if self.grid is not None:
            self.grid.show_all(whole=whole)
            self.keep_focus()

    def show_sections(self, number: int) -> None:
        """Show one section in the grid, the other, or both."""
        self.sections.group.button(number).setChecked(True)
        if self.grid is not None:
            self.grid.show_sections(number)

    def _search_grid(self) -> None:
        if self.grid is not None:
            self.grid.model.search(self.filter.text())

    def _tell_cell(self, _view: object = None) -> None:
        """Show in the panel what stands behind the cell."""
        cell = self.grid.cell if self.grid is not None and self.crossed else None
        if cell is None:
            return
        say, row = self.context.say, cell.row
        chapter = cell.chapter
        title = say(called(row))
        if chapter is not None:
            title = f"{title} × {chapter.code} {chapter.title}"
        self.cell.show_cell(cell)
        where = say(counted(cell.lines)) if cell.lines else ""
        self.panel.show_apart(self.cell, title, where)

    def _type_in_cell(self, text: str) -> None:
        """Go into the panel with what was typed on a cell."""
        self._asked = True
        self._arrange()
        self.cell.take(text)

    def measured(self) -> int:
        """Measure the grid where it is shown."""
        if self.crossed and self.grid is not None:
            return self.grid.wanted
        return super().measured()

    def _fit_grid(self) -> None:
        """Find the place of the panel again, once the grid is measured."""
        if self._wanted != self.measured():
            self._wanted = self.measured()
            self._arrange()

    def keep_focus(self) -> None:
        """Put the cursor into what is shown."""
        if self.crossed and self.grid is not None:
            self.grid.keep_focus()
        else:
            super().keep_focus()

    def _close_sheet(self) -> None:
        super()._close_sheet()
        self.keep_focus()

    def _left(self) -> None:
        super()._left()
        self.keep_focus()

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
            if self.crossed:
                self.show_view(0)
            self.show_part(KEYS.index((row.section, row.side)))
            self.view.choose(row.id, "proposed")

    def _fresh(self) -> None:
        self.strip.hide()
        self._fresh_head()
        self.plan.refresh()
        if TABLES[self.views.currentIndex()] is None:
            self.show_view(self.views.currentIndex())
        self._sum()

    def _heard(self, changes: tuple[Any, ...]) -> None:
        touched = {change.table for change in changes}
        if touched & {"budget_documents", "fiscal_years"}:
            self._fresh_head()
        if touched & {"budget_lines", "actions", "action_costs", "fiscal_years"}:
            self.plan.refresh()

    def _sum(self) -> None:
        self.foot.show_rows(self.model.rows())
        self._say_purpose()
        self._make_room()

    def _make_room(self) -> None:
        """Leave balance and panel out where a low page prepares an act."""
        pressed = self.strip.isVisible() and self.height() < LOW
        self.foot.widget.setVisible(self.model.whole > 0 and not pressed)
        if pressed:
            self.panel.hide()
        elif self.panel.isHidden():
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the filter out where there is no room beside the four parts."""
        super().resizeEvent(event)
        self._make_room()
        roomy = self.width() >= ROOM
        self.filter.setVisible(roomy)
        words = self.context.say(N_("Open the sheet"))
        self.sheet.setText(f"\u2009{words}" if roomy else "")
        self.sheet.setAccessibleName(words)


FIRST = N_(
    "To begin: start from {year}, type amounts under “Proposed”, or enter actions of"
    " the plan."
)
PURPOSE = N_("Propose, debate, vote: each investment carries an action of the plan.")
