"""Tables of the life of committees that can be narrowed to what is not in order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from commune_desk.domain.committee_lights import LightState
from commune_desk.domain.complaints import SETTLED
from commune_desk.domain.issues import Record
from commune_desk.domain.text import N_, Text
from commune_desk.services.lights import lights
from commune_desk.services.meetings import decisions
from commune_desk.services.today import today
from commune_desk.ui.pages.lights_card import light_lines
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import PLAIN, Button, Choices
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.services.lights import LightRow
    from commune_desk.services.meetings import DecisionRow, MeetingRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.form_panel import Leaf
    from commune_desk.ui.widgets.page_head import PageHead


class NarrowPage(TablePage):
    """A table with a few words of which one narrows it."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = ()

    def _tools(self) -> QHBoxLayout:
        tools = super()._tools()
        words = [self.context.say(title) for title, _ in self.ways]
        self.narrow = Choices(words, self.choose_way)
        tools.insertWidget(1, self.narrow)
        return tools

    def choose_way(self, number: int) -> None:
        """Keep the rows of one of the ways."""
        self.model.keep(self.ways[number][1])


class LightsPage(NarrowPage):
    """All committees, filtered by the colour of their lights."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = (
        (N_("All"), None),
        (N_("To correct"), lambda row: row.count(LightState.CORRECT) > 0),
        (N_("To watch"), lambda row: row.count(LightState.WATCH) > 0),
        (N_("Unknown"), lambda row: row.count(LightState.UNKNOWN) > 0),
    )

    def leaves(self) -> Sequence[Leaf]:
        """Show the sixteen lights of the chosen committee."""
        return (LightsLeaf(self.context),)


class LightsLeaf:
    """The lights of one committee, below each other."""

    title = N_("Lights")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=10, margins=(0, 4, 6, 4))
        self.widget = flowing(self._lines)

    def show_row(self, row: LightRow) -> bool:
        """Show its lights, and the way to its page."""
        clear(self._lines)
        context = self._context
        with context.reading() as session:
            found = lights(session, row.id, today(session))
        self._lines.addLayout(light_lines(context, found))
        page = Linked(context.say(N_("Committee’s page")))
        page.followed.connect(
            lambda: context.go("committee", Record("committees", row.id))
        )
        self._lines.addLayout(across(page, None))
        self._lines.addStretch(1)
        return True


class MeetingsPage(NarrowPage):
    """Meetings, with the decisions of each in the panel."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = (
        (N_("All of them"), None),
        (N_("Without minutes"), lambda row: not row.minutes),
        (N_("Decisions to do"), lambda row: row.open > 0),
    )

    def leaves(self) -> Sequence[Leaf]:
        """Add the tab of the decisions."""
        return (DecisionsLeaf(self.context),)

    def head(self) -> PageHead:
        """Offer the papers of a meeting beside the ways out."""
        head = super().head()
        add_papers(self, head, ("committee-attendance", N_("Attendance sheet")))
        return head


class DecisionsLeaf:
    """What a meeting decided: responsible, deadline, how it stands."""

    title = N_("Decisions")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=8, margins=(0, 4, 6, 4))
        self.widget = flowing(self._lines)

    def show_row(self, row: MeetingRow) -> bool:
        """List the decisions of a meeting."""
        clear(self._lines)
        with self._context.reading() as session:
            own = [each for each in decisions(session) if each.meeting_id == row.id]
        for each in own:
            self._lines.addLayout(self._line(each))
        go = Linked(self._context.say(N_("Note a decision")))
        go.followed.connect(lambda: self._context.go("committee_decisions"))
        self._lines.addLayout(across(go, None))
        self._lines.addStretch(1)
        return True

    def _line(self, each: DecisionRow) -> QHBoxLayout:
        state = State.OK if each.done_on is not None else State.WAITING
        if each.late:
            state = State.CORRECT
        title = Linked(each.title, wrap=True)
        record = Record("committee_decisions", each.id)
        title.followed.connect(lambda: self._context.go_to_record(record))
        facts = [each.responsible] if each.responsible else []
        facts.append(self._context.say(each.standing))
        words = Label(" · ".join(facts), "small", state.token, wrap=True)
        line = across(gap=8)
        line.addLayout(down(1, light(state), None, gap=0))
        line.addLayout(down(title, words, gap=0), 1)
        return line


class DecisionsPage(NarrowPage):
    """The follow-up list: what is late stands first."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = (
        (N_("All of them"), None),
        (N_("Late"), lambda row: row.late > 0),
        (N_("To be done"), lambda row: row.done_on is None),
        (N_("Carried out"), lambda row: row.done_on is not None),
    )


class ComplaintsPage(NarrowPage):
    """The register, narrowed to those that wait."""

    ways: ClassVar[tuple[tuple[Text, Callable[[Any], bool] | None], ...]] = (
        (N_("All of them"), None),
        (N_("Waiting"), lambda row: row.state not in SETTLED),
        (N_("Late"), lambda row: row.case.late(row.day) > 0),
    )


def add_papers(page: TablePage, head: PageHead, *papers: tuple[str, Text]) -> None:
    """Put buttons for papers of the chosen row into the head of a page."""
    if page.context.ports.record_paper is None:
        return
    layout: Any = head.layout()
    for name, words in papers:
        button = Button(page.context.say(words), "printer", PLAIN)
        button.clicked.connect(lambda _=False, name=name: print_row(page, name))
        layout.addWidget(button)


def print_row(page: TablePage, name: str) -> None:
    """Print a paper of the chosen row alone."""
    row, paper = page.panel.row, page.context.ports.record_paper
    if row is None or paper is None:
        return
    context, only = page.context, str(row.id)
    title = context.say(page.table.row_title(row))
    page.outlets.work.run(
        lambda progress: paper(name, only, context.scope, progress),
        lambda pdf: context.shown.emit(title, pdf),
    )
