"""What the rules find, all of it, with the way to each record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QScrollArea

from commune_desk.domain.issues import Severity
from commune_desk.domain.text import N_, P_
from commune_desk.services.review import summaries
from commune_desk.ui.pages.page import Page
from commune_desk.ui.widgets.buttons import Choices
from commune_desk.ui.widgets.cards import Card, Tag
from commune_desk.ui.widgets.findings_list import FindingsList
from commune_desk.ui.widgets.layouts import across, clear, flowing
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.summaries import Summary
    from commune_desk.ui.context import Context, Destination

_WANTED: tuple[Severity | None, ...] = (
    None, Severity.ERROR, Severity.WARNING, Severity.INFORMATION,
)  # fmt: skip

RULES_WIDTH = 300
MOST_OF_EACH, MOST_OF_ONE = 6, 400
"""Findings listed of each rule, and of the one that is looked at."""


class FindingsPage(Page):
    """Errors, then warnings, then what is only worth knowing."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        self._severity: Severity | None = None
        self._told: object = None
        purpose = N_("What the rules found; nothing is corrected in silence.")
        self.column.addWidget(PageHead(say(N_("Findings")), say(purpose)))
        self._tags = across(gap=6)
        words = [say(N_("All")), say(N_("Errors")), say(N_("Warnings"))]
        words.append(say(N_("For information")))
        choices = Choices(words, self._choose)
        self.rules = QComboBox()
        self.rules.setAccessibleName(say(N_("Rule")))
        self.rules.setFixedWidth(RULES_WIDTH)
        self.rules.activated.connect(self._refresh)
        self.column.addLayout(across(choices, 8, self.rules, None, self._tags))
        self.list = FindingsList(context)
        self.list.asked.connect(self.show_rule)
        area = QScrollArea()
        area.setWidget(flowing(across(Card("", self.list), gap=0), "body"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(area, 1)
        context.reviewed.connect(self._refresh)
        self._refresh()

    def opened(self, destination: Destination) -> None:
        """Ask the rules again; show one of them where it was asked for."""
        self.context.review()
        self.show_rule(destination.search)

    def show_rule(self, code: str) -> None:
        """Show what one rule finds; of all of them without a code."""
        self.rules.setCurrentIndex(max(0, self.rules.findData(code)))
        self._refresh()

    def _choose(self, number: int) -> None:
        self._severity = _WANTED[number]
        self._refresh()

    def _offer(self, found: Sequence[Summary]) -> None:
        """Offer the rules that found something, each with its sentence."""
        say, chosen = self.context.say, self.rules.currentData()
        self.rules.clear()
        self.rules.addItem(say(N_("All rules")), "")
        for code in dict.fromkeys(summary.code for summary in found):
            sentences = [say(one.text) for one in found if one.code == code]
            self.rules.addItem(f"{code} · {sentences[0]}", code)
        self.rules.setCurrentIndex(max(0, self.rules.findData(chosen)))

    def _refresh(self) -> None:
        """List anew what is wanted, unless it is what stands there."""
        found, say = self.context.findings, self.context.say
        wanted = found, self._severity, self.rules.currentData()
        if wanted == self._told:
            return
        self._offer(summaries(found))
        code = self.rules.currentData()
        self._told = found, self._severity, code
        shown = [
            issue
            for issue in found
            if self._severity in (None, issue.severity) and code in ("", issue.code)
        ]
        self.list.show_records(summaries(shown), MOST_OF_ONE if code else MOST_OF_EACH)
        clear(self._tags)
        errors = sum(i.severity is Severity.ERROR for i in found)
        warnings = sum(i.severity is Severity.WARNING for i in found)
        if errors:
            text = P_("{count} error", "{count} errors", count=errors)
            self._tags.addWidget(Tag(say(text), "error", "alert-octagon"))
        if warnings:
            text = P_("{count} warning", "{count} warnings", count=warnings)
            self._tags.addWidget(Tag(say(text), "warning", "alert-triangle"))
