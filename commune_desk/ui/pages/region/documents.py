"""The region’s papers: few enough for one list."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFileDialog, QWidget

from commune_desk.domain.text import N_, P_
from commune_desk.ui.pages.page import Page
from commune_desk.ui.pages.region.reception import region_of
from commune_desk.ui.ports import AS_USUAL, PDF, SHEET, WORD, Printable, Wish
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import Card
from commune_desk.ui.widgets.layouts import across, clear, down, rolling
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from commune_desk.domain.text import Text
    from commune_desk.ui.context import Context, Destination

    Choices = Callable[[Any], Sequence[tuple[str, Text | str]]]

CHOICE = 320
KINDS = (
    (PDF, N_("PDF"), "file-text"),
    (WORD, N_("Word"), "file-text"),
    (SHEET, N_("Spreadsheet"), "file-spreadsheet"),
)


class RegionDocumentsPage(Page):
    """Each paper with what it is for, its preview, and the files that it becomes."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        say = context.say
        purpose = N_("What the region prints of what the communes sent.")
        export = Button(
            say(N_("Write the tables")), "file-spreadsheet", PLAIN, self.ask_folder
        )
        actions = [export] if region_of(context).ports.export is not None else []
        self.column.addWidget(PageHead(say(N_("Documents")), say(purpose), actions))
        self.work = WorkPanel(context, N_("Documents"))
        self._lines = down(gap=12)
        self.column.addWidget(rolling(self._lines), 1)
        self.column.addWidget(self.work)
        self.chosen: dict[str, QComboBox] = {}
        """Which record of a paper is wanted, by the name of the paper."""

        self.shown: dict[str, Button] = {}
        """The button that shows each paper, by its name."""

    def opened(self, _destination: Destination) -> None:
        """List the papers of the year."""
        documents = self.context.ports.documents
        clear(self._lines)
        self.shown.clear()
        self.chosen.clear()
        if documents is None:
            return
        with self.context.reading() as session:
            listed = documents(session, self.context.scope)
        for paper in listed:
            self._lines.addWidget(self._card(paper))
        self._lines.addStretch(1)

    def _card(self, paper: Printable) -> QWidget:
        say = self.context.say
        words = down(
            Label(say(paper.title), "body_strong", wrap=True),
            Label(say(paper.purpose), "small", "ink_soft", wrap=True),
            gap=2,
        )
        if paper.choices is not None:
            words.addWidget(self._chooser(paper, paper.choices))
        show = Button(
            say(N_("Preview")), "printer", MAIN, partial(self.show_paper, paper)
        )
        self.shown[paper.name] = show
        files = [
            Button(say(title), icon, PLAIN, partial(self.ask, paper, kind))
            for kind, title, icon in KINDS
        ]
        line = across(gap=8)
        line.addLayout(words, 1)
        for button in (show, *files):
            line.addWidget(button)
        card = Card()
        card.inner.addLayout(line)
        return card

    def _chooser(self, paper: Printable, choices: Choices) -> QComboBox:
        """Offer the records of which one may be printed alone."""
        say = self.context.say
        box = QComboBox()
        box.setAccessibleName(say(paper.title))
        box.setMaximumWidth(CHOICE)
        box.addItem(say(N_("All of them")), "")
        with self.context.reading() as session:
            for key, name in choices(session):
                box.addItem(say(name), key)
        self.chosen[paper.name] = box
        return box

    def _wish(self, paper: Printable) -> Wish:
        box = self.chosen.get(paper.name)
        return AS_USUAL if box is None else Wish(str(box.currentData() or ""))

    def ask_folder(self) -> None:
        """Let the clerk choose where the roll-ups go."""
        words = self.context.say(N_("Write the tables"))
        name = QFileDialog.getExistingDirectory(self, words)
        if name:
            self.export_to(Path(name))

    def export_to(self, folder: Path) -> None:
        """Write the roll-ups of all years as spreadsheets."""
        export = region_of(self.context).ports.export
        if export is None:
            return

        def written(count: int) -> None:
            text = P_(
                "{count} table is written in {folder}.",
                "{count} tables are written in {folder}.",
                count=count,
                folder=folder.name,
            )
            self.context.tell(text)

        self.work.run(lambda progress: export(folder, progress), written)

    def show_paper(self, paper: Printable) -> None:
        """Write the pages on the worker, then show them."""
        title, wish = self.context.say(paper.title), self._wish(paper)
        self.work.run(
            lambda progress: paper.write(PDF, progress, wish),
            partial(self.context.shown.emit, title),
        )

    def ask(self, paper: Printable, kind: str) -> None:
        """Let the clerk choose where the file goes."""
        name, _ = QFileDialog.getSaveFileName(
            self, self.context.say(paper.title), f"{paper.name}.{kind}", f"*.{kind}"
        )
        if name:
            self.save(paper, kind, Path(name))

    def save(self, paper: Printable, kind: str, path: Path) -> None:
        """Write the file on the worker."""

        def written(data: bytes) -> None:
            if self.context.attempt(lambda: path.write_bytes(data)):
                self.context.tell(N_("Saved: {file}.", file=path.name))

        wish = self._wish(paper)
        self.work.run(lambda progress: paper.write(kind, progress, wish), written)
