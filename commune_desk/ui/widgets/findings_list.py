"""What the rules find, in sentences, each with the way to its record."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from commune_desk.domain.issues import Severity
from commune_desk.domain.text import N_, P_
from commune_desk.ui.states import OF_SEVERITY, State
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Label, Linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.issues import Issue
    from commune_desk.ui.context import Context

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}


class FindingsList(QWidget):
    """Errors first, then warnings, then what is only worth knowing."""

    def __init__(self, context: Context, most: int = 0) -> None:
        super().__init__()
        self._context, self._most = context, most
        self._lines = down(gap=7)
        self.setLayout(self._lines)

    def show_issues(self, issues: Sequence[Issue]) -> None:
        """Show these findings."""
        clear(self._lines)
        say = self._context.say
        ordered = sorted(issues, key=lambda issue: _ORDER[issue.severity])
        seen = ordered[: self._most] if self._most else ordered
        for number, issue in enumerate(seen):
            if number:
                self._lines.addWidget(rule())
            self._lines.addWidget(self._line(issue))
        if not issues:
            self._lines.addLayout(
                across(light(State.OK), Label(say(N_("All rules hold."))), None, gap=8)
            )
        elif len(seen) < len(issues):
            count = len(issues) - len(seen)
            rest = P_("and {count} more", "and {count} more", count=count)
            link = Linked(say(rest))
            link.followed.connect(partial(self._context.go, "findings"))
            self._lines.addLayout(across(link, None))
        self._lines.addStretch(1)

    def _line(self, issue: Issue) -> QWidget:
        state = OF_SEVERITY[issue.severity]
        words = Label(self._context.say(issue.text), wrap=True)
        line = across(gap=8)
        line.addLayout(down(1, light(state, meaning=""), None, gap=0))
        line.addWidget(words, 1)
        if issue.record is not None:
            link = Linked(self._context.say(N_("See")))
            link.setAccessibleName(words.text())
            link.followed.connect(partial(self._context.go_to_record, issue.record))
            line.addLayout(down(link, None, gap=0))
        whole = QWidget()
        whole.setLayout(line)
        return whole
