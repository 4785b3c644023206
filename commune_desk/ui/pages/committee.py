"""The page of one committee: what it is, its bureau, what it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commune_desk.domain.issues import Record, Severity
from commune_desk.domain.text import N_, P_
from commune_desk.services.registry import book
from commune_desk.services.today import today
from commune_desk.ui.pages.committee_cards import CARDS
from commune_desk.ui.pages.election_form import ElectionForm, SeatForm
from commune_desk.ui.pages.record_page import RecordPage
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.cards import Tag
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.terms import SeatState
    from commune_desk.domain.text import Text
    from commune_desk.services.registry import Known
    from commune_desk.ui.context import Context

PAPERS = (
    ("committee-sheet", N_("Print the sheet")),
    ("renewal-kit", N_("Renewal kit")),
)
PURPOSE = N_("What one committee is.")
NOT_READ = {"journal", "actions", "budget_lines", "attachments"}
"""Database tables whose change shows nothing here."""


class CommitteePage(RecordPage):
    """One committee at a time; the cards are made anew when something has changed."""

    name = N_("Committee’s page")
    list_place = "committees"
    side = 290

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.election, self.seat = ElectionForm(context), SeatForm(context)
        self._cards = down(gap=12)
        inside = down(self.election, self.seat, gap=12)
        inside.addLayout(self._cards)
        inside.addStretch(1)
        context.reviewed.connect(self._show_head)
        self._assemble(inside)

    def counted(self, number: int, whole: int) -> Text:
        """Say which committee of how many is in sight."""
        return N_("Committee {number} of {whole}", number=number, whole=whole)

    def put_away(self) -> None:
        """Close the forms of the committee before."""
        self.election.hide()
        self.seat.hide()

    @property
    def states(self) -> list[SeatState]:
        """How the seats stand on the day of the situation."""
        known, found = self._known()
        return found if known else []

    def elect(self) -> None:
        """Open the form that elects the whole bureau."""
        self.seat.hide()
        self.election.begin(self.record, self.states)
        self._area.verticalScrollBar().setValue(0)

    def fill(self, state: SeatState) -> None:
        """Open the form of one seat."""
        known, _ = self._known()
        self.election.hide()
        if known is not None:
            self.seat.begin(known.committee.name, state)
            self._area.verticalScrollBar().setValue(0)

    def refresh(self) -> None:
        """Make the cards anew."""
        with self.context.reading() as session:
            self._take_order([each.id for each in book(session)])
        self._show_head()
        clear(self._cards)
        if self.record:
            self._lay_out()
        else:
            text = N_("No committee yet: its seats come with its type.")
            add = N_("Add a committee")
            self._cards.addWidget(self._nothing("users-group", text, PURPOSE, add))
        self._show_foot()

    def _known(self) -> tuple[Known | None, list[SeatState]]:
        with self.context.reading() as session:
            known = book(session).by_id.get(self.record)
            return known, (known.states(today(session)) if known else [])

    def _lay_out(self) -> None:
        made: dict[str, list[QWidget]] = {}
        for maker in CARDS:
            card = maker.make(self)
            if card is not None:
                made.setdefault(maker.place, []).append(card)
        for card in made.get("top", ()):
            self._cards.addWidget(card)
        self._cards.addLayout(self._beside(made))
        foot = across(gap=16)
        for card in made.get("foot", ()):
            foot.addWidget(card, 1)
        self._cards.addLayout(foot)

    def _show_head(self) -> None:
        clear(self._head)
        say = self.context.say
        known, _ = self._known()
        if known is None:
            self._head.addWidget(PageHead(say(self.name), say(PURPOSE)))
            return
        facts = [known.type.title]
        if known.committee.created_on is not None:
            created = N_("created on {date}", date=known.committee.created_on)
            facts.append(say(created))
        count = len(known.villages)
        facts.append(say(P_("{count} village", "{count} villages", count=count)))
        elect = Button(say(N_("Renew the bureau")), "users-group", MAIN, self.elect)
        name = known.committee.name
        acts = [elect, *self._printing(PAPERS, name)]
        head = PageHead(name, " · ".join(facts), acts, self._tags())
        self._head.addWidget(head)

    def _tags(self) -> list[QWidget]:
        own = Record("committees", self.record)
        wrong = sum(
            issue.severity is Severity.ERROR and issue.record == own
            for issue in self.context.findings
        )
        tags: list[QWidget] = []
        if wrong:
            text = P_("{count} to correct", "{count} to correct", count=wrong)
            tags.append(Tag(self.context.say(text), "error", "alert-octagon"))
        warns = Severity.WARNING
        return [
            *tags,
            *self._watched(lambda i: i.record == own and i.severity is warns),
        ]

    def _hear(self, changes: tuple[object, ...]) -> None:
        if {getattr(change, "table", "") for change in changes} - NOT_READ:
            self.refresh()
