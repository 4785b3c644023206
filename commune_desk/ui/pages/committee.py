"""The page of one committee: what it is, its bureau, what it runs."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from commune_desk.domain.issues import Severity
from commune_desk.domain.text import N_, P_
from commune_desk.services.registry import book
from commune_desk.services.today import today
from commune_desk.ui.pages.committee_cards import CARDS
from commune_desk.ui.pages.election_form import ElectionForm, SeatForm
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

    from commune_desk.domain.terms import SeatState
    from commune_desk.services.jobs import Progress
    from commune_desk.services.registry import Known
    from commune_desk.ui.context import Context, Destination

SHEET, KIT = "committee-sheet", "renewal-kit"
SIDE = 290
"""Pixels of the narrow cards."""

NOT_READ = {"journal", "actions", "budget_lines", "attachments"}
"""Database tables whose change shows nothing here."""


class CommitteePage(Page):
    """One committee at a time; the cards are made anew when something has changed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.committee = 0
        self._order: list[int] = []
        self._head = down(gap=0)
        self.election, self.seat = ElectionForm(context), SeatForm(context)
        self._cards = down(gap=12)
        inside = down(self.election, self.seat, gap=12)
        inside.addLayout(self._cards)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidget(flowing(inside, "body"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self._area = area
        self.work = WorkPanel(context, N_("Committee’s page"))
        self._foot = across(gap=8)
        self.column.addLayout(self._head)
        self.column.addWidget(area, 1)
        self.column.addLayout(self._foot)
        self.column.addWidget(self.work)
        context.changed.connect(self._hear)
        context.scoped.connect(self.refresh)
        context.reviewed.connect(self._show_head)
        self.refresh()

    def opened(self, destination: Destination) -> None:
        """Show the committee that was asked for."""
        if destination.record is not None:
            self.show_committee(destination.record.id)

    def show_committee(self, committee_id: int) -> None:
        """Show another committee."""
        self.committee = committee_id
        self.election.hide()
        self.seat.hide()
        self.refresh()
        self._area.verticalScrollBar().setValue(0)

    def step(self, by: int) -> None:
        """Show a neighbour in the register."""
        if self.committee in self._order:
            at = (self._order.index(self.committee) + by) % len(self._order)
            self.show_committee(self._order[at])

    @property
    def states(self) -> list[SeatState]:
        """How the seats stand on the day of the situation."""
        known, found = self._known()
        return found if known else []

    def elect(self) -> None:
        """Open the form that elects the whole bureau."""
        self.seat.hide()
        self.election.begin(self.committee, self.states)
        self._area.verticalScrollBar().setValue(0)

    def fill(self, state: SeatState) -> None:
        """Open the form of one seat."""
        known, _ = self._known()
        self.election.hide()
        if known is not None:
            self.seat.begin(known.committee.name, state)
            self._area.verticalScrollBar().setValue(0)

    def print(self, name: str) -> None:
        """Print a paper of this committee alone."""
        paper, context = self.context.ports.record_paper, self.context
        if paper is None or not self.committee:
            return
        only, scope = str(self.committee), context.scope

        def write(progress: Progress) -> bytes:
            return paper(name, only, scope, progress)

        known, _ = self._known()
        title = known.committee.name if known else ""
        self.work.run(write, partial(context.shown.emit, title))

    def refresh(self) -> None:
        """Make the cards anew."""
        with self.context.reading() as session:
            self._order = [each.id for each in book(session)]
        if self.committee not in self._order:
            self.committee = self._order[0] if self._order else 0
        self._show_head()
        clear(self._cards)
        if self.committee:
            self._lay_out()
        else:
            self._cards.addWidget(self._empty())
        self._show_foot()

    def _known(self) -> tuple[Known | None, list[SeatState]]:
        with self.context.reading() as session:
            known = book(session).by_id.get(self.committee)
            return known, (known.states(today(session)) if known else [])

    def _lay_out(self) -> None:
        made: dict[str, list[QWidget]] = {}
        for maker in CARDS:
            card = maker.make(self)
            if card is not None:
                made.setdefault(maker.place, []).append(card)
        for card in made.get("top", ()):
            self._cards.addWidget(card)
        middle = across(gap=16)
        middle.addLayout(down(*made.get("main", ()), gap=12), 1)
        side = made.get("side", [])
        for card in side:
            card.setFixedWidth(SIDE)
        if side:
            middle.addLayout(down(*side, None, gap=12))
        self._cards.addLayout(middle)
        foot = across(gap=16)
        for card in made.get("foot", ()):
            foot.addWidget(card, 1)
        self._cards.addLayout(foot)

    def _show_head(self) -> None:
        clear(self._head)
        say = self.context.say
        known, _ = self._known()
        if known is None:
            title = say(N_("Committee’s page"))
            self._head.addWidget(PageHead(title, say(N_("What one committee is."))))
            return
        facts = [known.type.title]
        if known.committee.created_on is not None:
            created = N_("created on {date}", date=known.committee.created_on)
            facts.append(say(created))
        count = len(known.villages)
        facts.append(say(P_("{count} village", "{count} villages", count=count)))
        elect = Button(say(N_("Renew the bureau")), "users-group", MAIN, self.elect)
        acts: list[QWidget] = [elect]
        if self.context.ports.record_paper is not None:
            for name, words in ((SHEET, N_("Print the sheet")),
                                (KIT, N_("Renewal kit"))):  # fmt: skip
                deed = partial(self.print, name)
                acts.append(Button(say(words), "printer", PLAIN, deed))
        name = known.committee.name
        head = PageHead(name, " · ".join(facts), acts, self._tags())
        self._head.addWidget(head)

    def _tags(self) -> list[QWidget]:
        own = [
            issue
            for issue in self.context.findings
            if issue.record is not None
            and (issue.record.table, issue.record.id) == ("committees", self.committee)
        ]
        say = self.context.say
        tags: list[QWidget] = []
        wrong = sum(issue.severity is Severity.ERROR for issue in own)
        watch = sum(issue.severity is Severity.WARNING for issue in own)
        if wrong:
            text = P_("{count} to correct", "{count} to correct", count=wrong)
            tags.append(Tag(say(text), "error", "alert-octagon"))
        if watch:
            text = P_("{count} to watch", "{count} to watch", count=watch)
            tag = Tag(say(text), "warning", "alert-triangle")
            tag.setToolTip("\n".join(say(issue.text) for issue in own))
            tags.append(tag)
        return tags

    def _show_foot(self) -> None:
        clear(self._foot)
        if self.committee not in self._order:
            return
        say = self.context.say
        at = self._order.index(self.committee) + 1
        text = N_("Committee {number} of {whole}", number=at, whole=len(self._order))
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
        go = Button(
            say(N_("Add a committee")), "plus", MAIN,
            partial(self.context.go, "committees"),
        )  # fmt: skip
        card = frame("card")
        text = say(N_("No committee yet: its seats come with its type."))
        state = EmptyState("users-group", text, say(N_("What one committee is.")), [go])
        card.setLayout(down(state))
        return card

    def _hear(self, changes: tuple[object, ...]) -> None:
        tables = {getattr(change, "table", "") for change in changes}
        if tables - NOT_READ:
            self.refresh()
