"""What is missing in a paper: mend it, or print all the same, marked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox

from commune_desk.domain.issues import Severity
from commune_desk.domain.text import N_, P_, Text
from commune_desk.services.review import summaries
from commune_desk.ui.states import OF_SEVERITY, State
from commune_desk.ui.widgets.layouts import Flow, across, clear, down
from commune_desk.ui.widgets.states import StateWord, light
from commune_desk.ui.widgets.text import Linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QHBoxLayout

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.summaries import Summary
    from commune_desk.ui.context import Context

TO_COMPLETE = N_("TO COMPLETE")
"""The mark of a page that is printed although something is missing."""

MOST = 2
"""Sentences under the page; the others are one link away."""


class PaperMissing(Flow):
    """Sentences that lead to the record, and whether the pages are marked.

    Pages with a fault are always marked. Where something only waits to be settled the
    clerk may leave the mark out, and that is remembered for the paper.
    """

    marked = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._paper = ""
        self._issues: Sequence[Issue] = ()
        self._lines = down(gap=3)
        self.box = QCheckBox(
            context.say(N_("Printed all the same: each page says “to complete”"))
        )
        self.box.toggled.connect(self._turned)
        self.setLayout(down(self._lines, self.box, gap=4))

    def show_issues(self, paper: str, issues: Sequence[Issue]) -> None:
        """Show what concerns a paper."""
        self._paper, self._issues = paper, issues
        clear(self._lines)
        found = summaries(issues)
        for summary in found[:MOST]:
            self._lines.addLayout(self._line(summary))
        if len(found) > MOST:
            self._more(found[MOST:])
        if not found:
            words = self._context.say(N_("Nothing is missing."))
            self._lines.addWidget(StateWord(State.OK, words))
        with QSignalBlocker(self.box):
            self.box.setChecked(bool(self.mark()))
        self.box.setEnabled(not _faulty(issues))
        self.box.setVisible(bool(issues))

    def mark(self) -> Text | str:
        """Give what each page says; nothing where the paper is ready."""
        return mark_of(self._context, self._paper, self._issues)

    def _line(self, summary: Summary) -> QHBoxLayout:
        sentence = self._context.say(summary.text)
        link = Linked(sentence, role="small", wrap=True)
        link.followed.connect(partial(self._follow, summary))
        return across(light(OF_SEVERITY[summary.severity], 14), link, gap=6, grow=link)

    def _follow(self, summary: Summary) -> None:
        """Lead to the one record, or to all findings of the rule."""
        record = summary.first.record
        if summary.count == 1 and record is not None:
            self._context.go_to_record(record)
        else:
            self._context.go("findings", search=summary.code)

    def _more(self, rest: Sequence[Summary]) -> None:
        count = sum(summary.count for summary in rest)
        words = P_("and {count} more", "and {count} more", count=count)
        link = Linked(self._context.say(words), role="small")
        link.followed.connect(partial(self._context.go, "findings"))
        self._lines.addLayout(across(20, link, None, gap=0))

    def _turned(self, on: bool) -> None:  # noqa: FBT001  Qt's signal
        self._context.ports.habits.turn(_unmarked(self._paper), on=not on)
        self.marked.emit()


def mark_of(context: Context, paper: str, issues: Sequence[Issue]) -> Text | str:
    """Give what each page of a paper says that lacks something."""
    if not issues:
        return ""
    left_out = context.ports.habits.on(_unmarked(paper)) and not _faulty(issues)
    return "" if left_out else TO_COMPLETE


def _faulty(issues: Sequence[Issue]) -> bool:
    return any(issue.severity is Severity.ERROR for issue in issues)


def _unmarked(paper: str) -> str:
    return f"paper.{paper}.unmarked"
