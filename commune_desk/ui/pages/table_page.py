"""A table with its panel: the generic page, of which others are made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget

from commune_desk.domain.text import N_, P_, Text
from commune_desk.tables.table import Kind
from commune_desk.ui.form_panel import FormPanel
from commune_desk.ui.icons import icon
from commune_desk.ui.pages.page import Page
from commune_desk.ui.pages.table_beginning import beginning
from commune_desk.ui.pages.table_outlets import TableOutlets
from commune_desk.ui.shown_bar import ShownBar
from commune_desk.ui.table_model import TableModel
from commune_desk.ui.table_tools import TableTools
from commune_desk.ui.table_view import TableView
from commune_desk.ui.theme import look
from commune_desk.ui.total_row import TotalRow
from commune_desk.ui.widgets.bars import Fill, legend
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button, Choices
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.filter_field import FilterField
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent

    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context, Destination
    from commune_desk.ui.form_panel import Leaf

NEW_LINE = N_("Add a line")

GUTTER, SCROLLBAR = 16, 14
UNITS_HEIGHT = 32
"""As high as the fields beside it."""

THOUSANDS = "thousands"
"""The habit of showing amounts in thousands."""

WIDE = 960
"""Pixels of page from which the panel stands beside the table."""


class TablePage(Page):
    """Title and acts, then the table with its pinned total and the panel."""

    def __init__(
        self,
        table: Table[Any],
        context: Context,
        add_words: Text = NEW_LINE,
        picture: str = "list-check",
    ) -> None:
        super().__init__(context)
        self.table, self.add_words, self.picture = table, add_words, picture
        self.model = TableModel(table, context, self)
        self.leave_out()
        self.view = TableView(self.model)
        self.panel = FormPanel(self.model, self.leaves())
        self.outlets = TableOutlets(table, context)
        self.tools = TableTools(self.view, self)
        self.shown = ShownBar(context, self.tools.filters, self.show_all)
        self._only: frozenset[int] = frozenset()
        self._asked = False
        self._wanted = self.view.wanted()
        self._build()
        self._connect()
        self.view.begin()
        self.tools.recall()
        self._refresh()

    def leave_out(self) -> None:
        """Leave rows out before the first is measured; a page of its own may."""

    def leaves(self) -> Sequence[Leaf]:
        """Give the tabs of the panel besides the form."""
        return ()

    def head(self) -> PageHead:
        """Make the head; a page of its own may say more in it."""
        say = self.context.say
        actions: list[QWidget] = []
        if self.can_add:
            actions.append(Button(say(self.add_words), "plus", MAIN, self.add))
        actions += self.outlets.buttons()
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    @property
    def can_add(self) -> bool:
        """Whether this user may add a row."""
        return self.table.add is not None

    def _build(self) -> None:
        self.column.addWidget(self.head())
        self.column.addLayout(self._tools())
        box = frame("table")
        self._total = TotalRow(self.view, self.context.say(N_("Total")))
        table = down(
            self.shown, self.tools.search, self.view, self._total,
            gap=0, margins=(1, 1, 1, 1),
        )  # fmt: skip
        box.setLayout(table)
        self._stack = QStackedWidget()
        self._stack.addWidget(box)
        self._nothing = self._empty()
        self._stack.addWidget(self._nothing)
        self._side: QHBoxLayout = across(gap=16)
        self._side.addWidget(self.body(), 1)
        self._side.addWidget(self.panel)
        self.column.addLayout(self._side, 1)
        if (foot := self._legend()) is not None:
            self.column.addLayout(foot)
        self.column.addWidget(self.outlets.work)

    def body(self) -> QWidget:
        """Give what stands beside the panel; a page of its own may add to it."""
        return self._stack

    def _tools(self) -> QHBoxLayout:
        say = self.context.say
        self.filter = FilterField(240)
        self.filter.setPlaceholderText(say(N_("Filter this table")))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.setClearButtonEnabled(True)
        self.filter.addAction(
            QIcon(icon("filter", "ink_soft")), QLineEdit.ActionPosition.LeadingPosition
        )
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(120)
        self._typing.timeout.connect(lambda: self.model.search(self.filter.text()))
        self.filter.textChanged.connect(self._typing.start)
        self._count = Label("", "small", "ink_soft")
        self.sheet = Button(
            say(N_("Open the sheet")), "file-text", PLAIN, self.open_sheet
        )
        self.sheet.setToolTip("F3")
        self.units = self._units()
        return across(
            across(self.filter, self.tools.button, gap=4), self._count, None,
            self.units, self.sheet,
            gap=12,
        )  # fmt: skip

    def _units(self) -> Choices:
        """Offer thousands where several columns of amounts take the room."""
        say = self.context.say
        on = self.context.ports.habits.on(THOUSANDS)
        words = [say(N_("Francs")), say(N_("Thousands"))]
        choices = Choices(words, self._choose_unit, int(on))
        choices.setToolTip(say(N_("Amounts are shown in thousands, typed in francs.")))
        many = sum(c.kind is Kind.MONEY for c in self.model.columns) > 1
        if not many:
            choices.hide()  # to show it here, without a parent, would open a window
        choices.setFixedHeight(UNITS_HEIGHT)
        self.model.thousands = many and on
        return choices

    def _choose_unit(self, number: int) -> None:
        self.context.ports.habits.turn(THOUSANDS, on=bool(number))
        self.model.show_thousands(thousands=bool(number))
        self._say_unit()

    def _say_unit(self) -> None:
        text = N_("Amounts in F CFA")
        if self.model.thousands:
            text = N_("Amounts in thousands of F CFA")
        if any(column.cents for column in self.model.columns):
            text = N_("Amounts in the currency of their line; francs in F CFA")
        self._unit.setText(self.context.say(text))

    def _empty(self) -> QWidget:
        acts: list[QWidget] = []
        if self.can_add:
            words = self.context.say(self.add_words)
            acts.append(Button(words, "plus", MAIN, self.add))
        blank = self.outlets.blank_button()
        if blank is not None:
            acts.append(blank)
        return beginning(self.context, self.table, self.picture, acts)

    def _legend(self) -> QHBoxLayout | None:
        say, kinds = self.context.say, {c.kind for c in self.model.columns}
        foot = across(gap=8)
        if Kind.COVERAGE in kinds:
            foot.addLayout(
                legend(
                    (Fill.SECURED, say(N_("secured"))),
                    (Fill.PROMISED, say(N_("promised, not received"))),
                    (Fill.REST, say(N_("to be found"))),
                )
            )
        foot.addStretch(1)
        if Kind.MONEY in kinds:
            self._unit = Label("", "small", "ink_soft")
            self._say_unit()
            foot.addWidget(self._unit)
        return foot if kinds & {Kind.COVERAGE, Kind.MONEY} else None

    def _connect(self) -> None:
        self.view.chosen.connect(self.panel.show_row)
        self.panel.form.saved.connect(self._saved)
        self.panel.form.left.connect(self._left)
        self.panel.closed.connect(self._close_sheet)
        self.model.rebuilt.connect(self._refresh)
        self.tools.filters.turned.connect(self._refresh)
        self.model.modelReset.connect(self._refresh)
        if self._has_sheet:
            self.press("F3", N_("Open the sheet"), self.open_sheet)
        if self.can_add:
            self.press("Ctrl+N", self.add_words, self.add)

    def opened(self, destination: Destination) -> None:
        """Show the record or the words that were asked for."""
        if destination.search or destination.record is not None:
            self.filter.setText(destination.search)
            self._typing.stop()
            self.model.search(destination.search)
            there = all(self.model.row(each) is not None for each in destination.only)
            self._show_only(destination.only if there else frozenset())
        if destination.record is not None:
            self.view.choose(destination.record.id)

    def holds(self, ids: frozenset[int]) -> bool:
        """Tell whether these rows are shown, and no others."""
        return ids == self._only

    def _show_only(self, ids: frozenset[int]) -> None:
        """Show these rows and no others; without ids, all of them."""
        if ids or self._only:
            self._only = ids
            self.model.keep((lambda row: row.id in ids) if ids else None)

    def show_all(self) -> None:
        """Take back what was typed to leave rows out."""
        self.filter.clear()
        self.model.search("")
        self.model.ask({})
        self._show_only(frozenset())
        self.view.setFocus()

    def make_way(self) -> None:
        """Let any record be seen that is asked for."""
        self.model.ask({})

    def keep_focus(self) -> None:
        """Put the cursor into the table; on the button where there is no table yet."""
        button = None if self.model.whole else self._nothing.findChild(Button)
        shown = self.view if self.view.isVisible() else button
        (shown or self).setFocus()

    def add(self) -> None:
        """Open an empty sheet for a new row."""
        if self.can_add:
            self._asked = True
            self._arrange()
            self.panel.begin()

    def open_sheet(self) -> None:
        """Open the panel over the table, where there is no room beside it."""
        self._asked = not self._asked or self.panel.isHidden()
        self._arrange()

    def _saved(self, row_id: int) -> None:
        """Stand on the row that was just made: Enter goes on to a new line."""
        self.model.new.made = row_id
        if not self.view.choose(row_id):  # it does not answer what was asked
            self.show_all()
            self.view.choose(row_id)
        self.panel.show_row(self.model.row(row_id))
        self.view.setFocus()

    def _left(self) -> None:
        self._asked = False
        row = self.model.record_at(self.view.currentIndex())
        self.panel.show_row(row)
        self._arrange()
        self.view.setFocus()

    def _close_sheet(self) -> None:
        self._asked = False
        self._arrange()
        self.view.setFocus()

    def _refresh(self) -> None:
        model = self.model
        self._wanted = self.measured()
        filled = model.whole > 0
        self._stack.setCurrentIndex(0 if filled else 1)
        self.filter.setEnabled(filled)
        self.tools.button.setEnabled(filled)
        told = self.shown.speak(model, only=bool(self._only))
        self._count.setText("" if told else self.context.say(self._counted()))
        adding = any(column.adds for column in model.columns)
        summed = adding and self.table.one_sum
        self._total.setVisible(summed and model.count > 0)
        self._arrange()

    def measured(self) -> int:
        """Tell how wide what stands beside the panel must be, nothing cut."""
        return self.view.wanted()

    def _counted(self) -> Text:
        shown, whole = self.model.count, self.model.whole
        if shown == whole:
            return P_("{count} line", "{count} lines", count=whole)
        return P_(
            "{count} line of {whole}",
            "{count} lines of {whole}",
            count=shown,
            whole=whole,
        )

    @property
    def _has_sheet(self) -> bool:
        """Whether a row has more to say than its line: the journal has not."""
        return self.table.add is not None or bool(self.table.record)

    @property
    def wide(self) -> bool:
        """Whether the panel has room beside the table."""
        return self.width() >= WIDE and self._spare >= look().sizes["panel_least"]

    @property
    def _spare(self) -> int:
        """Pixels that the table leaves to the panel."""
        return self.width() - self._margins() - GUTTER - self._wanted

    def _margins(self) -> int:
        margins = self.column.contentsMargins()
        return margins.left() + margins.right() + SCROLLBAR

    def _arrange(self) -> None:
        """Put the panel beside the table, or over it where the page is narrow."""
        wide = self.wide
        beside = self._side.indexOf(self.panel) >= 0
        # Without a sheet the button may have no parent: shown, it would be a window.
        if self._has_sheet:
            self.sheet.setVisible(not wide and self.model.whole > 0)
        self.panel.as_drawer(drawer=not wide)
        most = look().sizes["panel"]
        self.panel.setFixedWidth(min(most, self._spare) if wide else most)
        if not self._has_sheet:
            self.sheet.hide()
            self.panel.hide()
            return
        if wide and not beside:
            self._side.addWidget(self.panel)
        elif not wide and beside:
            self._side.removeWidget(self.panel)
            self.panel.setParent(self)
        if wide:
            self.panel.setVisible(self.model.whole > 0 or self._asked)
        else:
            self.panel.setVisible(self._asked)
            self._lay_over()

    def _lay_over(self) -> None:
        left = self.width() - self.panel.width() - self.column.contentsMargins().right()
        top = self._stack.mapTo(self, QPoint(0, 0)).y()
        self.panel.setGeometry(left, top, self.panel.width(), self.height() - top - 14)
        self.panel.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find the place of the panel again."""
        super().resizeEvent(event)
        self._arrange()
