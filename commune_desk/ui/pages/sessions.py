"""Sessions of the council: quorum, vote, and the adoption of the plan."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from commune_desk.domain.text import N_
from commune_desk.services.council import AdoptPlan, adoption_warnings
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import frame, rule
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QFrame

    from commune_desk.domain.text import Text
    from commune_desk.services.council import SessionRow
    from commune_desk.ui.context import Context
    from commune_desk.ui.form_panel import Leaf


class SessionsPage(TablePage):
    """The generic table, with quorum and adoption in the panel."""

    def leaves(self) -> Sequence[Leaf]:
        """Add the tab of the vote."""
        return (VoteLeaf(self.context),)


class VoteLeaf:
    """Who had to be there, who was, how they voted, and what follows."""

    title = N_("Vote")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._row: SessionRow | None = None
        self._lines = down(gap=8, margins=(0, 4, 6, 4))
        self.widget = flowing(self._lines)

    def show_row(self, row: SessionRow) -> bool:
        """Show the figures of a session."""
        self._row = row
        self._fill(row, asked=False)
        return True

    def adopt(self) -> None:
        """Record the adoption; nothing but another act takes it back."""
        if self._row is None:
            return
        error = self._context.do(AdoptPlan(self._row.id), sure=True)
        if error is not None:
            self._context.refused.emit(error)
        else:
            date = self._row.held_on
            text = N_("{plan} is adopted on {date}.", plan=self._row.plan, date=date)
            self._context.tell(text)

    def ask(self) -> None:
        """Say what is doubtful, and ask once more."""
        if self._row is not None:
            self._fill(self._row, asked=True)

    def _fill(self, row: SessionRow, *, asked: bool) -> None:
        clear(self._lines)
        self._bench(row)
        self._quorum(row)
        self._votes(row)
        if row.plan:
            self._lines.addWidget(rule())
            self._adoption(row, asked=asked)
        self._lines.addStretch(1)

    def _bench(self, row: SessionRow) -> None:
        bench = row.bench
        if bench.seats is None:
            self._say(
                N_("Type the population of the commune, or the members in office.")
            )
            return
        self._say(N_("{seats} members in office", seats=bench.seats), "body_strong")
        if bench.typed:
            self._small(N_("As typed in the sheet."))
        elif bench.size is not None:
            year = str(bench.population_year or "…")
            self._small(
                N_(
                    "{people} inhabitants ({year}); {text}.",
                    people=self._context.words.number(bench.population or 0),
                    year=year,
                    text=bench.size.text,
                )
            )
        if bench.rule is not None:
            self._say(N_("Quorum: {quorum}", quorum=bench.quorum), "body_strong")
            self._small(N_("{text}.", text=bench.rule.text))

    def _quorum(self, row: SessionRow) -> None:
        if row.quorate is None:
            return
        facts = {"present": row.present, "seats": row.bench.seats}
        if row.quorate:
            text = N_("{present} present out of {seats}: quorum reached", **facts)
            self._state(State.OK, text)
        else:
            text = N_(
                "{present} present out of {seats}: quorum of {quorum} not reached",
                quorum=row.bench.quorum,
                **facts,
            )
            self._state(State.WATCH, text)

    def _votes(self, row: SessionRow) -> None:
        if row.voted is not None:
            text = N_(
                "{votes_for} for + {votes_against} against + {abstentions} abstentions"
                " = {sum} votes",
                votes_for=row.votes_for or 0,
                votes_against=row.votes_against or 0,
                abstentions=row.abstentions or 0,
                sum=row.voted,
            )
            self._say(text)

    def _adoption(self, row: SessionRow, *, asked: bool) -> None:
        say = self._context.say
        if row.adopted:
            self._state(
                State.OK, N_("{plan} was adopted at this session.", plan=row.plan)
            )
            return
        if row.plan_adopted_on is not None:
            on = row.plan_adopted_on
            self._small(N_("{plan} was adopted on {date}.", plan=row.plan, date=on))
            return
        if not asked:
            words = N_("Record the adoption of the plan…")
            self._lines.addLayout(across(Button(say(words), "check", PLAIN, self.ask)))
            return
        with self._context.reading() as session:
            doubts = adoption_warnings(session, row)
        for issue in doubts:
            self._lines.addWidget(self._doubt(say(issue.text)))
        text = N_(
            "{plan} will be adopted on {date}, deliberation no. {number}. This is an"
            " act: it is not undone.",
            plan=row.plan,
            date=row.held_on,
            number=row.deliberation or "…",
        )
        self._say(text)
        sure = Button(say(N_("Adopted: record it")), "check", MAIN, self.adopt)
        back = partial(self._fill, row, asked=False)
        leave = Button(say(N_("Give up")), "", "quiet", back)
        leave.setShortcut(Qt.Key.Key_Escape)
        self._lines.addLayout(across(sure, leave, None))
        leave.setFocus()

    def _doubt(self, text: str) -> QFrame:
        box = frame("warning")
        line = across(gap=6, margins=(10, 6, 10, 6))
        line.addLayout(down(light(State.WATCH), None, gap=0))
        line.addWidget(Label(text, "small", wrap=True), 1)
        box.setLayout(line)
        return box

    def _state(self, state: State, text: Text) -> None:
        words = Label(self._context.say(text), "body", state.token, wrap=True)
        line = across(gap=6)
        line.addLayout(down(1, light(state), None, gap=0))
        line.addWidget(words, 1)
        self._lines.addLayout(line)

    def _say(self, text: Text, role: str = "body") -> None:
        self._lines.addWidget(Label(self._context.say(text), role, wrap=True))

    def _small(self, text: Text) -> None:
        words = Label(self._context.say(text), "small", "ink_soft", wrap=True)
        self._lines.addWidget(words)
