"""The journal, readable by an elected member; beside it the bin."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox, QFrame, QLineEdit, QScrollArea

from commune_desk.domain.text import N_, P_
from commune_desk.services.history import ACTS, changes_of, how_many_changes
from commune_desk.services.removed import PutBack
from commune_desk.services.seals import compared, sound, unlike_sendings, verify
from commune_desk.tables.told_changes import told
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.states import State
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, QUIET, SMALL, Button, Choices
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, clear, down, flowing, hold
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from commune_desk.domain.errors import DeskError
    from commune_desk.domain.text import Text
    from commune_desk.services.removed import RemovedRow
    from commune_desk.ui.widgets.page_head import PageHead

PERIODS = (None, 0, 7, 31, 366)
"""Days back of each choice; None for all."""

TOLD_FIRST, TOLD_MORE = 12, 48
"""Changes of one act that the page tells at once, and each time more are asked for."""

WORDS = {True: N_("It holds."), False: N_("It does not hold.")}
"""What a comparison with a paper comes to; the sentence stands at the foot."""

TOLD_LEAST, TOLD_MOST, NUMBER_WIDTH, SEAL_WIDTH = 90, 190, 90, 220


class ToldPage(TablePage):
    """A table of acts; what the chosen one changed stands under it, in sentences."""

    def body(self) -> QWidget:
        """Put the sentences under the table."""
        self._told = down(gap=4)
        self._more = Button("", "chevron-down", QUIET, self._tell_more)
        self._more.hide()
        self._next = (0, 0)
        column = down(gap=4, margins=(12, 8, 12, 8))
        column.addLayout(self._told)
        column.addLayout(across(self._more, None))
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(flowing(column))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        box = frame("card")
        box.setMinimumHeight(TOLD_LEAST)
        box.setMaximumHeight(TOLD_MOST)
        inside = down(area, gap=0, margins=(0, 0, 12, 10))
        inside.addLayout(self.under())
        box.setLayout(inside)
        layout = down(self._stack, gap=12)
        layout.addWidget(box)
        return hold(layout)

    def under(self) -> QHBoxLayout:
        """Give the acts on the chosen row."""
        raise NotImplementedError

    def _connect(self) -> None:
        super()._connect()
        self.view.chosen.connect(self.show_told)

    def show_told(self, row: Any) -> None:
        """Tell what the act changed."""
        clear(self._told)
        self._more.hide()
        if row is not None:
            words = self.context.say(self.headline(row))
            self._told.addWidget(Label(words, "body_strong", wrap=True))
            self._tell(row.id, 0, TOLD_FIRST)

    def _tell(self, number: int, start: int, most: int) -> None:
        """Tell some of the changes of an act, and offer the next ones."""
        say = self.context.say
        with self.context.reading() as session:
            changes = changes_of(session, number, start, most)
            left = how_many_changes(session, number) - start - len(changes)
            sentences = [
                say(text) for text in told(session, self.context.scope, changes)
            ]
        for sentence in sentences or [say(N_("No row was changed."))]:
            self._told.addWidget(Label(sentence, "small", wrap=True))
        self._next = (number, start + len(changes))
        more = P_("{count} more change", "{count} more changes", count=left)
        self._more.setText(say(more))
        self._more.setVisible(left > 0)

    def _tell_more(self) -> None:
        self._tell(*self._next, TOLD_MORE)

    def headline(self, row: Any) -> Text:
        """Name the act."""
        return N_(
            "No. {number}, {at}, {actor}: {act}",
            number=row.id, at=row.at, actor=row.actor, act=self.act_of(row),
        )  # fmt: skip

    def act_of(self, row: Any) -> Text:
        """Say what was done."""
        raise NotImplementedError


class JournalPage(ToldPage):
    """Who did what and when; whether the history still holds."""

    def head(self) -> PageHead:
        """Add the check of the whole chain."""
        head = super().head()
        words = self.context.say(N_("Check the journal"))
        layout: Any = head.layout()
        layout.addWidget(Button(words, "circle-check", PLAIN, self.check))
        return head

    def _build(self) -> None:
        super()._build()
        self.column.insertLayout(1, self._paper())
        self.column.insertLayout(2, self._filters())

    def _filters(self) -> QHBoxLayout:
        say = self.context.say
        words = [N_("All"), N_("Today"), N_("7 days"), N_("31 days"), N_("One year")]
        self.period = Choices([say(each) for each in words], self._sift)
        self.person, self.kind = QComboBox(), QComboBox()
        for box, first in (
            (self.person, N_("Everybody")),
            (self.kind, N_("All kinds of acts")),
        ):
            box.addItem(say(first), "")
            box.setAccessibleName(say(first))
        for deed, name in ACTS.items():
            self.kind.addItem(say(name), deed)
        people = sorted({row.actor for row in self.model.rows()})
        for actor in people:
            self.person.addItem(actor, actor)
        self.person.currentIndexChanged.connect(self._sift)
        self.kind.currentIndexChanged.connect(self._sift)
        return across(self.period, self.person, self.kind, None, gap=12)

    def _sift(self, _: object = None) -> None:
        """Show the acts of a period, of a person, of a kind."""
        days = PERIODS[self.period.group.checkedId()]
        person, kind = self.person.currentData(), self.kind.currentData()
        if days is None and not person and not kind:
            self.model.keep(None)
            return
        first = dt.datetime.now().astimezone().date() - dt.timedelta(days or 0)

        def kept(row: Any) -> bool:
            return (
                (days is None or row.at.date() >= first)
                and (not person or row.actor == person)
                and (not kind or row.deed == kind)
            )

        self.model.keep(kept)

    def _paper(self) -> QHBoxLayout:
        """Ask for the foot of an old paper."""
        say = self.context.say
        self.number, self.digits = QLineEdit(), QLineEdit()
        self.number.setFixedWidth(NUMBER_WIDTH)
        self.digits.setFixedWidth(SEAL_WIDTH)
        self.number.setAccessibleName(say(N_("Number of the journal on the paper")))
        self.digits.setAccessibleName(say(N_("Seal on the paper")))
        self.digits.setPlaceholderText("9F2C 41E8 07AB D35C")
        self.digits.returnPressed.connect(self.compare)
        words = Label(say(N_("An old paper says: Journal no.")), "small", "ink_soft")
        self.answer = Label("", "small")
        self._compare = Button(say(N_("Compare")), "fingerprint", SMALL, self.compare)
        return across(
            words, self.number, self.digits, self._compare, self.answer, None, gap=8
        )

    def compare(self) -> None:
        """Say whether the history up to the paper is still the same."""

        def ask() -> None:
            with self.context.reading() as session:
                holds, text = compared(session, self.number.text(), self.digits.text())
            self._answer(text, holds=holds)

        refused = self.context.refusal(ask)
        if refused is not None:
            self._answer(refused.text, holds=False)

    def check(self) -> None:
        """Walk the whole journal, and compare it with what was sent."""
        found = verify(self.context.desk.store)
        with self.context.reading() as session:
            wrong = found.told or unlike_sendings(session)
            text = wrong or sound(session, found)
        self.context.tell(text, state=State.OK if wrong is None else State.CORRECT)

    def _answer(self, text: Text, *, holds: bool) -> None:
        self.answer.setText(self.context.say(WORDS[holds]))
        state = State.OK if holds else State.CORRECT
        self.context.tell(text, state=state)

    def under(self) -> QHBoxLayout:
        """Lead to the record."""
        words = self.context.say(N_("Show the record"))
        self.lead = Button(words, "chevron-right", PLAIN, self.show_record)
        self.lead.setEnabled(False)
        return across(None, self.lead, gap=8)

    def show_told(self, row: Any) -> None:
        """Tell the act; offer its record where it touched one."""
        super().show_told(row)
        self.lead.setEnabled(row is not None and row.first is not None)

    def show_record(self) -> None:
        """Go to the record that the chosen act touched first."""
        row = self.model.record_at(self.view.currentIndex())
        if row is not None and row.first is not None:
            self.context.go_to_record(row.first)

    def act_of(self, row: Any) -> Text:
        """Say what was done."""
        found: Text = row.label
        return found


class RemovedPage(ToldPage):
    """What was removed; one press puts it back."""

    def under(self) -> QHBoxLayout:
        """Offer to put it back."""
        words = self.context.say(N_("Put back"))
        self.back = Button(words, "restore", MAIN, self.put_back)
        self.back.setEnabled(False)
        return across(None, self.back, gap=8)

    def show_told(self, row: Any) -> None:
        """Tell the act; offer to put back what it removed."""
        super().show_told(row)
        self.back.setEnabled(row is not None)

    def put_back(self) -> None:
        """Put back what the chosen act removed."""
        row: RemovedRow | None = self.model.record_at(self.view.currentIndex())
        if row is None:
            return
        error: DeskError | None = self.context.do(PutBack(row.id))
        if error is not None:
            self.context.refused.emit(error)
        else:
            clear(self._told)
            self.back.setEnabled(False)

    def act_of(self, row: Any) -> Text:
        """Say what was done."""
        found: Text = row.act
        return found
