"""The catalogue of papers: what each lacks, by when it is due, when it was printed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from commune_desk.domain.concerns import by_code, gravest
from commune_desk.domain.search import matches
from commune_desk.domain.text import N_, P_
from commune_desk.ui.cell import Cell
from commune_desk.ui.pages.paper_model import NAME, PaperGroup, PaperModel
from commune_desk.ui.pages.paper_words import due_words, print_words
from commune_desk.ui.states import OF_SEVERITY, State
from commune_desk.ui.theme import look
from commune_desk.ui.title_list import TitleList
from commune_desk.ui.two_lines import HEIGHTS, height_for
from commune_desk.ui.widgets.buttons import Choices
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.layouts import across, down

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QPainter, QResizeEvent

    from commune_desk.domain.issues import Issue
    from commune_desk.ui.context import Context
    from commune_desk.ui.ports import Printable

AnyIndex = QModelIndex | QPersistentModelIndex
TICK = 36
"""Pixels of a line before its title."""

ALL, READY, LACKING = range(3)
DUE, NARROW = 2, 500
"""The column of dates, and the pixels below which it is left out."""

SOON = 30
"""Days before a paper is due in which the list says so in colour."""


class PaperList(QWidget):
    """Groups of papers; one is chosen, any number may be ticked."""

    chosen = Signal(str)
    """The name of the paper under the cursor."""

    ticked = Signal()
    """Other papers are ticked."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._papers: dict[str, Printable] = {}
        self._lacking: dict[str, tuple[Issue, ...]] = {}
        self._ticks: dict[str, None] = {}
        self._wanted, self._state = "", ALL
        self._current, self._filling = "", False
        say = context.say
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(say(N_("Find a document")))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        words = [say(N_("All")), say(N_("Ready")), say(N_("To complete"))]
        tools = across(Choices(words, self._of_state), gap=10)
        tools.insertWidget(0, self.filter, 1)
        heads = (
            N_("Document"), N_("What is missing"), N_("Due on"), N_("Printed"),
        )  # fmt: skip
        self.items = PaperModel([say(head) for head in heads], self)
        self.items.ticked.connect(self._tick)
        self.tree = self._made_tree()
        box = frame("table")
        box.setLayout(down(self.tree, margins=(1, 1, 1, 1)))
        self.column = down(tools, gap=8)
        self.column.addWidget(box, 1)
        self.setLayout(self.column)

    def _made_tree(self) -> TitleList:
        tree = TitleList()
        tree.setModel(self.items)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        tree.setIndentation(10)
        tree.setRootIsDecorated(False)
        tree.setAccessibleName(self._context.say(N_("Documents")))
        tree.setObjectName("catalogue")
        tree.setItemDelegate(_PaperRow(look().sizes["row_compact"], tree, self.items))
        header = tree.header()
        header.setFixedHeight(look().sizes["row_header"])
        header.setFont(look().font("small_strong"))
        header.setStretchLastSection(False)
        header.setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        tree.selectionModel().currentChanged.connect(self._choose)
        return tree

    def show_papers(
        self, papers: Iterable[Printable], findings: Iterable[Issue]
    ) -> None:
        """Show what can be printed, each with the findings that concern it."""
        self._papers = {paper.name: paper for paper in papers}
        found = by_code(findings)
        self._lacking = {
            name: paper.concern.among(found) for name, paper in self._papers.items()
        }
        self._ticks = {name: None for name in self._ticks if name in self._papers}
        self._fill()

    def paper(self, name: str) -> Printable | None:
        """Give a paper by its name."""
        return self._papers.get(name)

    def lacking(self, name: str) -> tuple[Issue, ...]:
        """List the findings that concern a paper."""
        return self._lacking.get(name, ())

    def papers_ticked(self) -> list[Printable]:
        """List the papers that are ticked, in the order in which they were."""
        return [self._papers[name] for name in self._ticks]

    def tick_only(self, names: Sequence[str]) -> None:
        """Tick these papers and no others."""
        self._ticks = {name: None for name in names if name in self._papers}
        self._fill()
        self.ticked.emit()

    def choose(self, name: str) -> bool:
        """Put the cursor on a paper; tell whether the list has it."""
        found = self.items.find(name)
        if found.isValid():
            self.tree.setCurrentIndex(found)
        return found.isValid()

    def first(self) -> str:
        """Name the first paper of the catalogue."""
        return next(iter(self._papers), "")

    def _fill(self) -> None:
        """Write the list anew; the cursor stays on its paper."""
        say = self._context.say
        self._filling = True
        groups: dict[str, list[Printable]] = {}
        for paper in self._papers.values():
            if self._wants(paper):
                groups.setdefault(say(paper.group), []).append(paper)
        self.items.show_groups(
            [self._group(title, papers) for title, papers in groups.items()],
            self._ticks,
        )
        self.tree.expandAll()
        self.tree.setColumnHidden(DUE, self.width() < NARROW)
        self.tree.fit()
        if self._current:
            self.choose(self._current)
        self._filling = False

    def _group(self, title: str, papers: Sequence[Printable]) -> PaperGroup:
        say = self._context.say
        lacking = sum(bool(self._lacking[paper.name]) for paper in papers)
        state = (
            P_("{count} to complete", "{count} to complete", count=lacking)
            if lacking
            else N_("all is ready")
        )
        head = (
            Cell(f"{title} ({len(papers)})", font="body_strong"),
            Cell(say(state), font="body_strong"),
            Cell(),
            Cell(),
        )
        return PaperGroup(head, [(p.name, self._cells(p)) for p in papers])

    def _wants(self, paper: Printable) -> bool:
        lacks = bool(self._lacking[paper.name])
        if self._state != ALL and lacks is (self._state == READY):
            return False
        return matches(self._wanted, self._context.say(paper.title))

    def _cells(self, paper: Printable) -> list[Cell]:
        title = self._context.say(paper.title)
        return [
            Cell(title, title),
            self._lacks(paper),
            self._due(paper),
            self._printed(paper),
        ]

    def _lacks(self, paper: Printable) -> Cell:
        issues = self._lacking[paper.name]
        severity = gravest(issues)
        state = State.OK if severity is None else OF_SEVERITY[severity]
        words = (
            P_("{count} point", "{count} points", count=len(issues))
            if issues
            else N_("ready")
        )
        colour = "ink_soft" if state is State.OK else state.token
        said = self._context.say(words)
        return Cell(said, "", state.picture, colour, tint=state.token)

    def _due(self, paper: Printable) -> Cell:
        due = paper.due
        if due is None:
            return Cell()
        words, tip = self._context.say(due.on), self._context.say(due_words(due))
        today = dt.datetime.now().astimezone().date()
        waits = due.done_on is None and paper.printed is None
        if not waits or (due.on - today).days > SOON:
            return Cell(words, tip, colour="ink_soft")
        state = State.WATCH if due.on < today else State.WAITING
        return Cell(words, tip, state.picture, "amber", tint="amber")

    def _printed(self, paper: Printable) -> Cell:
        last, say = paper.printed, self._context.say
        if last is None:
            return Cell(say(N_("never")), colour="ink_soft")
        tip = say(print_words(last, paper.changed))
        picture = "history" if paper.changed else ""
        return Cell(say(last.on), tip, picture, "ink_soft", tint="ink_soft")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the titles room: what is narrow says the date beside the page."""
        super().resizeEvent(event)
        self.tree.setColumnHidden(DUE, event.size().width() < NARROW)
        self.tree.measure()

    def _narrow(self, text: str) -> None:
        self._wanted = text
        self._fill()

    def _of_state(self, number: int) -> None:
        self._state = number
        self._fill()

    def _choose(self, index: QModelIndex, _before: QModelIndex) -> None:
        name = index.siblingAtColumn(0).data(NAME)
        if name and not self._filling:
            self._current = name
            self.chosen.emit(name)

    def _tick(self, name: str, ticked: bool) -> None:  # noqa: FBT001  as Qt tells it
        if ticked:
            self._ticks[name] = None
        else:
            self._ticks.pop(name, None)
        self.ticked.emit()


class CellHeight(QStyledItemDelegate):
    """Gives rows the height of the look: a style sheet cannot."""

    def __init__(self, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Keep the width that the words ask for."""
        return QSize(super().sizeHint(option, index).width() + 8, self._height)


class _PaperRow(CellHeight):
    """Lays the ground of a group, which the style sheet would keep white."""

    def __init__(self, height: int, parent: TitleList, model: PaperModel) -> None:
        super().__init__(height, parent)
        self._tree, self._model = parent, model
        self._fair: dict[Cell, QSize] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """Give a long title a further line; ask Qt once for words that come again."""
        cell = self._model.cell(index)
        fair = self._fair.get(cell)
        if fair is None:
            fair = super().sizeHint(option, index)
            if self._tree.isVisible():  # only then the type is the one that is seen
                self._fair[cell] = fair
        if index.column() or not index.internalId():
            return fair
        room = self._tree.room - self._tree.indentation() - TICK
        high = height_for(cell.words, look().metrics(cell.font), room)
        return QSize(room, high) if high > HEIGHTS[0] else fair

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex
    ) -> None:
        """Draw the cell over its ground."""
        if not index.parent().isValid():
            painter.fillRect(option.rect, look().colour("sunken"))
        super().paint(painter, option, index)
