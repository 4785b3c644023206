"""The plans and their versions; the present one is archived from here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit, QWidget

from commune_desk.domain.text import N_, Text
from commune_desk.services.version_copy import NewVersion
from commune_desk.ui.pages.table_page import NEW_LINE, TablePage
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, QUIET, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from commune_desk.services.plan_lists import PlanRow
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context


class PlansPage(TablePage):
    """The generic table, with a band that opens a new version of the chosen plan."""

    def __init__(
        self,
        table: Table[Any],
        context: Context,
        add_words: Text = NEW_LINE,
        picture: str = "list-check",
    ) -> None:
        super().__init__(table, context, add_words, picture)
        self._plan: PlanRow | None = None
        self._band = self._make_band()
        self._band.hide()
        self.column.insertWidget(1, self._band)
        self.press("Esc", N_("Give up"), self._leave)

    def head(self) -> PageHead:
        """Offer a new version beside a new plan."""
        say = self.context.say
        actions: list[QWidget] = [
            Button(say(self.add_words), "plus", MAIN, self.add),
            Button(say(N_("New version")), "archive", PLAIN, self.ask),
            *self.outlets.buttons(),
        ]
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def _make_band(self) -> QWidget:
        say = self.context.say
        band = frame("card")
        self._what = Label("", "body_strong", wrap=True)
        self.reason, self.deliberation = QLineEdit(), QLineEdit()
        self.reason.setPlaceholderText(say(N_("for example: mid-term revision")))
        self.error = Label("", "small", "red", wrap=True)
        self.error.hide()
        self._do_it = Button("", "archive", MAIN, self.open_version)
        leave = Button(say(N_("Give up")), "", QUIET, self._leave)
        fields = across(gap=12)
        for title, field, stretch in (
            (N_("Reason *"), self.reason, 3),
            (N_("Deliberation no., if there is one"), self.deliberation, 2),
        ):
            label = Label(say(title), "small_strong")
            label.setBuddy(field)
            fields.addLayout(down(label, field, gap=3), stretch)
        fields.addLayout(down(None, across(self._do_it, leave), gap=0))
        band.setLayout(
            down(self._what, fields, self.error, gap=8, margins=(16, 10, 16, 12))
        )
        return band

    def ask(self) -> None:
        """Open the band for the chosen plan; a replaced version has none."""
        row = self.model.row_at(self.view.currentIndex())
        living = row if row is not None and not row.archived else None
        if living is None:
            living = next((r for r in self.model.rows() if not r.archived), None)
        if living is None:
            return
        self._plan = living
        say, facts = self.context.say, {"title": living.title}
        what = N_(
            "“{title}”: version {version} is archived as it stands and stays readable;"
            " work goes on in version {next}.",
            **facts,
            version=living.version,
            next=living.version + 1,
        )
        self._what.setText(say(what))
        words = N_("Open version {number}", number=living.version + 1)
        self._do_it.setText(f"\u2009{say(words)}")
        self.error.hide()
        self._band.show()
        self.reason.setFocus()

    def open_version(self) -> None:
        """Ask the desk; say in the band why it refuses."""
        if self._plan is None:
            return
        deed = NewVersion(self._plan.id, self.reason.text(), self.deliberation.text())
        refused = self.context.do(deed)
        if refused is None:
            self.reason.clear()
            self.deliberation.clear()
            self._leave()
        else:
            self.error.setText(self.context.say(refused.text))
            self.error.show()

    def _leave(self) -> None:
        if not self._band.isHidden():
            self._band.hide()
            self.view.setFocus()
