"""F1: what a screen is for, its keys, its columns and its words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QGridLayout,
    QLabel,
    QScrollArea,
    QTabBar,
    QWidget,
)  # fmt: skip

from commune_desk.domain.text import N_
from commune_desk.late import late
from commune_desk.services.glossary import said_in
from commune_desk.ui.keys import Told, told_by
from commune_desk.ui.widgets.buttons import MAIN, Button
from commune_desk.ui.widgets.cards import rule
from commune_desk.ui.widgets.layouts import across, clear, down, flowing
from commune_desk.ui.widgets.text import Label, Linked
from commune_desk.ui.within import within

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from commune_desk.ui.context import Context
    from commune_desk.ui.navigation import Place
    from commune_desk.ui.pages.page import Page

SIZE = QSize(620, 520)
KEY_WIDTH = 150
_MANUAL = "commune_desk.ui.manual.tasks"


class ScreenHelp(QDialog):
    """One small window, told anew for each screen; Esc closes it."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent
        self._title = Label("", "title")
        self._purpose = Label("", "body", "ink_soft", wrap=True)
        self._lines = down(gap=6, margins=(0, 0, 12, 0))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(flowing(self._lines))
        close = Button(context.say(N_("Close")), "", MAIN, self.accept)
        self.setLayout(
            down(
                self._title, self._purpose, rule(), area, across(None, close),
                gap=8, margins=(20, 16, 20, 16), grow=area,
            )
        )  # fmt: skip
        self.area = area

    def tell(self, place: Place, page: Page) -> None:
        """Open on a screen."""
        say = self._context.say
        clear(self._lines)
        title = say(place.title)
        self.setWindowTitle(say(N_("Help: {screen}", screen=title)))
        self._title.setText(title)
        table = place.table
        self._purpose.setText(say(table.purpose) if table is not None else "")
        self._purpose.setVisible(bool(self._purpose.text()))
        self._lead(place)
        self._tell(say(N_("Keys")), told_by(page, self._window, say))
        if table is not None:
            notes = [
                Told(say(column.title), say(column.note))
                for column in table.columns(self._context.scope)
                if column.note is not None
            ]
            self._tell(say(N_("Columns")), notes)
        language = self._context.words.language
        words = said_in(" · ".join(texts(page)) + f" · {title}")
        meanings = [Told(term.word, term.meaning(language)) for term in words]
        self._tell(say(N_("Words of this screen")), meanings)
        self._lines.addStretch(1)
        most = self._window.size() * 0.9
        self.resize(SIZE.boundedTo(most))
        self.area.verticalScrollBar().setValue(0)
        self.open()
        self.area.setFocus()

    def _lead(self, place: Place) -> None:
        """List the tasks of the manual that begin at this screen."""
        say = self._context.say
        found = [t for t in late(_MANUAL).tasks() if t.start == place.key]
        if not found:
            return
        self._lines.addWidget(Label(say(N_("Step by step")), "body_strong"))
        for task in found:
            link = Linked(say(task.title), role="small")
            link.followed.connect(partial(self._open_task, task.key))
            self._lines.addLayout(across(link, None))
        self._lines.addSpacing(8)

    def _open_task(self, key: str) -> None:
        self.accept()
        self._context.go("manual", None, key)

    def _tell(self, title: str, lines: Sequence[Told]) -> None:
        if not lines:
            return
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, KEY_WIDTH)
        for line, told in enumerate(lines):
            top = Qt.AlignmentFlag.AlignTop
            word = Label(told.key, "small_strong", wrap=True)
            word.setFixedWidth(KEY_WIDTH)
            grid.addWidget(word, line, 0, top)
            grid.addWidget(Label(told.does, "small", wrap=True), line, 1, top)
        self._lines.addWidget(Label(title, "body_strong"))
        self._lines.addLayout(grid)
        self._lines.addSpacing(8)

    def words(self) -> list[str]:
        """Give what is told, for tests."""
        return [label.text() for label in within(self.area, QLabel) if label.text()]


def texts(page: QWidget) -> Iterator[str]:
    """Give what a page says: its labels, buttons, tabs, and the heads of its table."""
    for label in within(page, QLabel):
        yield label.text()
    for button in within(page, QAbstractButton):
        yield button.text()
    for bar in within(page, QTabBar):
        yield from (bar.tabText(at) for at in range(bar.count()))
    model = getattr(page, "model", None)
    for column in getattr(model, "columns", ()):
        yield page.context.say(column.title)  # type: ignore[attr-defined]  # a page
