"""Complaints: the register with its steps, and the page of one of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.committees import ComplaintState
from commune_desk.domain.complaints import SETTLED
from commune_desk.domain.issues import Record
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_
from commune_desk.services.complaint_lists import AddStep, steps
from commune_desk.services.complaints import AnswerComplaint, complaints
from commune_desk.services.today import today
from commune_desk.tables.table import Kind
from commune_desk.ui.pages.committee_life import ComplaintsPage
from commune_desk.ui.pages.entry_card import Asked, EntryCard, asked
from commune_desk.ui.pages.record_page import RecordPage
from commune_desk.ui.papers_leaf import Papers
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.cards import Card, Tag, frame
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.services.complaint_lists import StepRow
    from commune_desk.services.complaints import ComplaintRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.form_panel import Leaf

PURPOSE = N_("What was done about it, step by step, and the answer.")
STEP = (
    (
        asked("title", N_("What was done"), width=30),
        asked("by", N_("By whom"), width=16),
        asked("done_on", N_("Date"), Kind.DATE, 12),
    ),
)
ANSWER = (
    (
        asked("answer", N_("Answer"), width=40),
        asked("answered_on", N_("Answered on"), Kind.DATE, 12),
    ),
)


class RegisterPage(ComplaintsPage):
    """The register; each complaint is opened with its steps."""

    def leaves(self) -> Sequence[Leaf]:
        """Add the tab of the steps."""
        return (StepsLeaf(self.context),)

    def head(self) -> PageHead:
        """Add the way to the page of the chosen complaint."""
        head = super().head()
        layout: Any = head.layout()
        words = self.context.say(N_("Open its page"))
        layout.addWidget(Button(words, "message-report", PLAIN, self.open_page))
        return head

    def open_page(self) -> None:
        """Show the page of the chosen complaint."""
        row = self.model.record_at(self.view.currentIndex())
        if row is not None:
            self.context.go("complaint", Record("complaints", row.id))


def step_line(context: Context, each: StepRow) -> Any:
    """Say a step: its day, how long after the complaint came, who did it."""
    days = P_("day {count}", "day {count}", count=each.days)
    facts = [context.say(each.done_on), context.say(days)]
    if each.by:
        facts.append(each.by)
    title = Linked(each.title, wrap=True)
    record = Record("complaint_steps", each.id)
    title.followed.connect(partial(context.go, "complaint_steps", record))
    words = Label(" · ".join(facts), "small", "ink_soft", wrap=True)
    line = across(gap=8)
    line.addLayout(down(1, light(State.OK), None, gap=0))
    line.addLayout(down(title, words, gap=1), 1)
    return line


class StepsLeaf:
    """What was done about the chosen complaint."""

    title = N_("Steps")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=8, margins=(0, 4, 6, 4))
        self.widget = flowing(self._lines)

    def show_row(self, row: ComplaintRow) -> bool:
        """List the steps, and offer the page."""
        clear(self._lines)
        with self._context.reading() as session:
            own = [each for each in steps(session) if each.complaint_id == row.id]
        for each in own:
            self._lines.addLayout(step_line(self._context, each))
        go = Linked(self._context.say(N_("Note a step")))
        record = Record("complaints", row.id)
        go.followed.connect(partial(self._context.go, "complaint", record))
        self._lines.addLayout(across(go, None))
        self._lines.addStretch(1)
        return True


class ComplaintPage(RecordPage):
    """One complaint: what it says, its delay, its steps, its answer."""

    name = N_("Page of a complaint")
    list_place = "complaints"
    reads = frozenset(
        {"complaints", "complaint_steps", "committees", "villages", "settings"}
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._facts, self._steps = down(gap=4), down(gap=6)
        self.done = self._entry(STEP, self._note, N_("Note a step"))
        self.answer = self._entry(ANSWER, self._answer, N_("Answer the complaint"))
        self.papers = Papers(context, "complaints")
        say = context.say
        facts = Card(say(N_("The complaint")), gap=4)
        facts.inner.addLayout(self._facts)
        done = Card(say(N_("Steps")), gap=8)
        done.inner.addLayout(self._steps)
        done.inner.addWidget(self.done)
        self._answering = Card(say(N_("Answer")), gap=8)
        self._answering.inner.addWidget(self.answer)
        papers = Card(say(N_("Papers")), gap=4)
        papers.inner.addWidget(self.papers)
        self._body = frame("plain")
        columns = across(gap=16)
        columns.addLayout(down(facts, papers, None, gap=12), 2)
        columns.addLayout(down(done, self._answering, None, gap=12), 3)
        self._body.setLayout(columns)
        self._none = self._nothing(
            "message-report",
            N_("No complaint in the register."),
            PURPOSE,
            N_("Register a complaint"),
        )
        self._assemble(down(self._none, self._body, None, gap=0))

    def counted(self, number: int, whole: int) -> Text:
        """Say which complaint of how many is in sight."""
        return N_("Complaint {number} of {whole}", number=number, whole=whole)

    def _entry(self, rows: Any, make: Any, words: Any) -> EntryCard:
        wanted = Asked(rows, make, words, "check", lines=0, closes=False)
        card = EntryCard(self.context, wanted)
        card.setObjectName("sunken")
        card.told.hide()
        return card

    def keep_focus(self) -> None:
        """Put the cursor where the next step is typed."""
        self.done.fields["title"].setFocus()

    @property
    def row(self) -> ComplaintRow | None:
        """The complaint in sight."""
        with self.context.reading() as session:
            rows = complaints(session)
        self._take_order([each.id for each in rows])
        return next((each for each in rows if each.id == self.record), None)

    def refresh(self) -> None:
        """Show all anew; the cards propose the day of the situation."""
        row = self.row
        self._none.setVisible(row is None)
        self._body.setVisible(row is not None)
        self._show_head(row)
        self._show_foot()
        if row is None:
            return
        for layout in (self._facts, self._steps):
            clear(layout)
        self._show_facts(row)
        with self.context.reading() as session:
            own = [each for each in steps(session) if each.complaint_id == row.id]
            day = today(session)
        for each in own:
            self._steps.addLayout(step_line(self.context, each))
        if not own:
            text = N_("Nothing was noted yet.")
            self._steps.addWidget(Label(self.context.say(text), "body", "ink_soft"))
        self.papers.show_record(row.id)
        self._answering.setVisible(row.state not in SETTLED)
        focus = self.focusWidget()
        self.done.begin({"done_on": day}, "title")
        self.answer.begin({"answered_on": day}, "answer")
        if focus is not None:
            focus.setFocus()

    def _show_facts(self, row: ComplaintRow) -> None:
        say = self.context.say
        facts: list[tuple[Any, Any]] = [
            (N_("Came in on"), row.received_on),
            (N_("Subject"), row.subject),
            (N_("Category"), row.category),
            (N_("Channel"), row.channel),
            (N_("Village"), row.village),
            (N_("Committee"), row.committee),
            (N_("Complainant"), row.who),
            (N_("To be answered by"), row.due_on),
            (N_("Answer"), row.answer),
            (N_("Answered on"), row.answered_on),
            (N_("Complaint closed on"), row.closed_on),
        ]
        for title, value in facts:
            if value in {None, ""}:
                continue
            name = Label(say(title), "small", "ink_soft", wrap=True)
            name.setFixedWidth(120)
            line = across(name, gap=8)
            line.addWidget(Label(say(value), wrap=True), 1)
            self._facts.addLayout(line)
        link = Linked(say(N_("Correct the complaint")), role="small")
        record = Record("complaints", row.id)
        link.followed.connect(partial(self.context.go, "complaints", record))
        self._facts.addLayout(across(link, None))

    def _note(self, values: Mapping[str, Any]) -> Command[Any]:
        return AddStep({"complaint_id": self.record, **values})

    def _answer(self, values: Mapping[str, Any]) -> Command[Any]:
        answer, on = values.get("answer", ""), values.get("answered_on")
        return AnswerComplaint(self.record, answer, on)

    def _show_head(self, row: ComplaintRow | None) -> None:
        clear(self._head)
        say = self.context.say
        purpose = say(PURPOSE)
        if row is None:
            self._head.addWidget(PageHead(say(self.name), purpose))
            return
        late = row.case.late(row.day)
        kind, picture = "plain", "clock"
        if late:
            kind, picture = "error", "alert-octagon"
        elif row.state in SETTLED:
            kind, picture = "ok", "circle-check"
        tags: list[QWidget] = [Tag(say(NAMES[row.state]), "line")]
        if row.state is not ComplaintState.CLOSED:
            tags.append(Tag(say(row.standing), kind, picture))
        if row.confidential:
            tags.append(Tag(say(N_("confidential")), "warning", "lock"))
        title = say(N_("Complaint no. {ref}", ref=row.reference))
        self._head.addWidget(PageHead(title, purpose, [], tags))
