"""The changes of a voted budget: their list, their acts, a form for a transfer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from commune_desk.domain.budget import DocumentKind, DocumentState
from commune_desk.domain.text import N_
from commune_desk.services.budget_changes import OpenDocument
from commune_desk.tables.table import Column
from commune_desk.ui.pages.act_strip import Act, ActStrip
from commune_desk.ui.pages.budget_acts import acts_on
from commune_desk.ui.pages.table_page import TablePage
from commune_desk.ui.pages.transfer_form import TransferForm
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.layouts import across, clear
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from commune_desk.services.budget_documents import DocumentRow
    from commune_desk.ui.context import Destination

IN_FORCE = {DocumentState.APPROVED, DocumentState.VOTED, DocumentState.TRANSMITTED}


class ChangesPage(TablePage):
    """Documents of the year; the chosen one tells what can be done with it."""

    def head(self) -> PageHead:
        """Put the three kinds of change into the head."""
        say = self.context.say
        actions: list[QWidget] = [
            Button(
                say(N_("Authorisation")),
                "plus",
                PLAIN,
                partial(self.begin, DocumentKind.AUTHORISATION),
            ),
            Button(
                say(N_("Additional budget")),
                "plus",
                PLAIN,
                partial(self.begin, DocumentKind.ADDITIONAL),
            ),
            Button(say(N_("Prepare a transfer")), "plus", MAIN, self.transfer),
        ]
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def _build(self) -> None:
        self.strip = ActStrip(self.context)
        self.form = TransferForm(self.context)
        self._acts = across(gap=8)
        super()._build()
        self.column.insertWidget(1, self.form)
        self.column.insertWidget(1, self.strip)
        self.column.insertLayout(self.column.indexOf(self.outlets.work), self._acts)
        self.view.chosen.connect(self._offer)
        self.model.rebuilt.connect(self._again)
        self.context.scoped.connect(self._close)
        self.strip.done.connect(lambda _: self.keep_focus())
        self.strip.left.connect(self.keep_focus)

    def _close(self) -> None:
        self.strip.hide()
        self.form.hide()

    def _again(self) -> None:
        self._offer(self.model.row_at(self.view.currentIndex()))

    def _offer(self, row: DocumentRow | None) -> None:
        """Offer the acts on the chosen document."""
        clear(self._acts)
        self.acts: dict[str, Button] = {}
        if row is None:
            return
        say = self.context.say
        name = N_("{document} no. {number}:", document=row.kind, number=str(row.number))
        self._acts.addWidget(Label(say(name), "body_strong"))
        found = acts_on(row)
        for act in found:
            button = Button(
                say(act.words), act.picture, PLAIN, partial(self.strip.ask, act)
            )
            self.acts[act.words.sentence] = button
            self._acts.addWidget(button)
        if row.light and row.state in IN_FORCE:
            text = N_("in force: within one chapter, the deliberation is enough.")
            self._acts.addWidget(Label(say(text), "body", "ink_soft"))
        elif not found:
            text = N_("nothing more to do.")
            self._acts.addWidget(Label(say(text), "body", "ink_soft"))
        self._acts.addStretch(1)

    def opened(self, destination: Destination) -> None:
        """Open the form of a transfer, filled with what somebody lacks."""
        if destination.facts:
            self.transfer()
            self.form.ask_for(*destination.facts)
        else:
            super().opened(destination)

    def keep_focus(self) -> None:
        """Leave the cursor in the form where one is open."""
        if self.form.isHidden():
            super().keep_focus()
        else:
            self.form.lines[0].account.setFocus()

    def _may(self, kind: DocumentKind) -> bool:
        """Tell whether the budget can be changed yet; say why not."""
        command = OpenDocument(self.context.scope.year, kind)
        return self.context.attempt(lambda: self.context.desk.attempt(command))

    def transfer(self) -> None:
        """Open the form of a transfer, if the budget can be changed yet."""
        self.strip.hide()
        if not self._may(DocumentKind.TRANSFER):
            return
        self.form.begin()

    def begin(self, kind: DocumentKind) -> None:
        """Begin an additional budget or an authorisation, if it can be yet."""
        self.form.hide()
        year = self.context.scope.year
        if not self._may(kind):
            self.strip.hide()
            return
        reason: Column[Any] = Column("reason", N_("Reason"), lambda _: None, width=40)
        act = Act(
            N_("Begin the document"),
            N_("Its lines are then typed in the tab of the additional budget."),
            (reason,),
            lambda values: OpenDocument(year, kind, values["reason"] or ""),
            "plus",
        )
        self.strip.ask(act)
