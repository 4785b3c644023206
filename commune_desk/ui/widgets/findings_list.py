"""What the rules find: one sentence a rule, and under it the records."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from commune_desk.domain.errors import Rejected
from commune_desk.domain.text import N_, P_
from commune_desk.ui.remedies import ways
from commune_desk.ui.states import OF_SEVERITY, State
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import across, clear, down, hold
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from commune_desk.domain.glance import Day, Told
    from commune_desk.domain.issues import Issue, Record, Severity
    from commune_desk.domain.summaries import Summary
    from commune_desk.ui.context import Context

LONGEST_LINK = 64
"""Letters of the part of a sentence that is underlined."""

INDENT = 24
"""Pixels of a state and its gap: findings stand under the words of their rule."""


class FindingsList(QWidget):
    """Errors first, then warnings, then what is only worth knowing."""

    asked = Signal(str)
    """The code of a rule of which all findings are wanted."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines = down(gap=7)
        self.setLayout(self._lines)

    def show_rules(self, day: Day | None) -> None:
        """Say one sentence for each rule; its link shows what it found.

        Nothing is said of them while they are still asked what they find.
        """
        clear(self._lines)
        if day is None:
            text = N_("The rules are being looked at…")
            self._lines.addWidget(Label(self._context.say(text), tone="ink_soft"))
            return
        self._begin(day.rules)
        for number, told in enumerate(day.rules):
            self._part(number)
            follow = partial(self._follow, told)
            sentence = _linked(told.text, follow)
            self._lines.addWidget(_told(told.severity, sentence))
        if day.points > len(day.rules):
            rest = day.points - len(day.rules)
            self._more(rest, partial(self._context.go, "findings"))
        self._lines.addStretch(1)

    def show_records(self, found: Sequence[Summary], most: int) -> None:
        """Head the findings of each rule by its sentence; at most so many of each."""
        self._begin(found)
        for number, summary in enumerate(found):
            self._part(number)
            self._head(summary)
            if summary.count > 1:
                for issue in summary.issues[:most]:
                    self._lines.addWidget(self._line(issue))
                if summary.count > most:
                    ask = partial(self.asked.emit, summary.code)
                    self._more(summary.count - most, ask)
        self._lines.addStretch(1)

    def _begin(self, found: Sequence[Summary | Told]) -> None:
        clear(self._lines)
        if not found:
            words = Label(self._context.say(N_("All rules hold.")))
            self._lines.addLayout(across(light(State.OK), words, None, gap=8))

    def _part(self, number: int) -> None:
        if number:
            self._lines.addWidget(rule())

    def _follow(self, told: Told) -> None:
        """Show the records, and only them; else all findings of the rule."""
        if len(told.ids) == 1:
            self._context.go_to_record(told.records[0])
        elif told.ids:
            self._context.go_to_records(told.records, told.code)
        else:
            self._context.go("findings", search=told.code)

    def _head(self, summary: Summary) -> None:
        words = Label(self._context.say(summary.text), "body_strong", wrap=True)
        record = summary.first.record
        aside: list[QWidget] = [Label(summary.code, "small", "ink_soft")]
        if summary.count == 1 and record is not None:
            aside.append(self._see(record, words.text()))
        self._lines.addWidget(_told(summary.severity, words, *aside))
        if summary.count == 1 and summary.first.remedies:
            self._ways(summary.first)

    def _ways(self, issue: Issue) -> None:
        """Offer what solves a finding, under its sentence."""
        found = [
            Button(way.words, "", PLAIN, way.deed)
            for way in ways(Rejected([issue]), self._context)
        ]
        self._lines.addLayout(across(INDENT, *found, None, gap=8))

    def _line(self, issue: Issue) -> QWidget:
        words = Label(self._context.say(issue.text), wrap=True)
        line = across(INDENT, gap=0)
        line.addWidget(words, 1)
        if issue.record is not None:
            line.addLayout(down(self._see(issue.record, words.text()), None, gap=0))
        return hold(line)

    def _see(self, record: Record, sentence: str) -> Linked:
        link = Linked(self._context.say(N_("See")))
        link.setAccessibleName(sentence)
        link.followed.connect(partial(self._context.go_to_record, record))
        return link

    def _more(self, count: int, follow: Callable[[], object]) -> None:
        rest = P_("and {count} more", "and {count} more", count=count)
        link = Linked(self._context.say(rest))
        link.followed.connect(follow)
        self._lines.addLayout(across(INDENT, link, None, gap=0))


def _told(severity: Severity, words: QWidget, *aside: QWidget) -> QWidget:
    line = across(gap=8)
    state = OF_SEVERITY[severity]
    line.addLayout(down(1, light(state, meaning=""), None, gap=0))
    line.addWidget(words, 1)
    for widget in aside:
        line.addLayout(down(1, widget, None, gap=0))
    return hold(line)


def _linked(sentence: str, follow: Callable[[], object]) -> Linked:
    """Underline what is to be done: what follows the colon, or what stands before."""
    before, colon, after = sentence.partition("\u00a0: ")
    if not colon:
        link = Linked(sentence, wrap=True)
    elif len(after) <= LONGEST_LINK:
        end = "." if after.endswith(".") else ""
        link = Linked(after.removesuffix("."), before + colon, end, wrap=True)
    else:
        link = Linked(before, "", colon + after, wrap=True)
    link.followed.connect(follow)
    return link
