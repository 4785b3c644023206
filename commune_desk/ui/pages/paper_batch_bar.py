"""The line under the catalogue: what is done with all papers that are ticked."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from commune_desk.domain.text import N_, P_
from commune_desk.services.selections import Selection
from commune_desk.ui.paper_batch import Asked, join_all, put, write_all
from commune_desk.ui.pdf_pages import print_pages
from commune_desk.ui.ports import PDF, SHEET, WORD, Bound
from commune_desk.ui.widgets.buttons import PLAIN, Button
from commune_desk.ui.widgets.layouts import across, down
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.ui.context import Context

KINDS = (
    (PDF, N_("As PDF files")),
    (WORD, N_("As Word files")),
    (SHEET, N_("As spreadsheets")),
)


class PaperBatchBar(QWidget):
    """Hidden while nothing is ticked."""

    emptied = Signal()
    """The clerk wants no paper ticked any more."""

    done = Signal(str, tuple)
    """What was made of the papers (`paper`, or an ending), and which they were."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, say = context, context.say
        self._asked: Sequence[Asked] = ()
        self._selection: Selection | None = None
        self._count = Label("", "body_strong")
        self._print = Button(say(N_("Print all")), "printer", PLAIN, self.print_all)
        self._save = Button(say(N_("Save all")), "device-floppy", PLAIN)
        menu = QMenu(self._save)
        for kind, words in KINDS:
            menu.addAction(say(words), partial(self.save_all, kind))
        if context.ports.bound is not None:
            menu.addSeparator()
            menu.addAction(say(N_("As one booklet (PDF)")), self.save_booklet)
        self._save.setMenu(menu)
        none = Button("", "x", PLAIN, self.emptied.emit)
        none.setFixedWidth(36)
        none.setToolTip(say(N_("Tick nothing")))
        none.setAccessibleName(none.toolTip())
        self.work = WorkPanel(context, N_("Writing the papers"))
        line = across(self._count, None, self._save, self._print, none, gap=8)
        self.setLayout(down(self.work, line, gap=6))
        self.hide()

    def show_asked(
        self, asked: Sequence[Asked], selection: Selection | None = None
    ) -> None:
        """Offer what can be done with these papers; `selection` heads a booklet."""
        self._asked, self._selection = asked, selection
        words = P_("{count} ticked", "{count} ticked", count=len(asked))
        self._count.setText(self._context.say(words))
        self.setVisible(bool(asked))

    def save_all(self, kind: str) -> None:
        """Write all into one folder."""
        title = self._context.say(N_("Save the papers in"))
        name = QFileDialog.getExistingDirectory(self, title)
        if name:
            asked = [each for each in self._asked if kind in each.paper.kinds]
            work = partial(write_all, asked, kind, Path(name))
            self.work.run(work, partial(self._saved, asked, kind, Path(name)))

    def _saved(
        self, asked: Sequence[Asked], kind: str, folder: Path, made: Sequence[Path]
    ) -> None:
        words = P_(
            "{count} paper is saved in {folder}.",
            "{count} papers are saved in {folder}.",
            count=len(made),
            folder=folder.name,
        )
        self._context.tell(words)
        self._note(asked, kind)

    def save_booklet(self) -> None:
        """Bind all into one file with a cover and a table of contents."""
        asked, bind = list(self._asked), self._context.ports.bound
        names = tuple(each.paper.name for each in asked)
        title = self._context.say(N_("Booklet"))
        wanted = self._selection or Selection("", title, names)
        wanted = replace(wanted, papers=names)
        path, _ = QFileDialog.getSaveFileName(
            self, self._context.say(N_("Save the booklet")), f"{wanted.title}.pdf",
            "*.pdf",
        )  # fmt: skip
        if path and bind is not None:
            marks = {
                each.paper.name: each.wish.options.marked
                for each in asked
                if each.wish.options is not None
            }
            work = partial(bind, Bound(wanted, marks), self._context.scope)
            self.work.run(work, partial(self._bound, asked, Path(path)))

    def _bound(self, asked: Sequence[Asked], path: Path, written: bytes) -> None:
        if self._context.attempt(partial(put, path, written)):
            text = N_("The document is saved: {file}.", file=path.name)
            self._context.tell(text)
            self._note(asked, PDF)

    def print_all(self) -> None:
        """Send all to one printer, one after the other."""
        asked = list(self._asked)
        self.work.run(partial(join_all, asked), partial(self._send, asked))

    def _send(self, asked: Sequence[Asked], pdf: bytes) -> None:
        title = self._context.say(
            P_("{count} paper", "{count} papers", count=len(asked))
        )
        stop = self._context.say(N_("Stop"))
        if print_pages(pdf, title, self, stop=stop):
            self._context.tell(N_("Sent to the printer: {title}.", title=title))
            self._note(asked, "")

    def _note(self, asked: Sequence[Asked], kind: str) -> None:
        papers = tuple((each.paper.name, each.wish.only) for each in asked)
        self.done.emit(kind, papers)
