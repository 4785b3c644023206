"""The tracking table: rates at the head, figures typed for a day, stages to filter."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from commune_desk.domain.errors import DeskError
from commune_desk.domain.lifecycle import Stage
from commune_desk.domain.rates import FINANCIAL, PHYSICAL, REALISATION
from commune_desk.domain.text import N_
from commune_desk.l10n import reading
from commune_desk.services.today import today
from commune_desk.services.tracking import rates_to
from commune_desk.tables.followup import Day, tracking
from commune_desk.tables.table import Column, Kind
from commune_desk.ui.fields import DateField
from commune_desk.ui.pages.action_money_leaf import ActionMoneyLeaf
from commune_desk.ui.pages.follow_leaf import FollowLeaf
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.money import Share
    from commune_desk.domain.text import Text
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context
    from commune_desk.ui.form_panel import Leaf

NOTED_ON: Column[Any] = Column("noted_on", N_("Noted on"), lambda _: None, Kind.DATE)


class TrackingPage(TablePage):
    """The generic table, with the rates of the plan above it."""

    def __init__(
        self,
        table: Table[Any],
        context: Context,
        add_words: Text,
        picture: str = "list-check",
    ) -> None:
        del table  # the page keeps a day of its own for the figures typed into it
        self.day = Day()
        super().__init__(tracking(self.day), context, add_words, picture)
        self._rates = across(gap=24, margins=(16, 8, 16, 8))
        box = frame("card")
        box.setLayout(self._rates)
        self.column.insertWidget(1, box)
        self.model.rebuilt.connect(self._show_rates)
        self.model.touched.connect(self._show_rates)
        self.model.modelReset.connect(self._show_rates)
        context.scoped.connect(self._show_rates)
        self._show_rates()

    def leaves(self) -> Sequence[Leaf]:
        """Add the tabs of states and progress, and of what the books paid."""
        return (FollowLeaf(self.context), ActionMoneyLeaf(self.context))

    def head(self) -> PageHead:
        """Offer to add what was done outside the plan."""
        say = self.context.say
        go = partial(self.context.go, "outside")
        actions: list[QWidget] = [
            Button(say(N_("Action outside the plan")), "plus", PLAIN, go),
            *self.outlets.buttons(),
        ]
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def _tools(self) -> QHBoxLayout:
        say = self.context.say
        tools = super()._tools()
        self.stage = QComboBox()
        self.stage.setAccessibleName(say(N_("Stage")))
        self.stage.addItem(say(N_("All stages")), None)
        for stage in Stage:
            self.stage.addItem(say(stage), stage)
        self.stage.currentIndexChanged.connect(self._narrow)
        self.filter.wish(200)
        tools.insertWidget(1, self.stage)
        with self.context.reading() as session:
            now = today(session)
        self.on = DateField(NOTED_ON)
        self.on.setAccessibleName(say(NOTED_ON.title))
        self.on.setText(say(now))
        self.on.setToolTip(say(N_("The day for which the figures typed are noted.")))
        self.on.setFixedWidth(130)
        self.on.textChanged.connect(self._choose_day)
        self._choose_day(self.on.text())
        label = Label(say(NOTED_ON.title), "small", "ink_soft")
        place = tools.count() - 1
        tools.insertWidget(place, label)
        tools.insertWidget(place + 1, self.on)
        return tools

    def _narrow(self, _index: int) -> None:
        stage = self.stage.currentData()
        self.model.keep(None if stage is None else lambda row: row.stage is stage)

    def _choose_day(self, typed: str) -> None:
        """Note what is typed from now on for this day."""
        try:
            self.day.on = reading.date(typed)
        except DeskError:
            self.on.refuse(refused=True)
            return
        self.on.refuse(refused=self.day.on is None)

    def _show_rates(self, *_: Any) -> None:
        """Say the three rates up to the year of the top bar, and how they are made."""
        clear(self._rates)
        words = self.context.words
        year = self.context.scope.year
        found = rates_to(self.model.rows(), year)
        paid = N_(
            "{paid} paid of {cost}",
            paid=words.francs(found.paid),
            cost=words.francs(found.cost),
        )
        done = N_("{done} actions of {count}", done=found.done, count=found.count)
        for share, title, note, formula in (
            (
                found.physical,
                N_("physical rate"),
                N_("programmed up to {year}", year=str(year)),
                PHYSICAL,
            ),
            (found.financial, N_("financial rate"), paid, FINANCIAL),
            (found.realisation, N_("rate of realisation"), done, REALISATION),
        ):
            self._rates.addWidget(self._figure(share, title, note, formula), 1)

    def _figure(
        self, share: Share | None, title: Text, note: Text, formula: Text
    ) -> QWidget:
        say = self.context.say
        value = self.context.words.share(share, 0) if share is not None else "–"
        box = QWidget()
        texts = down(
            Label(say(title), "small_strong"),
            Label(say(note), "small", "ink_soft"),
            gap=0,
        )
        layout = across(Label(value, "page"), gap=10)
        layout.addLayout(texts, 1)
        box.setLayout(layout)
        box.setToolTip(say(formula))
        return box
