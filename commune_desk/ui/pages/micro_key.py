"""Key figures of the portfolios, and the map of the projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QScrollArea

from commune_desk.domain.currencies import stated
from commune_desk.domain.text import N_, P_
from commune_desk.services.micro_figures import WAYS, slices, whole
from commune_desk.services.micro_rows import micro_projects
from commune_desk.ui.pages.drawing_page import DrawingPage
from commune_desk.ui.pages.page import Page
from commune_desk.ui.ports import MICRO_MAP
from commune_desk.ui.widgets.bars import Bar, Fill, Part
from commune_desk.ui.widgets.buttons import PLAIN, Button, Choices
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label, right

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.services.micro_figures import Slice
    from commune_desk.services.micro_rows import MicroRow
    from commune_desk.ui.context import Context, Destination

MOST = 14
"""Groups that a chart shows; the rest is one more."""


class KeyFiguresPage(Page):
    """Number and amount, cut one way; one card for each currency."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        purpose = N_(
            "Number and amount of projects; two currencies never meet in one sum."
        )
        go = Button(say(N_("Print the bulletin")), "printer", PLAIN, self.print)
        self.column.addWidget(PageHead(say(N_("Key figures")), say(purpose), [go]))
        self.portfolio = QComboBox()
        self.portfolio.setAccessibleName(say(N_("Portfolio")))
        self.portfolio.currentIndexChanged.connect(lambda _: self._show())
        self.ways = Choices([say(way.title) for way in WAYS], self._choose)
        title = Label(say(N_("Portfolio")), "small_strong")
        self.column.addLayout(across(title, self.portfolio, None))
        self.column.addLayout(across(self.ways, None))
        self._way = 0
        self._rows: list[MicroRow] = []
        self._cards = down(gap=12)
        inside = down(gap=12)
        inside.addLayout(self._cards)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidget(flowing(inside, "body"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(area, 1)
        context.changed.connect(self._hear)
        context.scoped.connect(self.refresh)
        self.refresh()

    def opened(self, _destination: Destination) -> None:
        """Show what has changed meanwhile."""
        self.refresh()

    def print(self) -> None:
        """Show the bulletin of the chosen portfolio among the documents."""
        chosen = self.portfolio.currentData() or 0
        name = "micro-bulletin"
        self.context.go("documents", search=f"{name}#{chosen}" if chosen else name)

    def refresh(self) -> None:
        """Read the projects anew."""
        with self.context.reading() as session:
            self._rows = micro_projects(session)
        chosen = self.portfolio.currentData()
        titles = {row.portfolio_id: row.portfolio.title for row in self._rows}
        self.portfolio.blockSignals(True)  # noqa: FBT003  Qt’s own signature
        self.portfolio.clear()
        self.portfolio.addItem(self.context.say(N_("All portfolios")), 0)
        for key, title in titles.items():
            self.portfolio.addItem(title, key)
        self.portfolio.setCurrentIndex(max(0, self.portfolio.findData(chosen)))
        self.portfolio.blockSignals(False)  # noqa: FBT003  Qt’s own signature
        self._show()

    def _choose(self, number: int) -> None:
        self._way = number
        self._show()

    def _show(self) -> None:
        clear(self._cards)
        chosen = self.portfolio.currentData() or 0
        rows = [r for r in self._rows if not chosen or r.portfolio_id == chosen]
        every = whole(rows)
        say = self.context.say
        figures = across(gap=12)
        count = P_("{count} project", "{count} projects", count=every.projects)
        figures.addWidget(_figure(say(count), _lines(self.context, rows)))
        for currency, cents in every.sums.parts:
            mean = every.average(currency)
            told = say(N_("{amount} on average", amount=stated(mean or 0, currency)))
            figures.addWidget(_figure(say(stated(cents, currency)), told))
        number = self.context.words.number
        people = N_(
            "{count} women among {whole} people",
            count=number(every.women),
            whole=number(every.women + every.men),
        )
        figures.addWidget(_figure(say(people), say(N_("who benefit, as far as noted"))))
        self._cards.addLayout(figures)
        way = WAYS[self._way]
        cut = slices(rows, way)
        for currency, _ in every.sums.parts:
            self._cards.addWidget(self._chart(say(way.title), cut, every, currency))

    def _chart(
        self, title: str, cut: Sequence[Slice], every: Slice, currency: str
    ) -> QWidget:
        say = self.context.say
        own = [s for s in cut if currency in dict(s.sums.parts)]
        card = Card(say(N_("{title}, in {currency}", title=title, currency=currency)))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        heads = ("", N_("Projects"), N_("Amount"), N_("Average"), N_("Share"), "")
        for at, head in enumerate(heads):
            make = right if at in {1, 2, 3, 4} else Label
            grid.addWidget(make(say(head), "small_strong", "ink_soft"), 0, at)
        all_cents = every.sums.cents(currency) or 1
        for line, each in enumerate(own[:MOST], 1):
            cents = each.sums.cents(currency)
            mean = each.average(currency)
            cells: tuple[QWidget, ...] = (
                Label(say(each.name), wrap=True),
                right(say(self.context.words.number(dict(each.known)[currency]))),
                right(say(stated(cents, currency))),
                right("" if mean is None else say(stated(mean, currency))),
                right(say(each.part(currency, every))),
                Bar((Part(cents / all_cents, Fill.PAID),), meaning=say(each.name)),
            )
            for at, cell in enumerate(cells):
                grid.addWidget(cell, line, at)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(5, 3)
        card.inner.addLayout(grid)
        if len(own) > MOST:
            more = P_("{count} more, in the paper", "{count} more, in the paper",
                      count=len(own) - MOST)  # fmt: skip
            card.inner.addWidget(Label(say(more), "small", "ink_soft"))
        return card

    def _hear(self, changes: tuple[object, ...]) -> None:
        tables = {getattr(change, "table", "") for change in changes}
        if self.isVisible() and any(t.startswith(("micro_", "portf")) for t in tables):
            self.refresh()


def _lines(context: Context, rows: Sequence[MicroRow]) -> str:
    return context.say(P_("in {count} line", "in {count} lines", count=len(rows)))


def _figure(value: str, label: str) -> QWidget:
    card = Card()
    card.inner.addWidget(Label(value, "title", wrap=True))
    card.inner.addWidget(Label(label, "small", "ink_soft", wrap=True))
    return card


class MicroMapPage(DrawingPage):
    """Where each micro-project lies."""

    name = MICRO_MAP
    title = N_("Map of the micro-projects")
    purpose = N_("Where each micro-project lies: black is handed over, grey under way.")
    nothing = N_("No village has a position yet: type it in the sheet of the village.")
