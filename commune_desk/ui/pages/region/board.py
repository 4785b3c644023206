"""Who has sent: the board, with the ways in and what is to be chosen."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog

from commune_desk.domain.package.trust import SignatureState
from commune_desk.domain.text import N_
from commune_desk.services.region.lists import ChooseSource, Remark, TrustKey
from commune_desk.services.region.queries.board import BoardRow, packages
from commune_desk.tables.region.received import standing
from commune_desk.ui.pages.region.reception import ReceptionCard, region_of
from commune_desk.ui.pages.table_page import NEW_LINE, TablePage
from commune_desk.ui.widgets.buttons import MAIN, SMALL, Button
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import clear, down, flowing
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QHBoxLayout, QWidget

    from commune_desk.domain.text import Text
    from commune_desk.services.region.queries.board import Package
    from commune_desk.tables.table import Table
    from commune_desk.ui.context import Context
    from commune_desk.ui.form_panel import Leaf


PACKAGES_TAB = 1


class PackagesLeaf:
    """What a commune sent for the year, and what the region has to choose."""

    title = N_("Packages")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lines = down(gap=6, margins=(0, 4, 6, 4))
        self.widget = flowing(self._lines)

    def show_row(self, row: BoardRow) -> bool:
        """List the packages, the last first."""
        clear(self._lines)
        say, year = self._context.say, self._context.scope.year
        code = row.place.code
        with self._context.reading() as session:
            found = packages(session, year, code)[::-1]
        waits = any(package.aside for package in found)
        for package in found:
            self._tell(package)
            if waits:
                words = say(N_("This database is the commune’s"))
                deed = partial(self._choose, code, package.source)
                self._lines.addWidget(Button(words, "check", SMALL, deed))
            if package.signed is SignatureState.NEW:
                words = say(N_("The key is that of the stamped paper"))
                deed = partial(self._trust, code, package.fingerprint)
                self._lines.addWidget(Button(words, "fingerprint", SMALL, deed))
            self._lines.addWidget(rule())
        if not found:
            none = say(N_("Nothing came from this commune for {year}.", year=str(year)))
            self._lines.addWidget(Label(none, "body", "ink_soft", wrap=True))
        self._lines.addStretch(1)
        return True

    def _tell(self, package: Package) -> None:
        say = self._context.say
        head = N_(
            "Sending {number} · {stage} up to {until}",
            number=package.sequence,
            stage=package.stage,
            until=package.until,
        )
        self._lines.addWidget(Label(say(head), "body_strong", wrap=True))
        facts = N_(
            "{state} · received on {day} · {signed}",
            state=standing(package),
            day=package.received_at.date(),
            signed=package.signed,
        )
        self._lines.addWidget(Label(say(facts), "small", "ink_soft", wrap=True))
        journal = N_(
            "Database {source} · journal no. {number}, seal {seal}",
            source=package.source,
            number=package.journal_number,
            seal=package.journal_seal[:12],
        )
        self._lines.addWidget(Label(say(journal), "small", "ink_soft", wrap=True))
        if package.gap:
            text = N_("The package that it replaces never came: ask for it.")
            self._lines.addWidget(Label(say(text), "small", "amber", wrap=True))
        if package.fingerprint:
            text = N_("Key {fingerprint}", fingerprint=package.fingerprint)
            self._lines.addWidget(Label(say(text), "small", "ink_soft"))

    def _choose(self, code: str, source: str) -> None:
        year, who = self._context.scope.year, self._context.desk.user.name
        self._act(ChooseSource(code, year, source, who))

    def _trust(self, code: str, fingerprint: str) -> None:
        self._act(TrustKey(code, fingerprint))

    def _act(self, command: Any) -> None:
        if self._context.attempt(lambda: self._context.desk.do(command)):
            self._context.tell(N_("Done: {act}.", act=command.label))
            self._context.review()


class BoardPage(TablePage):
    """One line a commune; files come in here."""

    def __init__(
        self,
        table: Table[Any],
        context: Context,
        add_words: Text = NEW_LINE,
        picture: str = "file-import",
    ) -> None:
        self.reception = ReceptionCard(region_of(context))
        super().__init__(table, context, add_words, picture)
        context.scoped.connect(self.model.reload)
        self.panel.tabs.setCurrentIndex(PACKAGES_TAB)
        self.column.insertWidget(1, self.reception)
        self.column.addWidget(self.reception.work)

    @property
    def _has_sheet(self) -> bool:
        """A commune’s line has its packages to tell."""
        return True

    def leaves(self) -> Sequence[Leaf]:
        """Add what the commune sent."""
        return (PackagesLeaf(self.context),)

    def head(self) -> PageHead:
        """Offer the ways in."""
        say, ports = self.context.say, region_of(self.context).ports
        actions: list[QWidget] = []
        if ports.receive is not None:
            words = say(N_("Receive files"))
            ask = self.reception.ask_files
            actions.append(Button(words, "file-import", MAIN, ask))
        actions += self.outlets.buttons()
        return PageHead(say(self.table.title), say(self.table.purpose), actions)

    def _tools(self) -> QHBoxLayout:
        """Offer the rarer ways in beside the count."""
        tools = super()._tools()
        say, ports = self.context.say, region_of(self.context).ports
        if ports.receive is not None:
            words = say(N_("Receive a folder"))
            ask = self.reception.ask_folder
            tools.insertWidget(3, Button(words, "folder-open", SMALL, ask))
        if ports.list_communes is not None:
            words = say(N_("List of communes"))
            tools.insertWidget(4, Button(words, "list-check", SMALL, self.ask_communes))
        return tools

    def ask_communes(self) -> None:
        """Let the clerk choose the file that lists the communes."""
        say = self.context.say
        name, _ = QFileDialog.getOpenFileName(
            self, say(N_("List of communes")), "", "*.csv *.xlsx"
        )
        if name:
            self.list_communes(Path(name))

    def list_communes(self, path: Path) -> None:
        """Enter the communes of a file."""
        read = region_of(self.context).ports.list_communes
        if read is None:
            return

        def enter() -> None:
            command = read(path)
            self.context.desk.do(command)
            self.context.tell(N_("Done: {act}.", act=command.label))

        if self.context.attempt(enter):
            self.context.review()

    def remark(self, row: BoardRow, words: str) -> None:
        """Write a remark on what a commune sent."""
        who = self.context.desk.user.name
        command = Remark(row.place.code, self.context.scope.year, words, actor=who)
        self.context.attempt(lambda: self.context.desk.do(command))
