"""What is looked at before a sending: three levels, each finding with its record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commune_desk.domain.package.level import Level
from commune_desk.domain.text import N_, P_
from commune_desk.services.review import summaries
from commune_desk.ui.states import State
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Callable

    from commune_desk.domain.summaries import Summary
    from commune_desk.exchange.package.sending import Draft
    from commune_desk.ui.context import Context

STATES = {
    Level.CRITICAL: State.CORRECT,
    Level.ERROR: State.CORRECT,
    Level.WARNING: State.WATCH,
}


class SendChecks(QWidget):
    """Critical findings, those that need a reason, and what is only to be known."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._lines = down(gap=7)
        self.setLayout(self._lines)
        self.wait()

    def wait(self) -> None:
        """Say that what goes is being read."""
        clear(self._lines)
        text = N_("What goes is being read…")
        self._lines.addWidget(Label(self._context.say(text), tone="ink_soft"))
        self._lines.addStretch(1)

    def show_draft(self, draft: Draft) -> None:
        """List what was found, the gravest first."""
        clear(self._lines)
        if not draft.checks:
            words = Label(self._context.say(N_("Nothing stands in the way.")))
            self._lines.addLayout(across(light(State.OK), words, None, gap=8))
        for level in Level:
            found = draft.issues(level)
            if not found:
                continue
            if self._lines.count():
                self._lines.addWidget(rule())
            count = P_("{count} finding", "{count} findings", count=len(found))
            head = Label(self._context.say(level), "body_strong")
            many = Label(self._context.say(count), "small", "ink_soft")
            self._lines.addLayout(across(light(STATES[level]), head, many, None))
            for summary in summaries(found):
                self._line(summary)
        self._lines.addStretch(1)

    def _line(self, summary: Summary) -> None:
        words = Label(self._context.say(summary.text), wrap=True)
        line = across(24, gap=8)
        line.addWidget(words, 1)
        follow = self._way(summary)
        if follow is not None:
            link = Linked(self._context.say(N_("See")))
            link.setAccessibleName(words.text())
            link.followed.connect(follow)
            line.addLayout(down(link, None, gap=0))
        self._lines.addLayout(line)

    def _way(self, summary: Summary) -> Callable[[], object] | None:
        """Lead to the records, where they are of one table; else to the first."""
        records = [issue.record for issue in summary.issues if issue.record is not None]
        if not records:
            return None
        same = [record for record in records if record.table == records[0].table]
        if len(same) > 1:
            return partial(self._context.go_to_records, same)
        return partial(self._context.go_to_record, records[0])
