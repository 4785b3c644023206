"""Does the steps of a task on a real window, and takes the pictures they ask for."""

from __future__ import annotations

import csv
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTabBar,
    QTextEdit,
    QWidget,
)

from commune_desk.app.manual.hands import (
    PATIENCE,
    NotInSight,
    button,
    click,
    in_sight,
    names,
    place_in,
    plain,
    press,
    rest,
    strike,
)
from commune_desk.app.manual.sight import seen
from commune_desk.ui.manual.steps import (
    Carry,
    Cell,
    Click,
    Fill,
    Go,
    Menu,
    Pick,
    Press,
    Remark,
    Row,
    See,
    Type,
    numbered,
)
from commune_desk.ui.manual.teller import Teller, titled
from commune_desk.ui.shell import Shell
from commune_desk.ui.table_view import TableView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from commune_desk.l10n.words import Words
    from commune_desk.ui.manual.steps import Step, Task


FIELDS = (QLineEdit, QPlainTextEdit, QTextEdit)
ANYWHERE = Qt.MatchFlag.MatchStartsWith | Qt.MatchFlag.MatchRecursive
KEY = "cle"
"""The folder that stands for a key."""


class CannotDo(Exception):
    """A step of a task that cannot be done as it is told."""

    def __init__(self, task: Task, number: int, told: str, why: str) -> None:
        super().__init__(f"{task.key}, {number}. {told} ({why})")
        self.task, self.number = task, number


class Player:
    """Plays tasks on the window of a program, which may change as it goes."""

    def __init__(
        self, window: Callable[[], QWidget], words: Words, folder: Path
    ) -> None:
        self._window, self._say, self._folder = window, words.say, folder
        self._where: tuple[QWidget, QRect] | None = None
        """The widget that the last step was about, and the part of it."""

        self._by_key = False
        """Whether the last thing done was a key: what it did may stand elsewhere."""

    def play(
        self, task: Task, picture: Callable[[int, QWidget, QRect], object]
    ) -> None:
        """Do a task; `picture` is called where one is asked for, after its step."""
        self._lay_ready(task)
        for number, steps in enumerate(numbered(task), 1):
            for step in steps:
                try:
                    self._do(step)
                except NotInSight as missing:
                    told = self._say(step.told(self._teller()))
                    raise CannotDo(task, number, told, str(missing)) from missing
            if any(step.picture for step in steps):
                picture(number, self._window(), self._frame())

    def _teller(self) -> Teller:
        """Tell in the words of the window that is open."""
        window = self._window()
        if isinstance(window, Shell):
            return Teller(window.places)
        return Teller(())

    def _lay_ready(self, task: Task) -> None:
        (self._folder / KEY).mkdir(exist_ok=True)
        for name, lines in task.files:
            with (self._folder / name).open("w", encoding="utf-8", newline="") as file:
                csv.writer(file, delimiter=";").writerows(
                    map(self._say, line) for line in lines
                )

    def _frame(self) -> QRect:
        """Tell where the last step was done, if that is still in sight."""
        window = self._window()
        if self._where is None:
            return QRect()
        widget, box = self._where
        try:
            there = widget.isVisible() and widget.window() is window
        except RuntimeError:  # Qt has let it go
            return QRect()
        return place_in(window, widget, box) if there else QRect()

    def _do(self, step: Step) -> None:
        if not isinstance(step, See | Remark):
            self._by_key = False
        file, folder = self._folder, str(self._folder / KEY)
        name = step.file if isinstance(step, Click | Menu) else ""
        answer = (str(file / name) if name else "", "")
        with patch.multiple(
            QFileDialog,
            getSaveFileName=lambda *_a, **_k: answer,
            getOpenFileName=lambda *_a, **_k: answer,
            getExistingDirectory=lambda *_a, **_k: folder,
        ):
            self._act(step)
            rest(self._window())

    def _act(self, step: Step) -> None:  # noqa: C901  one case a kind
        say = self._say
        match step:
            case Go():
                self._go(step)
            case Press():
                self._end(step.key)
            case Type():
                strike(self._window(), say(step.value))
                typed = QApplication.focusWidget()
                self._where = None if typed is None else (typed, typed.rect())
                self._end(step.key)
            case Fill():
                field = titled(step.field, self._teller())
                self._fill(say(field), say(step.value))
                self._end(step.key)
            case Pick():
                self._pick(say(step.field), say(step.value))
            case Cell():
                self._cell(step)
            case Row():
                self._row(say(step.row))
            case Click() | Carry():
                found = button(self._window(), say(step.words))
                self._where = found, found.rect()
                click(found)
            case Menu():
                self._menu(say(step.words), say(step.entry))
            case See():
                self._see(say(step.words))
            case Remark():
                pass
            case _:
                raise TypeError(type(step).__name__)

    def _end(self, key: str) -> None:
        if key:
            press(self._window(), key)
            self._by_key = True

    @property
    def _shell(self) -> Shell:
        window = self._window()
        if not isinstance(window, Shell):
            raise NotInSight(type(window).__name__)
        return window

    def _go(self, step: Go) -> None:
        """Unfold the group, press the entry, then the tab."""
        shell = self._shell
        place = next(each for each in shell.places if each.key == step.place)
        rail = shell.rail
        entry = place.family or place.key
        if entry not in rail.buttons:
            click(rail.buttons[f"group:{place.group}"])
        self._where = None
        click(rail.buttons[entry])
        rest(shell)
        if shell.place != step.place:
            self._tab(shell.strip.tabs, self._say(place.tab))
            rest(shell)
        if shell.place != step.place:
            raise NotInSight(step.place)

    def _tab(self, bar: QTabBar, words: str) -> None:
        for at in range(bar.count()):
            if plain(bar.tabText(at)) == plain(words):
                if not bar.rect().contains(bar.tabRect(at).center()):
                    bar.setCurrentIndex(at)  # a person presses the arrows
                click(bar, bar.tabRect(at).center())
                self._where = bar, bar.tabRect(at)
                return
        raise NotInSight(words)

    def _menu(self, words: str, entry: str) -> None:
        """Choose an entry of a list, which is not opened: it would wait for a hand."""
        found = button(self._window(), words)
        menu = found.menu() if isinstance(found, QPushButton) else None
        if menu is None:
            raise NotInSight(words)
        for action in menu.actions():
            if plain(action.text()) == plain(entry):
                self._where = found, found.rect()
                action.trigger()
                return
        raise NotInSight(entry)

    def _fill(self, words: str, value: str) -> None:
        """Type into the first field of that name which is still open."""
        for kind in FIELDS:
            for field in in_sight(self._window(), kind):
                if plain(words) in names(field) and field.isEnabled():
                    click(field)
                    field.setFocus()
                    press(self._window(), "Ctrl+A")
                    strike(self._window(), value)
                    self._where = field, field.rect()
                    return
        raise NotInSight(words)

    def _pick(self, words: str, value: str) -> None:
        for box in in_sight(self._window(), QComboBox):
            if plain(words) not in names(box):
                continue
            for at in range(box.count()):
                if plain(box.itemText(at)).startswith(plain(value)):
                    box.setFocus()
                    box.setCurrentIndex(at)
                    box.activated.emit(at)
                    self._where = box, box.rect()
                    return
            raise NotInSight(value)
        raise NotInSight(words)

    def _cell(self, step: Cell) -> None:
        view = next(in_sight(self._window(), TableView), None)
        if view is None:
            raise NotInSight(step.place)
        keys = [column.key for column in view.rows.columns]
        if step.column not in keys:
            raise NotInSight(step.column)
        if step.row:
            index = self._find(view, self._say(step.row))
            index = index.siblingAtColumn(keys.index(step.column))
        else:
            index = view.rows.find(view.rows.new.row.id, step.column)
        self._press_cell(view, index)
        strike(self._window(), self._say(step.value))
        self._end(step.key)
        rest(self._window())
        if view.rows.refusal is not None:
            raise NotInSight(self._say(view.rows.refusal.error.text))
        self._where = view.viewport(), view.visualRect(index)

    def _row(self, words: str) -> None:
        for view in in_sight(self._window(), QAbstractItemView):
            try:
                index = self._find(view, words)
            except NotInSight:
                continue
            self._press_cell(view, index)
            self._where = view.viewport(), view.visualRect(index)
            return
        raise NotInSight(words)

    @staticmethod
    def _find(view: QAbstractItemView, words: str) -> QModelIndex:
        model: Any = view.model()
        if model is None:
            raise NotInSight(words)
        # The columns of a list are not to be asked.
        a_list = isinstance(model, QAbstractListModel)
        for column in range(1 if a_list else model.columnCount()):
            first = model.index(0, column)
            role = Qt.ItemDataRole.DisplayRole
            found = model.match(first, role, words, 1, ANYWHERE)
            if found:
                return QModelIndex(found[0])
        raise NotInSight(words)

    @staticmethod
    def _press_cell(view: QAbstractItemView, index: QModelIndex) -> None:
        view.scrollTo(index)
        QApplication.processEvents()
        click(view.viewport(), view.visualRect(index).center())
        QApplication.processEvents()

    def _see(self, words: str) -> None:
        """Wait until the window shows these words; look where a key put them."""
        until = time.monotonic() + PATIENCE / 4
        while plain(words) not in seen(self._window()):
            if time.monotonic() > until:
                raise NotInSight(words)
            QTest.qWait(30)
            rest(self._window())
        if self._by_key or not self._frame().isValid():
            self._by_key = False
            self._where = self._whereabouts(words) or self._where

    def _whereabouts(self, words: str) -> tuple[QWidget, QRect] | None:
        """Find a line or a button that says these words."""
        for view in in_sight(self._window(), QAbstractItemView):
            with suppress(NotInSight):
                index = self._find(view, words)
                view.scrollTo(index)
                return view.viewport(), view.visualRect(index)
        with suppress(NotInSight):
            found = button(self._window(), words)
            return found, found.rect()
        return None
