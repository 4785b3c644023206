"""The page of one micro-project: its cycle, its money, who it serves."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from commune_desk.domain.issues import Record
from commune_desk.domain.text import N_
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
from commune_desk.ui.pages.record_page import RecordPage
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import Tag
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.text import Text
    from commune_desk.services.micro_rows import MicroRow
    from commune_desk.ui.context import Context

PAPERS = (("micro-sheet", N_("Print the sheet")),)
PURPOSE = N_("From the assembly of the village to the handover, with every franc.")


class MicroPage(RecordPage):
    """One micro-project at a time; the cards are made anew when something changed."""

    name = N_("Micro-project’s page")
    list_place = "micro_projects"
    reads = frozenset({
        "portfolios", "portfolio_steps", "micro_projects", "micro_steps",
        "micro_tranches", "micro_expenses", "partners", "committees", "actions",
        "settings",
    })  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.row: MicroRow | None = None
        self.acts: dict[str, Button] = {}
        self._bar, self._cards = across(gap=8), down(gap=12)
        self.strip = ActStrip(context)
        inside = down(gap=12)
        inside.addLayout(self._cards)
        inside.addStretch(1)
        context.reviewed.connect(self._show_head)
        self._assemble(inside, self._bar, self.strip)

    def counted(self, number: int, whole: int) -> Text:
        """Say which project of how many is in sight."""
        return N_("Project {number} of {whole}", number=number, whole=whole)

    def put_away(self) -> None:
        """Close what was being typed of the project before."""
        self.strip.hide()

    def refresh(self) -> None:
        """Make the cards anew."""
        with self.context.reading() as session:
            rows = micro_projects(session)
        begun = next((each.id for each in rows if each.steps), None)
        self._take_order([each.id for each in rows], begun)
        self.row = next((r for r in rows if r.id == self.record), None)
        self._show_head()
        self._show_acts()
        clear(self._cards)
        if self.row is not None:
            self._cards.addLayout(self._beside(self._made(self.row)))
        else:
            text, add = N_("No micro-project yet."), N_("Add a micro-project")
            self._cards.addWidget(self._nothing("home-check", text, PURPOSE, add))
        self._show_foot()

    def _made(self, row: MicroRow) -> dict[str, list[QWidget]]:
        context = self.context
        parts = (
            cycle_card(context, row),
            tranches_card(context, row),
            purchases_card(context, row),
        )
        return {
            "main": [card for card in parts if card is not None],
            "side": [money_card(context, row), facts_card(context, row)],
        }

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
            self._head.addWidget(PageHead(say(self.name), say(PURPOSE)))
            return
        acts = self._printing(PAPERS, row.reference)
        facts = f"{row.reference} · {row.portfolio.title}"
        head = PageHead(row.title, facts, acts, self._tags(row))
        self._head.addWidget(head)

    def _tags(self, row: MicroRow) -> list[QWidget]:
        own = Record("micro_projects", row.id)
        state = Tag(state_words(self.context, row), "line")
        watched = self._watched(lambda i: i.record == own and i.code != "MICRO-09")
        return [state, *watched]
