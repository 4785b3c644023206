"""What the rules find, all of it, with the way to each record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea

from commune_desk.domain.issues import Severity
from commune_desk.domain.text import N_, P_
from commune_desk.ui.pages.page import Page
from commune_desk.ui.widgets.buttons import Choices
from commune_desk.ui.widgets.cards import Card, Tag
from commune_desk.ui.widgets.findings_list import FindingsList
from commune_desk.ui.widgets.layouts import across, clear, flowing
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from commune_desk.ui.context import Context, Destination

_WANTED: tuple[Severity | None, ...] = (
    None, Severity.ERROR, Severity.WARNING, Severity.INFORMATION,
)  # fmt: skip


class FindingsPage(Page):
    """Errors, then warnings, then what is only worth knowing."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        self._severity: Severity | None = None
        purpose = N_(
            "What the rules found in the plan; nothing is corrected in silence."
        )
        self.column.addWidget(PageHead(say(N_("Findings")), say(purpose)))
        self._tags = across(gap=6)
        words = [say(N_("All")), say(N_("Errors")), say(N_("Warnings"))]
        words.append(say(N_("For information")))
        choices = Choices(words, self._choose)
        self.column.addLayout(across(choices, None, self._tags))
        self.list = FindingsList(context)
        area = QScrollArea()
        area.setWidget(flowing(across(Card("", self.list), gap=0), "body"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(area, 1)
        context.reviewed.connect(self._refresh)
        self._refresh()

    def opened(self, _destination: Destination) -> None:
        """Ask the rules again."""
        self.context.review()

    def _choose(self, number: int) -> None:
        self._severity = _WANTED[number]
        self._refresh()

    def _refresh(self) -> None:
        found, say = self.context.findings, self.context.say
        shown = [i for i in found if self._severity in (None, i.severity)]
        self.list.show_issues(shown)
        clear(self._tags)
        errors = sum(i.severity is Severity.ERROR for i in found)
        warnings = sum(i.severity is Severity.WARNING for i in found)
        if errors:
            text = P_("{count} error", "{count} errors", count=errors)
            self._tags.addWidget(Tag(say(text), "error", "alert-octagon"))
        if warnings:
            text = P_("{count} warning", "{count} warnings", count=warnings)
            self._tags.addWidget(Tag(say(text), "warning", "alert-triangle"))
