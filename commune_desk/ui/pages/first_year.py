"""The first year: what to do next, ticked by what the dossier holds."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from commune_desk.domain.text import N_
from commune_desk.services.first_year import first_year
from commune_desk.ui.first_year_habit import HABIT
from commune_desk.ui.pages.page import Page
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import Card, rule
from commune_desk.ui.widgets.layouts import across, clear, down, hold, rolling
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked, right

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QShowEvent
    from PySide6.QtWidgets import QWidget

    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context, Destination


class Step(NamedTuple):
    """Something to do, the place where it is done, and what shows that it is."""

    counted: str
    place: str
    act: Text
    why: Text
    file: str = ""
    """The table that a spreadsheet may fill; empty where none does."""


BEGIN = (
    Step(
        "villages",
        "villages",
        N_("Enter the villages"),
        N_("Their names and populations serve all."),
        "villages",
    ),
    Step(
        "actions",
        "actions",
        N_("Enter the actions"),
        N_("What, where, when, at what cost."),
        "actions",
    ),
    Step(
        "contributions",
        "contributions",
        N_("Say who pays"),
        N_("Promised and received, by action."),
        "contributions",
    ),
    Step(
        "budget",
        "budget",
        N_("Prepare the budget"),
        N_("Each line finds its account and its action."),
        "budget",
    ),
    Step(
        "committees",
        "committees",
        N_("Enter the committees"),
        N_("Schools, health centres, water points."),
        "committees",
    ),
    Step(
        "terms",
        "terms",
        N_("Note who sits in them"),
        N_("The desk warns before a mandate ends."),
    ),
)
"""What a dossier is made from."""

GO_ON = (
    Step(
        "prints",
        "documents",
        N_("Print a first document"),
        N_("Every document is filled from the same entries."),
    ),
    Step(
        "copies",
        "copies",
        N_("Make a copy on a key"),
        N_("A computer may break or be stolen."),
    ),
    Step(
        "sessions",
        "sessions",
        N_("Note a session of the council"),
        N_("Who sat, what was voted: the acts follow from it."),
    ),
    Step(
        "entries",
        "expense",
        N_("Enter a first expense"),
        N_("The credit left is shown while you type."),
    ),
    Step(
        "restitutions",
        "public_sessions",
        N_("Note the public restitution"),
        N_("The council answers to the population once a year."),
    ),
    Step(
        "sendings",
        "sendings",
        N_("Send the dossier to the region"),
        N_("One file on a key; what is missing is said before."),
    ),
)
"""What comes in the course of the year."""


class FirstYearPage(Page):
    """A list of steps; each opens its screen."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        away = Button(say(N_("Put this guide away")), "", PLAIN, self.put_away)
        self.next = Button(say(N_("Next step")), "arrow-big-right", MAIN, self._go_on)
        purpose = N_(
            "What to do, in the order of the work; each line opens its screen."
        )
        head = PageHead(say(N_("First year")), say(purpose), [away, self.next])
        self.column.addWidget(head)
        self._lines = down(gap=12)
        self.column.addWidget(rolling(self._lines), 1)
        self._todo: Step | None = None
        context.changed.connect(self._touched)

    def opened(self, _destination: Destination) -> None:
        """Count again."""
        self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        """Count again what was done on other pages meanwhile."""
        super().showEvent(event)
        self._fill()

    def _touched(self) -> None:
        if self.isVisible():
            self._fill()

    def put_away(self) -> None:
        """Take the guide out of the rail; the settings bring it back."""
        self.context.ports.habits.turn(HABIT, on=False)
        self.context.go("home")
        self.context.tell(N_("The guide is put away; the settings bring it back."))

    def _go_on(self) -> None:
        if self._todo is not None:
            self.context.go(self._todo.place)

    def _fill(self) -> None:
        with self.context.reading() as session:
            counts = first_year(session)
        copies = self.context.ports.copies
        counts["copies"] = int(copies is not None and copies.last() is not None)
        self._todo = next((s for s in (*BEGIN, *GO_ON) if not counts[s.counted]), None)
        self.next.setVisible(self._todo is not None)
        clear(self._lines)
        if not (counts["actions"] and counts["budget"]):
            self._lines.addWidget(self._from_last_year(counts))
        self._lines.addWidget(self._card(N_("To begin"), BEGIN, counts))
        self._lines.addWidget(
            self._card(N_("In the course of the year"), GO_ON, counts)
        )
        self._lines.addStretch(1)

    def _from_last_year(self, counts: Mapping[str, int]) -> QWidget:
        """Offer to begin from the spreadsheets that the commune has."""
        say = self.context.say
        told = N_(
            "Excel or CSV, as it is: you say which column is which, and see each line"
            " before it is written."
        )
        buttons = [
            Button(say(words), "file-spreadsheet", PLAIN, partial(self._bring, table))
            for table, words in (
                ("actions", N_("The plan…")),
                ("budget", N_("The budget…")),
                ("villages", N_("The villages…")),
            )
            if not counts[table]
        ]
        words = Label(say(told), "body", "ink_soft", wrap=True)
        line = across(words, *buttons, gap=8, grow=words)
        return Card(say(N_("Start from last year’s spreadsheet")), line)

    def _bring(self, table: str) -> None:
        self.context.go("import", None, table)

    def _card(
        self, title: Text, steps: Sequence[Step], counts: Mapping[str, int]
    ) -> Card:
        say = self.context.say
        done = sum(bool(counts[step.counted]) for step in steps)
        told = N_("{done} of {all}", done=done, all=len(steps))
        card = Card(say(title), aside=right(say(told), "small", "ink_soft"), gap=6)
        for number, step in enumerate(steps):
            if number:
                card.inner.addWidget(rule())
            card.inner.addWidget(self._line(step, counts[step.counted]))
        return card

    def _line(self, step: Step, count: int) -> QWidget:
        say = self.context.say
        state = State.OK if count else State.UNKNOWN
        meaning = say(N_("it is done") if count else N_("to do"))
        role = "body_strong" if step is self._todo else "body"
        link = Linked(say(step.act), role=role)
        link.followed.connect(partial(self.context.go, step.place))
        why = Label(say(step.why), "small", "ink_soft", wrap=True)
        line = across(light(state, 18, meaning), gap=12, margins=(0, 2, 0, 2))
        line.addLayout(down(across(link, None), why, gap=0), 1)
        if count:
            told = N_("entered already: {count}", count=count)
            word = say(N_("it is done")) if step.counted == "copies" else say(told)
            line.addWidget(right(word, "small", "ink_soft"))
        elif step.file:
            brought = Linked(say(N_("From a spreadsheet…")), role="small")
            brought.followed.connect(partial(self._bring, step.file))
            line.addWidget(brought)
        return hold(line)
