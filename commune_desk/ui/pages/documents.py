"""The print centre: all that the commune prints, and the pages as they come out."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from commune_desk.domain.text import N_
from commune_desk.reports.options import Options
from commune_desk.services.prints import PAPER, KeepPrints
from commune_desk.ui.pages.page import Page
from commune_desk.ui.pages.paper_batch_bar import PaperBatchBar
from commune_desk.ui.pages.paper_list import PaperList
from commune_desk.ui.pages.paper_missing import mark_of
from commune_desk.ui.pages.paper_options import remembered
from commune_desk.ui.pages.paper_selections import PaperSelections
from commune_desk.ui.pages.paper_view import PaperView
from commune_desk.ui.paper_batch import Asked, put
from commune_desk.ui.pdf_pages import print_pages
from commune_desk.ui.ports import PDF, SHEET, WORD
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.page_head import PageHead

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from commune_desk.services.selections import Selection
    from commune_desk.ui.context import Context, Destination
    from commune_desk.ui.ports import Printable, Wish

_KINDS = (
    (SHEET, N_("Spreadsheet"), "file-spreadsheet"),
    (WORD, N_("Word"), "file-text"),
    (PDF, N_("Save as PDF"), "device-floppy"),
)


class DocumentsPage(Page):
    """The catalogue at the left, the true page at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._only = ""
        """Which record of the chosen document is wanted; empty for all."""

        self._stale = False
        """Whether the dossier moved on while another page was in front."""

        self._build()
        self._list()
        context.changed.connect(self._age)
        context.scoped.connect(self._age)
        context.reviewed.connect(self._refresh)

    def _build(self) -> None:
        say = self.context.say
        purpose = N_(
            "All that the commune prints, what is missing, and the page itself."
        )
        self._saves = {
            kind: Button(say(words), picture, PLAIN, partial(self.save, kind))
            for kind, words, picture in _KINDS
        }
        self._print = Button(say(N_("Print")), "printer", MAIN, self.print)
        actions: list[QWidget] = [*self._saves.values(), self._print]
        self.column.addWidget(PageHead(say(N_("Documents")), say(purpose), actions))
        self.list = PaperList(self.context)
        self.list.chosen.connect(self._choose)
        self.list.ticked.connect(self._ticked)
        self.selections = PaperSelections(self.context)
        self.selections.chosen.connect(self._take_selection)
        self.batch = PaperBatchBar(self.context)
        self.batch.emptied.connect(partial(self.list.tick_only, ()))
        self.batch.done.connect(self._note)
        self.view = PaperView(self.context)
        left = down(gap=8)
        left.addWidget(self.list, 1)
        left.addWidget(self.selections)
        left.addWidget(self.batch)
        body = across(gap=16)
        body.addLayout(left, 8)
        body.addWidget(self.view, 7)
        self.column.addLayout(body, 1)

    def opened(self, destination: Destination) -> None:
        """Show the document that was asked for."""
        if destination.search:
            self.list.filter.clear()
            name, _, only = destination.search.partition("#")
            self.choose(name, only)

    def keep_focus(self) -> None:
        """Put the cursor into the catalogue: arrows choose, the space bar ticks."""
        self.list.tree.setFocus()

    def choose(self, name: str, only: str = "") -> None:
        """Put the cursor on a document of the catalogue, at one of its records."""
        self._only = only
        shown = self.view.paper
        if shown is not None and shown.name == name:
            self._choose(name)  # the cursor is there: nothing would be chosen anew
        else:
            self.list.choose(name)

    def showEvent(self, event: QShowEvent) -> None:
        """Bring the page to the state of the dossier."""
        super().showEvent(event)
        if self._stale:
            self._list()

    def _age(self) -> None:
        """Read all anew, now or when the page comes to the front again."""
        self._stale = True
        if self.isVisible():
            self._list()

    def _list(self) -> None:
        """Read the catalogue, and write the chosen paper anew."""
        self._stale = False
        self._read()
        shown = self.view.paper
        name = shown.name if shown is not None else self.list.first()
        self.choose(name, self._only)

    def _read(self) -> None:
        documents = self.context.ports.documents
        if documents is None:
            return
        with self.context.reading() as session:
            listed = documents(session, self.context.scope)
        self.list.show_papers(listed, self.context.findings)

    def _refresh(self) -> None:
        """Show what the rules found, and what was printed; the pages stay."""
        if not self.isVisible():
            self._stale = True
            return
        self._read()
        shown = self.view.paper
        paper = self.list.paper(shown.name) if shown is not None else None
        if paper is not None:
            self.view.refresh(paper, self.list.lacking(paper.name))
        self._ticked()

    def _choose(self, name: str) -> None:
        paper = self.list.paper(name)
        if paper is None:
            return
        for kind, button in self._saves.items():
            button.setVisible(kind in paper.kinds)
        self.view.show_paper(paper, self.list.lacking(name), self._only)
        self._only = ""

    def _take_selection(self, selection: Selection) -> None:
        self.list.tick_only(selection.papers)

    def _ticked(self) -> None:
        papers = self.list.papers_ticked()
        self.selections.show_ticked([paper.name for paper in papers])
        asked = [self._asked(paper) for paper in papers]
        self.batch.show_asked(asked, self.selections.last)

    def _asked(self, paper: Printable) -> Asked:
        """Give a ticked paper as it was last chosen, marked where it lacks facts."""
        wish = remembered(self.context, paper)
        mark = mark_of(self.context, paper.name, self.list.lacking(paper.name))
        options = replace(wish.options or Options(), marked=mark)
        return Asked(paper, replace(wish, options=options))

    def print(self) -> None:
        """Send the page to the printer."""
        paper, pages = self.view.paper, self.view.pages()
        if paper is None or not self.view.pdf or pages is None:
            return
        title, stop = self.context.say(paper.title), self.context.say(N_("Stop"))
        if print_pages(self.view.pdf, title, self, pages, stop):
            self.context.tell(N_("Sent to the printer: {title}.", title=title))
            self._note(PAPER, ((paper.name, self.view.wish().only),))

    def save(self, kind: str) -> None:
        """Write the document in one of its kinds, where the clerk wants it."""
        paper, pages = self.view.paper, self.view.pages()
        if paper is None or pages is None:
            return
        wish = self.view.wish()
        if kind == PDF and wish.options is not None:
            first, last = pages
            wish = replace(wish, options=replace(wish.options, first=first, last=last))
        name, _ = QFileDialog.getSaveFileName(
            self, self.context.say(N_("Save the document")),
            _file_name(paper, wish, kind), f"*.{kind}",
        )  # fmt: skip
        if name:
            path = Path(name)
            self.view.work.run(
                lambda progress: paper.write(kind, progress, wish),
                lambda written: self._keep(path, written, paper, wish),
            )

    def _keep(self, path: Path, written: bytes, paper: Printable, wish: Wish) -> None:
        if not self.context.attempt(partial(put, path, written)):
            return
        self.context.tell(N_("The document is saved: {file}.", file=path.name))
        self._note(path.suffix.removeprefix("."), ((paper.name, wish.only),))

    def _note(self, kind: str, papers: tuple[tuple[str, str], ...]) -> None:
        """Remember what left the desk; nothing in the dossier changes by it."""
        desk = self.context.desk
        note = KeepPrints(
            papers, kind or PAPER, self.context.scope.year, desk.user.name
        )
        if desk.allows(note) and self.context.attempt(partial(desk.do, note)):
            self._refresh()


def _file_name(paper: Printable, wish: Wish, kind: str) -> str:
    """Name the file after the paper, and after its record where it is alone."""
    alone = f"-{wish.only}" if wish.only else ""
    return f"{paper.name}{alone}.{kind}"
