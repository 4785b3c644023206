"""The page of one agreement: its facts, its money, what it paid, what is owed."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_
from commune_desk.services.agreement_sums import overviews
from commune_desk.ui.pages.act_strip import ActStrip
from commune_desk.ui.pages.agreement_cards import CARDS
from commune_desk.ui.pages.entry_card import Asked, EntryCard
from commune_desk.ui.pages.fund_acts import day_of, receive, send, use_fields, use_of
from commune_desk.ui.pages.record_page import RecordPage
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.cards import Tag
from commune_desk.ui.widgets.layouts import clear, down, flowing
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.text import Text
    from commune_desk.services.agreement_sums import Overview
    from commune_desk.services.fund_reports import ReportRow
    from commune_desk.services.tranches import TrancheRow
    from commune_desk.ui.context import Context

PURPOSE = N_("What one agreement is, and what came of its money.")
PAPERS = (
    ("funder-report", N_("Report to the funder")),
    ("partnership-sheet", N_("Partnership sheet")),
)


class AgreementPage(RecordPage):
    """One agreement at a time; the cards are made anew when something has changed."""

    name = N_("Agreement’s page")
    list_place = "agreements"
    reads = frozenset({
        "agreements", "agreement_themes", "agreement_parties", "agreement_fundings",
        "tranches", "fund_uses", "fund_reports", "partners", "operations",
        "attachments", "settings",
    })  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.row: Overview | None = None
        self.use: EntryCard | None = None
        self._forms, self._cards = down(gap=0), down(gap=12)
        self.strip = ActStrip(context)
        inside = down(gap=12)
        inside.addLayout(self._cards)
        inside.addStretch(1)
        context.reviewed.connect(self._show_head)
        self._assemble(inside, self.strip, flowing(self._forms))

    def counted(self, number: int, whole: int) -> Text:
        """Say which agreement of how many is in sight."""
        return N_("Agreement {number} of {whole}", number=number, whole=whole)

    def put_away(self) -> None:
        """Close what was being typed of the agreement before."""
        self.strip.hide()
        self._drop_use()

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

    def refresh(self) -> None:
        """Make the cards anew."""
        with self.context.reading() as session:
            rows = overviews(session)
        self._take_order([each.id for each in rows])
        self.row = next((r for r in rows if r.id == self.record), None)
        self._show_head()
        clear(self._cards)
        if self.row is not None:
            made: dict[str, list[QWidget]] = {}
            for place, make in CARDS:
                card = make(self, self.row)
                if card is not None:
                    made.setdefault(place, []).append(card)
            for card in made.get("top", ()):
                self._cards.addWidget(card)
            self._cards.addLayout(self._beside(made))
        else:
            text = N_("No agreement yet: who gave the commune money, and for what?")
            add = N_("Add an agreement")
            self._cards.addWidget(self._nothing("file-text", text, PURPOSE, add))
        self._show_foot()

    def _show_head(self) -> None:
        clear(self._head)
        say, row = self.context.say, self.row
        if row is None:
            self._head.addWidget(PageHead(say(self.name), say(PURPOSE)))
            return
        acts: list[QWidget] = [
            Button(say(N_("Note a use")), "coins", MAIN, self.note_use),
            *self._printing(PAPERS, row.reference),
        ]
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

        def wanted(issue: Issue) -> bool:
            record = issue.record
            return (
                record is not None
                and issue.code.startswith("FUND-2")
                and issue.code != "FUND-23"
                and record.id in ids.get(record.table, ())
            )

        return [*tags, *self._watched(wanted)]
