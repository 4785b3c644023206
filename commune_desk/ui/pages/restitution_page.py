"""The page of one restitution: its announcement, who came, what was asked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.committees import Sex
from commune_desk.domain.issues import Record
from commune_desk.domain.names import NAMES
from commune_desk.domain.text import N_, P_
from commune_desk.services.public_lists import public_sessions, questions
from commune_desk.services.public_sessions import AddQuestion
from commune_desk.services.recommendations import AddRecommendation, recommendations
from commune_desk.tables.choices import members, village_choices
from commune_desk.tables.table import Kind
from commune_desk.ui.pages.attendance_lines import AttendanceCard
from commune_desk.ui.pages.entry_card import Asked, EntryCard, asked
from commune_desk.ui.pages.record_page import RecordPage
from commune_desk.ui.papers_leaf import Papers
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import MAIN
from commune_desk.ui.widgets.cards import Card, Tag, frame
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QVBoxLayout, QWidget

    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.services.public_lists import PublicRow, QuestionRow
    from commune_desk.services.recommendations import RecommendationRow
    from commune_desk.ui.context import Context

PURPOSE = N_("Who came, what was asked, what was promised.")
PAPERS = (
    ("restitution-kit", N_("Kit")),
    ("restitution-booklet", N_("Booklet")),
    ("restitution-attendance", N_("Attendance sheet")),
    ("restitution-minutes", N_("The minutes")),
)
"""What is printed for a restitution: before it, and after it."""

SIDE = 516
"""Pixels of the attendance, which is as wide as its fields."""

NARROW = 1110
"""Pixels of the page below which the cards stand below one another."""

QUESTION = (
    (asked("question", N_("Question"), width=30),),
    (
        asked("answer", N_("Answer"), width=24),
        asked("village_id", N_("Village"), Kind.CHOICE, 12, village_choices),
        asked("asked_by", N_("Asked by"), Kind.CHOICE, 8, members(Sex)),
    ),
)
RECOMMENDED = (
    (asked("title", N_("Recommendation"), width=30),),
    (
        asked("owner", N_("In charge"), width=18),
        asked("due_on", N_("To be done by"), Kind.DATE, 12),
    ),
)


class RestitutionPage(RecordPage):
    """One restitution at a time; Enter notes a question and goes on to the next."""

    name = N_("Page of a restitution")
    list_place = "public_sessions"
    reads = frozenset({
        "public_sessions", "session_attendances", "session_questions",
        "recommendations", "villages", "settings",
    })  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._narrow: bool | None = None
        self.attendance = AttendanceCard(context)
        self.attendance.setFixedWidth(SIDE)
        self.question = self._entry(QUESTION, self._ask, N_("Note a question"))
        self.recommended = self._entry(
            RECOMMENDED, self._recommend, N_("Note a recommendation")
        )
        self._facts, self._asked, self._urged = down(gap=4), down(gap=6), down(gap=6)
        self.papers = Papers(context, "public_sessions")
        self._body = frame("plain")
        self._body.setLayout(self._columns())
        self._none = self._nothing(
            "presentation",
            N_("No restitution noted yet."),
            PURPOSE,
            N_("Note a restitution"),
        )
        inside = down(self._none, self._body, gap=0)
        inside.addStretch(1)
        self._assemble(inside)

    def counted(self, number: int, whole: int) -> Text:
        """Say which restitution of how many is in sight."""
        return N_("Restitution {number} of {whole}", number=number, whole=whole)

    def _entry(self, rows: Any, make: Any, words: Any) -> EntryCard:
        wanted = Asked(rows, make, words, "plus", lines=0, closes=False)
        card = EntryCard(self.context, wanted)
        card.setObjectName("sunken")
        card.told.hide()
        card.done.connect(lambda _: card.begin({}))
        return card

    def _columns(self) -> Any:
        say = self.context.say
        facts = Card(say(N_("The session")), gap=4)
        facts.inner.addLayout(self._facts)
        asked_ = Card(say(N_("Questions and answers")), gap=8)
        asked_.inner.addLayout(self._asked)
        asked_.inner.addWidget(self.question)
        urged = Card(say(N_("Recommendations")), gap=8)
        urged.inner.addLayout(self._urged)
        urged.inner.addWidget(self.recommended)
        papers = Card(say(N_("Papers")), gap=4)
        papers.inner.addWidget(self.papers)
        self._cards = papers, asked_, urged
        self._left = down(self.attendance, None, gap=12)
        self._right = down(facts, None, gap=12)
        self._under = down(gap=12)
        columns = across(self._left, gap=16)
        columns.addLayout(self._right, 1)
        return down(columns, self._under, gap=12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give what is typed in sentences the whole width of a narrow window."""
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        if narrow is self._narrow:
            return
        self._narrow = narrow
        papers, *told = self._cards
        (self._right if narrow else self._left).insertWidget(1, papers)
        for place, card in enumerate(told, 0 if narrow else 1):
            (self._under if narrow else self._right).insertWidget(place, card)

    def keep_focus(self) -> None:
        """Put the cursor where the first village is typed."""
        first = next(self.attendance.fields(), None)
        (first or self).setFocus()

    @property
    def row(self) -> PublicRow | None:
        """The restitution in sight."""
        with self.context.reading() as session:
            rows = public_sessions(session)
        self._take_order([each.id for each in rows])
        return next((each for each in rows if each.id == self.record), None)

    def refresh(self) -> None:
        """Show all anew."""
        row = self.row
        self._none.setVisible(row is None)
        self._body.setVisible(row is not None)
        self._show_head(row)
        self._show_foot()
        if row is not None:
            self.question.renew()
            self.attendance.show_session(row.id)
            self.papers.show_record(row.id)
            self._show_lists(row)

    def _show_lists(self, row: PublicRow) -> None:
        for layout in (self._facts, self._asked, self._urged):
            clear(layout)
        self._show_facts(row)
        with self.context.reading() as session:
            own = [q for q in questions(session) if q.session_id == row.id]
            urged = [
                r for r in recommendations(session) if r.public_session_id == row.id
            ]
        for each in own:
            self._asked.addLayout(self._question(each))
        for one in sorted(urged, key=lambda r: r.number):
            self._urged.addLayout(recommendation_line(self.context, one))

    def _show_facts(self, row: PublicRow) -> None:
        say = self.context.say
        facts: list[tuple[Any, Any]] = [
            (N_("Announced on"), row.announced_on),
            (N_("Announced by"), row.channels),
            (N_("Place"), row.place or row.village),
            (N_("Chair"), row.chair),
            (N_("Services and authorities there"), row.guests),
            (N_("Paid by"), row.paid_by),
        ]
        for title, value in facts:
            name = Label(say(title), "small", "ink_soft", wrap=True)
            name.setFixedWidth(150)
            said = Label(say(value) if value else "–", wrap=True)
            line = across(name, gap=8)
            line.addWidget(said, 1)
            self._facts.addLayout(line)
        if row.minutes:
            self._facts.addWidget(Label(row.minutes, "small", wrap=True))
        link = Linked(say(N_("Correct the session")), role="small")
        record = Record("public_sessions", row.id)
        link.followed.connect(partial(self.context.go, "public_sessions", record))
        self._facts.addLayout(across(link, None))

    def _question(self, each: QuestionRow) -> Any:
        context = self.context
        title = Linked(f"{each.number}. {each.question}", wrap=True)
        record = Record("session_questions", each.id)
        title.followed.connect(partial(context.go, "session_questions", record))
        state = State.OK if each.answer else State.WAITING
        facts = [each.village] if each.village else []
        if each.asked_by is not None:
            facts.append(context.say(NAMES[each.asked_by]))
        lines: list[QWidget] = [title]
        answer = each.answer or context.say(N_("no answer yet"))
        lines.append(
            Label(answer, "body", "ink" if each.answer else "amber", wrap=True)
        )
        if facts:
            lines.append(Label(" · ".join(facts), "small", "ink_soft"))
        return _told(state, lines)

    def _ask(self, values: Mapping[str, Any]) -> Command[Any]:
        return AddQuestion({"session_id": self.record, **values})

    def _recommend(self, values: Mapping[str, Any]) -> Command[Any]:
        return AddRecommendation({"public_session_id": self.record, **values})

    def _show_head(self, row: PublicRow | None) -> None:
        clear(self._head)
        say = self.context.say
        if row is None:
            self._head.addWidget(PageHead(say(self.name), say(PURPOSE)))
            return
        held = N_("session of {date}", date=row.held_on)
        facts = [say(held)]
        if row.place:
            facts.append(row.place)
        tags: list[QWidget] = []
        if row.to_come:
            tags.append(Tag(say(N_("to come")), "warning", "clock"))
        waiting = row.questions - row.answered
        if waiting:
            text = P_(
                "{count} question without answer",
                "{count} questions without answer",
                count=waiting,
            )
            tags.append(Tag(say(text), "warning", "alert-triangle"))
        title = say(N_("Restitution of the exercise {year}", year=str(row.year)))
        acts = self._printing(PAPERS, row.title, MAIN)
        self._head.addWidget(PageHead(title, " · ".join(facts), acts, tags))

    def _hear(self, changes: tuple[object, ...]) -> None:
        if not self.reads & {getattr(change, "table", "") for change in changes}:
            return
        row = self.row
        if row is None or not self.attendance.typed:
            self.refresh()
            return
        self._show_head(row)  # what is typed of the villages stays
        self._show_lists(row)


def _told(state: State, lines: list[QWidget]) -> Any:
    words: QVBoxLayout = down(*lines, gap=1)
    line = across(gap=8)
    line.addLayout(down(1, light(state), None, gap=0))
    line.addLayout(words, 1)
    return line


def recommendation_line(context: Context, each: RecommendationRow) -> Any:
    """Say a recommendation with its state, who is in charge and when it is due."""
    state = State.OK if each.done_on is not None else State.WAITING
    if each.late:
        state = State.CORRECT
    title = Linked(f"{each.number}. {each.title}", wrap=True)
    record = Record("recommendations", each.id)
    title.followed.connect(partial(context.go, "recommendations", record))
    facts = [each.owner] if each.owner else []
    facts.append(context.say(each.standing))
    lines: list[QWidget] = [title]
    lines.append(Label(" · ".join(facts), "small", state.token, wrap=True))
    if each.followup:
        lines.append(Label(each.followup, "small", "ink_soft", wrap=True))
    return _told(state, lines)
