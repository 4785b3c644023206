"""The page of one agreement: its facts, its money, what it paid, what is owed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_
from commune_desk.services.agreement_sums import overviews
from commune_desk.ui.pages.act_strip import ActStrip
from commune_desk.ui.pages.agreement_cards import CARDS
from commune_desk.ui.pages.entry_card import Asked, EntryCard
from commune_desk.ui.pages.fund_acts import day_of, receive, send, use_fields, use_of
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

    from commune_desk.services.agreement_sums import Overview
    from commune_desk.services.fund_reports import ReportRow
    from commune_desk.services.jobs import Progress
    from commune_desk.services.tranches import TrancheRow
    from commune_desk.ui.context import Context, Destination

PAPERS = (
    ("funder-report", N_("Report to the funder")),
    ("partnership-sheet", N_("Partnership sheet")),
)
SIDE = 330
"""Pixels of the narrow cards."""

READ = {
    "agreements", "agreement_themes", "agreement_parties", "agreement_fundings",
    "tranches", "fund_uses", "fund_reports", "partners", "operations", "attachments",
    "settings",
}  # fmt: skip
"""Database tables whose change shows here."""


class AgreementPage(Page):
    """One agreement at a time; the cards are made anew when something has changed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.agreement = 0
        self.row: Overview | None = None
        self.use: EntryCard | None = None
        self._order: list[int] = []
        self._head, self._forms = down(gap=0), down(gap=0)
        self.strip = ActStrip(context)
        self._cards = down(gap=12)
        inside = down(gap=12)
        inside.addLayout(self._cards)
        inside.addStretch(1)
        area = QScrollArea()
        area.setWidget(flowing(inside, "body"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFrameShape(QFrame.Shape.NoFrame)
        self._area = area
        self.work = WorkPanel(context, N_("Agreement’s page"))
        self._foot = across(gap=8)
        self.column.addLayout(self._head)
        self.column.addWidget(self.strip)
        self.column.addWidget(flowing(self._forms))
        self.column.addWidget(area, 1)
        self.column.addLayout(self._foot)
        self.column.addWidget(self.work)
        context.changed.connect(self._hear)
        context.scoped.connect(self.refresh)
        context.reviewed.connect(self._show_head)
        self.refresh()

    def opened(self, destination: Destination) -> None:
        """Show the agreement that was asked for."""
        if destination.record is not None:
            self.show_agreement(destination.record.id)

    def show_agreement(self, agreement_id: int) -> None:
        """Show another agreement."""
        self.agreement = agreement_id
        self.strip.hide()
        self._drop_use()
        self.refresh()
        self._area.verticalScrollBar().setValue(0)

    def step(self, by: int) -> None:
        """Show a neighbour in the list."""
        if self.agreement in self._order:
            at = (self._order.index(self.agreement) + by) % len(self._order)
            self.show_agreement(self._order[at])

    def receive(self, row: TrancheRow) -> None:
        """Ask what is needed to note that a tranche came."""
        self._drop_use()
        self.strip.ask(receive(self.context, row))

    def send(self, row: ReportRow) -> None:
        """Ask for the day on which a report went."""
        self._drop_use()
        self.strip.ask(send(self.context, row))

    def note_use(self) -> None:
        """Open the form of a use."""
        row = self.row
        if row is None:
            return
        self.strip.hide()
        self._drop_use()
        words = N_("Note the use")
        card = EntryCard(
            self.context,
            Asked(use_fields(row), partial(use_of, row), words, lines=1),
        )
        card.done.connect(self._drop_use)
        card.left.connect(self._drop_use)
        left = N_(
            "{reference}: received {received} F, spent {spent} F, {left} F in hand.",
            reference=row.reference,
            received=row.credited,
            spent=row.spent,
            left=row.left,
        )
        card.told.setText(self.context.say(left))
        self.use = card
        self._forms.addWidget(card)
        card.begin({"spent_on": day_of(self.context)}, "title")

    def _drop_use(self, _result: object = None) -> None:
        self.use = None
        clear(self._forms)

    def print(self, name: str) -> None:
        """Print a paper of this agreement alone."""
        paper, context, row = self.context.ports.record_paper, self.context, self.row
        if paper is None or row is None:
            return
        only, scope = str(row.id), context.scope

        def write(progress: Progress) -> bytes:
            return paper(name, only, scope, progress)

        self.work.run(write, partial(context.shown.emit, row.reference))

    def refresh(self) -> None:
        """Make the cards anew."""
        with self.context.reading() as session:
            rows = overviews(session)
        self._order = [each.id for each in rows]
        if self.agreement not in self._order:
            self.agreement = self._order[0] if self._order else 0
        self.row = next((r for r in rows if r.id == self.agreement), None)
        self._show_head()
        clear(self._cards)
        if self.row is not None:
            self._lay_out(self.row)
        else:
            self._cards.addWidget(self._empty())
        self._show_foot()

    def _lay_out(self, row: Overview) -> None:
        made: dict[str, list[QWidget]] = {}
        for place, make in CARDS:
            card = make(self, row)
            if card is not None:
                made.setdefault(place, []).append(card)
        for card in made.get("top", ()):
            self._cards.addWidget(card)
        middle = across(gap=16)
        middle.addLayout(down(*made.get("main", ()), None, gap=12), 1)
        side = made.get("side", [])
        for card in side:
            card.setFixedWidth(SIDE)
        middle.addLayout(down(*side, None, gap=12))
        self._cards.addLayout(middle)

    def _show_head(self) -> None:
        clear(self._head)
        say, row = self.context.say, self.row
        if row is None:
            purpose = say(N_("What one agreement is, and what came of its money."))
            self._head.addWidget(PageHead(say(N_("Agreement’s page")), purpose))
            return
        acts: list[QWidget] = [
            Button(say(N_("Note a use")), "coins", MAIN, self.note_use)
        ]
        if self.context.ports.record_paper is not None:
            for name, words in PAPERS:
                deed = partial(self.print, name)
                acts.append(Button(say(words), "printer", PLAIN, deed))
        head = PageHead(row.reference, row.title, acts, self._tags(row))
        self._head.addWidget(head)

    def _tags(self, row: Overview) -> list[QWidget]:
        say = self.context.say
        tags: list[QWidget] = [Tag(say(NAMES[row.state]), "line")]
        ids = {
            "agreements": {row.id},
            "tranches": {each.id for each in row.tranches},
            "fund_uses": {each.id for each in row.uses},
        }
        own = [
            issue
            for issue in self.context.findings
            if issue.record is not None
            and issue.code.startswith("FUND-2")
            and issue.record.id in ids.get(issue.record.table, ())
            and issue.code != "FUND-23"
        ]
        if own:
            text = P_("{count} to watch", "{count} to watch", count=len(own))
            tag = Tag(say(text), "warning", "alert-triangle")
            tag.setToolTip("\n".join(say(issue.text) for issue in own))
            tags.append(tag)
        return tags

    def _show_foot(self) -> None:
        clear(self._foot)
        if self.agreement not in self._order:
            return
        say = self.context.say
        at = self._order.index(self.agreement) + 1
        text = N_("Agreement {number} of {whole}", number=at, whole=len(self._order))
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
            say(N_("Add an agreement")), "plus", MAIN,
            partial(self.context.go, "agreements"),
        )  # fmt: skip
        card = frame("card")
        text = say(N_("No agreement yet: who gave the commune money, and for what?"))
        help_ = say(N_("What one agreement is, and what came of its money."))
        card.setLayout(down(EmptyState("file-text", text, help_, [go])))
        return card

    def _hear(self, changes: tuple[object, ...]) -> None:
        tables = {getattr(change, "table", "") for change in changes}
        if tables & READ:
            self.refresh()
