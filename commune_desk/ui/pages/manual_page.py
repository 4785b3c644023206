"""The manual in the window: the tasks at the left, the steps of one at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QListView, QWidget

from commune_desk.domain.search import matches
from commune_desk.domain.text import N_
from commune_desk.late import late
from commune_desk.ui.manual.steps import tell, told_task
from commune_desk.ui.manual.tasks import CHAPTERS
from commune_desk.ui.manual.teller import Teller
from commune_desk.ui.pages.page import Page
from commune_desk.ui.theme import look
from commune_desk.ui.widgets.buttons import MAIN, PLAIN, Button
from commune_desk.ui.widgets.cards import frame
from commune_desk.ui.widgets.filter_field import FilterField
from commune_desk.ui.widgets.layouts import across, clear, down, rolling
from commune_desk.ui.widgets.page_head import PageHead
from commune_desk.ui.widgets.text import Label
from commune_desk.ui.widgets.work_panel import WorkPanel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QPersistentModelIndex

    from commune_desk.ui.context import Context, Destination
    from commune_desk.ui.manual.steps import Chapter, Task

    Index = QModelIndex | QPersistentModelIndex

LIST, NUMBER = 350, 28
"""Pixels of the list of tasks, and of the number before a step."""

TITLE = N_("Manual")
_PLACES = "commune_desk.ui.navigation"


class TaskList(QAbstractListModel):
    """Chapters, which cannot be chosen, each with its tasks."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._say = context.say
        self._lines: Sequence[Chapter | Task] = ()

    def show_lines(self, lines: Sequence[Chapter | Task]) -> None:
        """Show these and no others."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def task(self, row: int) -> Task | None:
        """Give the task of a line; None where there is none."""
        line = self._lines[row] if 0 <= row < len(self._lines) else None
        return None if line is None or hasattr(line, "tasks") else line

    def row_of(self, key: str) -> int:
        """Tell where a task stands; that of the first where the key is none."""
        rows = [row for row in range(len(self._lines)) if self.task(row) is not None]
        found = (row for row in rows if self.task(row).key == key)  # type: ignore[union-attr]  # they are tasks
        return next(found, rows[0] if rows else -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  Qt's own default
        """Count the lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words of a line; those of chapters are bold."""
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._say(line.title)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._say(line.title)
        if role == Qt.ItemDataRole.FontRole:
            chapter = self.task(index.row()) is None
            return look().font("body_strong" if chapter else "body")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let tasks be chosen."""
        if self.task(index.row()) is None:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ManualPage(Page):
    """How each task is done; one may be looked for, opened at its place, printed."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        navigation = late(_PLACES)
        # Told in full also where this window lacks a place: the words are the same.
        self._teller = Teller(navigation.places())
        self._open = {place.key for place in navigation.places(context.ports)}
        say, ports = context.say, context.ports
        actions: list[QWidget] = []
        if ports.illustrated is not None:
            words = say(N_("Open the illustrated manual"))
            actions.append(Button(words, "book", PLAIN, self.open_illustrated))
        if ports.manual is not None:
            actions.append(Button(say(N_("Print")), "printer", PLAIN, self.print))
        purpose = N_("How each task is done, step by step.")
        self.column.addWidget(PageHead(say(TITLE), say(purpose), actions))
        self.filter = FilterField(LIST)
        self.filter.setPlaceholderText(say(N_("Find a task")))
        self.filter.setAccessibleName(self.filter.placeholderText())
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._narrow)
        self.model = TaskList(context, self)
        self.list = self._made_list()
        self._steps = down(gap=10, margins=(20, 16, 20, 16))
        box = frame("table")
        box.setLayout(down(self.list, margins=(1, 1, 1, 1)))
        box.setFixedWidth(LIST)
        left = down(self.filter, gap=8)
        left.addWidget(box, 1)
        body = across(gap=16)
        body.addLayout(left)
        body.addWidget(self._sheet(), 1)
        self.work = WorkPanel(context, N_("Writing the manual"))
        self.column.addWidget(self.work)
        self.column.addLayout(body, 1)
        self._narrow()

    def _made_list(self) -> QListView:
        view = QListView(self)
        view.setModel(self.model)
        view.setObjectName("tasks")
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setWordWrap(True)
        view.setSpacing(2)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(self.context.say(N_("Tasks of the manual")))
        view.selectionModel().currentChanged.connect(self._show)
        return view

    def _sheet(self) -> QFrame:
        self._area = rolling(self._steps)
        card = frame("card")
        card.setLayout(down(self._area, margins=(4, 4, 4, 4)))
        return card

    def opened(self, destination: Destination) -> None:
        """Show the task that was asked for, by its key."""
        if destination.search:
            self.filter.clear()
            self.choose(destination.search)

    def choose(self, key: str) -> None:
        """Put the cursor on a task."""
        self.list.setCurrentIndex(self.model.index(self.model.row_of(key)))

    def keep_focus(self) -> None:
        """Put the cursor into the list."""
        self.list.setFocus()

    def _narrow(self, wanted: str = "") -> None:
        """Show the tasks that say these words, in their title or in their steps."""
        lines: list[Chapter | Task] = []
        for chapter in CHAPTERS:
            found = [t for t in chapter.tasks if matches(wanted, self.said(t))]
            lines += [chapter, *found] if found else []
        self.model.show_lines(lines)
        if lines:
            self.choose("")
        else:
            clear(self._steps)
            none = self.context.say(N_("No task says these words."))
            self._steps.addWidget(Label(none, "body", "ink_soft"))
            self._steps.addStretch(1)

    def said(self, task: Task) -> str:
        """Give all the words of a task."""
        told, say = told_task(task, self._teller), self.context.say
        steps = (text for step in told.steps for text in (step.does, *step.sees))
        return " ".join(map(say, (told.title, told.purpose, *steps)))

    def _show(self, current: QModelIndex) -> None:
        """Show the steps of a task."""
        task = self.model.task(current.row())
        if task is None:
            return
        say, told = self.context.say, told_task(task, self._teller)
        clear(self._steps)
        self._area.verticalScrollBar().setValue(0)
        self._steps.addWidget(Label(say(told.title), "title", wrap=True))
        purpose = Label(say(told.purpose), "body", "ink_soft", wrap=True)
        self._steps.addWidget(purpose)
        for number, step in enumerate(told.steps, 1):
            count = Label(f"{number}.", "body_strong")
            count.setFixedWidth(NUMBER)
            texts = down(Label(say(step.does), wrap=True), gap=2)
            for seen in step.sees:
                texts.addWidget(Label(say(seen), "small", "ink_soft", wrap=True))
            line = across(gap=4)
            line.addLayout(down(count, None, gap=0))
            line.addLayout(texts, 1)
            self._steps.addLayout(line)
        if task.start in self._open:
            words = say(N_("Open the place"))
            deed = partial(self.context.go, task.start)
            button = Button(words, "arrow-big-right", MAIN, deed)
            self._steps.addLayout(across(button, None))
        self._steps.addStretch(1)

    def print(self) -> None:
        """Write it without pictures, and show the pages."""
        write, scope = self.context.ports.manual, self.context.scope
        if write is None:
            return
        title = self.context.say(TITLE)
        chapters = tell(CHAPTERS, self._teller)
        self.work.run(
            partial(write, chapters, scope),
            lambda pdf: self.context.shown.emit(title, pdf),
        )

    def open_illustrated(self) -> None:
        """Hand the manual that came with the program to the reader of the system."""
        path = self.context.ports.illustrated
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
