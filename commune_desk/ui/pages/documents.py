"""Everything the commune prints, and the page as it will come out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from commune_desk.domain.search import matches
from commune_desk.domain.text import N_
from commune_desk.ui.icons import icon
from commune_desk.ui.pages.page import Page
from commune_desk.ui.pdf_pages import print_pages
from commune_desk.ui.ports import PDF, SHEET, WORD, Printable
from commune_desk.ui.states import State
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button, Choices
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, clear, down
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.pdf_view import PdfView
from commune_desk.ui.widgets.states import StateWord
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from commune_desk.domain.text import Text
    from commune_desk.services.jobs import Progress
    from commune_desk.ui.context import Context, Destination

AnyIndex = QModelIndex | QPersistentModelIndex
NAME = Qt.ItemDataRole.UserRole
_KINDS = (
    (SHEET, N_("Spreadsheet"), "file-spreadsheet"),
    (WORD, N_("Word"), "file-text"),
)
ALL, READY, LACKING = range(3)


class DocumentsPage(Page):
    """The catalogue at the left, the true page at the right."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._papers: dict[str, Printable] = {}
        self._chosen: Printable | None = None
        self._pdf = b""
        self._wanted, self._state = "", ALL
        self._only = ""
        """Which record of the chosen document is shown; empty for all."""

        self._build()
        self._list()
        context.changed.connect(self._list)
        context.scoped.connect(self._list)

    def _build(self) -> None:
        say = self.context.say
        purpose = N_(
            "All that the commune prints, what is missing, and the page itself."
        )
        self._saves = {
            kind: Button(say(words), picture, PLAIN, partial(self.save, kind))
            for kind, words, picture in _KINDS
        }
        pdf = Button(say(N_("Save as PDF")), "device-floppy", PLAIN, self._save_pdf)
        self._saves[PDF] = pdf
        self._print = Button(say(N_("Print")), "printer", MAIN, self.print)
        actions: list[QWidget] = [*self._saves.values(), self._print]
        self.column.addWidget(PageHead(say(N_("Documents")), say(purpose), actions))
        body = across(gap=16)
        body.addLayout(self._catalogue(), 1)
        body.addWidget(self._preview(), 1)
        self.column.addLayout(body, 1)

    def _catalogue(self) -> QVBoxLayout:
        say = self.context.say
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(say(N_("Find a document")))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.textChanged.connect(self._narrow)
        words = [say(N_("All")), say(N_("Ready")), say(N_("To complete"))]
        tools = across(Choices(words, self._of_state), gap=10)
        tools.insertWidget(0, self.filter, 1)
        self.tree = QTreeView()
        self.items = QStandardItemModel()
        self.tree.setModel(self.items)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.tree.setUniformRowHeights(True)
        self.tree.setIndentation(14)
        self.tree.setAccessibleName(say(N_("Documents")))
        self.tree.setObjectName("catalogue")
        self.tree.setItemDelegate(CellHeight(look().sizes["row_compact"], self.tree))
        header = self.tree.header()
        header.setFixedHeight(look().sizes["row_header"])
        header.setFont(look().font("small_strong"))
        header.setStretchLastSection(False)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.tree.selectionModel().currentChanged.connect(self._choose)
        box = frame("table")
        box.setLayout(down(self.tree, margins=(1, 1, 1, 1)))
        column = down(tools, gap=8)
        column.addWidget(box, 1)
        return column

    def _preview(self) -> QWidget:
        say = self.context.say
        self._title = Label("", "title", wrap=True)
        self._pages = Label("", "small", "ink_soft")
        self.view = PdfView()
        self.view.turned.connect(self._turned)
        farther = Button("", "zoom-out", PLAIN, self.view.farther)
        nearer = Button("", "zoom-in", PLAIN, self.view.nearer)
        for button, words in ((farther, N_("Smaller")), (nearer, N_("Larger"))):
            button.setFixedWidth(36)
            button.setToolTip(say(words))
            button.setAccessibleName(say(words))
        self.record = QComboBox()
        self.record.setAccessibleName(say(N_("Which one")))
        self.record.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.record.setMinimumContentsLength(12)
        self.record.activated.connect(self._choose_record)
        self.record.hide()
        head = across(
            self._title, self.record, self._pages, farther, nearer, grow=self._title
        )
        self._missing = across(gap=6)
        self.work = WorkPanel(self.context, N_("Preparing the page"))
        card = frame("card")
        column = down(head, self.work, gap=8, margins=(16, 12, 16, 12))
        column.addWidget(self.view, 1)
        column.addLayout(self._missing)
        card.setLayout(column)
        return card

    def opened(self, destination: Destination) -> None:
        """Show the document that was asked for."""
        if destination.search:
            self.filter.clear()
            name, _, only = destination.search.partition("#")
            self.choose(name, only)

    def choose(self, name: str, only: str = "") -> None:
        """Put the cursor on a document of the catalogue, at one of its records."""
        self._only = only
        found = self.items.match(
            self.items.index(0, 0), NAME, name, 1,
            Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive,
        )  # fmt: skip
        if found and found[0] == self.tree.currentIndex():
            self._write()
        elif found:
            self.tree.setCurrentIndex(found[0])

    def _list(self) -> None:
        documents = self.context.ports.documents
        if documents is None:
            return
        with self.context.reading() as session:
            listed = documents(session, self.context.scope)
        self._papers = {paper.name: paper for paper in listed}
        kept = self._chosen.name if self._chosen is not None else ""
        self._fill()
        self.choose(kept or next(iter(self._papers), ""), self._only)

    def _fill(self) -> None:
        say = self.context.say
        self.items.clear()
        heads = [say(N_("Document")), say(N_("What is missing"))]
        self.items.setHorizontalHeaderLabels(heads)
        groups: dict[str, QStandardItem] = {}
        for paper in self._papers.values():
            if not self._wants(paper):
                continue
            group = say(paper.group)
            if group not in groups:
                groups[group] = _plain(group, bold=True)
                self.items.appendRow([groups[group], _plain("")])
            groups[group].appendRow(self._line(paper))
        self.tree.expandAll()
        header = self.tree.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)

    def _wants(self, paper: Printable) -> bool:
        if self._state == READY and paper.missing is not None:
            return False
        if self._state == LACKING and paper.missing is None:
            return False
        return matches(self._wanted, self.context.say(paper.title))

    def _line(self, paper: Printable) -> list[QStandardItem]:
        title = _plain(self.context.say(paper.title))
        title.setData(paper.name, NAME)
        state = State.OK if paper.missing is None else State.WATCH
        lacks = _plain(self.context.say(paper.missing or N_("ready")))
        lacks.setIcon(icon(state.picture, state.token))
        lacks.setForeground(look().colour("ink_soft" if state is State.OK else "amber"))
        return [title, lacks]

    def _narrow(self, text: str) -> None:
        self._wanted = text
        self._fill()

    def _of_state(self, number: int) -> None:
        self._state = number
        self._fill()

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        name = index.siblingAtColumn(0).data(NAME)
        paper = self._papers.get(name) if name else None
        if paper is None:
            return
        self._chosen = paper
        self._title.setText(self.context.say(paper.title))
        for kind, button in self._saves.items():
            button.setVisible(kind in paper.kinds)
        self._say_missing(paper)
        self._offer_records(paper)
        self._write()

    def _offer_records(self, paper: Printable) -> None:
        """Offer to print one record alone, where the paper has several."""
        self.record.clear()
        found: Sequence[tuple[str, Text | str]] = ()
        if paper.choices is not None:
            with self.context.reading() as session:
                found = paper.choices(session)
        self.record.addItem(self.context.say(N_("All")), "")
        for key, title in found:
            self.record.addItem(self.context.say(title), key)
        self._only = self._only if self.record.findData(self._only) >= 0 else ""
        self.record.setCurrentIndex(self.record.findData(self._only))
        self.record.setVisible(bool(found))

    def _choose_record(self, _place: int) -> None:
        self._only = str(self.record.currentData() or "")
        self._write()

    def _write(self) -> None:
        paper = self._chosen
        if paper is not None:
            self.record.setCurrentIndex(max(0, self.record.findData(self._only)))
            write = partial(self._written, paper, PDF, self._only)
            self.work.run(write, self._show)

    @staticmethod
    def _written(paper: Printable, kind: str, only: str, progress: Progress) -> bytes:
        return (
            paper.write(kind, progress, only) if only else paper.write(kind, progress)
        )

    def _say_missing(self, paper: Printable) -> None:
        clear(self._missing)
        state = State.OK if paper.missing is None else State.WATCH
        words = self.context.say(paper.missing or N_("Nothing is missing."))
        self._missing.addWidget(StateWord(state, words))
        self._missing.addStretch(1)

    def _show(self, pdf: bytes) -> None:
        self._pdf = pdf
        self.view.show_pdf(pdf)

    def _turned(self, page: int, count: int) -> None:
        words = N_("page {page} / {count}", page=page, count=count)
        self._pages.setText(self.context.say(words))

    def print(self) -> None:
        """Send the page to the printer."""
        if self._chosen is not None and self._pdf:
            title = self.context.say(self._chosen.title)
            if print_pages(self._pdf, title, self):
                self.context.tell(N_("Sent to the printer: {title}.", title=title))

    def save(self, kind: str) -> None:
        """Write the document in one of its kinds, where the clerk wants it."""
        paper = self._chosen
        if paper is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self, self.context.say(N_("Save the document")),
            self._file_name(paper, kind), f"*.{kind}",
        )  # fmt: skip
        if name:
            path = Path(name)
            work = partial(self._written, paper, kind, self._only)
            self.work.run(work, lambda written: self._keep(path, written))

    def _file_name(self, paper: Printable, kind: str) -> str:
        """Name the file after the paper, and after its record where it is alone."""
        alone = f"-{self._only}" if self._only else ""
        return f"{paper.name}{alone}.{kind}"

    def _save_pdf(self) -> None:
        self.save(PDF)

    def _keep(self, path: Path, written: bytes) -> None:
        path.write_bytes(written)
        self.context.tell(N_("The document is saved: {file}.", file=path.name))


class CellHeight(QStyledItemDelegate):
    """Gives rows the height of the look: a style sheet cannot."""

    def __init__(self, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Keep the width that the words ask for."""
        return QSize(super().sizeHint(option, index).width() + 8, self._height)


def _plain(text: str, *, bold: bool = False) -> QStandardItem:
    item = QStandardItem(text)
    item.setFont(look().font("body_strong" if bold else "body"))
    item.setEditable(False)
    return item
