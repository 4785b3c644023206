"""The panel at the right: the chosen row, what is linked to it, what it fills."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QWidget,
)

from commune_desk.domain.text import N_
from commune_desk.services.history import of_record
from commune_desk.services.paper_names import paper_titles
from commune_desk.ui.meant import ARROWS
from commune_desk.ui.papers_leaf import PapersLeaf
from commune_desk.ui.prose_sheet import ProseSheet
from commune_desk.ui.record_form import RecordForm
from commune_desk.ui.states import OF_SEVERITY, State
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.buttons import DANGER, SMALL, Button
from commune_desk.ui.widgets.cards import frame, rule
from commune_desk.ui.widgets.layouts import Flow, across, clear, down, flowing, hold
from commune_desk.ui.widgets.states import light
from commune_desk.ui.widgets.text import Headline, Label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from commune_desk.domain.issues import Issue
    from commune_desk.domain.text import Text
    from commune_desk.services.command import Command
    from commune_desk.ui.table_model import TableModel

LEAST = 200
LOW = 440
"""Pixels below which the panel leaves out which documents its row fills."""


LATEST = 30
"""Entries of the journal shown for one record."""


class Leaf(Protocol):
    """A tab of the panel besides the form."""

    title: Text

    @property
    def widget(self) -> QWidget:
        """What the tab shows."""

    def show_row(self, row: Any) -> bool:
        """Show one row; False where there is nothing to show, and no tab is needed."""


class FormPanel(QFrame):
    """Title, context, tabs, then at the foot the documents that the row fills."""

    closed = Signal()

    def __init__(self, model: TableModel, leaves: Sequence[Leaf] = ()) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(look().sizes["panel"])
        self._model, self._context = model, model.context
        self._row: Any = None
        self.form = RecordForm(model)
        self.form.saved.connect(self._added)
        self.prose = ProseSheet(model)
        self._leaves: list[Leaf] = [*leaves]
        if model.table.record:
            if model.table.record != "attachments":
                self._leaves.append(PapersLeaf(model.context, model.table.record))
            self._leaves.append(HistoryLeaf(model))
        self._title = Headline()
        self._where = Headline("", "small", "ink_soft")
        self._close = Button("", "x", "quiet", self.closed.emit)
        self._close.setToolTip(self._context.say(N_("Close the sheet")))
        self._close.setAccessibleName(self._close.toolTip())
        self._findings = down(gap=6, margins=(2, 4, 6, 0))
        self._filled: QWidget | None = None
        """The documents that the row fills, at the foot."""

        self._build()
        model.touched.connect(self._touched)
        model.rebuilt.connect(self._rebuilt)
        self._context.reviewed.connect(self._show_findings)

    def _build(self) -> None:
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setObjectName("panel")
        self.tabs.setUsesScrollButtons(True)  # an action has eight tabs
        self.tabs.setProperty(ARROWS, True)  # noqa: FBT003  Qt takes no names
        self.tabs.setFont(look().font("small"))
        self._pages = QStackedWidget()
        self._pages.setMinimumHeight(1)  # it scrolls; the titles over it do not
        sheet = flowing(down(self._findings, self.form, self.prose, gap=4))
        for widget in (sheet, *(leaf.widget for leaf in self._leaves)):
            self._pages.addWidget(_scrolling(widget))
        self.tabs.currentChanged.connect(self._turn)
        head = across(gap=4)
        head.addLayout(down(self._title, self._where, gap=2), 1)
        head.addLayout(down(self._close, None, gap=0))
        layout = down(head, self.tabs, gap=8, margins=(16, 12, 12, 12))
        layout.addWidget(self._pages, 1)
        self._on_row = hold(self._acts())
        layout.addWidget(self._on_row)
        if fills := self._fills():
            words = Headline(fills, "small")
            says = Label(self._context.say(N_("This sheet fills")), "small", "ink_soft")
            self._filled = hold(down(rule(), down(says, words, gap=2), gap=8))
            layout.addWidget(self._filled)
        self.setLayout(layout)

    def _acts(self) -> QHBoxLayout:
        """Offer to duplicate or to remove the row, where its table allows it."""
        say, table = self._context.say, self._model.table
        acts = across(gap=8)
        if table.duplicate is not None:
            words = say(N_("Duplicate"))
            acts.addWidget(Button(words, "copy", SMALL, self.duplicate))
        acts.addStretch(1)
        if table.remove is not None:
            self.delete = Button(say(N_("Remove")), "trash", DANGER, self.remove)
            acts.addWidget(self.delete)
        return acts

    def duplicate(self) -> None:
        """Add a row like this one, and show it."""
        make = self._model.table.duplicate
        if make is not None and self._row is not None:
            self._do(make(self._row), self.form.saved.emit)

    def remove(self) -> None:
        """Take the row away; the bar at the foot offers the way back."""
        make = self._model.table.remove
        if make is not None and self._row is not None:
            self._do(make([self._row]))

    def _do(
        self, command: Command[Any], then: Callable[[Any], object] | None = None
    ) -> None:
        error = self._context.do(command, then)
        if error is not None:
            self._context.refused.emit(error)

    def minimumSizeHint(self) -> QSize:
        """Take what height there is; the sheet scrolls."""
        return QSize(look().sizes["panel"], LEAST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what little height there is for the sheet itself."""
        super().resizeEvent(event)
        if self._filled is not None:
            self._filled.setVisible(event.size().height() >= LOW)

    def hasHeightForWidth(self) -> bool:
        """Let no long sentence of the sheet make the window higher."""
        return False

    def as_drawer(self, *, drawer: bool) -> None:
        """Show or hide the way out; at the side of a wide page none is needed."""
        self._close.setVisible(drawer)

    def show_row(self, row: Any) -> None:
        """Show one row; keep the last one where a group is chosen."""
        if row is None:
            return
        same = self._row is not None and self._row.id == row.id
        self._row = row
        self._on_row.show()
        table, say = self._model.table, self._context.say
        title = say(table.row_title(row))
        self._title.setText(title[:1].upper() + title[1:])
        groups = [t for t in (say(level.title(row)) for level in table.levels) if t]
        self._where.setText(" · ".join(groups))
        self._where.setVisible(bool(groups))
        self.form.show_row(row)
        self.prose.show_row(row)
        self._show_tabs()
        self._show_findings()
        if not same:
            self._roll_back()

    def _roll_back(self) -> None:
        """Begin another row at its top."""
        for area in self._pages.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)

    def begin(self) -> None:
        """Open an empty sheet."""
        self._row = None
        self._on_row.hide()
        self._title.setText(self._context.say(N_("New line")))
        self._where.hide()
        clear(self._findings)
        self.tabs.hide()
        self._pages.setCurrentIndex(0)
        self.form.begin()
        self.prose.begin()

    def show_apart(self, leaf: Leaf, title: str, where: str) -> None:
        """Show a leaf alone, under words of its own: it speaks of no single row."""
        self._row = None
        self._on_row.hide()
        self._title.setText(title)
        self._where.setText(where)
        self._where.setVisible(bool(where))
        clear(self._findings)
        self.tabs.hide()
        self._pages.setCurrentIndex(1 + self._leaves.index(leaf))

    @property
    def row(self) -> Any:
        """The row shown; None while a new one is typed."""
        return self._row

    def _show_tabs(self) -> None:
        before = self.tabs.tabData(self.tabs.currentIndex())
        self.tabs.blockSignals(True)  # noqa: FBT003  Qt's own
        while self.tabs.count():
            self.tabs.removeTab(0)
        self._add_tab(N_("Sheet"), 0)
        for number, leaf in enumerate(self._leaves):
            if leaf.show_row(self._row):
                self._add_tab(leaf.title, number + 1)
        kept = [n for n in range(self.tabs.count()) if self.tabs.tabData(n) == before]
        self.tabs.setCurrentIndex(kept[0] if kept else 0)
        self.tabs.blockSignals(False)  # noqa: FBT003  Qt's own
        self.tabs.setVisible(self.tabs.count() > 1)
        self._turn(self.tabs.currentIndex())

    def _add_tab(self, title: Text, page: int) -> None:
        at = self.tabs.addTab(self._context.say(title))
        self.tabs.setTabData(at, page)

    def _turn(self, at: int) -> None:
        page = self.tabs.tabData(at)
        if page is not None:
            self._pages.setCurrentIndex(page)

    def _show_findings(self) -> None:
        clear(self._findings)
        if self._row is not None:
            for issue in self._model.marks.of(self._row.id):
                self._findings.addWidget(_finding(self._context.say(issue.text), issue))

    def _fills(self) -> str:
        """Name the documents that a row of this table fills."""
        if self._context.ports.documents is None:
            return ""
        fills = self._model.table.fills
        return " · ".join(
            self._context.say(title)
            for name, title in paper_titles().items()
            if name in fills
        )

    def _touched(self, ids: frozenset[int]) -> None:
        if self._row is not None and self._row.id in ids:
            self.show_row(self._model.row(self._row.id))

    def _rebuilt(self) -> None:
        if self._row is not None:
            row = self._model.row(self._row.id)
            if row is not None:
                self.show_row(row)

    def _added(self, row_id: int) -> None:
        row = self._model.row(row_id)
        if row is not None:
            self.show_row(row)


class HistoryLeaf(Flow):
    """Who changed the record, when, and how; read when somebody looks at it."""

    title = N_("History")

    def __init__(self, model: TableModel) -> None:
        super().__init__()
        self._model, self._context = model, model.context
        self._unread: int | None = None
        self._lines = down(gap=6, margins=(0, 4, 6, 4))
        self.setLayout(self._lines)

    @property
    def widget(self) -> QWidget:
        """The list itself."""
        return self

    def show_row(self, row: Any) -> bool:
        """Read what the journal holds of this record, now or when it is looked at."""
        self._unread = row.id
        if self.isVisible():
            self._read()
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Read it, if another row was chosen meanwhile."""
        super().showEvent(event)
        self._read()

    def _read(self) -> None:
        if self._unread is None:
            return
        row_id, self._unread = self._unread, None
        clear(self._lines)
        table = self._model.table
        with self._context.reading() as session:
            entries = of_record(session, table.past or table.record, row_id)
        for entry in entries[:LATEST]:
            when = f"{self._context.say(entry.at)} · {entry.actor}"
            self._lines.addWidget(Label(when, "small", "ink_soft"))
            self._lines.addWidget(Label(self._context.say(entry.label), wrap=True))
            self._lines.addWidget(rule())
        if not entries:
            none = self._context.say(N_("No entry of the journal speaks of this line."))
            self._lines.addWidget(Label(none, "small", "ink_soft", wrap=True))
        self._lines.addStretch(1)


def _finding(text: str, issue: Issue) -> QFrame:
    state = OF_SEVERITY[issue.severity]
    box = frame("refusal" if state is State.CORRECT else "warning")
    words = Label(text, "small", wrap=True)
    line = across(gap=6, margins=(10, 6, 10, 6))
    line.addLayout(down(light(state), None, gap=0))
    line.addWidget(words, 1)
    box.setLayout(line)
    return box


def _scrolling(widget: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(widget)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.viewport().setAutoFillBackground(False)
    widget.setAutoFillBackground(False)
    return area
