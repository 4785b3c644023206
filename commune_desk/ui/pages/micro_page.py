"""The page of one micro-project: its cycle, its money, who it serves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from commune_desk.domain.text import N_, P_
from commune_desk.services.micro_rows import micro_projects
from commune_desk.ui.pages.act_strip import Act, ActStrip
from commune_desk.ui.pages.micro_acts import acts_on
from commune_desk.ui.pages.micro_cards import (
    cycle_card,
    facts_card,
    money_card,
    purchases_card,
    state_words,
    tranches_card,
)
from commune_desk.ui.pages.page import Page
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, SMALL, Button
from commune_desk.ui.widgets.cards import Tag, frame
from commune_desk.ui.widgets.empty_state import EmptyState
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.services.jobs import Progress
    from commune_desk.services.micro_rows import MicroRow
    from commune_desk.ui.context import Context, Destination

SHEET = "micro-sheet"
SIDE = 330
"""Pixels of the narrow cards."""

READ = {
    "portfolios", "portfolio_steps", "micro_projects", "micro_steps", "micro_tranches",
    "micro_expenses", "partners", "committees", "actions", "settings",
}  # fmt: skip
"""Database tables whose change shows here."""

NAME = N_("Micro-project’s page")
PURPOSE = N_("From the assembly of the village to the handover, with every franc.")


class MicroPage(Page):
    """One micro-project at a time; the cards are made anew when something changed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.project = 0
        self.row: MicroRow | None = None
        self.acts: dict[str, Button] = {}
        self._order: list[int] = []
        self._head, self._cards = down(gap=0), down(gap=12)
        self.strip = ActStrip(context)
        inside = down(gap=12)
        inside.addLayout(self._cards)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidget(flowing(inside, "body"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self._area = area
        self.work = WorkPanel(context, NAME)
        self._bar, self._foot = across(gap=8), across(gap=8)
        self.column.addLayout(self._head)
        self.column.addLayout(self._bar)
        self.column.addWidget(self.strip)
        self.column.addWidget(area, 1)
        self.column.addLayout(self._foot)
        self.column.addWidget(self.work)
        context.changed.connect(self._hear)
        context.scoped.connect(self.refresh)
        context.reviewed.connect(self._show_head)
        self.refresh()

    def opened(self, destination: Destination) -> None:
        """Show the project that was asked for."""
        if destination.record is not None:
            self.show_project(destination.record.id)

    def show_project(self, project_id: int) -> None:
        """Show another project."""
        self.project = project_id
        self.strip.hide()
        self.refresh()
        self._area.verticalScrollBar().setValue(0)

    def step(self, by: int) -> None:
        """Show a neighbour in the list."""
        if self.project in self._order:
            at = (self._order.index(self.project) + by) % len(self._order)
            self.show_project(self._order[at])

    def print(self) -> None:
        """Print the sheet of this project."""
        paper, context, row = self.context.ports.record_paper, self.context, self.row
        if paper is None or row is None:
            return
        only, scope = str(row.id), context.scope

        def write(progress: Progress) -> bytes:
            return paper(SHEET, only, scope, progress)

        self.work.run(write, partial(context.shown.emit, row.reference))

    def refresh(self) -> None:
        """Make the cards anew."""
        with self.context.reading() as session:
            rows = micro_projects(session)
        self._order = [each.id for each in rows]
        if self.project not in self._order:
            own = [each.id for each in rows if each.steps] or self._order
            self.project = own[0] if own else 0
        self.row = next((r for r in rows if r.id == self.project), None)
        self._show_head()
        self._show_acts()
        clear(self._cards)
        if self.row is not None:
            self._lay_out(self.row)
        else:
            self._cards.addWidget(self._empty())
        self._show_foot()

    def _lay_out(self, row: MicroRow) -> None:
        context = self.context
        main = [cycle_card(context, row)]
        main += [
            card
            for card in (tranches_card(context, row), purchases_card(context, row))
            if card is not None
        ]
        side = [money_card(context, row), facts_card(context, row)]
        for card in side:
            card.setFixedWidth(SIDE)
        middle = across(gap=16)
        middle.addLayout(down(*main, None, gap=12), 1)
        middle.addLayout(down(*side, None, gap=12))
        self._cards.addLayout(middle)

    def _show_acts(self) -> None:
        """Offer what can be done, the next step as the main button."""
        clear(self._bar)
        self.acts = {}
        row = self.row
        if row is None:
            return
        say = self.context.say
        for number, act in enumerate(acts_on(self.context, row)):
            kind = MAIN if number == 0 and row.course.next is not None else PLAIN
            button = Button(say(act.words), act.picture, kind, partial(self._ask, act))
            self.acts[act.words.sentence] = button
            self._bar.addWidget(button)
        self._bar.addStretch(1)

    def _ask(self, act: Act) -> None:
        self.strip.ask(act)

    def _show_head(self) -> None:
        clear(self._head)
        say, row = self.context.say, self.row
        if row is None:
            self._head.addWidget(PageHead(say(NAME), say(PURPOSE)))
            return
        acts: list[QWidget] = []
        if self.context.ports.record_paper is not None:
            acts.append(
                Button(say(N_("Print the sheet")), "printer", PLAIN, self.print)
            )
        facts = f"{row.reference} · {row.portfolio.title}"
        head = PageHead(row.title, facts, acts, self._tags(row))
        self._head.addWidget(head)

    def _tags(self, row: MicroRow) -> list[QWidget]:
        say = self.context.say
        tags: list[QWidget] = [Tag(state_words(self.context, row), "line")]
        own = [
            issue
            for issue in self.context.findings
            if issue.record is not None
            and (issue.record.table, issue.record.id) == ("micro_projects", row.id)
            and issue.code != "MICRO-09"
        ]
        if own:
            text = P_("{count} to watch", "{count} to watch", count=len(own))
            tag = Tag(say(text), "warning", "alert-triangle")
            tag.setToolTip("\n".join(say(issue.text) for issue in own))
            tags.append(tag)
        return tags

    def _show_foot(self) -> None:
        clear(self._foot)
        if self.project not in self._order:
            return
        say = self.context.say
        at = self._order.index(self.project) + 1
        text = N_("Project {number} of {whole}", number=at, whole=len(self._order))
        self._foot.addWidget(Label(say(text), "small", "ink_soft"))
        for picture, by, words in (
            ("chevron-left", -1, N_("The one before")),
            ("chevron-right", 1, N_("The next one")),
        ):
            button = Button("", picture, SMALL, partial(self.step, by))
            button.setToolTip(say(words))
            button.setAccessibleName(say(words))
            self._foot.addWidget(button)
        self._foot.addStretch(1)

    def _empty(self) -> QWidget:
        say = self.context.say
        deed = partial(self.context.go, "micro_projects")
        go = Button(say(N_("Add a micro-project")), "plus", MAIN, deed)
        card = frame("card")
        text = say(N_("No micro-project yet."))
        card.setLayout(down(EmptyState("home-check", text, say(PURPOSE), [go])))
        return card

    def _hear(self, changes: tuple[object, ...]) -> None:
        tables = {getattr(change, "table", "") for change in changes}
        if tables & READ:
            self.refresh()
